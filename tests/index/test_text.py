"""Words, stop words and stems: the same analysis everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.index.text import is_stop, stem, stems, words


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Is it mandatory?", ["is", "it", "mandatory"]),
        ("the employer’s 15 standards", ["the", "employer's", "15", "standards"]),
        ("£53.91m for 37,000 people", ["£53.91m", "for", "37,000", "people"]),
        ("3rd June, 1st and 22nd", ["3", "june", "1", "and", "22"]),
        ("24/25 level-2 19+", ["24", "25", "level", "2", "19"]),
        ("100% free", ["100%", "free"]),
        ("CAFÉ naïve", ["café", "naïve"]),
        ("e-mail_address", ["e", "mail", "address"]),
        ("[/foo] 日本語 😀", ["foo", "日本語"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Words are lower case; numbers keep their marks; ordinals are numbers."""
    assert words(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Is it mandatory?", ["mandatori"]),
        ("What do carers' employers pay?", ["carer", "employ", "pay"]),
        ("the employer's costs", ["employ", "cost"]),
        ("I don't know who's paying", ["pay"]),
        ("what is the", []),
    ],
)
def test_stems(text: str, expected: list[str]) -> None:
    """Stop words go, also with an apostrophe; what is left is stemmed, possessives removed."""
    assert stems(text) == expected


@pytest.mark.parametrize(
    "one, other",
    [
        ("qualification", "qualifications"),
        ("funded", "funding"),
        ("apply", "applied"),
        ("training", "trained"),
        ("worker", "workers"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    """A question finds what is written in another number or tense."""
    assert stem(one) == stem(other)


def test_words_that_decide_are_no_stop_words() -> None:
    """Negations, and words that carry a question, are matched."""
    for word in ("not", "no", "mandatory", "cost", "long", "must", "need"):
        assert is_stop(word) is (word == "need")


@given(st.text(max_size=60))
def test_case_and_kind_of_apostrophe_do_not_matter(text: str) -> None:
    """The same text with curly or straight apostrophes has the same words, none of them empty."""
    found = words(text)
    assert found == words(text.replace("'", "’"))
    assert all(word and not word.isspace() for word in found)
    assert len(stems(text)) <= len(found)
