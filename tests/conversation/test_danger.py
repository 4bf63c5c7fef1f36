"""The fitted model of danger: what it weighs, and that it is the one of its sayings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.conversation.danger import MODEL, DangerModel, Stand, grams, load_danger

NEUTRAL = Stand(0.0, 0.0, 0.0)
SMALL = DangerModel(
    encoder="0" * 64,
    intercept=-1.0,
    line=0.5,
    vector=np.array([2.0, 0.0], dtype=np.float32),
    stand=Stand(3.0, 1.0, 1.5),
    words={"hit": (2.0, 4.0), "me": (1.0, 0.0), "hit me": (2.0, 1.0)},
)


def test_words_count_by_their_share_of_the_length() -> None:
    """TF-IDF rows have length 1: (2·4 + 1·0 + 2·1) / √(4 + 1 + 4), less intercept and line."""
    score = SMALL.score("hit me", np.zeros(2, dtype=np.float32), NEUTRAL)
    assert score == pytest.approx(10 / 3 - 1.0 - 0.5, abs=1e-6)


def test_unknown_words_say_nothing() -> None:
    """Only the intercept and the line are left."""
    assert SMALL.score("quite new words", np.zeros(2, dtype=np.float32), NEUTRAL) == -1.5
    assert SMALL.score("", np.zeros(2, dtype=np.float32), NEUTRAL) == -1.5


def test_the_vector_counts() -> None:
    """By its dot product with the weights; that of another encoder does not."""
    assert SMALL.score("", None, NEUTRAL) == -1.5
    assert SMALL.score("", np.array([0.5, 9.0], dtype=np.float32), NEUTRAL) == -0.5


@given(st.floats(-1, 1), st.floats(0, 1), st.booleans(), st.floats(0.01, 0.5))
def test_what_maintainers_keep_speaks_for_danger(
    lead: float, nearest: float, phrase: bool, more: float
) -> None:
    """A nearer example, or a phrase, never lowers the score of the model that ships."""
    model, vector = load_danger(), np.zeros(len(load_danger().vector), dtype=np.float32)
    stand = Stand(lead, nearest, float(phrase))
    score = model.score("he hit me", vector, stand)
    assert model.score("he hit me", vector, replace(stand, lead=lead + more)) > score
    assert model.score("he hit me", vector, replace(stand, nearest=nearest + more)) > score
    assert model.score("he hit me", vector, replace(stand, phrase=1.0)) >= score


def test_grams() -> None:
    """Words, and words side by side."""
    assert grams("he hit me") == ["he", "hit", "me", "he hit", "hit me"]
    assert grams("") == []


def test_the_model_is_that_of_the_sayings(root: Path) -> None:
    """Who changes training/sayings.jsonl fits the model anew (training/fit_danger.py --write)."""
    data = json.loads((resources.files("faqbot.conversation") / MODEL).read_text(encoding="utf-8"))
    sayings = (root / "training" / "sayings.jsonl").read_bytes()
    assert data["sayings"] == hashlib.sha256(sayings).hexdigest()
