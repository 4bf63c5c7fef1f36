"""Several questions in one turn."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.answer import NoticeKind, Status
from faqbot.assistant import Assistant
from faqbot.conversation.several import parts
from faqbot.rendering import to_text

AS_OF = dt.date(2024, 9, 1)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Is it free? How long is it?", ["Is it free?", "How long is it?"]),
        ("ok so is it free and who pays?", ["ok so is it free?", "who pays?"]),
        (
            "is it free, how long does it take and who pays",
            ["is it free?", "how long does it take?", "who pays?"],
        ),
        ("How long is the training, does it take a year?", None),
        ("do I help people wash and do the shopping?", None),
        ("is it true that cooks train and are paid?", None),
        ("what is the difference between what and which?", None),
        ("I work nights. Is it free?", None),
        ("I work nights and is it free?", None),
        ("what and why?", None),
    ],
)
def test_parts(text: str, asked: list[str] | None) -> None:
    """Where "?" or "and" parts what is asked, and each part asks something by itself."""
    assert parts(text) == (asked or [text])


def test_what_else_was_asked_is_offered(assistant: Assistant) -> None:
    """Each as it stands alone; a number has it answered."""
    turn = assistant.ask(
        "is the certificate mandatory and how long does it take and who pays?", None, AS_OF
    )
    assert turn.answer.status is Status.ANSWERED
    assert NoticeKind.ASSUMPTION in [n.kind for n in turn.answer.notices]
    others = [a.question for a in turn.answer.alternatives]
    assert len(others) == 2
    assert all(str(assistant.corpus.main_topic) in question for question in others)
    shown = to_text(turn.answer)
    assert "Several things were asked" in shown
    assert "You also asked:" in shown
    next_one = assistant.ask("1", turn.conversation, AS_OF).answer
    assert next_one.standalone_question == others[0]
    assert next_one.status is Status.ANSWERED


def test_of_two_things_the_one_that_the_guidance_knows_is_answered(assistant: Assistant) -> None:
    """The other is not lost."""
    answer = assistant.ask(
        "is it sold in supermarkets and how long does the certificate take?", None, AS_OF
    ).answer
    assert answer.status is Status.ANSWERED
    assert "how long" in answer.standalone_question
    assert ["supermarkets" in a.question for a in answer.alternatives] == [True]
