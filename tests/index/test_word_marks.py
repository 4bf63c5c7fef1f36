"""Two versions of a text: nothing lost, nothing made up, and figures told as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.index.word_marks import BREAK, Figure, Mark, marked, similarity, words_of

_WORDS = st.lists(
    st.sampled_from(["a", "b", "3", "6", "–", "June", "May", "2024", "£5m", "two", BREAK]),
    max_size=12,
)


def figures(old: str, new: str) -> list[tuple[str | None, str | None]]:
    text = marked(words_of(old.split("|")), words_of(new.split("|")))
    assert text is not None
    return [(figure.old, figure.new) for figure in text.figures]


@given(old=_WORDS, new=_WORDS)
def test_each_version_can_be_read_from_the_marks(old: list[str], new: list[str]) -> None:
    """Without what was added the old words stand there, without what was removed the new ones."""
    text = marked(old, new)
    if text is None:
        assert [w for w in old if w != BREAK] == [w for w in new if w != BREAK]
        return
    for words, other in ((old, Mark.ADDED), (new, Mark.REMOVED)):
        kept = " ".join(piece.text for piece in text.pieces if piece.mark is not other)
        assert kept.split() == " ".join(words).split()


@given(words=_WORDS)
def test_the_same_words_have_not_changed(words: list[str]) -> None:
    assert marked(words, [w for w in words if w != BREAK]) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("around 6 – 8 months to", "around 9 – 12 months to", [("6 – 8 months", "9 – 12 months")]),
        ("is June 2024 for", "is 3 June 2024 for", [("June 2024", "3 June 2024")]),
        ("on 3 June at", "on 3 June 2024 at", [("3 June", "3 June 2024")]),
        ("pay £5 now", "give £5 later", []),
        ("than 24 April 2024.", "than 30 June 2026.", [("24 April 2024", "30 June 2026")]),
        ("up to £53.91m of it", "up to £60m of it", [("£53.91m", "£60m")]),
        ("37,000 individuals in", "40,000 individuals in", [("37,000 individuals", "40,000 individuals")]),
        ("within two weeks.", "within three weeks.", [("two weeks", "three weeks")]),
        ("aged 19+ due to", "aged 18+ due to", [("19+", "18+")]),
        ("between June and March 2025", "between July and March 2025", [("June and March 2025", "July and March 2025")]),
        ("it is free", "it is free for 12 months", [(None, "12 months")]),
        ("fees of £95 apply", "fees apply", [("£95", None)]),
        ("It may be so", "It might be so", []),
        ("You may go", "They may go", []),
        ("Level 2 and the fee", "Level 2 and a fee", []),
        ("[Version 1.2]", "[Version 1.3]", [("1.2", "1.3")]),
        ("in 2024|Nobody", "in 2025|Nobody", [("2024", "2025")]),
    ],
)  # fmt: skip
def test_numbers_and_dates_come_whole(
    old: str, new: str, expected: list[tuple[str | None, str | None]]
) -> None:
    """With the rest of the date or range, and the word they count; verbs are no months."""
    assert figures(old, new) == expected


def test_several_figures_keep_their_order_and_are_told_once() -> None:
    old = "From 3 May 2024 pay £5 . Pay £5 by cheque before 2025"
    new = "From 4 May 2024 pay £6 . Pay £6 by cheque before 2026"
    assert figures(old, new) == [("3 May 2024", "4 May 2024"), ("£5", "£6"), ("2025", "2026")]


def test_a_text_that_is_new_or_gone_has_no_changed_figures() -> None:
    """There is nothing that the numbers were before."""
    for old, new in (([], ["pay", "£5"]), (["pay", "£5"], [])):
        text = marked(old, new)
        assert text is not None
        assert text.figures == ()
        assert [piece.text for piece in text.pieces] == ["pay £5"]


def test_a_word_between_two_changes_goes_with_them() -> None:
    """Half a range alone cannot be read."""
    text = marked("it takes 6 – 8 months".split(), "it takes 9 – 12 months".split())
    assert text is not None
    assert [(p.mark, p.text) for p in text.pieces] == [
        (Mark.SAME, "it takes"),
        (Mark.REMOVED, "6 – 8"),
        (Mark.ADDED, "9 – 12"),
        (Mark.SAME, "months"),
    ]
    assert text.figures == (Figure("6 – 8 months", "9 – 12 months"),)


def test_similarity_is_cut_off() -> None:
    assert similarity(["a", "b"], ["a", "b"]) == 1
    assert similarity(["a", "b"], ["a", "c"]) == 0.5
    assert similarity(["a", "b"], ["a", "c"], least=0.6) == 0
