"""Turns that lean on what was said, as they were said."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.topic import Topic
from faqbot.assistant import Assistant
from faqbot.conversation.leaning import Leaning, as_shown
from faqbot.conversation.thread import Reading, Thread

COOK = Topic("Cook", role=True)
TERM = Topic("TQT", term=True)
BEFORE = Thread(((COOK,),), "What does a cook do?")
AS_OF = dt.date(2026, 11, 22)


def named_in(text: str) -> tuple[Topic, ...]:
    return tuple(topic for topic in (COOK, TERM) if topic.name.lower() in text.lower())


@pytest.fixture
def leaning() -> Leaning:
    return Leaning(named_in)


@pytest.mark.parametrize(
    "text, thread, likeliest, leans",
    [
        ("where do they work?", BEFORE, Reading("where do cooks work?"), True),
        ("where do they work?", Thread(), Reading("where do they work?"), False),
        ("what does a nurse do?", BEFORE, Reading("what does a nurse do?", whole=True), False),
        ("no, I meant the nurse", BEFORE, Reading("What does a nurse do?"), False),
        ("back to the diploma", BEFORE, Reading("what about the diploma?"), False),
    ],
)
def test_what_leans(
    leaning: Leaning, text: str, thread: Thread, likeliest: Reading, leans: bool
) -> None:
    """Not what comes first, is whole, or says itself what it mends."""
    assert bool(leaning.as_said(text, thread, likeliest)) is leans


def test_a_turn_is_read_as_it_is_and_beside_the_question_before(leaning: Leaning) -> None:
    """The next turn goes on from what grammar made of it, in either case."""
    alone, beside = leaning.as_said(
        "where do they work?", BEFORE, Reading("where do cooks work?", (COOK,))
    )
    assert alone.standalone == "where do they work?"
    assert beside.standalone == "What does a cook do? where do they work?"
    assert beside.beside
    assert alone.frame == beside.frame == "where do cooks work?"


def test_nothing_is_read_twice(leaning: Leaning) -> None:
    """A turn that grammar leaves as it is stands there already."""
    (beside,) = leaning.as_said("any exams?", BEFORE, Reading("any exams?"))
    assert beside.beside


def test_what_a_turn_names_is_not_what_was_spoken_of(leaning: Leaning) -> None:
    """The question before is not put in front of a turn with a topic; a term is none.

    "And the cook?" by itself would find what a cook does, whatever was asked.
    """
    first = Reading("what does the cook do?")
    assert leaning.as_said("and the cook?", BEFORE, first) == []
    (alone,) = leaning.as_said("what does he cook then?", BEFORE, first)
    assert not alone.beside
    assert any(r.beside for r in leaning.as_said("and the TQT?", BEFORE, first))


@pytest.mark.parametrize(
    "text, alike, shown",
    [
        ("where do they work?", True, "where do cooks work?"),
        ("where do they work?", False, "where do they work?"),
        ("and for nurses?", False, "where do cooks work?"),
    ],
)
def test_what_is_shown_stands_alone(text: str, alike: bool, shown: str) -> None:
    """A fragment is shown as what grammar makes of it, and so is what found the same."""
    likeliest = Reading("where do cooks work?")
    assert as_shown(text, Reading(text), likeliest, found_alike=alike) == shown


def test_a_turn_that_grammar_mistakes_finds_what_it_asks_for(assistant: Assistant) -> None:
    """ "That" is the specification, not the qualification; what the turn finds by itself tells."""
    first = assistant.ask("Where is the specification available?", None, AS_OF)
    answer = assistant.ask(
        "am I allowed to pass that on to our centres?", first.conversation, AS_OF
    ).answer
    assert "share" in answer.citations[0].section[-1]
