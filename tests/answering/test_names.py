"""Other ways to write a name."""

from __future__ import annotations

import pytest

from faqbot.answering.names import (
    head_of,
    holds_name,
    qualifications_in,
    same_words,
    short_forms,
    singular,
)
from faqbot.corpus.load import load_corpus
from tests.conftest import TinyCorpus


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Level 3 Diploma in Adult Care", "diploma"),
        ("Team Leader or Supervisor", "leader"),
        ("General Practitioner (GP)", "practitioner"),
        ("Level 2", ""),
    ],
)
def test_the_word_that_says_what_it_is(name: str, head: str) -> None:
    """What stands before "in" or "or", in the singular."""
    assert head_of(name) == head


def test_shorter_and_longer() -> None:
    """Brackets, both sides of "or", whole words only."""
    assert short_forms("Cook or Chef (catering)") == ["Cook or Chef", "catering", "Cook", "Chef"]
    assert holds_name("new Care Certificate", "care certificate")
    assert not holds_name("Care Certificates", "Certificate")
    assert not holds_name("Cook", "cook")
    assert same_words("T-Level", "t level")
    assert [singular(w) for w in ("nurses", "class", "gas")] == ["nurse", "class", "gas"]


def test_qualifications_are_found_in_capitals(tiny_corpus: TinyCorpus) -> None:
    """Full names that nobody listed; those that are known are left out."""
    text = "# T\n\nThe Level 4 Award in Bee Care and the Level 2 Diploma in Honey Making are new.\n"
    corpus = load_corpus(tiny_corpus({"a.md": text}))
    found = ["Level 2 Diploma in Honey Making", "Level 4 Award in Bee Care"]
    assert qualifications_in(corpus, []) == found
    assert qualifications_in(corpus, ["Level 4 Award in Bee Care"]) == found[:1]
