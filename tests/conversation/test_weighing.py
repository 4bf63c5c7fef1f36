"""What the readings of a turn found tells which is meant, and how sure its answer is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.model import LinearModel
from faqbot.answering.query import Query
from faqbot.answering.question import Question
from faqbot.answering.ranker import Ranking
from faqbot.answering.signals import SIGNALS, Candidate
from faqbot.answering.topic import Topic
from faqbot.conversation.replying import Said, Searched
from faqbot.conversation.thread import Reading, Thread
from faqbot.conversation.weighing import (
    FEATURES,
    SURE,
    ReadingModel,
    features,
    load_readings,
    sure_features,
)
from faqbot.documents import Passage, SectionKind, Sentence, Span

AS_OF = dt.date(2026, 11, 22)
COOK = Topic("Cook", role=True)
SAID = Said(
    "where do they work?", Thread(((COOK,),), "What does a cook do?"), ("guide", ("Cook",)), AS_OF
)


def searched(
    reading: Reading, *found: tuple[str, str, float, float], confidence: float = 0.5
) -> Searched:
    """Return a reading, and what was found for it: (passage, section, score, logit) of each."""
    candidates = tuple(
        Candidate(i, i, passage_of(name, section), Sentence(Span(0, 1)))
        for i, (name, section, _, _) in enumerate(found)
    )
    ranking = Ranking(
        question=Question(reading.standalone, {}, (), {}, {}, (SAID.text, SAID.text)),
        candidates=candidates,
        scores=tuple(score for _, _, score, _ in found),
        rows=np.zeros((len(found), len(SIGNALS))),
        read={i: logit for i, (_, _, _, logit) in enumerate(found)},
        features=np.empty(0),
        confidence=confidence if found else 0.0,
        threshold=0.5,
    )
    return Searched(reading, Query(SAID.text, reading.standalone, AS_OF), ranking)


def passage_of(name: str, section: str) -> Passage:
    document = name.partition("#")[0]
    return Passage(
        name, document, (section,), SectionKind.ROLE, Span(0, 1), (Sentence(Span(0, 1)),)
    )


def of(row: np.ndarray, name: str) -> float:
    return float(row[FEATURES.index(name)])


def test_readings_are_held_against_each_other() -> None:
    """Where they found the same passage, and how far one is behind in the reader's view."""
    rows = features(
        SAID,
        [
            searched(
                Reading("where do cooks work?"),
                ("guide#1", "Cook", 4.0, 2.0),
                ("guide#2", "Nurse", 1.0, 0.0),
            ),
            searched(Reading(SAID.text), ("other#1", "Nurse", 2.0, -1.0), confidence=0.9),
            searched(
                Reading("What does a cook do? where do they work?", beside=True),
                ("guide#1", "Cook", 9.0, 2.0),
            ),
        ],
    )
    assert [of(row, "agreeing") for row in rows] == [1, 0, 1]
    assert [of(row, "behind") for row in rows] == [0, -3, 0]
    assert [of(row, "lead") for row in rows] == [3, 0, 0]
    assert [of(row, "same_section") for row in rows] == [1, 0, 1]
    assert [of(row, "same_document") for row in rows] == [1, 0, 1]
    assert [of(row, "on_topic") for row in rows] == [1, 0, 1]
    assert [of(row, "as_said") for row in rows] == [0, 1, 0]
    assert [of(row, "beside") for row in rows] == [0, 0, 1]
    assert of(rows[1], "as_said_words") == of(rows[2], "beside_words") > 0
    assert of(rows[1], "confidence") > of(rows[0], "confidence")


def test_a_reading_that_found_nothing_has_features_too() -> None:
    """A turn without a word to search for is no error."""
    found = [searched(Reading("?")), searched(Reading(SAID.text), ("guide#1", "Cook", 1.0, 1.0))]
    rows = features(SAID, found)
    assert np.isfinite(rows).all()
    assert of(rows[0], "confidence") < of(rows[1], "confidence")
    nowhere = replace(SAID, thread=Thread(), focus=None)
    assert np.isfinite(features(nowhere, found)).all()
    assert np.isfinite(sure_features(rows, 0, found)).all()


def test_the_surest_of_all_readings_counts() -> None:
    """What was chosen is less sure where another reading found something surer."""
    chosen = searched(Reading("where do cooks work?"), ("guide#1", "Cook", 4.0, 2.0))
    other = searched(Reading(SAID.text), ("other#1", "Nurse", 2.0, -1.0), confidence=0.9)
    rows = features(SAID, [chosen, other])
    row = sure_features(rows, 0, [chosen, other])
    assert row[SURE.index("reader")] == 2.0
    assert row[SURE.index("highest")] == of(rows[1], "confidence")


@given(weights=st.lists(st.floats(-5, 5), min_size=len(SURE), max_size=len(SURE)))
def test_sureness_is_a_probability(weights: list[float]) -> None:
    """Whatever the weights are."""
    ones = np.ones(len(SURE))
    model = ReadingModel(
        LinearModel(FEATURES, ones[: len(FEATURES)], ones[: len(FEATURES)], ones[: len(FEATURES)]),
        LinearModel(SURE, ones, ones, np.array(weights)),
    )
    assert 0 < model.sure(np.full(len(SURE), 40.0)) < 1


def test_what_grammar_makes_of_a_turn_stands_where_it_is_clear() -> None:
    """A sure answer that another reading found, too, is not outdone by what only one found."""
    model = load_readings()
    rows = np.zeros((3, len(FEATURES)))
    rows[2, FEATURES.index("lead")] = 50.0
    assert model.choose(rows) == 2
    rows[0, FEATURES.index("confidence")] = 3.0
    rows[:2, FEATURES.index("agreeing")] = 1.0
    assert model.choose(rows) == 0


def test_of_equal_readings_the_first_is_kept() -> None:
    """The likeliest by grammar."""
    model = load_readings()
    assert model.choose(np.zeros((3, len(FEATURES)))) == 0


@pytest.mark.parametrize(
    ("name", "alone"), [("confidence", True), ("lead", True), ("agreeing", False)]
)
def test_what_speaks_for_a_reading_never_speaks_against_it(name: str, *, alone: bool) -> None:
    """readings.json knows every feature; that readings agree may tell nothing that is not known."""
    model = load_readings()
    assert model.choice.names == FEATURES
    assert model.sureness.names == SURE
    rows = np.zeros((2, len(FEATURES)))
    rows[1, FEATURES.index(name)] = 1.0
    if alone:
        assert model.choose(rows) == 1
    assert model.choose(rows[::-1]) == 0
