"""What identifies a person is taken out, however it is written; dates and amounts stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.redaction import LONGEST, redacted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ring 07700 900123 or +44 (0)20 7946 0018 now", "ring [phone] or [phone] now"),
        ("(01632) 960001", "[phone]"),
        ("01632/960 001", "[phone]"),
        ("call +1 202-555-0143", "call [phone]"),
        ("07700900123 or 07700900456", "[phone] or [phone]"),
        ("card 4111 0111 1111 1111", "card [card number]"),
        ("at 07 70 09 00 12 3", "at [phone]"),
        ("a.b+c@example.co.uk, please", "[e-mail], please"),
        ("Ann (at) example.org", "[e-mail]"),
        ("jo.bloggs at nhs dot net", "[e-mail]"),
        ("jo@intranet", "[e-mail]"),
        ("jo＠example.org", "[e-mail]"),
        ("NI QQ 12 34 56 C", "NI [NI number]"),
        ("qq123456c", "[NI number]"),
        ("QQ 12 34 56", "[NI number]"),
        ("NHS 943 476 5919", "NHS [NHS number]"),
        ("943-476-5919", "[NHS number]"),
        ("9434765919", "[NHS number]"),
        ("lives at sw1a 1aa or M11AE", "lives at [postcode] or [postcode]"),
        ("sw1a-1aa", "[postcode]"),
        ("card 4111 1111 1111 1111", "card [card number]"),
        ("4111-1111-1111-1111", "[card number]"),
        ("3782 822463 10005", "[card number]"),
        ("ref 123456789", "ref [number]"),
        ("account 12345678", "account [number]"),
        ("\u200b0\u200b7700900123", "[phone]"),
        ("０７７００ ９００１２３", "[phone]"),
        ("⁰⁷⁷⁰⁰ ⁹⁰⁰¹²³", "[phone]"),
    ],
)
def test_what_identifies_a_person_is_taken_out(text: str, wanted: str) -> None:
    assert redacted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "until 31 March 2025 the 15 standards at Level 2 take 369 hours",
        "from 2024-01-25 to 2025-04-09, on 01/02/2024",
        "6 to 8 months, 1,500 pounds, 1 in 10, £53910000",
        "in 2024 of 100000 people",
        "am I at level 2 at 3 pm?",
    ],
)
def test_dates_and_amounts_stay(text: str) -> None:
    assert redacted(text) == text


_DIGITS = "0123456789"
_GAPS = st.sampled_from(["", "", " ", "-", ".", " - ", "\u00a0", "–"])
_LETTERS = st.sampled_from("ABCEGHJKLMNPRSTWXYZ")


@st.composite
def spaced(draw: st.DrawFn, digits: str) -> str:
    """Draw the digits of a number as somebody may write them."""
    return digits[0] + "".join(draw(_GAPS) + digit for digit in digits[1:])


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text(_DIGITS, min_size=count, max_size=count)


_PHONES = st.one_of(
    _digits(9).map("07".__add__),
    st.integers(8, 10).flatmap(_digits).map("01".__add__),
    _digits(10).map("44".__add__),
)
_NUMBERS = st.one_of(_PHONES, _digits(10), st.integers(13, 16).flatmap(_digits)).flatmap(spaced)
_INSURANCE = st.tuples(_LETTERS, _LETTERS, _digits(6), st.sampled_from("ABCDabcd")).map("".join)
_MAILS = st.from_regex(r"[a-z][a-z0-9._-]{0,10}@[a-z0-9-]{1,8}\.(co\.uk|org|com)", fullmatch=True)
_POSTCODES = st.tuples(
    st.sampled_from(["M1", "B33", "CR2", "DN55", "W1A", "ec1a", "sw1a"]),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from(["1AE", "8TH", "6xh", "1pt"]),
).map("".join)
_WORDS = st.sampled_from(["", "ring me on ", "my number is ", "is it 15 (", "Level 2: ", "NI "])


@settings(max_examples=60)
@given(_WORDS, st.one_of(_NUMBERS, _INSURANCE, _MAILS, _POSTCODES), st.sampled_from(["", ", ok?"]))
def test_no_part_of_a_number_stays(before: str, personal: str, after: str) -> None:
    """However it is spaced: a mark, and no digit but those of the words before it."""
    left = redacted(f"{before}{personal}{after}")
    assert "[" in left
    assert "@" not in left
    assert "".join(re.findall(r"\d", left)) in {"", "".join(re.findall(r"\d", before))}


@given(st.text())
def test_redaction_is_a_fixed_point(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once
    assert "\n" not in once
    assert len(once) <= LONGEST


@given(st.text("0123456789 -.()@+abz/", max_size=60))
def test_no_long_number_stays(text: str) -> None:
    """Nine digits in a row, gaps of a character aside, are never kept."""
    assert not re.search(r"\d(?:[ .-]?\d){8}", redacted(text))
