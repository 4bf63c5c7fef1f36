"""Turns read in the light of what was said before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from faqbot.answering.answer import Status
from faqbot.assistant import Assistant, Turn

AS_OF = dt.date(2026, 11, 22)
MAIN = "the Level 2 Adult Social Care Certificate"


def converse(assistant: Assistant, *turns: str) -> Turn:
    turn: Turn | None = None
    for text in turns:
        turn = assistant.ask(text, turn.conversation if turn else None, AS_OF)
    assert turn is not None
    return turn


def test_it_without_a_topic_is_the_main_topic_and_said(assistant: Assistant) -> None:
    """The assumption is in words, and other readings are offered."""
    answer = converse(assistant, "Is it mandatory?").answer
    assert answer.standalone_question == f"Is {MAIN} mandatory?"
    assert answer.assumption == f"I took “it” to be {MAIN}."
    assert answer.alternatives


def test_a_turn_typed_like_a_message_is_read_spelt_out(assistant: Assistant) -> None:
    """And kept as it was typed."""
    answer = converse(assistant, "What does a cook do?", "wheres she based n paid").answer
    assert answer.standalone_question == "where's a cook based and paid"
    assert answer.question == "wheres she based n paid"


def test_a_named_topic_is_not_assumed(assistant: Assistant) -> None:
    """A complete question is left as it is."""
    answer = converse(assistant, "What does a volunteer coordinator do?").answer
    assert answer.standalone_question == "What does a volunteer coordinator do?"
    assert answer.assumption is None


@pytest.mark.parametrize(
    "asked",
    [
        "So it's right that the 2004 contract let others than GPs in?",
        "Is it only sports injuries that physiotherapists see, or old age as well?",
        "How long is the First Contact Practitioner training, does it take a year?",
    ],
)
def test_it_in_a_turn_that_says_what_it_is_about_is_left(assistant: Assistant, asked: str) -> None:
    """What the words themselves find is not bent to the main topic."""
    answer = converse(assistant, asked).answer
    assert answer.standalone_question == asked
    assert answer.assumption is None


@pytest.mark.parametrize(
    "turns, standalone",
    [
        (("What does a cook do?", "What about a phlebotomist?"), "What does a phlebotomist do?"),
        (("What does a cook do?", "where do they work?"), "where do cooks work?"),
        (
            ("Is it mandatory?", "and for healthcare staff?"),
            f"Is {MAIN} mandatory for healthcare staff?",
        ),
        (("What does a cook do?", "Thanks!", "how do I become one?"), "how do I become a cook?"),
        (("Is it mandatory?", "What does a cook do?"), "What does a cook do?"),
    ],
)
def test_follow_ups(assistant: Assistant, turns: tuple[str, ...], standalone: str) -> None:
    """Pronouns and ellipses take the topic; small talk and new topics behave."""
    assert converse(assistant, *turns).answer.standalone_question == standalone


def test_a_number_chooses_an_alternative(assistant: Assistant) -> None:
    """The next turn may be just "1" or "the second one"."""
    first = converse(assistant, "Is it mandatory?")
    for word, i in (("1", 0), ("the second one", 1)):
        chosen = assistant.ask(word, first.conversation, AS_OF).answer
        assert chosen.standalone_question == first.answer.alternatives[i].question


def test_a_question_that_is_chosen_is_read_by_itself(assistant: Assistant) -> None:
    """What was asked before plays no part in how sure its answer is."""
    first = converse(assistant, "How many credits is the Level 2 Adult Social Care Certificate?")
    offered = first.answer.related[0].question
    chosen = assistant.ask("1", first.conversation, AS_OF).answer
    alone = assistant.ask(offered, None, AS_OF).answer
    assert chosen == replace(alone, question="1", elapsed_ms=chosen.elapsed_ms)


@pytest.mark.parametrize(
    "text", ["Hello", "thanks!", "Who are you?", "What documents do you have?", ""]
)
def test_small_talk_is_answered_with_fixed_texts(assistant: Assistant, text: str) -> None:
    """Status about, no citation, and the topic is kept."""
    before = converse(assistant, "What does a cook do?")
    after = assistant.ask(text, before.conversation, AS_OF)
    assert after.answer.status is Status.ABOUT
    assert after.conversation.topic == before.conversation.topic


def test_how_old_must_i_be_is_a_real_question(assistant: Assistant) -> None:
    """It is not taken for a question about the documents' age."""
    assert (
        converse(assistant, "How old do you have to be to do it?").answer.status is not Status.ABOUT
    )


def test_a_conversation_is_never_changed(assistant: Assistant) -> None:
    """Asking twice from the same conversation gives the same answer."""
    before = converse(assistant, "What does a cook do?").conversation
    first = assistant.ask("and a housekeeper?", before, AS_OF).answer
    second = assistant.ask("and a housekeeper?", before, AS_OF).answer
    assert first.answer == second.answer


@pytest.mark.parametrize(
    "turns, standalone",
    [
        (("What does a cook do?", "HR managers, do they need one?"), "do HR managers need one?"),
        (("Does Sam want to lead?", "Paul — what's he got already?"), "what's Paul got already?"),
        (
            ("How long is physician associate training?", "any apprenticeship?"),
            "is there any apprenticeship for a physician associate?",
        ),
        (
            ("What does a cook do?", "sorry, the caller meant a pharmacist"),
            "What does a pharmacist do?",
        ),
    ],
)
def test_what_is_named_first_or_meant_is_asked_about(
    assistant: Assistant, turns: tuple[str, ...], standalone: str
) -> None:
    """A thing in front of the question, a thing that there may be, a caller put right."""
    assert converse(assistant, *turns).answer.standalone_question == standalone


@pytest.mark.parametrize(
    "turns, not_in_it",
    [
        (("What does a cook do?", "his sister wants to be a nurse, how"), "cook"),
        (("How long do apprenticeships last?", "is it me or my boss who picks?"), "are"),
        (
            ("Are functional skills enough?", "what is it worth beside functional skills?"),
            "what are functional skills worth beside",
        ),
    ],
)
def test_what_a_pronoun_does_not_stand_for(
    assistant: Assistant, turns: tuple[str, ...], not_in_it: str
) -> None:
    """Whoever is on the phone is no job; "it is me who …" is no thing; nothing is beside itself."""
    assert not_in_it not in converse(assistant, *turns).answer.standalone_question


def test_a_remark_leaves_the_question_before(assistant: Assistant) -> None:
    """What is only told, and not answered, is not what a next turn goes on from."""
    asked = converse(assistant, "What does a cook do?")
    told = converse(assistant, "What does a cook do?", "my cousin is from Ghana")
    assert told.answer.status is Status.NOT_COVERED
    assert told.conversation.thread.question == asked.conversation.thread.question
