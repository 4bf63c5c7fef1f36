"""What a turn may ask, in a corpus that has no glossary: its headings are the topics."""

from __future__ import annotations

import pytest

from faqbot.answering.topics import Topics
from faqbot.conversation import turns
from faqbot.conversation.follow_up import FollowUps
from faqbot.conversation.thread import Reading, Thread
from faqbot.corpus.load import load_corpus
from tests.conftest import TinyCorpus

TEXT = "It is described here at some length."


@pytest.fixture
def follow_ups(tiny_corpus: TinyCorpus) -> FollowUps:
    names = ("Guinea pig", "American football", "Andre Gunder Frank")
    page = "\n\n".join(f"## {name}\n\n{TEXT}" for name in names)
    return FollowUps(Topics(load_corpus(tiny_corpus({"a.md": f"# Pages\n\n{page}\n"}))))


def read(follow_ups: FollowUps, *said: str) -> list[Reading]:
    """Return the readings of the last turn after the likeliest ones of those before."""
    thread = Thread()
    for turn in said[:-1]:
        reading = follow_ups.read(turn, thread)[0]
        thread = thread.after(reading.standalone, reading.topics)
    return follow_ups.read(said[-1], thread)


@pytest.mark.parametrize(
    "before, turn, standalone",
    [
        # A name that the turn holds is not said twice.
        ("What do guinea pigs eat?", "modern guinea pigs.", "modern guinea pigs?"),
        ("What do guinea pigs eat?", "vitamin C research", "what about vitamin C research for"),
        # A remark on the answer is no part of the question.
        (
            "Where is American football played?",
            "That is a big surprise. Is it dangerous?",
            "Is american football dangerous?",
        ),
        (
            "Where is American football played?",
            "Thanks for clarifying. Is it dangerous?",
            "Is american football dangerous?",
        ),
        # A person who is not named in the turn was named before it.
        ("Who was Andre Gunder Frank?", "How old was he?", "How old was he, about Andre Gunder"),
        ("Who was Andre Gunder Frank?", "wasn't he a baker?", "wasn't he a baker, about Andre"),
    ],
)
def test_the_likeliest_reading(
    follow_ups: FollowUps, before: str, turn: str, standalone: str
) -> None:
    assert read(follow_ups, before, turn)[0].standalone.startswith(standalone)


@pytest.mark.parametrize(
    "turn", ["Can my manager say she is late?", "Did the baker lose his licence?"]
)
def test_a_person_named_in_the_turn_is_meant(follow_ups: FollowUps, turn: str) -> None:
    """Somebody nearer than the topic: the turn is not bent to it first."""
    first = read(follow_ups, "Who was Andre Gunder Frank?", turn)[0]
    assert first.standalone == turn


def test_a_question_that_names_something_is_never_bent(follow_ups: FollowUps) -> None:
    readings = read(follow_ups, "Who was Andre Gunder Frank?", "What do guinea pigs eat?")
    assert [r.standalone for r in readings] == ["What do guinea pigs eat?"]


@pytest.mark.parametrize("bent, turn", [(1, "Which is the largest?"), (0, "Who lives in China?")])
def test_a_question_with_a_name_of_its_own_is_not_bent(
    follow_ups: FollowUps, bent: int, turn: str
) -> None:
    """The name need not be a topic."""
    readings = read(follow_ups, "What do guinea pigs eat?", turn)
    assert sum(r.carried for r in readings) == bent


def test_a_fragment_that_asks_something_new_may_ask_it_of_the_topic(
    follow_ups: FollowUps,
) -> None:
    """Both readings are there: which one is meant, only the guidance can tell."""
    readings = read(follow_ups, "Is American football like rugby?", "How many teams?")
    assert [r.standalone for r in readings] == [
        "How many teams is American football like rugby?",
        "How many teams, about american football?",
    ]
    again = read(follow_ups, "How many teams play American football?", "How many small teams?")
    assert len(again) == 1


@pytest.mark.parametrize(
    "turn, rest",
    [
        ("wow! were they paid?", "were they paid?"),
        ("just a second, is it free?", "is it free?"),
        ("Are you sure? I heard that it is free.", "I heard that it is free."),
        ("That sounds good. Is it free?", "Is it free?"),
        ("On a different subject, is it free?", "is it free?"),
        ("Another question has come up: who pays?", "who pays?"),
        # Nothing is lost that may say what is asked.
        ("the other question is about pay", "the other question is about pay"),
        ("a second diploma?", "a second diploma?"),
        ("Are you sure?", "Are you sure?"),
        ("That is a shame.", "That is a shame."),
        ("That is what I asked, is it free?", "That is what I asked, is it free?"),
        ("It is closed. Can I still apply?", "It is closed. Can I still apply?"),
        ("thanks for nurses is it free?", "for nurses is it free?"),
    ],
)
def test_what_only_leads_up_to_a_turn_is_left_out(turn: str, rest: str) -> None:
    assert turns.without_opener(turn) == rest


def test_a_pause_is_no_correction() -> None:
    assert turns.corrected("wait a second. Is it free?") == "Is it free"
