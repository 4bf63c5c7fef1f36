"""Evaluation cases: what a person asks, and what must come back.

corpus/evaluation/README.md has the field table. A label that the corpus no
longer bears out is an error, not a lower score.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faqbot.answering.answer import NoticeKind, Reason, Status
from faqbot.documents import Corpus, Document
from faqbot.errors import CorpusError

FOLDER = "evaluation"
DEFAULT_AS_OF = dt.date(2026, 11, 22)  # the day a case is asked on when it names none
_SEED = "faqbot-1"
_DEV_SHARE = 60  # of a hundred facts
_KEYS = frozenset(
    "id turns status reason evidence fact tags notices notices_absent as_of note draft".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that prove the answer was given, and the document they stand in."""

    document: str
    text: str  # on one line, single-spaced


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation; its last turn is judged."""

    id: str
    turns: tuple[str, ...]
    status: Status
    reason: Reason | None  # None: any reason will do
    evidence: tuple[Evidence, ...]  # any one of them is enough
    fact: str  # cases with one fact stay on one side of the split
    tags: tuple[str, ...]  # the first is the slice
    notices: tuple[NoticeKind, ...]  # must be there
    notices_absent: tuple[NoticeKind, ...]  # must not be there
    as_of: dt.date
    draft: bool = False  # not complete: read, and never asked

    @property
    def slice(self) -> str:
        """The slice the case belongs to."""
        return self.tags[0]

    @property
    def split(self) -> str:
        """`dev` or `test`, by a seeded hash of the fact."""
        digest = hashlib.sha256(f"{_SEED}:{self.fact}".encode()).hexdigest()
        return "dev" if int(digest, 16) % 100 < _DEV_SHARE else "test"

    @property
    def answerable(self) -> bool:
        """Whether the guidance answers."""
        return self.status is Status.ANSWERED


def load_cases(corpus_folder: Path, split: str | None = None) -> list[Case]:
    """Return the cases of a corpus folder in order of file and line, drafts left out.

    Args:
        corpus_folder: holds evaluation/*.jsonl.
        split: `dev`, `test`, or None for both.

    Raises:
        CorpusError: a line is not a case; file and line are named.
    """
    cases: list[Case] = []
    seen: set[str] = set()
    for path in sorted((corpus_folder / FOLDER).glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            where = f"{path}, line {number}"
            case = _case(line, where)
            if case.id in seen:
                raise CorpusError(
                    f"the id {case.id!r} is used twice", where=where, fix="Rename it."
                )
            seen.add(case.id)
            if not case.draft and (split is None or case.split == split):
                cases.append(case)
    return cases


def check_labels(cases: Sequence[Case], corpus: Corpus) -> None:
    """Hold the labels against the documents.

    Raises:
        CorpusError: evidence names a document or words that the corpus does not hold.
    """
    for error in broken_labels(cases, corpus.documents):
        raise error


def broken_labels(cases: Sequence[Case], documents: Sequence[Document]) -> Iterator[CorpusError]:
    """Yield an error for each piece of evidence that the documents do not hold."""
    texts = {d.id: " ".join(d.text.split()) for d in documents}
    for case in cases:
        for evidence in case.evidence:
            if evidence.document not in texts:
                yield CorpusError(
                    f"the corpus has no document {evidence.document!r}",
                    where=f"evaluation case {case.id}",
                    fix="Mend the case, or take it out.",
                )
            elif evidence.text not in texts[evidence.document]:
                yield CorpusError(
                    f"{evidence.document!r} no longer holds the evidence {evidence.text!r}",
                    where=f"evaluation case {case.id}",
                    fix="Put in the words that now answer, or take the case out.",
                )


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("draft must be true or false")
    return value


def _case(line: str, where: str) -> Case:
    try:
        data: dict[str, Any] = json.loads(line)
        unknown = sorted(set(data) - _KEYS)
        if unknown:
            raise ValueError(f"unknown keys {', '.join(unknown)}")
        status = Status(data["status"])
        evidence = tuple(
            Evidence(e["document"], " ".join(e["text"].split())) for e in data.get("evidence", [])
        )
        if (status is Status.ANSWERED) != bool(evidence):
            raise ValueError("evidence goes with status answered, and with no other")
        if not data["turns"] or not data["tags"]:
            raise ValueError("turns and tags must not be empty")
        return Case(
            id=data["id"],
            turns=tuple(data["turns"]),
            status=status,
            reason=Reason(data["reason"]) if data.get("reason") else None,
            evidence=evidence,
            fact=data["fact"],
            tags=tuple(data["tags"]),
            notices=tuple(NoticeKind(k) for k in data.get("notices") or ()),
            notices_absent=tuple(NoticeKind(k) for k in data.get("notices_absent") or ()),
            as_of=dt.date.fromisoformat(data["as_of"]) if data.get("as_of") else DEFAULT_AS_OF,
            draft=_flag(data.get("draft", False)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise CorpusError(
            f"this is not an evaluation case ({reason})",
            where=where,
            fix="See the field table in corpus/evaluation/README.md.",
        ) from error
