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

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, gradient = 0.0, np.zeros_like(w)
        for c in choices:
            s = c.x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            good = p * c.good
            share = good.sum()
            total -= c.counts * float(np.log(share + 1e-12))
            gradient -= c.counts * ((good / (share + 1e-12) - p) @ c.x)
        off = w - prior
        return total + l2 * float(off @ off), gradient + 2 * l2 * off

    start = np.zeros(len(prior))
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
