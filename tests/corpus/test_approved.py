"""approved.toml: entries are checked; a quotation that is gone is no error, and is found out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.corpus.approved import APPROVED, quoted_spans, to_review
from faqbot.corpus.load import load_corpus
from faqbot.aids import Approved
from faqbot.documents import Document, Source, Span
from faqbot.errors import CorpusError

TinyCorpus = Callable[..., Path]
TEXT = "# Money\n\nThe employer pays\nall of it. Nobody else pays.\n"
ENTRY = """[[approved]]
id = "who-pays"
questions = ["Who pays?", "Who has to pay?"]
document = "a"
quote = "The employer pays all of it."
quotes = ["Nobody else pays."]
approved_by = "Jo Lead"
approved = 2026-01-02
review_by = 2026-07-02
"""
DAY = dt.date(2026, 3, 1)


def made(*quotes: str, review_by: dt.date | None = None) -> Approved:
    return Approved("x", ("Who?",), "a", quotes, "Jo", dt.date(2026, 1, 2), review_by)


def document(text: str) -> Document:
    return Document(Source("a", "a.md", "A"), text, ())


def loaded(tiny_corpus: TinyCorpus, entries: str) -> tuple[Approved, ...]:
    folder = tiny_corpus({"a.md": TEXT})
    (folder / APPROVED).write_text("schema = 1\n" + entries, encoding="utf-8")
    return load_corpus(folder).approved


def test_an_entry_is_read_whole(tiny_corpus: TinyCorpus) -> None:
    """Every key has its value; one quotation alone will do, under either key."""
    (approved,) = loaded(tiny_corpus, ENTRY)
    assert (approved.id, approved.document_id, approved.approved_by) == ("who-pays", "a", "Jo Lead")
    assert approved.questions == ("Who pays?", "Who has to pay?")
    assert approved.quotes == ("The employer pays all of it.", "Nobody else pays.")
    assert (approved.approved, approved.review_by) == (dt.date(2026, 1, 2), dt.date(2026, 7, 2))
    for line in ('quote = "The employer pays all of it."\n', 'quotes = ["Nobody else pays."]\n'):
        (shorter,) = loaded(tiny_corpus, ENTRY.replace(line, "").replace("review_by", "# "))
        assert len(shorter.quotes) == 1
        assert shorter.review_by is None


def test_a_quotation_that_is_gone_is_no_error(tiny_corpus: TinyCorpus) -> None:
    """The corpus loads; that is what lets guidance be updated."""
    (approved,) = loaded(tiny_corpus, ENTRY.replace("The employer pays", "The learner pays"))
    assert approved.quotes[0].startswith("The learner")


@pytest.mark.parametrize(
    "old, new, named",
    [
        ("schema = 1", "", "schema is None"),
        ("[[approved]]", "[approved]", "[[approved]]"),
        ("approved_by", "approvedby", "'approvedby'"),
        ('id = "who-pays"', "", "id is missing"),
        ('"who-pays"', '"Who pays"', "'Who pays'"),
        ('document = "a"', 'document = "b"', "no document 'b'"),
        ('["Who pays?", "Who has to pay?"]', "[]", "no questions"),
        ('"Who has to pay?"', '"who pays"', "'who pays' stands twice"),
        ("quote =", "quotation =", "'quotation'"),
        ('quote = "The employer pays all of it."', 'quote = " "', "quote is missing"),
        ('["Nobody else pays."]', '"Nobody else pays."', "quotes must be a list"),
        ('approved_by = "Jo Lead"', "", "approved_by is missing"),
        ("approved = 2026-01-02", 'approved = "2026-01-02"', "approved is missing or no date"),
        ("review_by = 2026-07-02", 'review_by = "soon"', "review_by is missing or no date"),
        ("2026-07-02", "2026-01-02", "not after approved"),
    ],
)
def test_what_is_wrong_is_named(tiny_corpus: TinyCorpus, old: str, new: str, named: str) -> None:
    """Each mistake is refused with the file and the way out."""
    text = "schema = 1\n" + ENTRY
    assert old in text
    folder = tiny_corpus({"a.md": TEXT})
    (folder / APPROVED).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert named in str(caught.value)
    assert str(folder / APPROVED) in str(caught.value)
    assert caught.value.fix


def test_an_id_and_a_question_stand_once(tiny_corpus: TinyCorpus) -> None:
    """Two entries of one name, or for one question, are refused."""
    with pytest.raises(CorpusError, match="'who-pays' stands twice"):
        loaded(tiny_corpus, ENTRY + ENTRY)
    with pytest.raises(CorpusError, match="'who has to pay' stands twice"):
        loaded(tiny_corpus, ENTRY + ENTRY.replace("who-pays", "y").replace("Who pays?", "Who?"))


@given(st.lists(st.sampled_from("Ab b1 c, d. (e) £5 f-g".split()), min_size=1), st.data())
def test_words_are_found_whatever_the_white_space(words: list[str], data: st.DataObject) -> None:
    """Any run of words is found with other spaces, and its span holds just these words."""
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    (span,) = quoted_spans(made(" ".join(words[first:last])), document("\n ".join(words)))
    assert span.of("\n ".join(words)).split() == words[first:last]


@pytest.mark.parametrize(
    "quote", ["pays all", "employer pays all of i", "the employer", "It is.", "m pays"]
)
def test_other_words_are_not_found(quote: str) -> None:
    """Neither parts of words nor other capitals, and one lost quotation loses all."""
    text = "The employer pays \n(nearly) all of it. Them pays."
    assert quoted_spans(made(quote), document(text)) == ()
    assert quoted_spans(made("Them pays.", quote), document(text)) == ()
    assert quoted_spans(made("Them pays."), document(text)) == (Span(39, 49),)


def test_reasons_to_look_again() -> None:
    """Lost words, and a review date that has passed: the day itself has not."""
    text = document("It is so.")
    assert list(to_review(made("It is so.", review_by=DAY), text, DAY)) == []
    (late,) = to_review(made("It is so.", review_by=DAY), text, DAY + dt.timedelta(days=1))
    assert "2026-03-01" in late
    (lost,) = to_review(made("It was so."), text, DAY)
    assert "not in a" in lost
