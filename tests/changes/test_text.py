"""A difference as text: what changed is marked, what is not compared is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faqbot.changes.report import IndexDifference
from faqbot.changes.text import difference_text, marked_words
from faqbot.index.word_marks import Mark, Piece


def test_guidance_then_answers(difference: IndexDifference) -> None:
    text = difference_text(difference)
    expected = [
        "From: gen-a (answers now), documents: 1, passages: 3",
        "To:   gen-b (the corpus as it stands, not built)",
        "Documents: 1 changed, 0 unchanged. Headings: 1 changed, 1 added, 1 removed.",
        "version: 1.2 → <1.3>",
        "Changed: 1. Who pays?",
        "£50 → £60",
        "[-£50-] {+£60+}",
        "Added: 3. Who asks?",
        "Removed: 2. Is there a",
        "1 further heading has another number, and nothing else.",
        "Questions asked of both: 9",
        "     4 answered as before",
        "     3 changed",
        "     1 now refused",
        "     1 now answered",
        "     3 of the changed and refused lost the words that they quoted",
        "Now refused:",
        "“is there a <discount>?”",
        "The words quoted before no longer stand in their document.",
        "“the fee / who pays it?” (and 1 more that ask for it)",
        "[-£50-] {+£60+} for each of them.",
        "“when?”",
        "The answer has the same words.",
        "Note: That was in May.",
        "Now answered:",
    ]
    at = 0
    for words in expected:
        assert words in text[at:], words
        at = text.index(words, at)
    assert "It is old." not in text


def test_nothing_acts_on_the_terminal(difference: IndexDifference) -> None:
    text = difference_text(difference)
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "It is <b>free</b> & “safe” [@click=app.quit]." in text


@pytest.mark.parametrize("width", [40, 76, 100])
def test_no_line_is_wider_than_the_terminal(difference: IndexDifference, width: int) -> None:
    """Only the two lines that name generations and counts are never broken."""
    lines = difference_text(difference, width).splitlines()
    assert max(len(line) for line in lines[3:] if "lost the words" not in line) <= width


def test_wide_terminals_show_both_answers_side_by_side(difference: IndexDifference) -> None:
    text = difference_text(difference, 100)
    lines = text.splitlines()
    (row,) = [line for line in lines if "fee of £50" in line and "fee of £60" in line]
    assert " | " in row
    assert any(line.strip().startswith("Before") and line.endswith("| Now") for line in lines)
    assert " | " not in difference_text(difference, 60)


def test_without_questions(difference: IndexDifference) -> None:
    assert "No questions were asked." in difference_text(replace(difference, answers=None))


def test_a_long_list_ends_with_how_many_more(difference: IndexDifference) -> None:
    answers = difference.answers
    assert answers is not None
    many = replace(answers, asked=99, changes=answers.changes[2:3] * 30)
    text = difference_text(replace(difference, answers=many))
    assert text.count("“when?”") == 25
    assert "… and 5 more" in text


def test_unchanged_words_are_shortened_from_the_far_side() -> None:
    """What stands next to a change is kept, on the side of the change."""
    many = " ".join(f"w{n}" for n in range(40))
    went, came = Piece(Mark.REMOVED, "old"), Piece(Mark.ADDED, "new")
    words = marked_words([Piece(Mark.SAME, many), went, came, Piece(Mark.SAME, many)])
    assert words.startswith("… w30 ")
    assert "w39 [-old-] {+new+} w0" in words
    assert words.endswith(" w9 …")
    between = marked_words([went, Piece(Mark.SAME, many), came])
    assert between == (
        "[-old-] w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 … w30 w31 w32 w33 w34 w35 w36 w37 w38 w39 {+new+}"
    )
    assert marked_words([went, Piece(Mark.SAME, "a b"), came]) == "[-old-] a b {+new+}"
