"""Two texts with the words marked in which they differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faqbot.receipts.marking import Change, marked

LINES = st.lists(st.sampled_from(["a", "b", "369", "hours."]), max_size=8).map(" ".join)


def test_what_was_replaced_put_in_and_taken_out() -> None:
    found = marked("up to 369 hours of learning now", "up to 400 hours of good learning")
    assert found.before == "up to «369» hours of learning «now»"
    assert found.after == "up to «400» hours of «good» learning"
    assert found.changes == (Change("369", "400"), Change("", "good"), Change("now", ""))


@given(LINES, LINES)
def test_without_the_marks_both_texts_are_as_they_were(before: str, after: str) -> None:
    found = marked(before, after)
    bare = [line.replace("«", "").replace("»", "") for line in (found.before, found.after)]
    assert bare == [before, after]
    assert bool(found.changes) is (before != after)
