"""What was asked before helps to find and to decide, and says nothing of a text that is new."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faqbot.answering.model import allowance, load_decision
from faqbot.answering.question import QuestionAnalyser
from faqbot.answering.retriever import Retrieval, Retriever
from faqbot.answering.signals import PRECEDENTS as COLUMNS
from faqbot.answering.signals import SIGNALS, SignalReader
from faqbot.corpus.load import load_corpus
from faqbot.corpus.precedents import PRECEDENTS, hold
from faqbot.index.build import build_index
from faqbot.index.generation import Generation, load_generation
from faqbot.index.precedents import FLOOR

TinyCorpus = Callable[..., Path]
QUESTION = "who coughs up"


@pytest.fixture
def folder(tiny_corpus: TinyCorpus) -> Path:
    """One question that a document answers; held against it and another."""
    files = {
        "a.md": "# Money\n\nThe employer pays.\n\n# Places\n\nIn town.\n",
        "b.md": "# Hours\n\nNine to five.\n",
    }
    folder = tiny_corpus(files)
    lines = (
        {"schema": 1, "held_against": {}},
        {"question": QUESTION, "document": "a", "answer": "The employer pays."},
    )
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / PRECEDENTS).write_text(text, encoding="utf-8")
    hold(folder, load_corpus(folder).documents)
    return folder


def generation(folder: Path, index: Path) -> Generation:
    build_index(folder, index)
    return load_generation(index)


def retrieved(generation: Generation, precedence: float = 1.0) -> Retrieval:
    question = QuestionAnalyser(generation.corpus, generation.lexical).analyse(QUESTION)
    return Retriever(generation, precedence=precedence).retrieve(question)


def change(folder: Path) -> None:
    """Give the second document other words, so that nothing was held against it."""
    path = folder / "documents" / "b.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nOn Sundays, too.\n", encoding="utf-8")


def test_the_passage_that_answered_it_is_found(
    folder: Path, tmp_path: Path, quick_encoder: Any
) -> None:
    """By all of the weight where the very question was asked, and no other passage by any."""
    made = generation(folder, tmp_path / "index")
    gained = retrieved(made).fused - retrieved(made, 0.0).fused
    assert gained == pytest.approx([1.0, 0.0, 0.0], abs=1e-3)


def test_a_changed_document_has_half_of_that(
    folder: Path, tmp_path: Path, quick_encoder: Any
) -> None:
    """It may answer, too: nobody has looked."""
    change(folder)
    made = generation(folder, tmp_path / "index")
    gained = retrieved(made).fused - retrieved(made, 0.0).fused
    assert gained == pytest.approx([1.0, 0.0, 0.5], abs=1e-3)


def signals(generation: Generation) -> np.ndarray:
    """Return the signals of all sentences, in their order."""
    question = QuestionAnalyser(generation.corpus, generation.lexical).analyse(QUESTION)
    reader = SignalReader(generation)
    candidates = reader.candidates(range(len(generation.corpus.passages)))
    return reader.read(question, retrieved(generation), candidates)


def test_signals_tell_of_what_they_were_held_against(
    folder: Path, tmp_path: Path, quick_encoder: Any
) -> None:
    """Of a changed document they tell nothing."""
    columns = signals(generation(folder, tmp_path / "index"))[:, COLUMNS]
    assert columns[0] == pytest.approx([1.0, 1.0, 1.0, FLOOR - 1, 1.0], abs=1e-3)
    assert columns[2] == pytest.approx([FLOOR, FLOOR, 1.0, FLOOR - 1, 1.0], abs=1e-3)
    change(folder)
    columns = signals(generation(folder, tmp_path / "index"))[:, COLUMNS]
    assert columns[0, -1] == 1.0
    assert columns[2] == pytest.approx([FLOOR, FLOOR, FLOOR, 0.0, 0.0])


def test_a_changed_document_is_not_behind_by_precedents(
    folder: Path, tmp_path: Path, quick_encoder: Any
) -> None:
    """Its sentences get what the best of the others has by them, and only they."""
    ranking = load_decision().ranking
    rows = signals(generation(folder, tmp_path / "index"))
    assert not allowance(ranking, rows).any()
    change(folder)
    rows = signals(generation(folder, tmp_path / "index"))
    by = ranking.terms(rows)[:, COLUMNS].sum(axis=1) + allowance(ranking, rows)
    held = rows[:, SIGNALS.index("precedent")] > 0
    assert held.any()
    assert not held.all()
    assert by[~held] == pytest.approx(by[held].max(), abs=1e-5)
    assert not allowance(ranking, rows)[held].any()
    assert not allowance(ranking, rows[~held]).any()
