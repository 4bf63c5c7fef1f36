"""The plain text reader: lines, list marks and indentation to blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import MarkKind
from faqbot.corpus.readers.plain import looks_like_heading, read_plain


def blocks(text: str) -> list[tuple[str, str]]:
    extract = read_plain(text)
    return [(m.kind.value, m.span.of(extract.text)) for m in extract.marks]


def test_lines_are_blocks() -> None:
    """A short line may be a heading, a sentence is a paragraph, a bullet is an item."""
    assert blocks("Values\nWe show respect.\nYou need:\n- a badge\n• a coat\nThe end.") == [
        ("maybe-heading", "Values"),
        ("paragraph", "We show respect."),
        ("paragraph", "You need:"),
        ("item", "a badge"),
        ("item", "a coat"),
        ("paragraph", "The end."),
    ]


def test_a_bullet_with_indented_text_under_it_heads_an_entry() -> None:
    """A role in a list of roles is an entry; a list inside it has items."""
    text = "  • Gardener\n\n    Gardeners look after gardens.\n\n    Found in:\n    • Parks\n    • Homes\n"
    assert blocks(text) == [
        ("entry", "Gardener"),
        ("paragraph", "Gardeners look after gardens."),
        ("paragraph", "Found in:"),
        ("item", "Parks"),
        ("item", "Homes"),
    ]


def test_deeper_items_have_a_greater_depth() -> None:
    """Indentation gives the depth of an item, and leaving it comes back."""
    extract = read_plain("List:\n- one is here.\n  - two is here.\n- three is here.")
    assert [m.level for m in extract.marks if m.kind is MarkKind.ITEM] == [0, 1, 0]


def test_wrapped_paragraphs_are_joined() -> None:
    """Where lines are broken at one width, a paragraph runs to the next blank line."""
    text = (
        "The first paragraph runs over several lines of about\n"
        "the same width, as an old e-mail or a text made from\n"
        "a page does, and ends here.\n\n"
        "The second does the same thing again, and it is also\n"
        "broken where the line is full.\n"
    )
    found = blocks(text)
    assert [kind for kind, _ in found] == ["paragraph", "paragraph"]
    assert found[0][1].endswith("and ends here.")


@pytest.mark.parametrize(
    "words, expected",
    [
        ("Health and safety (general)", True),
        ("‘Can do’ skills", True),
        ("What is a Level 2 qualification?", True),
        ("3 ways to begin", True),
        ("It ends like a sentence.", False),
        ("It introduces:", False),
        ("goes on from before", False),
        ("One sentence. And the start of", False),
        (" ".join(["Word"] * 19), False),
    ],
)
def test_what_may_be_a_heading(words: str, expected: bool) -> None:
    """A heading is short, begins like one and has no full stop."""
    assert looks_like_heading(words) is expected


_LINES = st.lists(
    st.sampled_from(
        ["Word", "word.", "- ", "• ", "  ", "    ", "\t", "\n", "\n\n", ":", "?", "A b c"]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(_LINES, st.text(max_size=80)))
def test_every_word_is_in_one_block(source: str) -> None:
    """Blocks follow each other, and only white space and list marks stand between them."""
    text = clean_text(source)
    extract = read_plain(text)
    assert extract.text == text
    at = 0
    for mark in extract.marks:
        assert at <= mark.span.start < mark.span.end <= len(text)
        assert not text[at : mark.span.start].strip(" \t\n-*•·▪◦●○–‣").strip()
        at = mark.span.end
    assert not text[at:].strip(" \t\n-*•·▪◦●○–‣").strip()
