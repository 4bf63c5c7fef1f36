"""precedents.jsonl: each line is a question with its answer's place, or is left out and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faqbot.corpus.load import load_corpus
from faqbot.corpus.precedents import PRECEDENTS, hold, precedents_astray
from faqbot.errors import CorpusError

TinyCorpus = Callable[..., Path]
TEXT = "# Money\n\nThe employer\npays for it.\n\n# Places\n\nIn town.\n"
HEAD = '{"schema": 1, "held_against": {}}'


def written(tiny_corpus: TinyCorpus, *lines: str) -> Path:
    folder = tiny_corpus({"a.md": TEXT, "b.md": "# B\n\nOther words.\n"})
    (folder / PRECEDENTS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def asked(question: str, document: str = "a", **more: object) -> str:
    return json.dumps({"question": question, "document": document, **more})


def test_no_file_is_no_precedent(tiny_corpus: TinyCorpus) -> None:
    """The file is optional."""
    assert load_corpus(tiny_corpus({"a.md": TEXT})).precedents.entries == ()


def test_an_answer_is_found_in_its_document_white_space_aside(tiny_corpus: TinyCorpus) -> None:
    """The words of an answer stand where its place says."""
    folder = written(tiny_corpus, HEAD, asked("who pays", answer="The employer pays for it."))
    corpus = load_corpus(folder)
    (found,) = corpus.precedents.entries
    assert found.question == "who pays" and found.answer is not None
    start, end = found.answer
    assert corpus.document("a").text[start:end] == "The employer\npays for it."


@pytest.mark.parametrize(
    "section, place",
    [
        ({}, 0),
        ({"section": "Cook"}, 0),
        ({"section": "Nurse"}, 1),
        ({"section": ["Later", "Nurse"]}, 1),
        ({"section": "2. nurse"}, 1),
        ({"section": "Porter"}, 0),
        ({"section": ""}, 0),
    ],
)
def test_words_that_stand_in_several_sections_are_found_in_theirs(
    tiny_corpus: TinyCorpus, section: dict[str, Any], place: int
) -> None:
    """Else, and where that section is gone, in the first that has them."""
    text = "# Cook\n\nWorks in:\n\n- Hospitals\n\n# Later\n\n## Nurse\n\nWorks in:\n\n- Hospitals\n"
    folder = tiny_corpus({"a.md": text})
    line = asked("where", **section, answer="Works in: - Hospitals")
    (folder / PRECEDENTS).write_text(f"{HEAD}\n{line}\n", encoding="utf-8")
    corpus = load_corpus(folder)
    (found,) = corpus.precedents.entries
    document = corpus.document("a").text
    starts = [document.find("Works"), document.rfind("Works")]
    assert found.answer is not None
    start, end = found.answer
    assert start == starts[place]
    assert document[start:end] == "Works in:\n\n- Hospitals"


def test_a_question_without_an_answer_is_kept(tiny_corpus: TinyCorpus) -> None:
    """It says that nothing answers it."""
    (found,) = load_corpus(written(tiny_corpus, HEAD, asked("how much"))).precedents.entries
    assert found.answer is None


def test_what_is_gone_is_left_out_and_named(tiny_corpus: TinyCorpus) -> None:
    """A document or words that are no longer there hold nothing up."""
    folder = written(
        tiny_corpus, HEAD, asked("who pays", answer="The council pays."), asked("x", "gone")
    )
    corpus = load_corpus(folder)
    assert corpus.precedents.entries == ()
    said = "\n".join(precedents_astray(folder, corpus.documents))
    assert "line 2" in said and "line 3" in said


def test_they_are_held_against_a_document_as_it_is(tiny_corpus: TinyCorpus) -> None:
    """Only documents with the very text that the first line names."""
    folder = written(tiny_corpus, HEAD, asked("how much"))
    corpus = load_corpus(folder)
    assert corpus.precedents.held_against == frozenset()
    assert any("a, b" in line for line in precedents_astray(folder, corpus.documents))
    hold(folder, corpus.documents)
    after = load_corpus(folder)
    assert after.precedents.held_against == {"a", "b"}
    assert after.precedents.entries == corpus.precedents.entries
    assert precedents_astray(folder, after.documents) == []
    (folder / "documents" / "b.md").write_text("# B\n\nNew words.\n", encoding="utf-8")
    assert load_corpus(folder).precedents.held_against == {"a"}


@pytest.mark.parametrize(
    "lines, says",
    [
        ([asked("who pays")], "unknown key"),
        (['{"schema": 2, "held_against": {}}'], "does not say"),
        (['{"schema": 1}'], "does not say"),
        ([], "does not say"),
        ([HEAD, "{"], "not JSON"),
        ([HEAD, "[]"], "not a table"),
        ([HEAD, '{"question": "", "document": "a"}'], "question is missing"),
        ([HEAD, '{"question": "x"}'], "document is missing"),
        ([HEAD, asked("x", reply="y")], "unknown key 'reply'"),
        ([HEAD, asked("x", section=7)], "section is missing"),
        ([HEAD, asked("x", section=[7])], "headings"),
    ],
)
def test_a_bad_line_is_refused(tiny_corpus: TinyCorpus, lines: list[str], says: str) -> None:
    """With what is wrong; nothing is written over by `hold`."""
    folder = written(tiny_corpus, *lines)
    before = (folder / PRECEDENTS).read_bytes()
    with pytest.raises(CorpusError, match=says):
        load_corpus(folder)
    (folder / PRECEDENTS).rename(folder / "kept")
    documents = load_corpus(folder).documents
    (folder / "kept").rename(folder / PRECEDENTS)
    if says in {"does not say", "not JSON"}:
        with pytest.raises(CorpusError, match=says):
            hold(folder, documents)
    assert (folder / PRECEDENTS).read_bytes() == before
