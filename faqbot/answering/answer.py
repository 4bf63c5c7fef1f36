"""The answer as a value: what a person reads, where it stands, and how sure it is.

Field names and meanings are those of the JSON that `faqbot ask --json` prints.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from faqbot.documents import Authority

SCHEMA = 1


class Status(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"  # with at least one citation, always
    CLARIFY = "clarify"  # two readings whose answers differ; alternatives holds them
    NOT_COVERED = "not_covered"
    SIGNPOST = "signpost"  # someone may be in danger: fixed text from the corpus
    ABOUT = "about"  # small talk, and questions about the assistant or its documents


class Reason(StrEnum):
    """Why a turn was not answered from the guidance."""

    NOT_IN_GUIDANCE = "not_in_guidance"
    AMBIGUOUS = "ambiguous"
    OTHER_NATION = "other_nation"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"
    ABOUT_DOCUMENTS = "about_documents"
    EMPTY = "empty"
    EMERGENCY = "emergency"


class NoticeKind(StrEnum):
    """What a person must know beside the answer."""

    WINDOW_CLOSED = "window_closed"  # a date the answer depends on has passed
    OLD = "old"
    UNDATED = "undated"
    UNOFFICIAL = "unofficial"
    NATION = "nation"
    CONFLICT = "conflict"
    ASSUMPTION = "assumption"
    APPROVED = "approved"  # a person has pinned this answer to the question
    NEEDS_REVIEW = "needs_review"  # an approved answer that somebody must look at again


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know, in words."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One contiguous piece of a document: `text[start:end] == quote`."""

    n: int  # from 1, in the order of the answer
    document_id: str
    title: str
    publisher: str | None
    version: str | None
    published: dt.date | None
    updated: dt.date | None
    authority: Authority
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    receipt: str
    anchor: str | None = None  # the place in the file, where it has one: "page=3", "funding"

    @property
    def page(self) -> str | None:
        """The number of the page that the quotation begins on, where the file has pages."""
        anchor = self.anchor or ""
        return anchor.removeprefix("page=") if anchor.startswith("page=") else None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the question; `question` asks it in full."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Related:
    """A section nearby, and a question that it answers."""

    document_id: str
    section: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """Which index answered."""

    generation: str
    corpus_digest: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence that was weighed, best first; for `--explain`."""

    passage_id: str
    section: tuple[str, ...]
    sentence: str
    score: float
    signals: dict[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about: what was searched for, found, and decided."""

    searched: str  # the question as it was matched, spelling mended
    mended: dict[str, str]  # misspelt word -> what it was taken for
    unmet: tuple[str, ...]  # telling words of the question that the best candidate lacks
    candidates: tuple[Candidate, ...]
    confidence: float
    threshold: float
    decided_by: str  # the stage that decided
    shares: dict[str, float] = field(default_factory=dict)  # of each signal in the confidence


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant gives for one question."""

    question: str
    standalone_question: str
    status: Status
    reason: Reason | None
    answer: str
    citations: tuple[Citation, ...]
    confidence: float  # probability, 0 to 1, that the guidance answers and this is the answer
    assumption: str | None
    alternatives: tuple[Alternative, ...]
    notices: tuple[Notice, ...]
    related: tuple[Related, ...]
    index: IndexIdentity
    elapsed_ms: float
    telling: str | None = None  # what to say aloud: a sentence of `answer`, or a run of them
    explanation: Explanation | None = None

    def __post_init__(self) -> None:
        """Hold what users rely on: an answer has a source, and a refusal has none."""
        if (self.status is Status.ANSWERED) != bool(self.citations):
            raise ValueError(f"{self.status} with {len(self.citations)} citations")
        if (self.status is Status.ANSWERED) != (self.reason is None):
            raise ValueError(f"{self.status} with reason {self.reason}")
