"""A gap made into something a maintainer can finish: an evaluation case, a question variant."""

from __future__ import annotations

import json
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array

from faqbot.corpus.changing import changing, rewrite
from faqbot.corpus.load import load_document
from faqbot.corpus.manifest import MANIFEST, load_manifest
from faqbot.documents import Document
from faqbot.errors import CorpusError, UsageError
from faqbot.evaluation.cases import FOLDER
from faqbot.gaps.gaps import Gap
from faqbot.receipts.receipt import bare_heading

DRAFTS = "drafts.jsonl"
VARIANTS = "variants.toml"
_PREFIX = "draft-"
_SHOWN = 5  # wordings in a note, headings in a message


def draft_case(corpus: Path, gap: Gap) -> tuple[Path, str]:
    """Append an evaluation case that counts for nothing until a person completes it.

    Args:
        corpus: the corpus folder.
        gap: what was asked.

    Returns:
        The file, and the id of the case.

    Raises:
        UsageError: there is such a draft already.
        CorpusError: the file cannot be read or written.
    """
    with changing(corpus):
        path = corpus / FOLDER / DRAFTS
        before = _read(path)
        for line in before.splitlines():
            if json.dumps([gap.question], ensure_ascii=False) in line:
                raise UsageError("it is drafted already", where=str(path), fix="Complete that one.")
        number = 1 + max((_number(line) for line in before.splitlines()), default=0)
        name = f"{_PREFIX}{number:03d}"
        others = "; ".join(f"“{text}”" for text, _ in gap.wordings[1 : 1 + _SHOWN])
        note = (
            f"asked {gap.count} times, {gap.first.date()} to {gap.last.date()}"
            f"{f'; also: {others}' if others else ''}. To do: what must come back (status, "
            "evidence), fact, tags; take out names; then take out draft."
        )
        case = {
            "id": name,
            "turns": [gap.question],
            "status": "not_covered",
            "fact": name,
            "tags": ["near"],
            "note": note,
            "draft": True,
        }
        if before and not before.endswith("\n"):
            before += "\n"
        rewrite(corpus, f"{FOLDER}/{DRAFTS}", f"{before}{json.dumps(case, ensure_ascii=False)}\n")
    return path, name


def draft_variant(corpus: Path, document_id: str, heading: str, question: str) -> tuple[Path, str]:
    """Add a wording of a question to those that a section of the guidance answers.

    Args:
        corpus: the corpus folder.
        document_id: of the document.
        heading: of the section, or words that only one of its headings holds.
        question: the wording.

    Returns:
        The file, and the heading in full.

    Raises:
        UsageError: there is no such document or section, or the wording is there already.
        CorpusError: the document or the file cannot be read or written.
    """
    section = _heading(_document(corpus, document_id), heading)
    with changing(corpus):
        path = corpus / VARIANTS
        text = _read(path) or "schema = 1"
        try:
            table = tomlkit.parse(f"{text.rstrip()}\n\n")
            wordings = _wordings(table, document_id, section)
            there = question.casefold() in {str(other).casefold() for other in wordings}
            wordings.append(question)
            wordings.multiline(multiline=True)
        except (TOMLKitError, KeyError, TypeError, AttributeError) as error:
            raise CorpusError(
                f"the question variants cannot be read ({error})",
                where=str(path),
                fix="Mend the file; corpus/README.md says what it holds.",
            ) from error
        if there:
            raise UsageError("that wording is there already", where=f"{path}, {section}")
        rewrite(corpus, VARIANTS, f"{tomlkit.dumps(table).rstrip()}\n")
    return path, section


def _wordings(table: tomlkit.TOMLDocument, document_id: str, section: str) -> Array:
    """Return the list of wordings of a section, a new one where there is none."""
    entries = table.setdefault("variant", tomlkit.aot())
    if not isinstance(entries, AoT):
        raise TypeError("variant is not a list of tables")
    for entry in entries:
        if (entry["document"], entry["section"]) == (document_id, section):
            found = entry["questions"]
            if not isinstance(found, Array):
                raise TypeError("questions is not a list")
            return found
    entry = tomlkit.table()
    entry.update({"document": document_id, "section": section, "questions": []})
    entries.append(entry)
    return _wordings(table, document_id, section)


def _document(corpus: Path, document_id: str) -> Document:
    sources = load_manifest(corpus).sources
    for source in sources:
        if source.id == document_id:
            return load_document(corpus, source)
    raise UsageError(
        "there is no document of that id",
        where=document_id,
        fix=f"Documents in {MANIFEST}: {', '.join(s.id for s in sources)}",
    )


def _heading(document: Document, words: str) -> str:
    """Return the one heading that is meant: the same, or the only one that holds the words."""
    titles = list(dict.fromkeys(s.title for s in document.sections if s.blocks and s.title))
    wanted = bare_heading(words)
    same = [title for title in titles if bare_heading(title) == wanted]
    found = same or [title for title in titles if wanted and wanted in bare_heading(title)]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        "several sections have such a heading" if found else "no section has such a heading",
        where=f"{document.id}, {words!r}",
        fix=f"Give more of one of its headings: {'; '.join((found or titles)[:_SHOWN])} …",
    )


def _number(line: str) -> int:
    """Return the number of a drafted case, 0 for any other line."""
    try:
        name = json.loads(line)["id"]
        return int(name.removeprefix(_PREFIX)) if name.startswith(_PREFIX) else 0
    except (ValueError, TypeError, KeyError, AttributeError):
        return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"cannot read the file ({error})", where=str(path), fix="Mend it."
        ) from error
