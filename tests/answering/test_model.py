"""The small models: arithmetic that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from faqbot.answering.model import (
    FEATURES,
    Decision,
    LinearModel,
    best_of,
    confidence_features,
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


def test_the_lead_is_over_another_passage() -> None:
    """Best 3.0 in passage 7; the next there is 2.5, the best elsewhere 1.0: the lead is 2.0."""
    rows = np.zeros((3, len(SIGNALS)))
    features = confidence_features(
        rows, [3.0, 2.5, 1.0], [7, 7, 8], (0.25, 0.125, 1.0), [-1.0, 2.0]
    )
    assert features[len(SIGNALS) :].tolist() == [3.0, 2.0, 0.25, 0.125, 1.0, -1.0, 2.0]


def test_ties_go_to_the_first() -> None:
    """Equal scores keep the order of the passages."""
    assert best_of([1.0, 2.0, 2.0]) == 1


def test_the_fitted_model_knows_every_signal() -> None:
    """model.json gives a weight for each signal and a threshold between 0 and 1."""
    decision = load_decision()
    assert decision.ranking.names == SIGNALS
    assert decision.confidence.names == FEATURES
    assert 0 < decision.threshold < 1
    assert np.all(decision.ranking.scale > 0)
