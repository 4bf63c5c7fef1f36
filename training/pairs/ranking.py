"""BM25 and vector rankings over the texts of one data set, fused."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from pairs.pair import Encode
from pairs.windows import words


class Ranking:
    """BM25 and vector rankings over the texts of one set.

    Args:
        texts: all texts of the set.
        encode: gives one unit vector per text.
    """

    def __init__(self, texts: Sequence[str], encode: Encode) -> None:
        self.vectors = encode(texts)
        docs = [words(t) for t in texts]
        mean = sum(map(len, docs)) / max(1, len(docs))
        self.postings: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        entries: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, doc in enumerate(docs):
            counts: dict[str, int] = defaultdict(int)
            for word in doc:
                counts[word] += 1
            for word, n in counts.items():
                entries[word].append((i, n * 2.2 / (n + 1.2 * (0.25 + 0.75 * len(doc) / mean))))
        for word, rows in entries.items():
            idf = math.log(1 + (len(docs) - len(rows) + 0.5) / (len(rows) + 0.5))
            self.postings[word] = (
                np.array([r for r, _ in rows]),
                np.array([s * idf for _, s in rows]),
            )

    def top(self, question: str, vector: np.ndarray, count: int) -> list[int]:
        """Reciprocal-rank fusion of the two rankings."""
        lexical = np.zeros(len(self.vectors))
        for word in set(words(question)):
            if word in self.postings:
                rows, scores = self.postings[word]
                lexical[rows] += scores
        fused: dict[int, float] = defaultdict(float)
        for scores in (lexical, self.vectors @ vector):
            for rank, i in enumerate(np.argsort(-scores, kind="stable")[: count * 3]):
                fused[int(i)] += 1 / (20 + rank)
        return sorted(fused, key=lambda i: (-fused[i], i))[:count]
