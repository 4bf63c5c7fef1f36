"""What stands around a question and asks nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.framing import unframed
from faqbot.index.text import stems


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "A colleague told a caller that cooks train for a year. Is that so?",
            "cooks train for a year",
        ),
        ("my boss says I need the diploma first, right?", "I need the diploma first"),
        ("Am I correct in thinking that agency staff count?", "agency staff count?"),
        ("So it's right that agency staff count?", "agency staff count?"),
        (
            "Er, hi, yeah, it's about my son, would he need a nursing degree?",
            "would he need a nursing degree?",
        ),
        ("I'm wondering whether agency staff count, thanks", "agency staff count"),
        ("could you tell me who pays for agency staff?", "who pays for agency staff?"),
    ],
)
def test_the_frame_is_taken_away(text: str, left: str) -> None:
    """Who asks, who said so and how it is put."""
    assert unframed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "who checked that the small changes were right",
        "Is it true?",
        "what should a carer tell a manager?",
        "is the manager told when staff enrol?",
        "who said that managers must train?",
        "well paid jobs for agency staff?",
        "right to work checks for agency staff?",
    ],
)
def test_what_asks_is_left(text: str) -> None:
    """Words of a frame that are the question itself, or all there is."""
    assert unframed(text) == text


@given(st.text(alphabet="abc itrue?.,'", max_size=60))
def test_something_is_always_left(text: str) -> None:
    """Nothing is added; what says something keeps two telling words."""
    left = unframed(text)
    assert left in text
    assert left == text or len(set(stems(left))) >= 2
