"""The learnt cosine of questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from faqbot.aids import Precedent, Precedents
from faqbot.index import metric as module
from faqbot.index.generation import Generation, load_generation
from faqbot.index.metric import Metric, metric_for, write_metric
from faqbot.index.precedents import PrecedentIndex

FLOATS = st.floats(-1, 1, width=32, allow_subnormal=False)


@pytest.fixture(scope="module")
def generation(root: Path) -> Generation:
    return load_generation(root / "index")


@given(
    vectors=arrays.arrays(np.float32, (3, 4), elements=FLOATS),
    linear=arrays.arrays(np.float32, (4, 2), elements=FLOATS),
)
def test_what_is_mapped_is_of_unit_length_or_nothing(
    vectors: np.ndarray, linear: np.ndarray
) -> None:
    lengths = np.linalg.norm(Metric("", linear).of(vectors), axis=1)
    mapped = np.linalg.norm(vectors @ linear, axis=1)
    np.testing.assert_allclose(lengths[mapped > 1e-6], 1, rtol=1e-4)
    assert np.all(lengths <= 1 + 1e-4)


def test_it_comes_back_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linear = np.array([[1.0, 0.5], [0.25, -1.0], [0.0, 2.0]], dtype=np.float32)
    write_metric(Metric("abc", linear), tmp_path / "m.npz")
    once = (tmp_path / "m.npz").read_bytes()
    write_metric(Metric("abc", linear), tmp_path / "m.npz")
    assert (tmp_path / "m.npz").read_bytes() == once
    monkeypatch.setattr(module, "METRIC", tmp_path / "m.npz")
    module._shipped.cache_clear()
    try:
        found = metric_for("abc")
        assert found is not None
        np.testing.assert_array_equal(found.map, linear)
        assert metric_for("another encoder") is None
    finally:
        module._shipped.cache_clear()


def test_the_one_that_ships_is_for_the_encoder_that_ships(generation: Generation) -> None:
    assert generation.metric is not None
    assert generation.metric.map.shape[0] == generation.encoder.dimension
    assert np.all(np.isfinite(generation.metric.map))


def test_what_one_sentence_answers_comes_nearer(generation: Generation) -> None:
    """Of questions that are no precedents: two that ask for one thing, and one that does not."""
    assert generation.metric is not None
    asked = generation.encoder.encode(
        ["who is going to pay for it", "whose money is it", "what does it pay me"]
    )
    plain, learnt = asked @ asked.T, generation.metric.of(asked)
    mapped = learnt @ learnt.T
    assert mapped[0, 1] - mapped[0, 2] > plain[0, 1] - plain[0, 2]


def test_precedents_are_compared_by_it(generation: Generation) -> None:
    """A map that sees only the second axis: what differs in the first is the same question."""
    asked_before = Precedents(tuple(Precedent(q, "a", None) for q in ("one", "other")))
    corpus = replace(generation.corpus, precedents=asked_before)
    only = Metric("", np.array([[0.0], [1.0]], dtype=np.float32))
    vectors = np.array([[0.6, 0.8], [0.8, -0.6]], dtype=np.float32)
    asked = np.array([-0.6, 0.8], dtype=np.float32)
    assert PrecedentIndex(corpus, vectors).near(asked).unanswered == pytest.approx(0.5, abs=0.01)
    near = PrecedentIndex(corpus, vectors, only).near(asked)
    assert near.unanswered == pytest.approx(1, abs=0.01)
