"""A difference made by hand: two versions of a small document, and answers to four questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.answering.answer import (
    Alternative,
    Answer,
    Citation,
    IndexIdentity,
    Notice,
    NoticeKind,
    Reason,
    Status,
)
from faqbot.changes.report import IndexDifference, Side, Standing
from faqbot.corpus.load import load_corpus
from faqbot.documents import Authority
from faqbot.evaluation.answer_changes import AnswerChange, AnswerComparison, Outcome, Question
from faqbot.index.difference import compare_guidance

OLD = """# Rules

## 1. Who pays?

The employer pays a fee of £50 for each member of staff who takes part in the course, whoever
they are and wherever they work, before the first day of the course.

## 2. Is there a <b>discount</b>?

There is none, whatever anybody may have said about it on the telephone.

## 3. What proof is there?

A certificate is sent by post to the home address that was given at the start.
"""
NEW = (
    OLD.replace("£50", "£60")
    .replace("## 2. Is there a <b>discount</b>?", "")
    .replace("There is none, whatever anybody may have said about it on the telephone.", "")
    .replace("## 3.", "## 2.")
) + "\n## 3. Who asks?\n\nNobody & <script>alert(1)</script> asks.\n"
HOSTILE = "It is <b>free</b> & “safe” \x1b]0;title\x07\u202e[@click=app.quit]."


def cited(quote: str) -> Citation:
    return Citation(
        1, "a", "Rules", None, "1.2", None, None, Authority.OFFICIAL, ("1. Who pays?",), quote, 0,
        len(quote), "",
    )  # fmt: skip


def answered(text: str, *notices: Notice) -> Answer:
    return Answer(
        "who pays?", "who pays?", Status.ANSWERED, None, text, (cited(text),), 0.9, None, (),
        notices, (), IndexIdentity("g", "c"), 1.0,
    )  # fmt: skip


def refused(text: str) -> Answer:
    choice = Alternative("fee", "is there a <fee>?")
    return Answer(
        "who pays?", "who pays?", Status.NOT_COVERED, Reason.NOT_IN_GUIDANCE, text, (), 0.1,
        "I took it to be <i>it</i>.", (choice,), (), (), IndexIdentity("g", "c"), 1.0,
    )  # fmt: skip


def question(name: str, *turns: str) -> Question:
    return Question(name, "case", turns, dt.date(2026, 11, 22))


@pytest.fixture
def difference(tiny_corpus: Callable[..., Path]) -> IndexDifference:
    """What the texts and the page are made of in these tests."""
    old = load_corpus(tiny_corpus({"a.md": OLD}, a={"title": "Rules", "version": "1.2"}))
    new = load_corpus(tiny_corpus({"a.md": NEW}, a={"title": "Rules", "version": "<1.3>"}))
    closed = Notice(NoticeKind.WINDOW_CLOSED, "That was in May.")
    about = Notice(NoticeKind.OLD, "It is old.")
    changes = (
        AnswerChange(
            Outcome.NOW_REFUSED, True, (question("q-1", "is there a <discount>?"),),
            answered("There is none, whatever anybody may have said."), refused("It does not say."),
        ),
        AnswerChange(
            Outcome.CHANGED, True, (question("q-2", "the fee", "who pays it?"), question("q-3", "£?")),
            answered("The employer pays a fee of £50 for each of them.", about),
            answered("The employer pays a fee of £60 for each of them.", closed),
        ),
        AnswerChange(
            Outcome.CHANGED, False, (question("q-4", "when?"),),
            answered("In May."), answered("In May.", closed),
        ),
        AnswerChange(
            Outcome.NOW_ANSWERED, False, (question("q-5", "who asks?"),),
            refused("It does not say."), answered(HOSTILE),
        ),
    )  # fmt: skip
    return IndexDifference(
        Side("gen-a", Standing.CURRENT, "c", 1, 3),
        Side("gen-b", Standing.UNBUILT, "d", 1, 3),
        compare_guidance(old, new),
        AnswerComparison(9, changes),
    )
