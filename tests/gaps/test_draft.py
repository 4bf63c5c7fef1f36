"""Drafts: they fit what is there, and count for nothing until somebody completes them."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.errors import CorpusError, UsageError
from faqbot.evaluation.cases import load_cases
from faqbot.gaps.draft import draft_case, draft_variant
from faqbot.gaps.gaps import Gap

if TYPE_CHECKING:
    from tests.conftest import TinyCorpus

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TEXT = "# G\n\n## 1. Who pays?\n\nYou.\n\n## 2. Who pays the fee?\n\nWe.\n\n## Empty\n"


def _gap(question: str) -> Gap:
    wordings = ((question, 2), ("“other” \\ words", 1))
    return Gap(question, wordings, 3, 0, NOON - dt.timedelta(days=9), NOON, (), ())


@pytest.fixture
def corpus(tiny_corpus: TinyCorpus) -> Path:
    return tiny_corpus({"g.md": TEXT})


def test_a_case_is_read_and_not_asked(corpus: Path) -> None:
    path, first = draft_case(corpus, _gap('is "this" a gap?'))
    _, second = draft_case(corpus, _gap("and this?"))
    assert (path, first, second) == (
        corpus / "evaluation/drafts.jsonl", "draft-001", "draft-002",
    )  # fmt: skip
    assert load_cases(corpus) == []
    line = json.loads(path.read_text().splitlines()[0])
    assert line["turns"] == ['is "this" a gap?']
    assert "asked 3 times, 2026-11-13 to 2026-11-22" in line["note"]
    completed = {**line, "fact": "x", "status": "about"}
    del completed["draft"]
    path.write_text(json.dumps(completed) + "\n")
    assert [case.id for case in load_cases(corpus)] == ["draft-001"]


def test_a_case_goes_behind_what_is_there(corpus: Path) -> None:
    path = corpus / "evaluation" / "drafts.jsonl"
    path.parent.mkdir()
    path.write_text('{"id": "draft-007", "mine": 1}')  # no line end
    assert draft_case(corpus, _gap("new?"))[1] == "draft-008"
    assert path.read_text().startswith('{"id": "draft-007", "mine": 1}\n{"id": "draft-008"')


def test_the_same_case_is_not_drafted_twice(corpus: Path) -> None:
    draft_case(corpus, _gap("again?"))
    with pytest.raises(UsageError, match="drafted already"):
        draft_case(corpus, _gap("again?"))


@pytest.mark.parametrize("draft", ['"yes"', "1", "null"])
def test_draft_is_true_or_false(corpus: Path, draft: str) -> None:
    (corpus / "evaluation").mkdir()
    (corpus / "evaluation" / "x.jsonl").write_text(
        '{"id": "x", "turns": ["q"], "status": "about", "fact": "f", "tags": ["t"], "draft": '
        f"{draft}}}"
    )
    with pytest.raises(CorpusError, match="draft must be true or false"):
        load_cases(corpus)


def test_a_variant_is_added_and_the_rest_kept(corpus: Path) -> None:
    path = corpus / "variants.toml"
    path.write_text(
        '# ours\nschema = 1  # yes\n\n[[variant]]\ndocument = "g"\nsection = "1. Who pays?"\n'
        'questions = ["old"]  # kept\n'
    )
    assert draft_variant(corpus, "g", "who pays?", 'new "one"') == (path, "1. Who pays?")
    draft_variant(corpus, "g", "the fee", "another")
    text = path.read_text()
    assert text.startswith("# ours\nschema = 1  # yes\n\n[[variant]]\n")
    assert tomllib.loads(text) == {
        "schema": 1,
        "variant": [
            {"document": "g", "section": "1. Who pays?", "questions": ["old", 'new "one"']},
            {"document": "g", "section": "2. Who pays the fee?", "questions": ["another"]},
        ],
    }
    with pytest.raises(UsageError, match="there already"):
        draft_variant(corpus, "g", "1. Who pays?", "OLD")


def test_the_first_variant_makes_the_file(corpus: Path) -> None:
    path, _ = draft_variant(corpus, "g", "fee", "q")
    assert tomllib.loads(path.read_text())["schema"] == 1
    assert [p.name for p in corpus.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("document", "section", "said"),
    [
        ("x", "fee", "no document of that id"),
        ("g", "pays", "several sections"),
        ("g", "nothing like it", "no section"),
        ("g", "Empty", "no section"),
        ("g", "", "no section"),
    ],
)
def test_an_unknown_place(corpus: Path, document: str, section: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        draft_variant(corpus, document, section, "q")
    assert not (corpus / "variants.toml").exists()


@pytest.mark.parametrize(
    "text", ["variant = 3", "[[variant]]\nx = 1", "not toml", "[variant]\na = 1",
             '[[variant]]\ndocument = "g"\nsection = "2. Who pays the fee?"\nquestions = "q"'],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_left_alone(corpus: Path, text: str) -> None:
    (corpus / "variants.toml").write_text(text)
    with pytest.raises(CorpusError, match="variants"):
        draft_variant(corpus, "g", "fee", "q")
    assert (corpus / "variants.toml").read_text() == text


def test_a_folder_that_cannot_be_written(corpus: Path) -> None:
    (corpus / "evaluation").write_text("a file")
    with pytest.raises(CorpusError, match="cannot"):
        draft_case(corpus, _gap("q"))
