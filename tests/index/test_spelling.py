"""Spelling: slips are mended towards the corpus; words that exist are left alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.documents import Corpus
from faqbot.index.spelling import _TEXT_SPEAK, Spelling, english
from faqbot.index.text import stem, words

COMMON = sorted(english() - set(_TEXT_SPEAK))


@pytest.fixture(scope="session")
def vocabulary(real_corpus: Corpus) -> Counter[str]:
    return Counter(
        word
        for passage in real_corpus.passages
        for text in (real_corpus.text_of(passage), *passage.path)
        for word in words(text)
        if word.isalpha()
    )


@pytest.fixture(scope="session")
def spelling(vocabulary: Counter[str]) -> Spelling:
    return Spelling(vocabulary, frozenset(map(stem, vocabulary)))


@pytest.mark.parametrize(
    "slip, meant",
    [
        ("fizzyotherapist", "physiotherapist"),
        ("manditory", "mandatory"),
        ("certifcate", "certificate"),
        ("certificat", "certificate"),
        ("optomitrist", "optometrist"),
        ("qualifcation", "qualification"),
        ("aprenticeship", "apprenticeship"),
        ("pharmasist", "pharmacist"),
        ("govenment", "government"),
        ("reimbersement", "reimbursement"),
        ("teh", "the"),
        ("quals", "qualifications"),
    ],
)
def test_slips_are_mended(spelling: Spelling, slip: str, meant: str) -> None:
    """Slips of letters and of sound lead to the word of the corpus, in any number."""
    found = spelling.correct(slip)
    assert found is not None
    assert stem(found) == stem(meant)


def test_words_of_the_corpus_stay(spelling: Spelling, vocabulary: Counter[str]) -> None:
    """No word that the corpus holds is ever changed."""
    for word in vocabulary:
        assert spelling.correct(word) is None, word


@given(st.sampled_from(COMMON))
def test_real_english_words_stay(spelling: Spelling, word: str) -> None:
    """A common English word that the corpus lacks is evidence, and stays as it is."""
    assert spelling.correct(word) is None


@pytest.mark.parametrize(
    "word", ["zqxv", "xyzzyplugh", "abc", "é", "19", "£5", "", "日本語", "b2b"]
)
def test_what_is_near_nothing_stays(spelling: Spelling, word: str) -> None:
    """Words too short, too far or not words are not guessed at."""
    assert spelling.correct(word) is None


def test_mending_a_question(spelling: Spelling) -> None:
    """Only the slip is replaced; punctuation and the other words stay, and the change is told."""
    text, changed = spelling.mend("Is the “Certifcate” manditory, for nurses?")
    assert text == "Is the “certificate” mandatory, for nurses?"
    assert changed == {"certifcate": "certificate", "manditory": "mandatory"}


def test_nothing_to_mend(spelling: Spelling) -> None:
    """A question without slips comes back as it is, spaces included."""
    assert spelling.mend("Is  it mandatory?") == ("Is  it mandatory?", {})


@given(st.text(max_size=40))
def test_mending_ends(spelling: Spelling, text: str) -> None:
    """Any text can be mended; what replaces a slip is a word that needs no mending."""
    _, changed = spelling.mend(text)
    for word, better in changed.items():
        assert better == _TEXT_SPEAK.get(word) or better in spelling.vocabulary


def test_an_empty_vocabulary_mends_nothing() -> None:
    """Without a corpus there is nothing to mend towards."""
    assert Spelling({}).correct("manditory") is None
