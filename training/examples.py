"""Questions as the models that decide are fitted on them: what is weighed, and what would be right."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from questions import Asked

from faqbot.answering.extraction import quotation
from faqbot.answering.model import LinearModel, heard, in_order
from faqbot.answering.ranker import Ranker
from faqbot.answering.signals import Candidate
from faqbot.corpus.sections import sections_named
from faqbot.index.precedents import WHOLE

FURTHER = 0.5  # what a question of questions.jsonl counts in the ranking, beside 1 for one of dev
FURTHER_SURE = 0.15  # … and in the confidence


class Example:
    """One question with its candidates' signals and which candidates hold the evidence."""

    def __init__(self, asked: Asked, ranker: Ranker) -> None:
        self.asked = asked
        self.ranker = ranker
        self.question, self.candidates, self.rows = ranker.weigh(asked.text)
        self.passages = [c.passage_row for c in self.candidates]
        corpus = ranker.corpus
        self.telling = np.zeros(len(self.candidates), dtype=bool)
        self.quoted = np.zeros(len(self.candidates), dtype=bool)
        for i, c in enumerate(self.candidates):
            text = corpus.document(c.passage.document_id).text
            sentence = " ".join(c.sentence.span.of(text).split())
            piece = " ".join(quotation(c.passage, c.sentence, text).of(text).split())
            for e in asked.evidence:
                if e.document == c.passage.document_id and self._may_answer(c, sentence):
                    self.telling[i] |= e.text in sentence or sentence in e.text
                    self.quoted[i] |= e.text in piece
        self.coverage = lru_cache(maxsize=None)(self._coverage)

    def _may_answer(self, candidate: Candidate, sentence: str) -> bool:
        """Return whether a sentence that has the words of the evidence is where it says the same.

        An item of a list ("Secondary Care") says something else of each thing that has it.
        """
        wanted = self.asked.headings
        if wanted is None or len(sentence.split()) >= WHOLE:
            return True
        document = self.ranker.corpus.document(candidate.passage.document_id)
        return any(candidate.passage.path == s.path for s in sections_named(document, wanted))

    def scores(self, ranking: LinearModel) -> list[float]:
        """The ranking score of each candidate, before the reader speaks."""
        return [float(s) for s in ranking.score(self.rows)]

    def read(self, scores: list[float]) -> dict[int, float]:
        """What the reader says of the passages that come first."""
        return self.ranker.read(self.question, [self.candidates[i] for i in in_order(scores)])

    def heard(self, ranking: LinearModel, voice: float) -> tuple[list[float], dict[int, float]]:
        """The ranking scores after the reader has spoken, and what it said."""
        scores = self.scores(ranking)
        read = self.read(scores)
        return heard(scores, self.passages, read, voice), read

    def _coverage(self, i: int) -> tuple[float, ...]:
        return self.ranker.coverage(self.question, self.candidates[i])

    @property
    def counts(self) -> float:
        """What it counts in the fit of the ranking."""
        return 1.0 if self.asked.dev else FURTHER

    @property
    def counts_sure(self) -> float:
        """What it counts in the fit of the confidence."""
        return 1.0 if self.asked.dev else FURTHER_SURE
