"""What `faqbot corpus check` says about the rest of a corpus folder: aids, labels, history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from faqbot.aids import Approved, Term
from faqbot.corpus.approved import load_approved, quoted_spans, to_review
from faqbot.corpus.changing import DOCUMENTS
from faqbot.corpus.glossary import GLOSSARY, astray, load_glossary
from faqbot.corpus.load import read_source
from faqbot.corpus.manifest import HISTORY, MANIFEST, Manifest
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.precedents import precedents_astray
from faqbot.corpus.signposts import load_signposts
from faqbot.corpus.variants import variants_astray
from faqbot.documents import Document
from faqbot.errors import CorpusError

if TYPE_CHECKING:
    from faqbot.cli.corpus_report import Report

_T = TypeVar("_T")
_STRAY = 10  # files that the manifest does not name and that are named here
_LABELS = 5  # labels that no longer hold and are named


def report_on_aids(
    report: Report,
    folder: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    as_of: dt.date,
) -> None:
    """Say what is wrong with all that stands beside the documents.

    Args:
        report: gets the lines.
        folder: of the corpus.
        manifest: its sources.toml.
        documents: those that can be used.
        as_of: the day on which reviews are due.
    """
    _glossary(report, folder, documents)
    if len(documents) == len(manifest.sources):  # else their sections are not all known
        _by_document(report, folder, documents, as_of)
    for signpost in _usable(report, lambda: load_signposts(folder)) or ():
        if signpost.review_by < as_of:
            report.remark(
                f"signpost {signpost.id}: its review was due by {signpost.review_by} "
                f"({signpost.reviewer})"
            )
    _labels(report, folder, documents)
    for old in manifest.superseded:
        try:
            read_source(folder, old)
        except CorpusError as error:
            report.remark(f"the version of {old.id} replaced on {old.replaced}: {error}")
    named = {source.file for source in (*manifest.sources, *manifest.superseded)}
    unnamed = _unnamed(folder, named)
    for file in unnamed[:_STRAY]:
        report.remark(f"{file} is not named in {MANIFEST}, so it is not used")
    if len(unnamed) > _STRAY:
        report.remark(f"{len(unnamed) - _STRAY:,} more files are not named in {MANIFEST}")


def _by_document(
    report: Report, folder: Path, documents: Sequence[Document], as_of: dt.date
) -> None:
    """Say what names sections or quotes words that the documents do not have."""
    for where in _usable(report, lambda: variants_astray(folder, documents)) or ():
        report.remark(f"{where}: there is no such section, so its wordings are left out")
    for said in _usable(report, lambda: precedents_astray(folder, documents)) or ():
        report.remark(said)
    for approved in _usable(report, lambda: load_approved(folder, documents)) or ():
        document = next(d for d in documents if d.id == approved.document_id)
        _approved(report, approved, document, as_of)


def _glossary(report: Report, folder: Path, documents: Sequence[Document]) -> None:
    """Say what the glossary names that no document has."""
    glossary = _usable(report, lambda: load_glossary(folder))
    if glossary is None:
        return
    for what in astray(glossary, documents):
        report.remark(f"{GLOSSARY}, {what}: it is left out")
    unheard = [term.name for term in glossary.terms if not _is_mentioned(term, documents)]
    if unheard:
        report.remark(f"in the glossary, but in no document: {'; '.join(unheard)}")


def _approved(report: Report, approved: Approved, document: Document, as_of: dt.date) -> None:
    """Say why an approved answer must be looked at again."""
    name = f"approved answer {approved.id!r}"
    for why in to_review(approved, document, as_of):
        report.remark(f"{name} needs review: {why}")
    for doubt in doubts(approved, document):
        report.remark(f"{name} {doubt}")


def doubts(approved: Approved, document: Document) -> Iterator[str]:
    """Yield what may be wrong with the words of an approved answer, as clauses about it."""
    sentences = [s.span for p in cut_passages(document) for s in p.sentences]
    starts, ends = {s.start for s in sentences}, {s.end for s in sentences}
    for span in quoted_spans(approved, document):
        whole = span.end in ends or (span.end + 1 in ends and not document.text[span.end].isalnum())
        if span.start not in starts or not whole:
            yield "quotes part of a sentence: is its condition in it?"


def _usable(report: Report, load: Callable[[], _T]) -> _T | None:
    try:
        return load()
    except CorpusError as error:
        report.problem(str(error))
        return None


def _is_mentioned(term: Term, documents: Sequence[Document]) -> bool:
    """Return whether any document holds a name of a term, whatever its case and white space."""
    forms = ("\\s+".join(map(re.escape, form.split())) for form in term.forms if form.split())
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
    return any(pattern.search(document.text) for document in documents)


def _labels(report: Report, folder: Path, documents: Sequence[Document]) -> None:
    """Say which evaluation cases expect words that the documents do not hold."""
    from faqbot.evaluation.cases import broken_labels, load_cases

    try:
        broken = list(broken_labels(load_cases(folder), documents))
    except CorpusError as error:
        report.remark(str(error))
        return
    for label in broken[:_LABELS]:
        report.remark(f"{label.where}: {label.what}")
    if len(broken) > _LABELS:
        report.remark(f"{len(broken) - _LABELS} more evaluation labels no longer hold")


def _unnamed(folder: Path, named: set[str]) -> list[str]:
    """Return the files under documents/ and history/ that the manifest does not name."""
    found = (path for place in (DOCUMENTS, HISTORY) for path in (folder / place).rglob("*"))
    files = {path.relative_to(folder).as_posix() for path in found if path.is_file()}
    return sorted(file for file in files - named if not Path(file).name.startswith("."))
