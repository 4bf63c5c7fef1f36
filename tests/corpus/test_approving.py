"""An approved answer is written into approved.toml: added or renewed, the rest left alone."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.corpus.approving import approve
from faqbot.corpus.load import load_corpus
from faqbot.aids import Approved
from faqbot.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from tests.conftest import TinyCorpus

DAY = dt.date(2026, 11, 22)
WANTED = Approved("", ("Is it free?",), "a", ("It is free.",), "Jo", DAY)
OURS = '''\
# ours
schema = 1  # yes

[[approved]]
id = "blue"  # the colour
questions = [
    "Is it blue?",  # asked daily
]
document = "a"
quote = """
It was
blue."""
approved_by = "Al"  # till May
approved = 2020-01-01
review_by = 2021-01-01

# the last word
'''


@pytest.fixture
def corpus(tiny_corpus: TinyCorpus) -> Path:
    return tiny_corpus({"a.md": "# A\n\nIt is free.\nIt is blue, if new.\n"})


def test_the_first_answer_makes_the_file(corpus: Path) -> None:
    """What is written is what is read; nothing is left beside it."""
    quotes = ("It is free.\nIt is blue, if new.", "It is free.")
    entry = approve(corpus, replace(WANTED, quotes=quotes, review_by=dt.date(2027, 1, 1)))
    assert entry.id == "is-it-free"
    assert load_corpus(corpus).approved == (entry,)
    assert sorted(p.name for p in corpus.iterdir()) == ["approved.toml", "documents", "sources.toml"]


def test_another_goes_behind_what_is_there(corpus: Path) -> None:
    path = corpus / "approved.toml"
    path.write_text(OURS)
    entry = approve(corpus, WANTED)
    assert path.read_text().startswith(OURS)
    assert [a.id for a in load_corpus(corpus).approved] == ["blue", "is-it-free"]
    assert load_corpus(corpus).approved[1] == entry


def test_an_answer_is_renewed(corpus: Path) -> None:
    """It keeps its id, its wordings, its comments; the words, the name and the days are new."""
    path = corpus / "approved.toml"
    path.write_text(OURS)
    wanted = replace(WANTED, questions=("is it  blue", "What colour?"), quotes=("It is blue, if new.",))
    entry = approve(corpus, wanted)
    assert entry.questions == ("Is it blue?", "What colour?")
    assert load_corpus(corpus).approved == (entry,)
    assert tomllib.loads(path.read_text())["approved"] == [
        {"id": "blue", "questions": ["Is it blue?", "What colour?"], "document": "a",
         "quote": "It is blue, if new.", "approved_by": "Jo", "approved": DAY},
    ]  # fmt: skip
    for comment in ("# ours", "# yes", "# the colour", "# asked daily", "# till May", "# the last word"):
        assert comment in path.read_text(), comment


def test_ids_are_free(corpus: Path) -> None:
    """Made from the question, at most sixty characters, another for each entry."""
    first = approve(corpus, replace(WANTED, id="what", questions=("Which?",)))
    second = approve(corpus, replace(WANTED, questions=("What?",)))
    third = approve(corpus, replace(WANTED, questions=("word " * 40,)))
    fourth = approve(corpus, replace(WANTED, questions=("¿…?",)))
    assert [first.id, second.id, fourth.id] == ["what", "what-2", "answer"]
    assert 50 < len(third.id) <= 60
    assert not third.id.endswith("-")
    assert len(load_corpus(corpus).approved) == 4


@pytest.mark.parametrize(
    ("id", "questions", "said"),
    [
        ("blue", ("new?",), "another approved answer has this id"),
        ("No Id", ("new?",), "other characters"),
        ("", ("Is it blue?", "Is it red?"), "answers of their own"),
    ],
)
def test_what_cannot_be_approved(corpus: Path, id: str, questions: tuple[str, ...], said: str) -> None:
    path = corpus / "approved.toml"
    path.write_text(OURS)
    approve(corpus, replace(WANTED, questions=("Is it red?",)))
    before = path.read_bytes()
    with pytest.raises(UsageError, match=said):
        approve(corpus, replace(WANTED, id=id, questions=questions))
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["approved = 3", "not toml", "schema = 1\napproved = [{}]"])
def test_a_file_that_cannot_be_read_is_left_alone(corpus: Path, text: str) -> None:
    (corpus / "approved.toml").write_text(text)
    with pytest.raises(CorpusError, match=r"approved\.toml"):
        approve(corpus, WANTED)
    assert (corpus / "approved.toml").read_text() == text


def test_a_file_that_cannot_be_written(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stays, and nothing half done is left."""
    (corpus / "approved.toml").write_text(OURS)

    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data[:9])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("faqbot.corpus.changing.write_synced", full)
    with pytest.raises(CorpusError, match="No space left") as caught:
        approve(corpus, WANTED)
    assert caught.value.exit_code == 3
    assert (corpus / "approved.toml").read_text() == OURS
    assert not list(corpus.glob(".tmp-*"))
