"""What stays from turn to turn, and what a turn must not lose."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.answer import Answer, NoticeKind, Reason, Status
from faqbot.assistant import Assistant
from faqbot.conversation.conversation import MAX_QUESTION, Conversation

AS_OF = dt.date(2024, 9, 1)
STORY = "My sister works in a care home in Leeds and has been there for a long time. "


def converse(assistant: Assistant, *turns: str) -> tuple[Answer, Conversation]:
    conversation = None
    for text in turns:
        turn = assistant.ask(text, conversation, AS_OF)
        answer, conversation = turn.answer, turn.conversation
    assert conversation is not None
    return answer, conversation


@pytest.mark.parametrize("length", [300, 520, 700, MAX_QUESTION - 40])
def test_a_long_story_is_no_failure(assistant: Assistant, length: int) -> None:
    """Neither as a question nor before one; the question at its end is answered."""
    asked = f"{(STORY * 20)[:length].strip()} Is the certificate mandatory?"
    first, conversation = converse(assistant, asked)
    assert first.status is not Status.ABOUT
    assert first.question == asked
    after = assistant.ask("who pays for it then?", conversation, AS_OF).answer
    assert after.question == "who pays for it then?"


def test_danger_is_seen_after_the_last_character_that_is_answered(assistant: Assistant) -> None:
    """What somebody tells of is weighed whole."""
    college = "The college is in Leeds and its courses begin in the autumn. " * 17
    assert len(college) > MAX_QUESTION
    harmless, _ = converse(assistant, college)
    assert harmless.status is not Status.SIGNPOST
    told = f"{college}He has a knife and says he will kill her."
    answer, _ = converse(assistant, told)
    assert answer.status is Status.SIGNPOST


@pytest.mark.parametrize(
    ("straight", "curly"),
    [
        ("I didn't catch that", "I didn’t catch that"),
        ("Where's that from?", "Where’s that from?"),
        ("No, I'm asking about the diploma", "No, I’m asking about the diploma"),
    ],
)
def test_an_apostrophe_is_one_however_it_is_typed(
    assistant: Assistant, straight: str, curly: str
) -> None:
    """A telephone's keyboard bends it; the question is kept as it was typed."""
    one, _ = converse(assistant, "Is the certificate mandatory?", straight)
    other, _ = converse(assistant, "Is the certificate mandatory?", curly)
    assert (one.status, one.answer) == (other.status, other.answer)
    assert other.question == curly


def test_a_wish_typed_like_a_message_is_one(assistant: Assistant) -> None:
    first, conversation = converse(assistant, "Is the certificate mandatory?")
    again = assistant.ask("wheres that from?", conversation, AS_OF).answer
    assert again.citations == first.citations


def test_where_it_says_so_is_where_something_was_quoted(assistant: Assistant) -> None:
    """A refusal says nothing that could stand anywhere."""
    first, _ = converse(assistant, "Is the certificate mandatory?")
    refused, conversation = converse(
        assistant, "Is the certificate mandatory?", "who won the snooker championship?"
    )
    assert refused.status is Status.NOT_COVERED
    source = assistant.ask("where does it say that?", conversation, AS_OF).answer
    assert source.citations == first.citations


def test_a_question_is_no_indifference(assistant: Assistant) -> None:
    """ "Any chance of funding?" chooses nothing of what was asked back."""
    back, conversation = converse(assistant, "Has the diploma replaced the NVQ?")
    assert back.status is Status.CLARIFY
    answer = assistant.ask("any chance of funding?", conversation, AS_OF).answer
    assert "funding" in answer.standalone_question


def test_nobody_says_by_not_knowing_that_no_one_is_in_danger(assistant: Assistant) -> None:
    """What stands below a signpost is chosen by its number alone."""
    alarm = "my manager is scaring me, what do I do"
    _, conversation = converse(assistant, "Has the diploma replaced the NVQ?", alarm)
    assert conversation.answers[-1].status is Status.SIGNPOST
    answer = assistant.ask("I don't know", conversation, AS_OF).answer
    assert alarm not in answer.standalone_question
    assert answer.status is not Status.ANSWERED


def test_what_holds_elsewhere_is_told_only_of_what_is_asked(assistant: Assistant) -> None:
    """That the funding is for England answers who asks for funding, not who asks for duties."""
    told = assistant.ask("Is there funding for the certificate in Northern Ireland?", None, AS_OF)
    assert "England only" in " ".join(c.quote for c in told.answer.citations)
    assert told.answer.standalone_question.endswith("in Northern Ireland?")
    refused = assistant.ask("Is it mandatory in Wales?", None, AS_OF).answer
    assert refused.reason is Reason.OTHER_NATION


def test_where_somebody_is_stays_known(assistant: Assistant) -> None:
    """Until they say that they are where the guidance is for."""
    refused, conversation = converse(
        assistant, "I work in Scotland. Is the certificate mandatory?", "how long does it take?"
    )
    assert refused.reason is Reason.OTHER_NATION
    assert [n.kind for n in refused.notices] == [NoticeKind.NATION]
    chosen = assistant.ask("1", conversation, AS_OF).answer
    assert chosen.reason is Reason.OTHER_NATION
    moved = assistant.ask("and in England?", conversation, AS_OF)
    assert moved.answer.reason is not Reason.OTHER_NATION
    later = assistant.ask("how long does it take?", moved.conversation, AS_OF).answer
    assert later.status is Status.ANSWERED


def test_a_nation_that_was_only_asked_of_is_not_where_somebody_is(assistant: Assistant) -> None:
    answer, _ = converse(assistant, "Is the certificate mandatory in Wales?", "what about England?")
    assert answer.status is Status.ANSWERED
    assert answer.standalone_question.endswith("mandatory in England?")
