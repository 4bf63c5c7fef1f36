"""`faqbot corpus add`: a file becomes a document of the corpus, with what is known about it."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import Parser, add_as_of, add_globals, as_of, day_of, writable_corpus
from faqbot.cli.terminal import answered_line, is_terminal, say
from faqbot.documents import Authority
from faqbot.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from faqbot.corpus.adding import Added, Arrival
    from faqbot.corpus.stated import Fact
    from faqbot.documents import Document, Source

_DESCRIPTION = """\
Copies FILE (.md, .txt, .html, .pdf, .docx) into the corpus and names it in sources.toml. What the
file says about itself is proposed; on a terminal you are asked for the rest, elsewhere what nobody
gives stays unknown. With --replaces ID the file is the next version of that document: the version
before is kept under history/, and answers no more.
"""
_KEYS = (
    "title", "publisher", "version", "published", "updated", "applies_to", "licence", "authority",
    "url",
)  # fmt: skip
_LABELS = {"applies_to": "applies to", "url": "address (URL)"}
_DATES = ("published", "updated")
_MANY = 50  # documents that are not read again to look for duplicates
_LASTING = ("title", "publisher", "url", "authority")  # of every version, whatever a new one says


@dataclass(frozen=True, slots=True)
class _Known:
    """A fact and where it comes from; None is not known."""

    value: Fact | None
    origin: str = ""


def add_arguments(parser: Parser) -> None:
    """Make a parser that of `corpus add`."""
    parser.description = _DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", metavar="FILE", help="the document as it was published")
    parser.add_argument("--id", help="how commands name it (from the file's name)")
    parser.add_argument("--title", help="as printed on it (its first heading)")
    parser.add_argument("--publisher", help="who issued it")
    parser.add_argument("--version", help="as it states it")
    parser.add_argument("--published", metavar="YYYY-MM-DD", help="when it was published")
    parser.add_argument("--updated", metavar="YYYY-MM-DD", help="its last change, as it states it")
    parser.add_argument(
        "--applies-to", metavar="NATION", action="append", help="where it applies; may be repeated"
    )
    parser.add_argument("--licence", help="an SPDX identifier where there is one")
    parser.add_argument("--authority", choices=[a.value for a in Authority], help="who speaks")
    parser.add_argument("--url", help="where it was published")
    parser.add_argument("--replaces", metavar="ID", help="the document that this is a version of")
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    add_as_of(parser)
    add_globals(parser)
    parser.set_defaults(run=run, private=False)


def run(options: argparse.Namespace) -> int:
    """Add a file to the corpus; return the exit code."""
    given = _given(options)
    today = as_of(options) or dt.date.today()
    folder = writable_corpus(options, "corpus add FILE")
    from faqbot.corpus.adding import (
        add_document,
        document_named,
        manifest_or_new,
        read_arrival,
        replace_document,
    )
    from faqbot.corpus.stated import hints

    _, manifest = manifest_or_new(folder)
    before = document_named(manifest, options.replaces) if options.replaces else None
    arrival = read_arrival(Path(options.file))
    known = _proposed(arrival, given, before)
    if not options.yes and is_terminal(sys.stdin) and is_terminal(sys.stdout):
        for hint in hints(arrival.extract):
            say(f"To know: {hint}.")
        known = _asked(known, given)
        if not _agreed():
            say("Nothing was changed.")
            return 0
    facts = {key: fact.value for key, fact in known.items() if fact.value is not None}
    if before is None:
        added = add_document(folder, arrival, facts, id=options.id)
    else:
        added = replace_document(folder, arrival, facts, before.id, today)
    say("\n".join(_told(added, known, folder, today)))
    return 0


def _given(options: argparse.Namespace) -> dict[str, Fact]:
    """Return the facts that flags name.

    Raises:
        UsageError: a date or a name cannot be used.
    """
    if options.replaces and options.id:
        raise UsageError(
            "the new version keeps the id", where="--id", fix="Leave out --id or --replaces."
        )
    given: dict[str, Fact] = {}
    for key in _KEYS:
        value = getattr(options, key)
        if value is None:
            continue
        try:
            given[key] = _fact(key, ", ".join(value) if isinstance(value, list) else value)
        except ValueError as error:
            flag = f"--{key.replace('_', '-')}"
            raise UsageError(str(error), where=flag, fix="Give another, or leave it out.") from None
    return given


def _fact(key: str, words: str) -> Fact:
    """Return a fact as sources.toml has it.

    Raises:
        ValueError: the words cannot be it; says why.
    """
    words = clean_line(words)
    if not words:
        raise ValueError(f"{_label(key)} is empty")
    if key in _DATES:
        return day_of(words)
    if key == "applies_to":
        return tuple(part.strip() for part in words.split(",") if part.strip())
    if key == "authority" and words not in list(Authority):
        raise ValueError(f"authority is one of: {', '.join(Authority)}")
    return words


def _proposed(
    arrival: Arrival, given: Mapping[str, Fact], before: Source | None
) -> dict[str, _Known]:
    """Return what flags, the file and the version before say, in this order."""
    from faqbot.corpus.stated import stated_facts

    stated = stated_facts(arrival.extract)
    known: dict[str, _Known] = {}
    for key in _KEYS:
        earlier = getattr(before, key) if before is not None else None
        kept = _Known(earlier.value if key == "authority" and earlier else earlier, "as before")
        choices = [
            _Known(given.get(key), "as given"),
            _Known(stated[key].value, stated[key].words) if key in stated else _Known(None),
            kept if key not in ("version", *_DATES) and earlier else _Known(None),
        ]
        if before is not None and key in _LASTING:
            choices[1:] = choices[:0:-1]
        known[key] = next((fact for fact in choices if fact.value is not None), _Known(None))
    if known["title"].value is None:
        known["title"] = _Known(clean_line(arrival.path.stem), "the file's name")
    return known


def _asked(known: Mapping[str, _Known], given: Mapping[str, Fact]) -> dict[str, _Known]:
    """Ask for each fact that no flag gives; Enter takes what is proposed."""
    say("Enter takes what stands in brackets; - says that it is not known.")
    out = dict(known)
    for key in _KEYS:
        if key in given:
            continue
        proposed = known[key]
        shown = clean_line(_shown(proposed.value))
        default = "unofficial" if key == "authority" else "not known"
        while True:
            words = _answered(f"{_heading(key)} [{shown or default}]:")
            if not words:
                break
            if words == "-" and key != "title":
                out[key] = _Known(None)
                break
            try:
                out[key] = _Known(_fact(key, words), "as given")
                break
            except ValueError as error:
                say(f"{error}.")
    return out


def _agreed() -> bool:
    return _answered("Add it? [Y/n]:").lower() in ("", "y", "yes")


def _answered(prompt: str) -> str:
    return answered_line(prompt, "corpus add", "flags and --yes")


def _told(added: Added, known: Mapping[str, _Known], folder: Path, today: dt.date) -> list[str]:
    """Return what was added, what was parsed, and what to do next."""
    from faqbot.cli.corpus_report import Copies, Report, describe

    source = added.document.source
    lines = [f"Added {source.id}: {source.file}"]
    if added.superseded is not None:
        lines = [
            f"Replaced {source.id}: {source.file}",
            f"  the version before is kept as {added.superseded.file}",
        ]
    for key, fact in known.items():
        if fact.value is not None:
            lines.append(f"  {_label(key)}: {_shown(fact.value)} ({clean_line(fact.origin, 80)})")
    report = Report()
    describe(report, added.document, today)
    copies = Copies()
    for other in _others(folder, source):
        copies.say(Report(), other)
    copies.say(report, added.document)
    return [*lines, *report.lines, "Next: faqbot index build"]


def _others(folder: Path, added: Source) -> list[Document]:
    """Return the other documents of a small corpus; of a large one `corpus check` tells."""
    from faqbot.corpus.load import load_document
    from faqbot.corpus.manifest import load_manifest

    others = [source for source in load_manifest(folder).sources if source.id != added.id]
    documents = []
    for source in others if len(others) <= _MANY else ():
        with suppress(CorpusError):  # of another document, and `corpus check` tells
            documents.append(load_document(folder, source))
    return documents


def _shown(value: Fact | None) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _label(key: str) -> str:
    return _LABELS.get(key, key)


def _heading(key: str) -> str:
    label = _label(key)
    return label[0].upper() + label[1:]
