"""Values that are asked for, and texts that give them or only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.asked_value import value_given


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many credits is it?", "It is between 30 and 36 credits."),
        ("how many days does the placement last", "Each includes a 45-day industry placement."),
        ("How many staff will be funded?", "Funding for 37,000 individuals is there."),
        ("How much does it cost?", "The fee is £45."),
        ("How long does it take?", "Around six months."),
        ("How long is the funding open?", "Enrol between June 2024 and March 2025."),
        ("How old do you have to be?", "For people between 16 – 19 years old."),
        ("What is the phone number of the team to ring?", "Ring 020 7946 0018."),
        ("What percentage of time is for study?", "At least 20% of your hours."),
        ("number of standards?", "There are 15 minimum standards."),
        ("What is the total budget?", "Up to £3m is there."),
        ("Which law asks for it?", "It is asked for in the Fire Safety Act 2021."),
    ],
)
def test_a_text_that_gives_the_value(question: str, text: str) -> None:
    """Amounts, counts, times and addresses of the kind that is asked for."""
    assert value_given(question, text) == 1.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many credits is the Level 5 diploma?", "Level 2 and 3 diplomas replaced the NVQs."),
        ("How many GCSEs is it worth?", "It will need to be between 30 and 36 credits."),
        ("What does it cost per learner?", "Employers can apply for funding towards the costs."),
        ("how many employers sit on the group", "The group is meeting in 2024 with 3 officials."),
        ("How many hours is it?", "1. Overview\nSee standard 4 and unit 12."),
        ("How long does it take?", "It was published in April 2023."),
        ("How often must it be renewed?", "It must be renewed."),
        ("What is their e-mail address?", "You can write to the team."),
    ],
)
def test_a_text_that_only_seems_to(question: str, text: str) -> None:
    """The topic is there, with numbers of other things, but not the value."""
    assert value_given(question, text) == 0.0


@pytest.mark.parametrize(
    "question",
    ["Do you get paid on an apprenticeship?", "Is it mandatory?", "what is a care worker", ""],
)
def test_no_value_is_asked(question: str) -> None:
    """Yes-or-no questions and descriptions are met by any text."""
    assert value_given(question, "Nothing with a number.") == 1.0


def test_each_value_counts() -> None:
    """Two are asked for, one is given."""
    assert value_given("How much is it and how long does it take?", "It costs £45.") == 0.5


@given(st.text(max_size=80), st.text(max_size=200))
def test_a_share(question: str, text: str) -> None:
    """Whatever is asked of whatever text: between nothing and all."""
    assert 0.0 <= value_given(question, text) <= 1.0
