"""What a sentence states: numbers, dates, duties, yes or no."""

from __future__ import annotations

import pytest

from faqbot.answering.facts import (
    Duty,
    Value,
    denies,
    duty_in,
    matter_of,
    numbers_of_names,
    values_in,
)


@pytest.mark.parametrize(
    ("sentence", "kind", "low", "high", "bound"),
    [
        ("It takes 6 to 8 months.", "time", 182.4, 243.2, ""),
        ("It takes up to 369 hours.", "hours", 369, 369, "most"),
        ("Repeat it every two years.", "time", 730, 730, ""),
        ("It is checked annually.", "time", 365, 365, ""),
        ("Learners must be aged 19 or over.", "age", 19, 19, "least"),
        ("There is £1.5m of funding.", "money", 1.5e6, 1.5e6, ""),
        ("About 20% of working hours.", "percent", 20, 20, ""),
        ("It has fifteen standards.", "standard", 15, 15, ""),
    ],
)
def test_values(sentence: str, kind: str, low: float, high: float, bound: str) -> None:
    """A number with its unit, its range and which way it is open."""
    (value,) = [v for v in values_in(sentence, None) if v.kind == kind]
    assert [value.low, value.high] == pytest.approx([low, high])
    assert value.bound == bound


def test_numbers_of_names_are_no_values() -> None:
    """ "Level 2" counts nothing."""
    assert values_in("Take level 2 next.", None) == []
    assert numbers_of_names("Level 2 and tier  1 differ.") == {"level 2", "tier 1"}


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("It takes a 12 month term.", "It takes a 1 year term.", True),
        ("It takes 6 months.", "It takes 9 months.", False),
        ("It takes up to 9 months.", "It takes 6 months.", True),
        ("It takes at least 9 months.", "It takes 6 months.", False),
    ],
)
def test_agreement(one: str, other: str, agree: bool) -> None:
    """Lengths that are nearly the same agree, and a number inside a bound does."""
    first, second = values_in(one, None)[0], values_in(other, None)[0]
    assert first.agrees(second) is agree
    assert second.agrees(first) is agree


@pytest.mark.parametrize(
    ("sentence", "duty"),
    [
        ("Staff must do it.", Duty.MUST),
        ("It is not mandatory.", Duty.MAY),
        ("Staff must not do it.", Duty.MUST_NOT),
        ("Staff should do it.", Duty.SHOULD),
        ("Staff can do it.", Duty.MAY),
        ("The sky is blue.", None),
    ],
)
def test_duty(sentence: str, duty: Duty | None) -> None:
    """The strongest words decide, a "not" before them turned round."""
    assert duty_in(sentence) is duty


def test_yes_or_no() -> None:
    """Two negatives are a yes."""
    assert denies("It cannot be done.")
    assert not denies("It is not done without help.")


def test_the_matter_is_without_its_numbers_and_duties() -> None:
    """What two sentences are about can be held against each other."""
    assert matter_of("Staff must repeat it every 3 years.") == matter_of(
        "Staff may repeat it yearly."
    )
    assert Value("age", 18, 18, "18").agrees(Value("age", 18, 18, "18"))
