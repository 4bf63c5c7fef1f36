"""What of a question its best candidate leaves open: words that nothing meets, a value not given."""

from __future__ import annotations

from faqbot.answering.asked_value import value_given
from faqbot.answering.extraction import quotation
from faqbot.answering.question import Question
from faqbot.answering.signals import Candidate, SignalReader
from faqbot.index.generation import Generation

COVERAGE = (  # of the best candidate, in the order of Coverage.of
    "unmet",  # share of the question's weight in its heaviest word that the passage lacks
    "unknown",  # share of the question's weight in words that no passage holds
    "value",  # share of the asked amounts, numbers, times … that the quotation gives
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

    def of(self, question: Question, candidate: Candidate) -> tuple[float, ...]:
        """Return the features of a candidate, in the order of COVERAGE, each 0 to 1."""
        text = self._texts[candidate.passage.document_id]
        quoted = quotation(candidate.passage, candidate.sentence, text).of(text)
        value = value_given(question.text, quoted)
        total = question.total_weight
        if not total:
            return 0.0, 0.0, value
        have = self._signals.reach(candidate)
        unmet = [question.weights[t] for t in question.tokens if not question.met(t, have)]
        unknown = [question.weights[t] for t in question.tokens if not question.met(t, self._known)]
        return max(unmet, default=0.0) / total, sum(unknown) / total, value
