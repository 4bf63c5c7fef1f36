"""Several readings of a turn: the surer one is kept, or the person is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.answer import Reason, Status
from faqbot.assistant import Assistant
from faqbot.conversation.conversation import Conversation

AS_OF = dt.date(2026, 11, 22)


def test_a_whole_new_question_is_not_bent_to_the_topic(assistant: Assistant) -> None:
    """It is answered as if it came first."""
    first = assistant.ask("What does a cook do?", None, AS_OF)
    text = "How many credits is the Level 2 Adult Social Care Certificate?"
    alone = assistant.ask(text, None, AS_OF).answer
    after = assistant.ask(text, first.conversation, AS_OF).answer
    assert after.standalone_question == text
    assert [c.quote for c in after.citations] == [c.quote for c in alone.citations]


def test_a_question_back_keeps_the_question(assistant: Assistant) -> None:
    """Both things are offered with the whole question; a name, a number or no matter chooses."""
    asked = assistant.ask("Has the diploma replaced the NVQ?", None, AS_OF)
    assert asked.answer.status is Status.CLARIFY
    assert asked.answer.citations == ()
    labels = [a.label for a in asked.answer.alternatives]
    assert len(labels) > 1
    assert all("NVQ" in a.question for a in asked.answer.alternatives)
    for i, words in enumerate(("1", labels[1], "doesn't matter")):
        chosen = assistant.ask(words, asked.conversation, AS_OF).answer
        wanted = asked.answer.alternatives[1 if i == 1 else 0].question
        assert chosen.standalone_question == wanted


def test_foreign_words_are_no_follow_up(assistant: Assistant) -> None:
    """What no document speaks of is refused as it was asked, and the topic stays."""
    first = assistant.ask("What does a cook do?", None, AS_OF)
    odd = assistant.ask("who won the snooker championship?", first.conversation, AS_OF)
    assert odd.answer.status is Status.NOT_COVERED
    assert "cook" not in odd.answer.standalone_question
    assert odd.conversation.topic == first.conversation.topic


@pytest.mark.parametrize(
    ("spoken_of", "asked", "job"),
    [
        ("how do i become a paramedic", "how long does it take", "paramedic"),
        ("How do you become a nurse?", "how long does that take?", "nurs"),
        ("What does a registered manager do?", "is it mandatory?", "registered manager"),
    ],
)
def test_of_one_thing_nothing_is_said_that_is_true_of_another(
    assistant: Assistant, spoken_of: str, asked: str, job: str
) -> None:
    """A certificate that nobody spoke of takes six months; who becomes a paramedic is not told so."""
    first = assistant.ask(spoken_of, None, AS_OF)
    then = assistant.ask(asked, first.conversation, AS_OF).answer
    assert then.status is Status.NOT_COVERED or job in then.answer.lower()


def test_an_answer_names_its_topics(assistant: Assistant) -> None:
    """What an assumed "it" was is the topic of the next turn."""
    turn = assistant.ask("Is it mandatory?", Conversation(), AS_OF)
    assert turn.conversation.topic is not None
    assert turn.conversation.topic.name == assistant.corpus.main_topic


def test_another_nation_is_said_of_the_main_topic(assistant: Assistant) -> None:
    """ "In Wales" is no other thing that "it" may stand for."""
    answer = assistant.ask("Is it mandatory in Wales?", None, AS_OF).answer
    assert answer.reason is Reason.OTHER_NATION
    assert str(assistant.corpus.main_topic) in answer.standalone_question


def test_a_turn_that_leans_on_what_was_said_says_which_thing_it_was_taken_for(
    assistant: Assistant,
) -> None:
    """Words that may mean two things are said to be taken for one, and the other is offered."""
    first = assistant.ask("How long is specialty training for a GP?", None, AS_OF)
    turn = assistant.ask("are the partners employed or what?", first.conversation, AS_OF)
    assert turn.answer.assumption == "I took “partners” to be a GP partner."
    assert [a.label for a in turn.answer.alternatives] == ["Nurse Partner"]
