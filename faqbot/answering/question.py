"""A question made ready for matching: spelling mended, words weighed, topic set apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from faqbot.answering.framing import unframed
from faqbot.documents import Corpus
from faqbot.index.expansion import Expansion
from faqbot.index.lexical import LexicalIndex
from faqbot.index.spelling import Spelling
from faqbot.index.text import stems, word_counts

_BY_ALTERNATIVE = 0.8  # of a token's weight, where only a word that may stand for it is there


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for."""

    text: str  # as asked, cleaned, spelling mended
    mended: Mapping[str, str]  # misspelt word -> what it was taken for
    tokens: tuple[str, ...]  # stems of what it asks, each once; of no greeting, nor of who said so
    weights: Mapping[str, float]  # token -> how telling it is in this corpus (idf)
    alternatives: Mapping[str, frozenset[str]]  # token -> stems that may stand for it
    encodings: tuple[str, str]  # what it asks, to be encoded: as asked; the main topic as "it"

    @property
    def total_weight(self) -> float:
        """The sum of the weights of all tokens."""
        return sum(self.weights.values())

    def coverage(self, have: frozenset[str] | set[str]) -> float:
        """Return the share of the question's weight that a set of stems meets, 0 to 1.

        A token met only by an alternative counts for 0.8 of its weight.
        """
        met = 0.0
        for token in self.tokens:
            if token in have:
                met += self.weights[token]
            elif self._by_alternative(token, have):
                met += self.weights[token] * _BY_ALTERNATIVE
        total = self.total_weight
        return met / total if total else 0.0

    def met(self, token: str, have: frozenset[str] | set[str]) -> float:
        """Return how well a set of stems meets one token: 1, 0.8 by an alternative, or 0."""
        if token in have:
            return 1.0
        return _BY_ALTERNATIVE if self._by_alternative(token, have) else 0.0

    def _by_alternative(self, token: str, have: frozenset[str] | set[str]) -> bool:
        others = self.alternatives.get(token)
        return others is not None and not others.isdisjoint(have)

    def foreign(self, known: frozenset[str] | set[str]) -> float:
        """Return the share of the question's weight that is in words not known, 0 to 1."""
        if not self.total_weight:
            return 0.0
        unknown = sum(w for t, w in self.weights.items() if not self.met(t, known))
        return unknown / self.total_weight


class QuestionAnalyser:
    """Makes questions ready for one corpus.

    Args:
        corpus: gives the words that are known, the glossary and the main topic.
        lexical: tells how telling a word is.
    """

    def __init__(self, corpus: Corpus, lexical: LexicalIndex) -> None:
        self._lexical = lexical
        self._expansion = Expansion(corpus.glossary, corpus.main_topic)
        self._spelling = Spelling(_vocabulary(corpus), lexical.vocabulary)
        self._analysed = lru_cache(maxsize=256)(self._analyse)  # a turn is read by several stages

    def analyse(self, text: str) -> Question:
        """Return the question ready for matching.

        Args:
            text: the stand-alone question, cleaned.
        """
        return self._analysed(text)

    def _analyse(self, text: str) -> Question:
        mended_text, mended = self._spelling.mend(text)
        asks = unframed(mended_text)
        tokens = tuple(dict.fromkeys(stems(asks)))
        explained = self._expansion.explained(asks)
        return Question(
            text=mended_text,
            mended=mended,
            tokens=tokens,
            weights={token: self._lexical.idf(token) for token in tokens},
            alternatives=self._expansion.alternatives(asks),
            encodings=(explained, self._expansion.without_topics(explained)),
        )


def _vocabulary(corpus: Corpus) -> dict[str, int]:
    """Return the words of the corpus and its glossary with how often each stands there."""
    forms = [form for term in corpus.glossary.terms for form in term.forms]
    forms += [word for group in corpus.glossary.synonyms for word in group]
    return word_counts([*(document.text for document in corpus.documents), *forms])
