"""What was asked before, in an index: how near a question is to it, and to what answers it.

A soft maximum of cosines (the log of a sum of exponentials, 0.05 apart counts e-fold), so
that many questions that are near tell more than one, and what is far tells nothing: its
floor is reached where no precedent has a cosine of more than about 0.5.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from faqbot.documents import Corpus
from faqbot.index.metric import Metric
from faqbot.index.vectors import Matrix

Scores = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

FLOOR = 0.5  # what a soft maximum is where nothing is near
_WIDTH = 0.05  # of the kernel, as a cosine
_REST = float(np.exp((FLOOR - 1) / _WIDTH))  # the kernel at the floor


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a question is to those that were asked before."""

    nearest: Scores  # (passages,): highest cosine of a question that the passage answers, or 0
    passages: Scores  # (passages,): soft maximum of the cosines of those
    sentences: Scores  # (sentences,): of those that the sentence answers
    answered: float  # of all that something answers
    unanswered: float  # of all that nothing answers


class PrecedentIndex:
    """The precedents of one corpus with their vectors.

    Args:
        corpus: the documents; precedents answered elsewhere than in a sentence count nowhere.
        vectors: of the precedents, shape (precedents, dimension), in their order.
        metric: tells how near two questions are; None: the cosine of their vectors.
    """

    def __init__(self, corpus: Corpus, vectors: Matrix, metric: Metric | None = None) -> None:
        self._metric = metric
        self._vectors = vectors if metric is None or not len(vectors) else metric.of(vectors)
        self._passages = len(corpus.passages)
        rows = np.array([row for row, _ in corpus.sentences()], dtype=np.int64)
        pairs = np.array([*_answered_by(corpus)], dtype=np.int64).reshape(-1, 2)
        self._asked, self._sentences = pairs[:, 0], pairs[:, 1]
        self._in_passages = np.unique(np.column_stack((self._asked, rows[self._sentences])), axis=0)
        self._count = len(rows)
        entries = corpus.precedents.entries
        self._answered = np.array([e.answer is not None for e in entries], dtype=bool)

    def __len__(self) -> int:
        return len(self._answered)

    def near(self, vector: Matrix) -> Nearness:
        """Return how near a question is to what was asked before.

        Args:
            vector: of the question with the main topic as "it", shape (dimension,).
        """
        if self._metric is not None and len(self):
            vector = self._metric.of(vector[np.newaxis])[0]
        cosines = (self._vectors @ vector).astype(np.float64).round(6) if len(self) else np.empty(0)
        kernel = np.exp((cosines - 1) / _WIDTH)
        asked, passages = self._in_passages[:, 0], self._in_passages[:, 1]
        nearest = np.zeros(self._passages)
        np.maximum.at(nearest, passages, cosines[asked])
        return Nearness(
            nearest=nearest,
            passages=_soft(np.bincount(passages, kernel[asked], self._passages)),
            sentences=_soft(np.bincount(self._sentences, kernel[self._asked], self._count)),
            answered=float(_soft(kernel[self._answered].sum())),
            unanswered=float(_soft(kernel[~self._answered].sum())),
        )


def _soft(total: npt.ArrayLike) -> Scores:
    """Return the cosine that sums of kernels stand for, FLOOR where they are 0."""
    soft: Scores = np.round(1 + _WIDTH * np.log(np.asarray(total) + _REST), 6)
    return soft


def _answered_by(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Yield (row of a precedent, row of a sentence that its answer overlaps)."""
    by_document: dict[str, list[tuple[int, int, int]]] = {}
    for row, (passage, sentence) in enumerate(corpus.sentences()):
        document_id = corpus.passages[passage].document_id
        span = sentence.span
        by_document.setdefault(document_id, []).append((span.start, span.end, row))
    for spans in by_document.values():
        spans.sort()
    for asked, precedent in enumerate(corpus.precedents.entries):
        if precedent.answer is None:
            continue
        start, end = precedent.answer
        spans = by_document.get(precedent.document_id, [])
        at = max(0, bisect_right(spans, (start, start, -1)) - 1)
        while at < len(spans) and spans[at][0] < end:
            if spans[at][1] > start:
                yield asked, spans[at][2]
            at += 1
