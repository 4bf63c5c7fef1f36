"""The small models: arithmetic that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.model import (
    FEATURES,
    Decision,
    LinearModel,
    best_of,
    confidence_features,
    heard,
    load_decision,
)
from faqbot.answering.signals import SIGNALS


def test_a_score_is_the_sum_of_its_terms() -> None:
    """(3 - 1) / 2 * 4 + (5 - 5) / 1 * 9 + 0.5 = 4.5."""
    model = LinearModel(
        ("a", "b"), np.array([1.0, 5.0]), np.array([2.0, 1.0]), np.array([4.0, 9.0]), 0.5
    )
    assert model.score(np.array([[3.0, 5.0]])).tolist() == [4.5]


def test_confidence_is_the_logistic_of_the_score() -> None:
    """Score 0 gives one half."""
    flat = LinearModel(("a",), np.zeros(1), np.ones(1), np.ones(1))
    assert Decision(flat, flat, 0.5).confidence_of(np.array([0.0])) == pytest.approx(0.5)


def test_the_features_of_the_best_candidate() -> None:
    """Its signals, what it leaves open, what the reader says of it, and the most it says."""
    features = confidence_features(np.zeros(len(SIGNALS)), (0.25, 1.0), {7: -1.0, 8: 2.0}, 7)
    assert features[len(SIGNALS) :].tolist() == [0.25, 1.0, -1.0, 2.0]


def test_the_reader_has_a_voice_in_the_order() -> None:
    """Passage 8 has 2 logits more than 7: at half a point each, 7 loses one point."""
    assert heard([3.0, 2.5, 2.2, 1.0], [7, 7, 8, 9], {7: -1.0, 8: 1.0}, 0.5) == [2.0, 1.5, 2.2, 1.0]


@given(
    scores=st.lists(st.floats(-20, 20), min_size=4, max_size=9),
    logits=st.lists(st.floats(-9, 9), min_size=1, max_size=3),
    voice=st.floats(0, 2),
)
def test_what_was_not_read_never_comes_first(
    scores: list[float], logits: list[float], voice: float
) -> None:
    """The first passages are read; one of them stays first, whatever the reader says."""
    scores = sorted(scores, reverse=True)
    after = heard(scores, range(len(scores)), dict(enumerate(logits)), voice)
    assert best_of(after) < len(logits)


def test_ties_go_to_the_first() -> None:
    """Equal scores keep the order of the passages."""
    assert best_of([1.0, 2.0, 2.0]) == 1


@pytest.mark.parametrize("held", [True, False])
def test_the_fitted_model_knows_every_signal(held: bool) -> None:
    """model.json gives a weight for each signal and a threshold between 0 and 1."""
    decision = load_decision(held=held)
    assert decision.ranking.names == SIGNALS
    assert decision.confidence.names == FEATURES
    assert 0 < decision.threshold < 1
    assert decision.voice >= 0
    assert np.all(decision.ranking.scale > 0)
