"""What an answer is composed from: what weighing found, or what a person has chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from faqbot.answering.answer import Explanation, Notice
from faqbot.answering.signals import Candidate
from faqbot.documents import Document, Passage, Span


@dataclass(frozen=True, slots=True)
class Found:
    """What the answering stages hand over for one question."""

    asked: str  # as the person put it
    standalone: str
    ranked: tuple[Candidate, ...]  # best first; may be empty
    nearby: tuple[Passage, ...]  # passages near enough to be worth offering, best first
    confidence: float
    explanation: Explanation
    scores: tuple[float, ...] = ()  # ranking score of each candidate in `ranked`

    def led_by(self, candidate: Candidate) -> Found:
        """Return the same with one of its candidates moved to the front, without scores."""
        rest = tuple(c for c in self.ranked if c is not candidate)
        return replace(self, ranked=(candidate, *rest), scores=())


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has chosen to quote for a question."""

    document: Document
    spans: tuple[Span, ...]  # of its text, at least one
    notices: tuple[Notice, ...]  # to show with it
    by: str  # what decided, in a few words; for `--explain`
