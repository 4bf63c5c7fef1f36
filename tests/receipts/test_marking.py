"""Two texts with the words marked in which they differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faqbot.index.word_marks import Figure
from faqbot.receipts.marking import Change, Marked, marked

LINES = st.lists(st.sampled_from(["a", "b", "369", "hours."]), max_size=8).map(" ".join)


def test_what_was_replaced_put_in_and_taken_out() -> None:
    found = marked(
        "up to 369 hours of learning at work now", "up to 400 hours of good learning at work"
    )
    assert found.before == "up to «369» hours of learning at work «now»"
    assert found.after == "up to «400» hours of «good» learning at work"
    assert found.changes == (Change("369", "400"), Change("", "good"), Change("now", ""))
    assert found.figures == (Figure("369 hours", "400 hours"),)


def test_the_same_words() -> None:
    assert marked("- the course", "• the course") == Marked("the course", "the course", (), ())


@given(LINES, LINES)
def test_without_the_marks_both_texts_are_as_they_were(before: str, after: str) -> None:
    found = marked(before, after)
    bare = [line.replace("«", "").replace("»", "") for line in (found.before, found.after)]
    assert bare == [before, after]
    assert bool(found.changes) is (before != after)
