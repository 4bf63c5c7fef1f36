"""What was asked before, in an index: how near, to which sentence, and the index without it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.corpus.load import load_corpus
from faqbot.corpus.precedents import PRECEDENTS, hold
from faqbot.documents import Corpus
from faqbot.index.build import build_index
from faqbot.index.codec import corpus_from_json, corpus_to_json
from faqbot.index.generation import Generation, load_generation, without
from faqbot.index.precedents import FLOOR, PrecedentIndex

TinyCorpus = Callable[..., Path]
TEXT = "# Money\n\nThe employer pays. It is not cheap.\n\n# Places\n\nIn town.\n"
LINES = (
    {"schema": 1, "held_against": {}},
    {"question": "who coughs up", "document": "a", "answer": "The employer pays."},
    {"question": "whereabouts", "document": "a", "answer": "In town."},
    {"question": "how much is it", "document": "a"},
)


@pytest.fixture
def corpus_folder(tiny_corpus: TinyCorpus) -> Path:
    folder = tiny_corpus({"a.md": TEXT})
    lines = "".join(json.dumps(line) + "\n" for line in LINES)
    (folder / PRECEDENTS).write_text(lines, encoding="utf-8")
    hold(folder, load_corpus(folder).documents)
    return folder


@pytest.fixture
def generation(tmp_path: Path, corpus_folder: Path, quick_encoder: Any) -> Generation:
    build_index(corpus_folder, tmp_path / "index")
    return load_generation(tmp_path / "index")


def at(cosines: list[float]) -> np.ndarray:
    """Return a unit vector with these cosines to the first axes."""
    rest = np.sqrt(max(0.0, 1 - sum(x * x for x in cosines)))
    return np.array([*cosines, rest], dtype=np.float32)


@pytest.fixture
def index(generation: Generation) -> PrecedentIndex:
    """The three precedents, each on an axis of its own."""
    return PrecedentIndex(generation.corpus, np.eye(4, dtype=np.float32)[:3])


def test_a_question_is_near_the_sentence_that_answered_it(
    generation: Generation, index: PrecedentIndex
) -> None:
    """That sentence, its passage, and all that is answered; nothing else."""
    near = index.near(at([0.9, 0.0, 0.0]))
    words = [
        generation.corpus.document("a").text[s.span.start : s.span.end]
        for _, s in generation.corpus.sentences()
    ]
    assert words == ["The employer pays.", "It is not cheap.", "In town."]
    assert near.sentences == pytest.approx([0.9, FLOOR, FLOOR], abs=0.002)
    assert near.passages == pytest.approx([0.9, FLOOR], abs=0.002)
    assert near.nearest == pytest.approx([0.9, 0.0], abs=1e-6)
    assert (near.answered, near.unanswered) == pytest.approx((0.9, FLOOR), abs=0.002)


def test_a_whole_sentence_answers_wherever_it_stands(
    tiny_corpus: TinyCorpus, tmp_path: Path, quick_encoder: Any
) -> None:
    """Word for word, also in another section; a few words mean what their section is about."""
    same = "Nobody has to do it unless their own employer says so."
    text = f"# Duty\n\n{same} Ask.\n\n# Contracts\n\n{same} In town.\n\n# Places\n\nIn town.\n"
    folder = tiny_corpus({"a.md": text})
    lines = [LINES[0], {"question": "must I", "document": "a", "answer": same}, LINES[2]]
    written = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / PRECEDENTS).write_text(written, encoding="utf-8")
    build_index(folder, tmp_path / "index")
    made = load_generation(tmp_path / "index")
    near = PrecedentIndex(made.corpus, np.eye(3, dtype=np.float32)[:2]).near(at([0.9, 0.0]))
    assert near.sentences == pytest.approx([0.9, FLOOR, 0.9, FLOOR, FLOOR], abs=0.002)
    assert near.passages == pytest.approx([0.9, 0.9, FLOOR], abs=0.002)
    near = PrecedentIndex(made.corpus, np.eye(3, dtype=np.float32)[:2]).near(at([0.0, 0.9]))
    assert sorted(near.sentences)[-2:] == pytest.approx([FLOOR, 0.9], abs=0.002)


def test_what_nothing_answered_is_near_no_passage(index: PrecedentIndex) -> None:
    """It only tells that nothing may answer."""
    near = index.near(at([0.0, 0.0, 0.9]))
    assert near.unanswered == pytest.approx(0.9, abs=0.002)
    assert near.passages == pytest.approx([FLOOR, FLOOR], abs=0.002)


@given(st.lists(st.floats(-0.55, 0.55), min_size=3, max_size=3))
def test_a_soft_maximum_is_no_less_than_the_highest(cosines: list[float]) -> None:
    """And at most what three of them together make."""
    corpus = _corpus()
    near = PrecedentIndex(corpus, np.eye(4, dtype=np.float32)[:3]).near(at(cosines))
    highest = max(FLOOR, *cosines[:2])
    assert highest - 1e-4 <= near.answered <= highest + 0.05 * np.log(3) + 1e-4


def test_no_precedents_are_near_nothing(generation: Generation) -> None:
    """Every number is at its floor, for an index without them."""
    bare = without(generation, {"precedents"})
    near = PrecedentIndex(bare.corpus, bare.vectors.precedents).nothing()
    assert set(near.sentences) == set(near.passages) == {near.answered, near.unanswered} == {FLOOR}
    assert not near.nearest.any()


def test_an_index_holds_them(generation: Generation, corpus_folder: Path) -> None:
    """With their vectors, a row each, and as the corpus folder has them."""
    precedents = load_corpus(corpus_folder).precedents
    assert generation.corpus.precedents == precedents
    assert precedents.held_against == {"a"}
    assert generation.vectors.precedents.shape[0] == 3
    assert corpus_from_json(corpus_to_json(generation.corpus)) == generation.corpus


@lru_cache(maxsize=1)
def _corpus() -> Corpus:
    """The same corpus, for a test that hypothesis runs many times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "documents").mkdir()
        (folder / "documents" / "a.md").write_text(TEXT, encoding="utf-8")
        document = 'id = "a"\nfile = "documents/a.md"\ntitle = "A"\n'
        (folder / "sources.toml").write_text(f"schema = 1\n[[document]]\n{document}", "utf-8")
        lines = "".join(json.dumps(line) + "\n" for line in LINES)
        (folder / PRECEDENTS).write_text(lines, encoding="utf-8")
        return load_corpus(folder)
