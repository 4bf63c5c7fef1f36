"""What the models learn from is what it says it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from faqbot.corpus.load import load_corpus

KINDS = {"harmless", "immediate-danger", "urgent-medical", "suicide", "abuse", "work-concern"}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("questions", "corpus"),
    [
        ("training/questions.jsonl", "corpus"),
        ("training/fresh.jsonl", "corpus"),
        ("training/turns.jsonl", "corpus"),
        ("training/other_guidance/questions.jsonl", "training/other_guidance"),
        ("training/other_guidance/turns.jsonl", "training/other_guidance"),
        ("benchmarks/questions-held.jsonl", "corpus"),
    ],
)
def test_what_is_said_to_answer_stands_in_the_document(
    root: Path, questions: str, corpus: str
) -> None:
    """Word for word, white space aside; what is not answered says what is missing."""
    texts = {d.id: " ".join(d.text.split()) for d in load_corpus(root / corpus).documents}
    asked = lines(root / questions)
    lost = [
        q["question"]
        for q in asked
        if q["answerable"] and " ".join(q["evidence"].split()) not in texts[q["document"]]
    ]
    assert len(asked) > 1_000
    assert lost == []
    assert all(q["why"] for q in asked if not q["answerable"])


@pytest.mark.parametrize(
    "file",
    [
        "training/conversations.jsonl",
        "benchmarks/conversations.jsonl",
        "benchmarks/conversations-held.jsonl",
    ],
)
def test_what_is_said_to_answer_a_turn_stands_in_the_document(root: Path, file: str) -> None:
    """Word for word, white space aside."""
    texts = {d.id: " ".join(d.text.split()) for d in load_corpus(root / "corpus").documents}
    conversations = [c["turns"] for c in lines(root / file)]
    turns = [t for c in conversations for t in c if "wish" not in t]
    answered = [t for t in turns if "answer" in t]
    assert len(answered) > 100
    assert [
        t["say"] for t in answered if " ".join(t["answer"].split()) not in texts[t["document"]]
    ] == []


def test_no_held_question_is_learnt(root: Path) -> None:
    """What three writers asked is measured on only."""
    held = {
        q["question"].lower().strip(" .!?")
        for name in ("held", "ordinary")
        for q in lines(root / f"benchmarks/questions-{name}.jsonl")
    }
    learnt = [q["question"] for q in lines(root / "training/questions.jsonl")]
    for more in ("fresh", "turns"):
        learnt += [t["question"] for t in lines(root / "training" / f"{more}.jsonl")]
    for conversation in lines(root / "training/conversations.jsonl"):
        learnt += [t.get("reading", t["say"]) for t in conversation["turns"]]
    assert not held & {text.lower().strip(" .!?") for text in learnt}


def test_precedents_are_what_was_written_for_training(root: Path) -> None:
    """And hold for the documents as they are: none is lost, none is by another hand."""
    head, *asked = lines(root / "corpus/precedents.jsonl")
    corpus = load_corpus(root / "corpus")
    assert head["held_against"] == {d.id: d.digest for d in corpus.documents}
    assert len(corpus.precedents.entries) == len(asked) > 10_000
    written: dict[str, set[Any]] = {}
    for name in ("questions", "fresh", "turns"):
        for q in lines(root / "training" / f"{name}.jsonl"):
            said = " ".join(q["evidence"].split()) if q["answerable"] else None
            written.setdefault(q["question"].strip(), set()).add((q["document"], said))
    for conversation in lines(root / "training/conversations.jsonl"):
        for t in conversation["turns"]:
            if "wish" not in t:
                said = " ".join(t["answer"].split()) if "answer" in t else None
                question = t.get("reading", t["say"]).strip()
                written.setdefault(question, set()).add((t["document"], said))
    astray = [
        q["question"]
        for q in asked
        if (q["document"], q.get("answer")) not in written.get(q["question"], ())
    ]
    assert astray == []


def test_no_saying_is_fitted_on_and_measured_on(root: Path) -> None:
    """Each is there once, and of a known kind."""
    sayings = lines(root / "training" / "sayings.jsonl")
    texts = [s["text"].lower().strip(" .!?") for s in sayings]
    assert len(set(texts)) == len(texts)
    assert {s["kind"] for s in sayings} == KINDS
    assert any("held" in s for s in sayings)
