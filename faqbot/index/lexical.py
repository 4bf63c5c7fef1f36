"""The lexical ranking: BM25 over headings and bodies of passages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from faqbot.documents import Corpus
from faqbot.index.text import stems
from faqbot.index.word_pairs import WordPairs

HEADING_WEIGHT = 3  # a heading's words count as often as this in its passage
PARENT_WEIGHT = 1
K1 = 1.2
B = 0.6


def passage_tokens(corpus: Corpus) -> list[list[str]]:
    """Return the tokens that each passage is found by, headings repeated by weight."""
    rows = []
    for passage in corpus.passages:
        tokens = stems(corpus.words_of(passage))
        for depth, heading in enumerate(reversed(passage.path)):
            tokens += stems(heading) * (HEADING_WEIGHT if depth == 0 else PARENT_WEIGHT)
        rows.append(tokens)
    return rows


class LexicalIndex:
    """BM25 scores (Robertson & Zaragoza 2009, as in rank-bm25's Okapi) over token rows.

    Args:
        rows: the tokens of each passage; they alone say which words the corpus knows.
        further: for each row, tokens of other wordings that it is found by as well.
    """

    def __init__(
        self, rows: Sequence[Sequence[str]], further: Sequence[Sequence[str]] = ()
    ) -> None:
        self._size = len(rows)
        self._frequency = Counter(token for row in rows for token in set(row))
        if any(further):
            rows = [[*row, *more] for row, more in zip(rows, further, strict=True)]
        # rank-bm25 divides by the average length, so a corpus of empty rows gets one token.
        self._bm25 = _Postings(rows if any(rows) else [[""]], k1=K1, b=B)
        if self._bm25.average_idf <= 1e-9:
            # In a corpus of a few passages most words stand in over half of them, and Okapi's
            # idf would put the passages that match below those that do not.
            self._bm25.idf = {token: self.idf(token) for token in self._bm25.idf}

    @property
    def vocabulary(self) -> frozenset[str]:
        """All stems that stand in the documents."""
        return frozenset(self._frequency)

    def scores(self, query: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return one BM25 score for each passage, shape (passages,), all zero for no match."""
        known = [token for token in query if token in self._bm25.postings]
        if not known:
            return np.zeros(self._size)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float64)

    def pair_scores(self, query: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return the same by words of the query that stand side by side in a passage.

        Args:
            query: tokens in the order of the question.
        """
        if len(self._bm25.doc_len) != self._size:
            return np.zeros(self._size)
        return self._bm25.pairs.scores(query)

    def idf(self, token: str) -> float:
        """Return how telling a stem is: ln((N + 1) / (n + 0.5)), highest when unknown."""
        return math.log((self._size + 1) / (self._frequency.get(token, 0) + 0.5))


class _Postings(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """rank-bm25's Okapi that looks only at the passages which hold a word.

    The library keeps a table of words for each passage, and looks a word up in
    all of them; here each word has its passages. The scores are the same to the
    last bit: the same numbers meet in the same order.
    """

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]:
        self.doc_len = [len(tokens) for tokens in corpus]
        self.corpus_size = len(corpus)
        self.avgdl = sum(self.doc_len) / self.corpus_size
        lengths = np.array(self.doc_len)
        self._norm = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
        numbers: dict[str, int] = {}  # of the words, in order of their first place
        flat = (numbers.setdefault(token, len(numbers)) for tokens in corpus for token in tokens)
        words = np.fromiter(flat, dtype=np.int64, count=sum(self.doc_len))
        places = words * self.corpus_size + np.repeat(np.arange(self.corpus_size), lengths)
        held, counts = np.unique(places, return_counts=True)
        word, rows = np.divmod(held, self.corpus_size)
        self.pairs = WordPairs(numbers, words, lengths, self.k1, self.b)
        ends = np.cumsum(np.bincount(word, minlength=len(numbers)))
        self.postings = {
            token: (rows[start:end], counts[start:end])
            for token, start, end in zip(numbers, [0, *ends], ends, strict=False)
        }
        return {token: len(rows) for token, (rows, _) in self.postings.items()}

    def get_scores(self, query: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return one score for each passage."""
        scores = np.zeros(self.corpus_size)
        for token in query:
            rows, counts = self.postings[token]
            weight = counts * (self.k1 + 1) / (counts + self._norm[rows])
            scores[rows] += self.idf[token] * weight
        return scores
