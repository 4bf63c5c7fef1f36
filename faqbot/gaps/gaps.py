"""What people asked and the guidance does not answer, put together by meaning."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from faqbot.answering.answer import Status
from faqbot.assistant import Assistant
from faqbot.gaps.grouping import groups
from faqbot.index.expansion import Expansion
from faqbot.index.generation import Generation
from faqbot.index.vectors import Progress
from faqbot.journal import Entry, Kind

# Mean cosine from which questions count as one. Best on the dev questions, by the facts
# they ask for: python benchmarks/gap_grouping.py
THRESHOLD = 0.55
MOST = 4_000  # different wordings, the newest, that are compared; the time grows with the square


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that mean the same."""

    question: str  # the wording that was used most
    wordings: tuple[tuple[str, int], ...]  # each with how often it was used, most first
    refused: int  # how often it was not answered
    not_helpful: int  # how often an answer, or the refusal, was said not to help
    first: dt.datetime
    last: dt.datetime
    reasons: tuple[str, ...]  # why it was refused, most frequent first
    comments: tuple[str, ...]  # what people said of the answer, newest first

    @property
    def count(self) -> int:
        """How often it was asked; a refusal that was also rated counts once."""
        return sum(count for _, count in self.wordings)


@dataclass(frozen=True, slots=True)
class Nearest:
    """What the guidance of today has on a gap."""

    document_id: str | None
    section: tuple[str, ...]  # headings; empty where nothing is near
    answered: bool  # the question would be answered from it now


def find_gaps(
    entries: Iterable[Entry], generation: Generation, progress: Progress | None = None
) -> list[Gap]:
    """Return the gaps, those that were asked for most often first.

    Args:
        entries: of the journal; refusals and answers that did not help count.
        generation: gives the encoder, and the names that stand for the main topic.
        progress: called with (wordings read, to read).
    """
    telling = [e for e in entries if e.kind is Kind.REFUSED or e.helpful is False]
    telling.sort(key=lambda e: (e.at, e.id), reverse=True)
    by_wording: dict[str, list[Entry]] = {}
    for entry in telling:
        key = entry.question.casefold().rstrip(" ?.!")
        if key in by_wording or len(by_wording) < MOST:
            by_wording.setdefault(key, []).append(entry)
    asked = list(by_wording.values())
    if not asked:
        return []
    expansion = Expansion(generation.corpus.glossary, generation.corpus.main_topic)
    texts = [expansion.without_topic(expansion.spelt_out(same[0].question)) for same in asked]
    vectors = []
    for text in texts:
        vectors.append(generation.encoder.encode([text]))
        if progress is not None:
            progress(len(vectors), len(texts))
    gaps = [_gap([asked[row] for row in rows]) for rows in groups(np.vstack(vectors), THRESHOLD)]
    return sorted(gaps, key=lambda gap: (-gap.count, -gap.last.timestamp(), gap.question))


def nearest(gap: Gap, assistant: Assistant) -> Nearest:
    """Return what the guidance of today has on a gap, by asking it."""
    answer = assistant.ask(gap.question).answer
    if answer.status is Status.ANSWERED:
        cited = answer.citations[0]
        return Nearest(cited.document_id, cited.section, answered=True)
    if answer.related:
        related = answer.related[0]
        return Nearest(related.document_id, related.section, answered=False)
    return Nearest(None, (), answered=False)


def _gap(asked: Sequence[Sequence[Entry]]) -> Gap:
    """Return the gap that some wordings make; entries of each, the newest first."""
    wordings = sorted(
        ((same[0].question, _times(same)) for same in asked), key=lambda w: (-w[1], w[0])
    )
    entries = sorted((e for same in asked for e in same), key=lambda e: (e.at, e.id), reverse=True)
    reasons = Counter(e.reason for e in entries if e.kind is Kind.REFUSED and e.reason)
    return Gap(
        question=wordings[0][0],
        wordings=tuple(wordings),
        refused=sum(e.kind is Kind.REFUSED for e in entries),
        not_helpful=sum(e.helpful is False for e in entries),
        first=entries[-1].at,
        last=entries[0].at,
        reasons=tuple(sorted(reasons, key=lambda reason: (-reasons[reason], reason))),
        comments=tuple(e.comment for e in entries if e.comment),
    )


def _times(same: Sequence[Entry]) -> int:
    """Return how often a wording was asked: what was said of a refusal is no second question."""
    refused = sum(e.kind is Kind.REFUSED for e in same)
    rated = [e for e in same if e.helpful is False]
    of_refusals = sum(e.status is Status.NOT_COVERED for e in rated)
    return max(refused, of_refusals) + len(rated) - of_refusals
