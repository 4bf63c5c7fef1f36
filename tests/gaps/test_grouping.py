"""Questions put together: the chain of nearest neighbours against the plain way."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.gaps.grouping import Matrix, groups


def _vectors(seed: int, count: int) -> Matrix:
    rows = np.random.default_rng(seed).normal(size=(count, 3))
    unit: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _plainly(vectors: Matrix, threshold: float) -> list[list[int]]:
    """Join the two most alike groups again and again."""
    likeness = vectors.astype(np.float64) @ vectors.T.astype(np.float64)
    found = [[row] for row in range(len(vectors))]
    while len(found) > 1:
        pairs = itertools.combinations(range(len(found)), 2)
        best = max(pairs, key=lambda p: likeness[np.ix_(found[p[0]], found[p[1]])].mean())
        if likeness[np.ix_(found[best[0]], found[best[1]])].mean() < threshold:
            break
        found[best[0]] += found.pop(best[1])
    return sorted(sorted(rows) for rows in found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 14), st.floats(-0.5, 0.99))
def test_the_same_groups_as_the_plain_way(seed: int, count: int, threshold: float) -> None:
    vectors = _vectors(seed, count)
    assert groups(vectors, threshold) == _plainly(vectors, threshold)


def test_nothing_and_one() -> None:
    assert groups(_vectors(0, 0), 0.5) == []
    assert groups(_vectors(0, 1), 0.5) == [[0]]


@pytest.mark.parametrize("threshold", [0.5, 1.0])
def test_equal_rows_are_one_group(threshold: float) -> None:
    vectors = np.eye(3, dtype=np.float32)[[0, 1, 0, 2, 1]]
    assert groups(vectors, threshold) == [[0, 2], [1, 4], [3]]
