"""Receipts: made, kept by people, read again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.documents import Corpus, Span
from faqbot.receipts.receipt import EXAMPLE, Receipt, read_receipt, receipt_of, receipts_in
from faqbot.receipts.words import folded, words_of

if TYPE_CHECKING:
    from tests.receipts.conftest import Desk

RECEIPTS = st.builds(
    Receipt,
    document_id=st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True),
    version=st.from_regex(r"[A-Za-z0-9._-]{1,10}", fullmatch=True),
    span=st.tuples(st.integers(0, 10**8), st.integers(1, 10**4)).map(lambda p: Span(p[0], sum(p))),
    digest=st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    words=st.none() | st.integers(1, 999),
)


@settings(max_examples=40)
@given(RECEIPTS)
def test_there_and_back(receipt: Receipt) -> None:
    assert read_receipt(str(receipt)) == receipt


@settings(max_examples=40)
@given(
    RECEIPTS, st.sampled_from(["Receipt 1: {}\nConfidence: high", "`{}`", "({}).", "> {}", "{}"])
)
def test_found_in_a_pasted_note(receipt: Receipt, note: str) -> None:
    assert list(receipts_in(note.format(receipt))) == [receipt]


@settings(max_examples=40)
@given(RECEIPTS, st.integers(5, 30))
def test_found_where_an_e_mail_broke_it(receipt: Receipt, at: int) -> None:
    text = str(receipt)
    assert list(receipts_in(f"{text[:at]}\n{text[at:]} and so on")) == [receipt]


def test_the_example_is_one() -> None:
    assert str(read_receipt(EXAMPLE)) == EXAMPLE


@pytest.mark.parametrize(
    "text",
    [
        "", "fb1", "fb2:", EXAMPLE[:-1], EXAMPLE.replace("fb2", "fb3"), EXAMPLE + "0",
        EXAMPLE.replace("9651-9911", "9911-9651"), EXAMPLE.replace(":43:", ":0:"),
        EXAMPLE.replace("some-guidance", "Some Guidance"), "fb1:x:1:0-5:714fbbfaa93eeba",
        "fb1:x:1:0-99999999999999:714fbbfaa93eebac",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert read_receipt(text) is None
    assert not any(isinstance(item, Receipt) for item in receipts_in(text))


def test_what_means_to_be_one_is_told_apart_from_prose() -> None:
    assert list(receipts_in("fb2:cut-off and nothing")) == ["fb2:cut-off"]
    assert list(receipts_in("the answer was fb and 2:30")) == []


def test_every_quotation_of_the_corpus_is_found_again(real_corpus: Corpus) -> None:
    """Whatever passage is quoted, its receipt leads back to it, alone among all places."""
    for document in real_corpus.documents:
        words = words_of(document.text)
        for passage in [p for p in real_corpus.passages if p.document_id == document.id][::7]:
            receipt = receipt_of(document, passage.span)
            assert receipt.fits(passage.span.of(document.text))
            assert passage.span in list(receipt.places_in(document.text, words))
            assert len(str(receipt)) < 110


def test_the_form_before_is_read_and_found(desk: Desk) -> None:
    """It holds no number of words: what has as many characters is tried."""
    quote = "Most people need six months."
    digest = hashlib.sha256(quote.encode()).hexdigest()[:16]
    receipt = read_receipt(f"fb1:g:-:3-{3 + len(quote)}:{digest}")
    assert receipt is not None
    assert str(receipt) == f"fb1:g:-:3-{3 + len(quote)}:{digest}"
    (place,) = receipt.places_in(desk.then.text, words_of(desk.then.text))
    assert place.of(desk.then.text) == quote


@pytest.mark.parametrize("mark", ["- ", "• ", "•", "* ", "– ", "  ▪ "])
def test_the_format_of_a_list_is_no_change(mark: str) -> None:
    text = "Your employer pays for:\n{}the course\n{}the exam"
    assert folded(text.format("- ", "- ")) == folded(text.format(mark, mark))


@pytest.mark.parametrize(
    ("one", "other"), [("6 – 8 months", "6 8 months"), ("-5 degrees", "5 degrees"), ("a b", "ab")]
)
def test_a_dash_inside_a_sentence_counts(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text("ab -•\n\t–", max_size=40))
def test_words_are_where_they_are_said_to_be(text: str) -> None:
    words = words_of(text)
    assert [span.of(text) for span in words.spans] == list(words.words)
    assert folded(text) == words.text(0, len(words.words))
