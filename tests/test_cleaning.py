"""Text that enters is free of control sequences and invisible characters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faqbot.cleaning import clean_line, clean_text

# Text rich in what has to go: escapes, C1, bidirectional and zero-width marks, surrogates.
_AWKWARD = st.sampled_from(
    [
        *"\x00\x07\x08\x0b\x0c\x0e\x1b\x7f\x84\x85\x8d\x90\x98\x9b\x9c\x9d\x9e\x9f\r\n\t",
        *"\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff",
        *"\u2028\u2029\ufff9\ufe0f\U000e0001\U000e0041\ud800\udfff",
        *"[]P^_X\\;?0152mJHc ",
        "é",
        "word",
        "\x1b[",
        "\x1b]",
        "\x1bP",
    ]
)
ANYTHING = st.one_of(
    st.lists(_AWKWARD, max_size=40).map("".join),
    st.text(max_size=60),
    st.text(st.characters(), max_size=30),
)
_BIDI_AND_ZERO_WIDTH = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


@given(ANYTHING)
@example("\x1b\u200b[31mred")
@example("\x1b\x1b]0;a\x07[2J")
@example("\u200b\x1b\u200b]52;c;x")
def test_cleaning_is_a_fixed_point(text: str) -> None:
    """Cleaning what is clean changes nothing, whatever the parts of a sequence are split by."""
    once = clean_text(text)
    assert clean_text(once) == once


@given(ANYTHING)
def test_no_control_or_invisible_character_is_left(text: str) -> None:
    """Only line feeds and tabs remain of the controls, and no bidirectional or zero-width mark."""
    cleaned = clean_text(text)
    controls = {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs")}
    assert controls <= {"\n", "\t"}
    assert not _BIDI_AND_ZERO_WIDTH.search(cleaned)
    cleaned.encode("utf-8")


@given(st.lists(st.text("ab \x1b]0;\x07", max_size=8), min_size=1, max_size=6))
def test_line_breaks_are_kept(lines: list[str]) -> None:
    """A sequence, ended or not, never swallows the end of its line."""
    assert clean_text("\n".join(lines)).count("\n") == len(lines) - 1


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=60))
def test_plain_text_is_untouched(text: str) -> None:
    """Letters, digits, punctuation, symbols and spaces come through as they are."""
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "dirty, clean",
    [
        ("a\x1b]52;c;aGVsbG8=\x07b", "ab"),  # OSC 52, ended by BEL
        ("a\x1b]52;c;aGVsbG8=\x1b\\b", "ab"),  # ended by ST
        ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1b]0;title\nnext line", "a\nnext line"),  # never ended
        ("a\x9d0;title\x9cb", "ab"),  # 8-bit OSC and ST
        ("a\x1b[2J\x1b[31;1mred\x1b[0m", "ared"),
        ("a\x9b2Jb", "ab"),  # 8-bit CSI
        ("a\x1bP1$r0m\x1b\\b", "ab"),  # DCS
        ("a\x90q#0\x9cb", "ab"),  # 8-bit DCS
        ("a\x1b_Gi=1;AAAA\x1b\\b\x1b^pm\x1b\\c\x1bXsos\x1b\\d", "abcd"),  # APC, PM, SOS
        ("a\x1bcb\x1b(Bc", "abc"),  # full reset, character set
        ("a\x1b", "a"),
        ("a\x1b[", "a"),
        ("a\x08b\x00c\x7fd", "abcd"),
        ("user\u202egpj.exe", "usergpj.exe"),
        ("pass\u200bword\ufeff", "password"),
        ("hi\U000e0041\U000e0042", "hi"),
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0cg", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb", "a\tb"),
        ("lone \ud800 half", "lone ? half"),
    ],
)
def test_known_sequences(dirty: str, clean: str) -> None:
    """Each kind of control sequence goes, with its content; the words around it stay."""
    assert clean_text(dirty) == clean


@given(ANYTHING, st.integers(1, 40))
def test_a_clean_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    """A line has no line break, no double space and no more characters than allowed."""
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())


def test_a_cut_line_says_so() -> None:
    """A line that is cut ends with an ellipsis, and one that fits does not."""
    assert clean_line("one two  three", 8) == "one two…"
    assert clean_line("one\n two", 7) == "one two"
