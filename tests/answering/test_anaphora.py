"""Which sentences cannot stand without the one before."""

from __future__ import annotations

import pytest

from faqbot.answering.anaphora import begins_inside, leans_back, names_its_condition_before


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Everybody pays.", "However, students do not."),
        ("The board pays for the first round.", "This means schools will not need to pay."),
        ("Cooks cook.", "They plan, too."),
        ("Cooks make meals.", "Cooks also wash up."),
        ("Kitchen staff must be trained.", "Additionally, staff must be vetted."),
        ("Cooks see to meals, for example.", "Another example is the store."),
        ("You need grade 4.", "If you do not have this level, take a course."),
        ("You need grade 4.", "If you don’t, take a course."),
        ("Some homes have two kitchens.", "Where these are shared, ask first."),
        ("Some homes have kitchens.", "Such homes need a cook."),
    ],
)
def test_what_leans_back(before: str, sentence: str) -> None:
    """A connective, a pronoun, more of the same, a condition that was named."""
    assert leans_back(sentence, before)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Cooks cook.", "Schools pay."),
        ("Cooks cook.", "This role is found in schools."),
        ("Cooks cook.", "It is the school’s duty to pay."),
        ("Cooks cook.", "It’s worth noting that schools pay."),
        ("In May we opened a school.", "The cook is also a teacher."),
        ("Schools pay.", "You can also ask the council."),
        ("Schools pay.", "Not only cooks but also waiters may apply."),
        ("Schools pay.", "If you are under 18, ask your school."),
        ("Schools pay.", "After the course you can cook - this is a trade."),
        ("Schools pay.", "If you like food you may take a job such as cook."),
        ("Schools pay.", ""),
    ],
)
def test_what_stands_alone(before: str, sentence: str) -> None:
    """A thing that is named, an empty "it", something else that is also so."""
    assert not leans_back(sentence, before)


@pytest.mark.parametrize(
    ("before", "sentence", "late"),
    [
        ("You need a level of reading.", "This level is low.", True),
        ("You need two levels.", "These levels are low.", True),
        ("Cooks cook.", "This role is found in schools.", False),
        ("Cooks cook.", "Additionally, schools pay.", True),
        ("Cooks cook.", "They plan, too.", True),
        ("This role suits cooks.", "This role is found in schools.", False),
        ("Cooks cook.", "Schools pay.", False),
    ],
)
def test_where_no_quotation_begins(before: str, sentence: str, late: bool) -> None:
    """Nor with "this level" after the sentence that says which."""
    assert begins_inside(sentence, before) is late


def test_a_condition_that_was_named() -> None:
    assert names_its_condition_before("If you do not have this level, take a test.")
    assert not names_its_condition_before("If you are under 18, ask.")
    assert not names_its_condition_before("However, you may ask.")
