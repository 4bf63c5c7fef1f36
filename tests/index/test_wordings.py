"""Variants and approved answers in an index: rows, words, and the index without them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faqbot.answering.question import QuestionAnalyser
from faqbot.answering.retriever import Retriever
from faqbot.corpus.load import load_corpus
from faqbot.errors import EncoderError, IndexUnusableError
from faqbot.index.build import build_index, check_index
from faqbot.index.generation import Generation, load_generation, without
from faqbot.index.wordings import variant_rows, variant_tokens, wordings

TinyCorpus = Callable[..., Path]
TEXT = "# Money\n\n## Fees\n\nThe employer pays.\n\n# Places\n\nIn town.\n"
VARIANTS = """schema = 1
[[variant]]
document = "a"
section = "Places"
questions = ["whereabouts", "which venue"]
[[variant]]
document = "a"
section = "Fees"
questions = ["who coughs up"]
"""
APPROVED = """schema = 1
[[approved]]
id = "fees"
questions = ["Who pays?"]
document = "a"
quote = "The employer pays."
approved_by = "Jo"
approved = 2026-01-02
"""


@pytest.fixture
def corpus_folder(tiny_corpus: TinyCorpus) -> Path:
    folder = tiny_corpus({"a.md": TEXT})
    (folder / "variants.toml").write_text(VARIANTS, encoding="utf-8")
    (folder / "approved.toml").write_text(APPROVED, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path, corpus_folder: Path, quick_encoder: Any) -> Path:
    build_index(corpus_folder, tmp_path / "index")
    return tmp_path / "index"


def ranking(generation: Generation, question: str) -> dict[str, list[float]]:
    analyser = QuestionAnalyser(generation.corpus, generation.lexical)
    found = Retriever(generation).retrieve(analyser.analyse(question))
    return {name: scores.tolist() for name, scores in found.rankings.items()}


def test_rows_are_questions_variants_first(corpus_folder: Path) -> None:
    """Each question of a variant stands for the passages of its section, none of an answer."""
    corpus = load_corpus(corpus_folder)
    asked = [question for _, question in wordings(corpus)]
    assert asked == ["whereabouts", "which venue", "who coughs up", "Who pays?"]
    headings = [passage.heading for passage in corpus.passages]
    pairs = [(asked[row], headings[passage]) for row, passage in variant_rows(corpus)]
    assert pairs == [
        ("whereabouts", "Places"),
        ("which venue", "Places"),
        ("who coughs up", "Fees"),
    ]
    assert variant_tokens(corpus) == [["cough", "up"], ["whereabout", "venu"]]


def test_they_travel_in_the_index(index: Path, corpus_folder: Path) -> None:
    """A generation holds them and a vector for each question; another wording makes another."""
    generation = load_generation(index)
    corpus = load_corpus(corpus_folder)
    assert (generation.corpus.variants, generation.corpus.approved) == (
        corpus.variants,
        corpus.approved,
    )
    assert len(generation.vectors.wordings) == 4
    assert check_index(corpus_folder, index) == generation.name
    path = corpus_folder / "approved.toml"
    path.write_text(APPROVED.replace("Who pays?", "Who has to pay?"), encoding="utf-8")
    with pytest.raises(IndexUnusableError, match="stale"):
        check_index(corpus_folder, index)
    assert build_index(corpus_folder, index).generation != generation.name


def test_a_row_too_few_is_refused(
    index: Path, corpus_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many vectors as questions, or the index is not opened."""
    monkeypatch.setattr("faqbot.index.generation.wordings", lambda corpus: iter(()))
    with pytest.raises(EncoderError, match="shape"):
        load_generation(index)


def test_a_wording_finds_its_section(index: Path) -> None:
    """By its words, which the documents lack, and by its vector, as the heading does."""
    generation = load_generation(index)
    bare = without(generation, {"variants"})
    with_it, without_it = (ranking(g, "who coughs up") for g in (generation, bare))
    assert without_it["bm25"] == [0.0, 0.0]
    assert with_it["bm25"][0] > 0 == with_it["bm25"][1]
    assert with_it["heading"][0] == pytest.approx(1.0, abs=1e-3)
    assert with_it["heading"][1] >= without_it["heading"][1]
    assert "cough" not in generation.lexical.vocabulary


def test_without_them_it_is_as_if_they_were_not_written(index: Path, corpus_folder: Path) -> None:
    """Every ranking is the same to the last bit as of a corpus without the files."""
    left = without(load_generation(index), {"variants", "approved"})
    only_approved = without(load_generation(index), {"variants"})
    assert len(only_approved.vectors.wordings) == 1
    assert only_approved.corpus.approved
    for name in ("variants.toml", "approved.toml"):
        (corpus_folder / name).unlink()
    build_index(corpus_folder, index)
    plain = load_generation(index)
    assert np.array_equal(left.vectors.wordings, plain.vectors.wordings)
    for question in ("who coughs up", "Who pays?", "where in town"):
        assert ranking(left, question) == ranking(plain, question)
