"""`faqbot told`: what was given out, held against guidance that has changed since."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.answering.answer import Answer
from faqbot.assistant import Assistant
from faqbot.documents import Span
from faqbot.index.build import build_index
from faqbot.index.generation import indexed_corpus
from faqbot.journal import Journal
from faqbot.receipts.receipt import receipt_of

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import HashEncoder, TinyCorpus

NOON = dt.datetime.combine(dt.date.today() - dt.timedelta(days=1), dt.time(12)).astimezone()
FIRST = """\
# Guidance

## Hours

It takes 369 hours.

## Fees

There is a fee.

## Place

You learn at work.

## Age

You must be 16.
"""
SECOND = (
    FIRST.replace("369", "400").replace("## Fees\n\nThere is a fee.\n\n", "").replace("16", "18")
)
WORDS = ("It takes 369 hours.", "There is a fee.", "You learn at work.")  # the last only moves
Give = Callable[[str, int], None]


@pytest.fixture
def index(tiny_corpus: TinyCorpus, quick_encoder: HashEncoder, tmp_path: Path) -> list[str]:
    """The flags of an index of the first version."""
    build_index(tiny_corpus({"g.md": FIRST}, g={"title": "Guidance"}), tmp_path / "index")
    return ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]


@pytest.fixture
def give(journal: Journal, index: list[str], tmp_path: Path, assistant: Assistant) -> Give:
    """A function that gives words of the first version out, some days ago."""
    document = indexed_corpus(tmp_path / "index").documents[0]
    answer = assistant.ask("Is it mandatory?").answer

    def record(words: str, days: int) -> None:
        start = document.text.index(words)
        receipt = str(receipt_of(document, Span(start, start + len(words))))
        given: Answer = replace(
            answer,
            standalone_question=f"about {words}",
            citations=(replace(answer.citations[0], receipt=receipt),),
        )
        journal.record_given_out(given, NOON - dt.timedelta(days=days))

    return record


def test_nothing_given_out(run: Run, index: list[str], journal: Journal) -> None:
    assert run(*index, "told").out == "Nothing that was given out is recorded.\n"
    listed = json.loads(run(*index, "told", "--json").out)
    assert listed == {"schema": 1, "recording": True, "checked": 0, "told": []}


def test_all_still_true(run: Run, index: list[str], give: Give) -> None:
    give(WORDS[0], 3)
    assert "every word still stands" in run(*index, "told").out.lower()
    assert "Word for word still there." in run(*index, "told", "--all").out


def test_what_no_longer_holds_newest_first(
    run: Run, index: list[str], give: Give, tiny_corpus: TinyCorpus, tmp_path: Path
) -> None:
    for days, words in enumerate((*WORDS, WORDS[0]), 1):
        give(words, days)
    build_index(tiny_corpus({"g.md": SECOND}, g={"title": "Guidance"}), tmp_path / "index")
    found = json.loads(run(*index, "told", "--json").out)["told"]
    assert [item["state"] for item in found] == ["changed", "withdrawn", "moved"]
    assert found[0]["changes"] == [{"before": "369", "after": "400"}]
    assert [g["question"] for g in found[0]["given_out"]] == [f"about {WORDS[0]}"] * 2
    ran = run(*index, "told")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count(f": about {WORDS[0]}\n") == 2
    assert ran.out.endswith("Quotations given out: 4. No longer where they stood: 3.\n")
    since = str((NOON - dt.timedelta(days=2)).date())
    states = [
        i["state"] for i in json.loads(run(*index, "told", "--json", "--since", since).out)["told"]
    ]
    assert states == ["changed", "withdrawn"]


def test_a_receipt_that_cannot_be_read_is_passed_over(
    run: Run, index: list[str], journal: Journal, assistant: Assistant
) -> None:
    answer = assistant.ask("Is it mandatory?").answer
    broken = replace(answer, citations=(replace(answer.citations[0], receipt="fb9:x"),))
    journal.record_given_out(broken, NOON)
    assert run(*index, "told").code == 0


def test_a_wrong_day(run: Run) -> None:
    assert run("told", "--since", "soon").code == 2
