"""What `faqbot corpus check` says about a corpus folder, document by document."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from faqbot.cleaning import clean_line
from faqbot.corpus.load import load_document, read_source
from faqbot.corpus.manifest import MANIFEST, load_manifest
from faqbot.corpus.passages import cut_passages
from faqbot.documents import Document, Section, SectionKind, Source
from faqbot.errors import CorpusError

_SHOWN = 60  # characters of a text that was left out
_NAMED = 5  # headings, or documents with one passage, that are named
_WORDS = 8  # of a passage that is not the same in two documents by chance
_MUCH = 0.5  # share of a document's passages that makes another a version of it


@dataclass(slots=True)
class Report:
    """Lines for a person, and how many problems they name."""

    lines: list[str] = field(default_factory=list)
    problems: int = 0

    def say(self, line: str) -> None:
        """Add a line."""
        self.lines.append(line)

    def problem(self, what: str) -> None:
        """Add something that keeps the corpus from being used."""
        self.problems += 1
        self.lines.append(f"  PROBLEM: {clean_line(what)}")

    def remark(self, what: str) -> None:
        """Add something worth knowing that keeps nothing from being used."""
        self.lines.append(f"  remark: {clean_line(what)}")


def report_on(folder: Path, as_of: dt.date) -> Report:
    """Return the report on a corpus folder: every document, not only the first bad one.

    Args:
        folder: of the corpus.
        as_of: the day on which dates are in the future, and reviews due.

    Raises:
        CorpusError: the manifest cannot be used at all.
    """
    from faqbot.cli.corpus_aids import report_on_aids

    manifest = load_manifest(folder)
    report = Report()
    documents: list[Document] = []
    copies = Copies()
    for source in manifest.sources:
        report.say(f"{source.id}: {clean_line(source.title)}")
        try:
            data = read_source(folder, source)
            document = load_document(folder, source)
        except CorpusError as error:
            report.problem(str(error))
            continue
        describe(report, document, as_of)
        if source.sha256 is None:
            digest = hashlib.sha256(data).hexdigest()
            report.remark(f"no sha256 in {MANIFEST}; this file's is {digest}")
        copies.say(report, document)
        documents.append(document)
    report.say("the folder:")
    before = len(report.lines)
    report_on_aids(report, folder, manifest, documents, as_of)
    if len(report.lines) == before:
        report.say("  nothing to remark")
    return report


def describe(report: Report, document: Document, as_of: dt.date) -> None:
    """Say what was read from a document, what was left out, and what is not known of it."""
    passages = list(cut_passages(document))
    report.say(
        f"  {len(document.sections)} sections, {len(passages)} passages, "
        f"{sum(len(p.sentences) for p in passages)} sentences, {len(document.text)} characters"
    )
    for section in document.sections:
        if section.kind is SectionKind.IMPRINT and section.span is not None:
            report.say(f"  about itself: {clean_line(section.span.of(document.text))}")
    _left_out(report, document)
    empty = [section.title for section in _without_text(document.sections)]
    if empty:
        more = f" and {len(empty) - _NAMED} more" if len(empty) > _NAMED else ""
        report.remark(f"headings with no text under them: {'; '.join(empty[:_NAMED])}{more}")
    _facts(report, document.source, as_of)


def _without_text(sections: Sequence[Section]) -> list[Section]:
    """Return the sections that have no text of their own and none below them."""
    return [
        section
        for section, after in zip_longest(sections, sections[1:])
        if section.path and not section.blocks
        if after is None or after.path[: len(section.path)] != section.path
    ]


def _facts(report: Report, source: Source, as_of: dt.date) -> None:
    if source.dated is None:
        report.remark("undated: answers from it will say so")
    for key, day in (("published", source.published), ("updated", source.updated)):
        if day is not None and day > as_of:
            report.remark(f"{key} lies in the future: {day}")
    if source.published and source.updated and source.updated < source.published:
        report.remark(f"updated ({source.updated}) before it was published ({source.published})")
    unknown = [k for k in ("publisher", "version", "licence", "url") if getattr(source, k) is None]
    if unknown:
        report.remark(f"not known: {', '.join(unknown)}")
    if not source.applies_to:
        report.remark("not known where it applies (applies_to)")


class Copies:
    """Finds texts and passages that stand in several documents."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}  # digest of a text: the first document with it
        self._passages: dict[str, list[str]] = {}  # words: documents with them
        self._sizes: dict[str, int] = {}  # passages by document

    def say(self, report: Report, document: Document) -> None:
        """Say which documents before this one hold its text, or passages of it; remember it."""
        same = self._texts.setdefault(document.digest, document.id)
        if same != document.id:
            report.remark(f"the same text as {same}; answers will cite both")
        words = (" ".join(p.span.of(document.text).split()) for p in cut_passages(document))
        mine = {text for text in words if len(text.split()) >= _WORDS}
        self._sizes[document.id] = len(mine)
        shared = Counter(other for text in mine for other in self._passages.get(text, ()))
        for other, count in sorted(shared.items()) if same == document.id else ():
            if count >= _MUCH * min(len(mine), self._sizes[other]):
                report.remark(
                    f"{count} of its {len(mine)} passages stand in {other}, too: "
                    "if it is a newer version, add it with --replaces"
                )
            else:
                number = "1 passage stands" if count == 1 else f"{count} passages stand"
                report.remark(f"{number} word for word in {other}, too; answers will cite both")
        for text in mine:
            known = self._passages.setdefault(text, [])
            if len(known) < _NAMED:
                known.append(document.id)


def _left_out(report: Report, document: Document) -> None:
    """Say what is not guidance, reason by reason, equal pieces once."""
    for reason in dict.fromkeys(left.reason for left in document.left_out):
        spans = [left.span for left in document.left_out if left.reason == reason]
        size = sum(span.end - span.start for span in spans)
        number = f"{len(spans)} pieces" if len(spans) > 1 else "1 piece"
        report.say(f"  left out: {reason} ({number}, {size} characters)")
        texts = Counter(clean_line(span.of(document.text), _SHOWN) for span in spans)
        for text, count in texts.items():
            report.say(f"    {text}" + (f" ({count} times)" if count > 1 else ""))
