"""Question in, passages out: lexical and dense rankings fused, all scores kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from faqbot.answering.question import Question
from faqbot.index.fusion import convex, order
from faqbot.index.generation import Generation
from faqbot.index.precedents import Nearness, PrecedentIndex
from faqbot.index.vectors import Matrix
from faqbot.index.wordings import variant_rows

Scores = npt.NDArray[np.float64]

# Weights of the fusion, chosen on the dev split: see docs/evaluation.md.
WEIGHTS: Mapping[str, float] = {
    "bm25": 0.5,
    "bm25_expanded": 0.5,
    "bm25_pairs": 0.25,
    "passage": 0.5,
    "heading": 0.5,
    "sentence": 0.7,
    "sentence_without_topic": 0.5,
    "passage_without_topic": 0.3,
}
PRECEDENTS = 1.0  # weight of what was asked before, beside the fusion of these
CONTEXT = 0.7  # weight of the ranking by the question before, for a turn that may lean on it
_NEAR = 0.4  # cosine of such a question from which it is near at all
DEPTH = 10  # passages that go on to the reading of sentences


@dataclass(frozen=True)
class Retrieval:
    """What the retriever found for one question; rows are those of the generation."""

    rows: tuple[int, ...]  # passages, best first, at most DEPTH
    fused: Scores  # (passages,)
    rankings: Mapping[str, Scores]  # each (passages,): BM25 scores and cosines
    context: Scores  # (sentences,): cosine of heading and sentence
    context_without_topic: Scores  # (sentences,)
    asked: Matrix  # (dimension,): the question's vector
    residual: Matrix  # (dimension,): … with the main topic as "it"
    before: Nearness  # to what was asked before


class Retriever:
    """Ranks the passages of one generation.

    Args:
        generation: the index.
        weights: weight of each ranking in the fusion; a ranking left out is not made.
        precedence: weight of what was asked before.
    """

    def __init__(
        self,
        generation: Generation,
        weights: Mapping[str, float] = WEIGHTS,
        precedence: float = PRECEDENTS,
    ) -> None:
        self._generation = generation
        self._weights = weights
        self._precedence = precedence
        rows = np.asarray(generation.sentence_rows, dtype=np.int64)
        # Sentences stand in order of their passages, so each passage is one slice.
        self._starts = np.searchsorted(rows, np.arange(len(generation.corpus.passages)))
        pairs = np.array([*variant_rows(generation.corpus)], dtype=np.int64).reshape(-1, 2)
        self._variants, self._varied = pairs[:, 0], pairs[:, 1]
        corpus = generation.corpus
        self._asked_before = PrecedentIndex(corpus, generation.vectors.precedents)
        held = corpus.precedents.held_against
        self._unheld = np.array([p.document_id not in held for p in corpus.passages], dtype=bool)

    def retrieve(self, question: Question, before: Scores | None = None) -> Retrieval:
        """Return the passages for a question, best first; ties go to the lower row.

        Args:
            question: what is searched for.
            before: the ranking of the question with the one before it, shape (passages,), for
                a turn that may lean on that; it is added to what is found.
        """
        generation = self._generation
        vectors = generation.vectors
        asked, residual = self._encode(question)
        context, passage = cosines(vectors.contexts, asked), cosines(vectors.passages, asked)
        context_residual, passage_residual = context, passage
        if residual is not asked:  # a question without the topic is read over once
            context_residual = cosines(vectors.contexts, residual)
            passage_residual = cosines(vectors.passages, residual)
        extra = {s for others in question.alternatives.values() for s in others}
        expanded = [*question.tokens, *sorted(extra - set(question.tokens))]
        rankings = {
            "bm25": generation.lexical.scores(question.tokens),
            "bm25_expanded": generation.lexical.scores(expanded),
            "bm25_pairs": generation.lexical.pair_scores(question.tokens),
            "passage": passage,
            "heading": self._headings(residual),
            "sentence": self._best_sentence(context),
            "sentence_without_topic": self._best_sentence(context_residual),
            "passage_without_topic": passage_residual,
        }
        fused = convex({n: rankings[n] for n in self._weights}, self._weights)
        near = self._near(question)
        fused = fused + self._precedence * self._by_precedents(near)
        if before is not None:
            fused = fused + CONTEXT * before
        return Retrieval(
            rows=tuple(order(fused)[:DEPTH]),
            fused=fused,
            rankings=rankings,
            context=context,
            context_without_topic=context_residual,
            asked=asked,
            residual=residual,
            before=near,
        )

    def _encode(self, question: Question) -> tuple[Matrix, Matrix]:
        asked, residual = question.encodings
        encoder = self._generation.encoder
        if asked == residual:
            vector = encoder.encode([asked])[0]
            return vector, vector
        both = encoder.encode([asked, residual])
        return both[0], both[1]

    def _near(self, question: Question) -> Nearness:
        if not len(self._asked_before):
            return self._asked_before.nothing()
        (vector,) = self._generation.questions.encode([question.encodings[1]])
        return self._asked_before.near(vector)

    def _headings(self, residual: Matrix) -> Scores:
        """Return each passage's highest cosine of its heading and the variants of it."""
        vectors = self._generation.vectors
        headings = cosines(vectors.headings, residual)
        if len(self._variants):
            wordings = cosines(vectors.wordings, residual)
            np.maximum.at(headings, self._varied, wordings[self._variants])
        return headings

    def _by_precedents(self, near: Nearness) -> Scores:
        """Return how near the questions are that each passage is known to answer, 0 to 1.

        A passage that they were not held against has half of what the best one has: it may
        answer, too.
        """
        found: Scores = np.clip(near.nearest - _NEAR, 0.0, None) / (1 - _NEAR)
        found[self._unheld] = np.maximum(found, found.max(initial=0.0) / 2)[self._unheld]
        return found

    def _best_sentence(self, contexts: Scores) -> Scores:
        """Return each passage's highest sentence cosine."""
        if not len(contexts):
            return contexts
        best: Scores = np.maximum.reduceat(contexts, self._starts)
        return best


def cosines(matrix: Matrix, vector: Matrix) -> Scores:
    """Return the dot product of each unit row with a unit vector, rounded to be stable."""
    return (matrix @ vector).astype(np.float64).round(6)
