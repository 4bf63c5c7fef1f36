"""A conditional logit (McFadden 1974): which of several things is chosen, by their features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize


@dataclass(frozen=True)
class Choice:
    """One choice among several things.

    Attributes:
        x: their features, shape (things, features).
        good: which of them would be right, shape (things,); at least one.
        counts: what the choice counts in the fit.
    """

    x: np.ndarray
    good: np.ndarray
    counts: float = 1.0


def conditional_logit(
    choices: Sequence[Choice],
    l2: float,
    prior: np.ndarray,
    bounds: Sequence[tuple[float | None, float | None]] | None = None,
) -> np.ndarray:
    """Return the weights, shape (features,), that make what is right likeliest.

    Args:
        choices: what is fitted on.
        l2: how strongly the weights are pulled towards `prior`.
        prior: shape (features,).
        bounds: lowest and highest value of each weight, where there are any.
    """

    x = np.concatenate([c.x for c in choices])
    good = np.concatenate([c.good for c in choices]).astype(float)
    starts = np.cumsum([0, *(len(c.x) for c in choices[:-1])])
    lengths = [len(c.x) for c in choices]
    counts = np.array([c.counts for c in choices])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        p = np.exp(s - np.repeat(np.maximum.reduceat(s, starts), lengths))
        p /= np.repeat(np.add.reduceat(p, starts), lengths)
        share = np.add.reduceat(p * good, starts) + 1e-12
        pull = (p * good / np.repeat(share, lengths) - p) * np.repeat(counts, lengths)
        off = w - prior
        value = -float(counts @ np.log(share)) + l2 * float(off @ off)
        return value, 2 * l2 * off - pull @ x

    start = np.zeros(len(prior))
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
