"""What `faqbot corpus check` says about a corpus folder."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from faqbot.cleaning import clean_line
from faqbot.corpus.glossary import GLOSSARY, astray, load_glossary
from faqbot.corpus.load import load_document, read_source
from faqbot.corpus.manifest import MANIFEST, load_manifest
from faqbot.corpus.passages import cut_passages
from faqbot.documents import Document, Source
from faqbot.errors import CorpusError

_SHOWN = 60  # characters of a text that was left out


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


def report_on(folder: Path) -> Report:
    """Return the report on a corpus folder: every document, not only the first bad one.

    Raises:
        CorpusError: the manifest cannot be used at all.
    """
    manifest = load_manifest(folder)
    report = Report()
    documents: list[Document] = []
    for source in manifest.sources:
        report.say(f"{source.id}: {clean_line(source.title)}")
        document = _document(report, folder, source, documents)
        if document is not None:
            documents.append(document)
    report.say("the folder:")
    before = len(report.lines)
    try:
        glossary = load_glossary(folder)
    except CorpusError as error:
        report.problem(str(error))
    else:
        for what in astray(glossary, documents):
            report.remark(f"{GLOSSARY}, {what}: it is left out")
    for file in _unnamed(folder, {source.file for source in manifest.sources}):
        report.remark(f"{file} is not named in {MANIFEST}, so it is not used")
    if len(report.lines) == before:
        report.say("  nothing to remark")
    return report


def _document(
    report: Report, folder: Path, source: Source, others: list[Document]
) -> Document | None:
    try:
        data = read_source(folder, source)
        document = load_document(folder, source)
    except CorpusError as error:
        report.problem(str(error))
        return None
    passages = list(cut_passages(document))
    report.say(
        f"  {len(document.sections)} sections, {len(passages)} passages, "
        f"{sum(len(p.sentences) for p in passages)} sentences, {len(document.text)} characters"
    )
    _left_out(report, document)
    if source.sha256 is None:
        report.remark(f"no sha256 in {MANIFEST}; this file's is {hashlib.sha256(data).hexdigest()}")
    if source.dated is None:
        report.remark("undated: answers from it will say so")
    unknown = [k for k in ("publisher", "version", "licence", "url") if getattr(source, k) is None]
    if unknown:
        report.remark(f"not known: {', '.join(unknown)}")
    if not source.applies_to:
        report.remark("not known where it applies (applies_to)")
    for other in others:
        if other.digest == document.digest:
            report.remark(f"the same text as {other.id}; answers will cite both")
    return document


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


def _unnamed(folder: Path, named: set[str]) -> list[str]:
    """Return the files under documents/ that the manifest does not name."""
    found = (folder / "documents").rglob("*")
    files = {path.relative_to(folder).as_posix() for path in found if path.is_file()}
    return sorted(file for file in files - named if not Path(file).name.startswith("."))
