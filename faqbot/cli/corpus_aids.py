"""What `faqbot corpus check` says about the rest of a corpus folder: aids, labels, history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from faqbot.corpus.changing import DOCUMENTS
from faqbot.corpus.glossary import load_glossary
from faqbot.corpus.load import read_source
from faqbot.corpus.manifest import HISTORY, MANIFEST, Manifest
from faqbot.corpus.signposts import load_signposts
from faqbot.documents import Document, Term
from faqbot.errors import CorpusError

if TYPE_CHECKING:
    from faqbot.cli.corpus_report import Report

_T = TypeVar("_T")
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
    glossary = _usable(report, lambda: load_glossary(folder))
    if glossary is not None:
        unheard = [term.name for term in glossary.terms if not _is_mentioned(term, documents)]
        if unheard:
            report.remark(f"in the glossary, but in no document: {'; '.join(unheard)}")
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
    for file in _unnamed(folder, named):
        report.remark(f"{file} is not named in {MANIFEST}, so it is not used")


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
