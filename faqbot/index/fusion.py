"""Several rankings of the same passages into one.

Reciprocal rank fusion (Cormack, Clarke & Büttcher, SIGIR 2009) looks at ranks
only; the convex combination (Bruch, Gai & Ingber, TOIS 2023) keeps how far
apart the scores are.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


def ranks(scores: Scores) -> npt.NDArray[np.int64]:
    """Return the rank of each row, from 0; ties go to the lower row."""
    order = np.argsort(-scores, kind="stable")
    out = np.empty(len(scores), dtype=np.int64)
    out[order] = np.arange(len(scores))
    return out


def reciprocal_rank(
    rankings: Mapping[str, Scores], weights: Mapping[str, float], k: float = 60.0
) -> Scores:
    """Return the sum over rankings of weight / (k + rank), ranks counted from 1.

    Args:
        rankings: scores by name, each of shape (rows,); higher is better.
        weights: weight by name.
        k: how little the first ranks stand out.
    """
    first = next(iter(rankings.values()))
    total = np.zeros(len(first))
    for name, scores in rankings.items():
        total += weights[name] / (k + 1 + ranks(scores))
    return total


def convex(rankings: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """Return the weighted mean of scores, each brought to 0..1 first.

    Cosines use their own floor of 0; other scores are divided by their highest.

    Args:
        rankings: scores by name, each of shape (rows,); higher is better.
        weights: weight by name.
    """
    first = next(iter(rankings.values()))
    total = np.zeros(len(first))
    for name, scores in rankings.items():
        top = float(scores.max(initial=0.0))
        if top > 0:
            total += weights[name] * np.clip(scores, 0.0, None) / top
    return total / sum(weights[name] for name in rankings)


def order(scores: Scores) -> list[int]:
    """Return row numbers, best first; ties go to the lower row."""
    return [int(i) for i in np.argsort(-scores, kind="stable")]
