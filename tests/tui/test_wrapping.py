"""Lines that know where in the text they stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from faqbot.tui.wrapping import Line, line_at, wrap


def test_breaks_at_spaces_by_hand() -> None:
    # "one two" fits into 7 cells; "three" and "four" need 10; the empty line stays.
    text = "one two three four\n\nfive"
    assert [text[line.start : line.end] for line in wrap(text, 7)] == [
        "one two", "three", "four", "", "five",
    ]  # fmt: skip


def test_long_word_is_broken() -> None:
    assert wrap("abcdef", 4) == [Line(0, 4), Line(4, 6)]


def test_wide_characters_count_twice() -> None:
    assert wrap("漢字漢字", 4) == [Line(0, 2), Line(2, 4)]


@given(st.text(alphabet="ab 漢é\n-", max_size=120), st.integers(1, 12))
def test_every_word_stands_on_some_line_in_order(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(text[x.start : x.end].split()) for x in lines) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(lines))
    for line in lines:
        shown = text[line.start : line.end]
        assert cell_len(shown) <= width or len(shown) == 1
        assert line_at(lines, line.start) == max(
            n for n, other in enumerate(lines) if other.start <= line.start
        )
