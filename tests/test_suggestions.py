"""Suggestions: a pure function of the corpus and of what is typed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.suggestions import MOST, Kind, Suggester


@pytest.fixture(scope="module")
def suggester(real_corpus: Corpus) -> Suggester:
    return Suggester(real_corpus)


def _texts(suggester: Suggester, typed: str) -> list[str]:
    return [s.text for s in suggester.suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("is it man", "Will the new level 2 Adult Social Care Certificate qualification be mandatory?"),
        ("mandatry", "Will the new level 2 Adult Social Care Certificate qualification be mandatory?"),
        ("what does a coo", "What does a cook / kitchen assistant do?"),
        ("NURSE", "What does a nurse do?"),
        ("fund", "Who will be eligible for funding?"),
        ("how many glh", "how many guided learning hours"),
        ("care cert", "Care Certificate standards"),
    ],
)  # fmt: skip
def test_what_is_meant_comes_first(suggester: Suggester, typed: str, wanted: str) -> None:
    assert _texts(suggester, typed)[0] == wanted


@pytest.mark.parametrize("typed", ["", " ", "a", "?", "xyzzy plugh", "\x1b[2J", "the of and"])
def test_nothing_to_go_by_gives_little_or_nothing(suggester: Suggester, typed: str) -> None:
    assert len(suggester.suggest(typed)) <= MOST
    if typed != "the of and":
        assert suggester.suggest(typed) == ()


def test_names_complete_and_all_else_asks(suggester: Suggester) -> None:
    (name, *_) = suggester.suggest("is the ascc")
    assert (name.kind, name.asks) == (Kind.NAME, False)
    assert name.text == "is the Level 2 Adult Social Care Certificate"
    assert name.label == "Level 2 Adult Social Care Certificate"
    assert all(s.asks for s in suggester.suggest("nurse") if s.kind is not Kind.NAME)


def test_what_stands_there_already_is_not_suggested(suggester: Suggester) -> None:
    assert "What does a nurse do?" not in _texts(suggester, "what does a nurse do?")


def test_every_question_of_the_corpus_is_found_by_itself(
    suggester: Suggester, real_corpus: Corpus
) -> None:
    missed = [
        entry.text
        for entry in suggester._entries
        if entry.kind is Kind.QUESTION
        and entry.text not in _texts(suggester, entry.text[: max(len(entry.text) // 2, 12)])
    ]
    assert missed == []


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_the_same_few_suggestions(suggester: Suggester, typed: str) -> None:
    found = suggester.suggest(typed)
    assert found == suggester.suggest(typed)
    assert len(found) <= MOST
    assert len({s.text for s in found}) == len(found)
    assert all(s.text == s.text.strip() and s.text.isprintable() for s in found)


def test_empty_corpus(tiny_corpus: object) -> None:
    corpus = load_corpus(tiny_corpus({"a.md": "Only a sentence."}))  # type: ignore[operator]
    assert Suggester(corpus).suggest("only a sentence") == ()


def test_a_keystroke_takes_little_work(suggester: Suggester) -> None:
    """Counted in processor time of this thread, so that other work does not matter."""
    question = "who will be eligibel for fundng of the qualification"
    begun = time.thread_time()
    for end in range(1, len(question)):
        suggester.suggest(question[:end])
    assert (time.thread_time() - begun) / len(question) < 0.010


def test_looking_words_up_finds_what_looking_at_everything_finds(
    suggester: Suggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry that holds none of the typed words is no suggestion, so it need not be looked at."""
    typed = ["who p", "is it man", "level 2", "wat does a nurse do", "qualificaton", "care worker"]
    found = [suggester.suggest(text) for text in typed]
    monkeypatch.setattr(suggester, "_names", range(len(suggester._entries)))
    assert [suggester.suggest(text) for text in typed] == found
    assert sum(map(len, found)) > len(typed)
