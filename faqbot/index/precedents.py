"""What was asked before, in an index: how near a question is to it, and to what answers it.

A soft maximum of cosines (the log of a sum of exponentials, 0.05 apart counts e-fold), so
that many questions that are near tell more than one, and what is far tells nothing: its
floor is reached where no precedent has a cosine of more than about 0.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from faqbot.documents import Corpus
from faqbot.index.vectors import Matrix

Scores = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

FLOOR = 0.5  # what a soft maximum is where nothing is near
_WIDTH = 0.05  # of the kernel, as a cosine
WHOLE = 8  # words of a sentence that says the same wherever it stands, at least
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
        vectors: of the precedents, by the question encoder, shape (precedents, dimension), in
            their order.
    """

    def __init__(self, corpus: Corpus, vectors: Matrix) -> None:
        self._vectors = vectors
        self._passages = len(corpus.passages)
        rows = np.array([row for row, _ in corpus.sentences()], dtype=np.int64)
        self._asked, self._sentences = _answered_by(corpus)
        # Each (precedent, passage) once, as one number.
        both = np.unique(self._asked * max(1, self._passages) + rows[self._sentences])
        asked, passages = np.divmod(both, max(1, self._passages))
        order = np.argsort(passages, kind="stable")
        self._asked_of, self._in_passages = asked[order], passages[order]
        # The passages that answer anything, and where each begins among them.
        self._answering, self._begin = np.unique(self._in_passages, return_index=True)
        self._count = len(rows)
        entries = corpus.precedents.entries
        self._answered = np.array([e.answer is not None for e in entries], dtype=bool)

    def __len__(self) -> int:
        return len(self._answered)

    def near(self, vector: Matrix) -> Nearness:
        """Return how near a question is to what was asked before.

        Args:
            vector: of the question with the main topic as "it", by the question encoder, shape
                (dimension,).
        """
        return self._nearness((self._vectors @ vector).astype(np.float64).round(6))

    def nothing(self) -> Nearness:
        """Return how near a question is to that, where nothing was asked before."""
        return self._nearness(np.empty(0))

    def _nearness(self, cosines: Scores) -> Nearness:
        kernel = np.exp((cosines - 1) / _WIDTH)
        asked, passages = self._asked_of, self._in_passages
        nearest = np.zeros(self._passages)
        if len(asked):
            highest = np.maximum.reduceat(cosines[asked], self._begin)
            nearest[self._answering] = np.maximum(highest, 0.0)
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


def _answered_by(corpus: Corpus) -> tuple[Rows, Rows]:
    """Return each row of a precedent with the row of a sentence that its answer overlaps.

    A whole sentence that stands word for word elsewhere, too, answers there as well.
    """
    asked_by: dict[str, list[tuple[int, int, int]]] = {d.id: [] for d in corpus.documents}
    for row, entry in enumerate(corpus.precedents.entries):
        if entry.answer is not None and entry.document_id in asked_by:
            asked_by[entry.document_id].append((*entry.answer, row))
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for row, (passage, sentence) in enumerate(corpus.sentences()):
        span = (sentence.span.start, sentence.span.end, row)
        spans.setdefault(corpus.passages[passage].document_id, []).append(span)
    asked, answers = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for document, found in spans.items():
        starts, ends, sentences = np.array(sorted(found), dtype=np.int64).T
        begin, end, precedents = np.array(asked_by[document], dtype=np.int64).reshape(-1, 3).T
        # Sentences of a document do not overlap: those an answer meets stand in a row.
        low = np.searchsorted(ends, begin, side="right")
        count = np.maximum(np.searchsorted(starts, end, side="left") - low, 0)
        asked.append(np.repeat(precedents, count))
        first = np.repeat(low - (np.cumsum(count) - count), count)
        answers.append(sentences[first + np.arange(count.sum())])
    asks, by = np.concatenate(asked), np.concatenate(answers)
    others = [(row, other) for rows in _alike(corpus) for row in rows for other in rows - {row}]
    further = [np.where(by == row)[0] for row, _ in others]
    same = [np.full(len(rows), other) for rows, (_, other) in zip(further, others, strict=True)]
    return np.concatenate([asks, *(asks[rows] for rows in further)]), np.concatenate([by, *same])


def _alike(corpus: Corpus) -> list[set[int]]:
    """Return the rows of sentences that stand in several places, those of the same words together."""
    texts = {document.id: document.text for document in corpus.documents}
    rows: dict[str, set[int]] = {}
    for row, (passage, sentence) in enumerate(corpus.sentences()):
        text = texts[corpus.passages[passage].document_id]
        words = sentence.span.of(text).lower().split()
        if len(words) >= WHOLE:
            rows.setdefault(" ".join(words), set()).add(row)
    return [same for same in rows.values() if len(same) > 1]
