"""Words side by side: BM25 over pairs, as the sequential dependence model has them.

"Team leader" is more than "team" and "leader" (Metzler & Croft, SIGIR 2005).
Pairs are kept as numbers, not as texts: there are many more of them than words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


class WordPairs:
    """The pairs of words that stand side by side in each passage.

    Args:
        numbers: word -> its number, from 0.
        words: the words of all passages, one after another, as numbers.
        lengths: words of each passage.
        k1: of BM25, how soon a pair that stands there often counts no more.
        b: of BM25, how much the length of a passage counts.
    """

    def __init__(
        self, numbers: Mapping[str, int], words: Numbers, lengths: Numbers, k1: float, b: float
    ) -> None:
        self._numbers = numbers
        self._size = len(lengths)
        self._k1 = k1
        row = np.repeat(np.arange(self._size), lengths)
        inside = np.flatnonzero(row[:-1] == row[1:])
        places = (words[inside] * len(numbers) + words[inside + 1]) * self._size + row[inside]
        held, counts = np.unique(places, return_counts=True)
        self._pairs, self._rows = np.divmod(held, self._size)  # a posting each, in order of pair
        self._counts = counts
        pairs = np.maximum(lengths - 1, 0)
        self._norm = k1 * (1 - b + b * pairs / max(1.0, float(pairs.mean())))

    def scores(self, query: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return one score for each passage by the pairs of neighbours in a query."""
        scores = np.zeros(self._size)
        asked = [self._numbers.get(word) for word in query]
        for first, second in dict.fromkeys(zip(asked, asked[1:], strict=False)):
            if first is None or second is None:
                continue
            key = first * len(self._numbers) + second
            start, end = np.searchsorted(self._pairs, [key, key + 1])
            rows, counts = self._rows[start:end], self._counts[start:end]
            idf = np.log((self._size + 1) / (end - start + 0.5))
            scores[rows] += idf * counts * (self._k1 + 1) / (counts + self._norm[rows])
        return scores
