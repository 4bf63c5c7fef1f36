"""What may answer, the best first, on the committed index."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.model import FEATURES
from faqbot.answering.query import Query
from faqbot.answering.question import Question
from faqbot.answering.ranker import Ranker, Ranking
from faqbot.answering.signals import SIGNALS
from faqbot.index.generation import load_generation

AS_OF = dt.date(2026, 11, 22)
TEXT = "Where do complementary therapists work?"


@pytest.fixture(scope="module")
def ranker(root: Path) -> Ranker:
    """Return a ranker of the committed index."""
    return Ranker(load_generation(root / "index"))


def ranking(*, about_twin: bool = False, worded: bool = False) -> Ranking:
    question = Question("", {}, (), {}, {}, ("", ""))
    rows, features = np.zeros((0, len(SIGNALS))), np.empty(0)
    return Ranking(question, (), (), rows, {}, features, 0.0, 0.5, about_twin, worded)


def test_what_was_found_stands_in_order_with_its_numbers(ranker: Ranker) -> None:
    """Scores fall; signals, features and the reader's logit belong to the candidates they stand by."""
    found = ranker.rank(Query(TEXT, TEXT, AS_OF))
    assert found.best is not None
    assert found.best.passage.heading == "Complementary Therapist"
    assert list(found.scores) == sorted(found.scores, reverse=True)
    assert found.rows.shape == (len(found.candidates), len(SIGNALS))
    assert list(found.features[: len(SIGNALS)]) == list(found.rows[0])
    assert len(found.features) == len(FEATURES)
    assert found.best.passage_row in found.read
    assert found.confidence > found.threshold


def test_a_question_without_words_finds_nothing(ranker: Ranker) -> None:
    """It has no best sentence and no confidence."""
    found = ranker.rank(Query("?", "?", AS_OF))
    assert found.best is None
    assert found.confidence == 0.0


def test_the_section_that_a_follow_up_goes_on_from_is_read_again(ranker: Ranker) -> None:
    """Its sentences are candidates, whatever the words of the question find."""
    place = ("ncl-training-hub-career-pathway-tool", ("Early Career", "Cook"))
    alone = ranker.rank(Query(TEXT, TEXT, AS_OF))
    after = ranker.rank(Query(TEXT, TEXT, AS_OF, focus=place))
    assert place not in {c.place for c in alone.candidates}
    assert place in {c.place for c in after.candidates}


def test_what_a_question_was_written_for_comes_first(ranker: Ranker) -> None:
    """Whatever speaks for other sections; and it is sure enough to be answered."""
    place = ("ncl-training-hub-career-pathway-tool", ("Early Career", "Cook"))
    found = ranker.rank(Query(TEXT, TEXT, AS_OF, worded={place}))
    assert found.best is not None
    assert found.best.place == place
    assert found.confidence > 0.9


@given(confidence=st.floats(0, 1), threshold=st.floats(0.01, 1))
def test_evidence_about_a_twin_is_never_enough(confidence: float, threshold: float) -> None:
    """However sure it is; what a maintainer wrote the question for is never less than sure."""
    assert ranking(about_twin=True).bounded(confidence, threshold) < threshold
    assert ranking().bounded(confidence, threshold) == confidence
    assert ranking(worded=True).bounded(confidence, threshold) >= max(confidence, 0.9)
