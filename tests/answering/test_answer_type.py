"""Which kind of thing is asked for, and which sentences may hold it."""

from __future__ import annotations

import pytest

from faqbot.answering.answer_type import asked_types, asks_description, type_match


@pytest.mark.parametrize(
    "question, kinds",
    [
        ("How old must I be?", ["age"]),
        ("How long does it take?", ["duration"]),
        ("How many credits is it?", ["count"]),
        ("When does it start?", ["date"]),
        ("How often is it renewed?", ["frequency"]),
        ("What is the web address?", ["address"]),
        ("What is the yearly budget for it?", ["money"]),
        ("Which Act says so?", ["law"]),
        ("Does the Act say so?", []),
        ("Is it mandatory?", []),
        ("What does a cook do?", []),
    ],
)
def test_kinds_asked_for(question: str, kinds: list[str]) -> None:
    """The kind of answer is read off the question's form."""
    assert [kind.name for kind in asked_types(question)] == kinds


@pytest.mark.parametrize(
    "question, holds, lacks",
    [
        ("How old must I be?", "restricted to individuals aged 19+", "Yes, you can share."),
        ("How long does it take?", "around 6 – 8 months to complete", "It is a Level 2 award."),
        ("When does it start?", "on the 3rd June 2024", "It is free of charge."),
        ("How often is it renewed?", "once every three years", "It covers fire safety."),
        ("Which Act says so?", "the Care Act 2014 says so", "You must act at once."),
    ],
)
def test_sentences_that_may_hold_it(question: str, holds: str, lacks: str) -> None:
    """A sentence without such a thing scores 0, one with it 1."""
    kinds = asked_types(question)
    assert type_match(kinds, holds) == 1.0
    assert type_match(kinds, lacks) == 0.0


def test_no_kind_asked_matches_anything() -> None:
    """Most questions ask for no particular kind of thing."""
    assert type_match((), "Anything.") == 1.0


@pytest.mark.parametrize(
    "question, describes",
    [
        ("What does a cook do?", True),
        ("What are T levels?", True),
        ("What is the skills record?", True),
        ("What qualifications does a cook need?", False),
        ("When does it start?", False),
    ],
)
def test_questions_for_a_description(question: str, describes: bool) -> None:
    """What something is or does, as against one fact about it."""
    assert asks_description(question) is describes
