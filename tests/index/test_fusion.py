"""Fusion of rankings, worked out by hand; ties go to the lower row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.index.fusion import convex, order, ranks, reciprocal_rank

SCORES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0, -1.0]), min_size=1, max_size=8).map(
    np.array
)


def test_reciprocal_rank_by_hand() -> None:
    """With k = 60: row 1 is second and first, so 2/62 + 1/61; the others likewise."""
    rankings = {"a": np.array([3.0, 2.0, 1.0]), "b": np.array([0.1, 0.9, 0.5])}
    fused = reciprocal_rank(rankings, {"a": 2.0, "b": 1.0})
    assert fused == pytest.approx([2 / 61 + 1 / 63, 2 / 62 + 1 / 61, 2 / 63 + 1 / 62])
    assert order(fused) == [0, 1, 2]


def test_convex_by_hand() -> None:
    """Each ranking is divided by its highest, below zero counts as zero, then the mean."""
    rankings = {"a": np.array([4.0, 2.0, 0.0]), "b": np.array([-0.5, 0.4, 0.8])}
    fused = convex(rankings, {"a": 3.0, "b": 1.0})
    assert fused == pytest.approx([3 / 4, (1.5 + 0.5) / 4, 1 / 4])


def test_a_ranking_without_a_match_adds_nothing() -> None:
    """All zero, or all below, is no opinion."""
    fused = convex({"a": np.zeros(2), "b": np.array([1.0, 0.5])}, {"a": 1.0, "b": 1.0})
    assert fused == pytest.approx([0.5, 0.25])
    assert convex({"a": np.array([-1.0, -2.0])}, {"a": 1.0}).tolist() == [0, 0]


def test_no_passages() -> None:
    """An empty corpus gives empty rankings."""
    assert convex({"a": np.zeros(0)}, {"a": 1.0}).tolist() == []
    assert order(np.zeros(0)) == []


def test_ties_go_to_the_lower_row() -> None:
    """Equal scores are ranked in the order of the passages."""
    scores = np.array([1.0, 2.0, 1.0, 2.0])
    assert order(scores) == [1, 3, 0, 2]
    assert ranks(scores).tolist() == [2, 0, 3, 1]


@given(SCORES)
def test_order_and_ranks_agree(scores: np.ndarray) -> None:
    """Order is a permutation, falling in score and rising in row; ranks are its inverse."""
    best = order(scores)
    assert sorted(best) == list(range(len(scores)))
    keys = [(-scores[i], i) for i in best]
    assert keys == sorted(keys)
    assert [int(ranks(scores)[i]) for i in best] == list(range(len(scores)))


@given(SCORES)
def test_one_ranking_keeps_its_order(scores: np.ndarray) -> None:
    """Fusing a single ranking changes nothing in its order, and the convex mean is in 0..1."""
    assert order(reciprocal_rank({"a": scores}, {"a": 1.0})) == order(scores)
    fused = convex({"a": scores}, {"a": 2.0})
    assert np.all((fused >= 0) & (fused <= 1))
    assert order(fused) == order(np.clip(scores, 0, None))
