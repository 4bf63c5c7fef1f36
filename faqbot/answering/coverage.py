"""What of a question its best candidate leaves open: words that nothing meets, a value not given."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from faqbot.answering.asked_value import value_given
from faqbot.answering.extraction import quotation
from faqbot.answering.question import Question
from faqbot.answering.signals import Candidate, SignalReader
from faqbot.index.generation import Generation
from faqbot.index.text import is_stop, stem, words
from faqbot.index.vocabulary import word_forms

COVERAGE = (  # of the best candidate, in the order of Coverage.of
    "unmet",  # share of the question's weight in its heaviest word that the passage lacks
    "unknown",  # share of the question's weight in words that no passage holds
    "value",  # share of the asked amounts, numbers, times … that the quotation gives
    "nearest_word",  # cosine: the word of the question that is farthest from the passage's words
    "far_word",  # the same distance by the word's share of the weight, where that is greatest
)


class Coverage:
    """Measures what candidates leave open, in one generation.

    Args:
        generation: the index, loaded.
        signals: knows the words of candidates.
    """

    def __init__(self, generation: Generation, signals: SignalReader) -> None:
        self._signals = signals
        self._known = generation.lexical.vocabulary
        self._texts = {d.id: d.text for d in generation.corpus.documents}
        self._vectors = generation.vectors.words
        forms = word_forms(generation.corpus) if len(self._vectors) else {}
        self._rows = {s: row for row, s in enumerate(forms)}
        self._encoder = generation.encoder
        self._passage = lru_cache(maxsize=500)(self._passage_vectors)

    def of(self, question: Question, candidate: Candidate) -> tuple[float, ...]:
        """Return the features of a candidate, in the order of COVERAGE, each 0 to 1."""
        text = self._texts[candidate.passage.document_id]
        quoted = quotation(candidate.passage, candidate.sentence, text).of(text)
        value = value_given(question.text, quoted)
        total = question.total_weight
        if not total:
            return 0.0, 0.0, value, 1.0, 0.0
        have = self._signals.reach(candidate)
        unmet = [question.weights[t] for t in question.tokens if not question.met(t, have)]
        unknown = [question.weights[t] for t in question.tokens if not question.met(t, self._known)]
        near = self._nearness(question, have)
        shares = np.array([question.weights[t] for t in question.tokens]) / total
        return (
            max(unmet, default=0.0) / total,
            sum(unknown) / total,
            value,
            float(near.min()),
            float((shares * (1 - near)).max()),
        )

    def _nearness(self, question: Question, have: frozenset[str]) -> npt.NDArray[np.float64]:
        """Return how near each token comes to a set of stems.

        1 where it is met, 0.8 by an alternative, else the cosine of the nearest one.
        """
        met = np.array([question.met(token, have) for token in question.tokens])
        theirs = self._passage(have)
        if not len(theirs) or bool(met.all()):
            return met
        open_ = np.flatnonzero(met < 1)
        ours = self._of_words(question, [question.tokens[i] for i in open_])
        met[open_] = np.maximum(met[open_], (ours @ theirs.T).max(axis=1))
        return met

    def _of_words(self, question: Question, tokens: list[str]) -> npt.NDArray[np.float32]:
        forms = {stem(w): w for w in words(question.text) if not is_stop(w)}
        strange = [t for t in tokens if t not in self._rows]
        found = {t: self._vectors[self._rows[t]] for t in tokens if t in self._rows}
        if strange:
            encoded = self._encoder.encode([forms[t] for t in strange])
            found.update(zip(strange, encoded, strict=True))
        return np.stack([found[t] for t in tokens])

    def _passage_vectors(self, have: frozenset[str]) -> npt.NDArray[np.float32]:
        rows = sorted(self._rows[s] for s in have if s in self._rows)
        found: npt.NDArray[np.float32] = self._vectors[rows]
        return found
