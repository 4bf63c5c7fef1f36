"""`faqbot corpus precedents`: what no longer holds is said, and noted when it was looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.cli.main import main
from faqbot.corpus.load import load_corpus
from faqbot.corpus.precedents import PRECEDENTS

TinyCorpus = Callable[..., Path]


@pytest.fixture
def folder(tiny_corpus: TinyCorpus) -> Path:
    """A corpus folder with one question that is answered and one that is not."""
    folder = tiny_corpus({"a.md": "# Money\n\nThe employer pays.\n"})
    lines = (
        {"schema": 1, "held_against": {}},
        {"question": "who pays", "document": "a", "answer": "The employer pays."},
        {"question": "how much is it", "document": "a"},
    )
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / PRECEDENTS).write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, *words: str) -> int:
    return main(["--corpus", str(folder), "corpus", *words])


def test_what_nothing_answered_is_listed_for_a_changed_document(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody must read the document against it."""
    assert run(folder, "precedents") == 0
    said = capsys.readouterr().out
    assert "2 questions asked before: 1 answered" in said
    assert "not held against a as it is now" in said
    assert "- how much is it" in said
    assert "- who pays" not in said


def test_corpus_check_says_so_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Until it was noted that they were held against the document."""
    run(folder, "check")
    assert "faqbot corpus precedents --held" in capsys.readouterr().out
    assert run(folder, "precedents", "--held") == 0
    assert load_corpus(folder).precedents.held_against == {"a"}
    capsys.readouterr()
    run(folder, "check")
    assert "--held" not in capsys.readouterr().out
    run(folder, "precedents")
    assert "- how much is it" not in capsys.readouterr().out


def test_no_file_cannot_be_held(
    tiny_corpus: TinyCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said where it would have to be; nothing is made."""
    folder = tiny_corpus({"a.md": "# Money\n\nThe employer pays.\n"})
    assert run(folder, "precedents", "--held") == 3
    assert PRECEDENTS in capsys.readouterr().err
    assert not (folder / PRECEDENTS).exists()
