"""The preview: what a build would make, without making it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faqbot.index.build import build_index
from faqbot.index.generation import Generation, load_generation
from faqbot.index.preview import preview
from faqbot.index.vectors import Texts, texts_of

TinyCorpus = Callable[..., Path]
ONE = "# Rules\n\nThe employer pays. It takes a week.\n"
CHANGED = ONE + "\nNobody else pays.\n"


@pytest.fixture
def index(
    tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: Any, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    build_index(tiny_corpus({"a.md": ONE, "b.md": ONE}), tmp_path / "index")
    return tmp_path / "index"


def same(one: Generation, other: Generation) -> bool:
    """Return whether two generations answer alike."""
    vectors = zip(one.vectors.all(), other.vectors.all(), strict=True)
    return (
        (one.name, one.corpus, one.sentence_rows) == (other.name, other.corpus, other.sentence_rows)
        and all(np.array_equal(a, b) for a, b in vectors)
        and one.lexical.scores(["pay"]).tolist() == other.lexical.scores(["pay"]).tolist()
    )


def test_a_preview_is_what_a_build_makes(
    index: Path, tiny_corpus: TinyCorpus, quick_encoder: Any
) -> None:
    """The same in name, documents, tokens and vectors; only new texts are encoded; no file moves."""
    corpus = tiny_corpus({"a.md": CHANGED, "b.md": ONE})
    before = {p: p.stat().st_mtime_ns for p in (index, *index.rglob("*"))}
    current = load_generation(index)
    quick_encoder.encoded.clear()
    previewed = preview(corpus, current)
    assert quick_encoder.encoded
    assert all("Nobody else pays." in text for text in quick_encoder.encoded)
    assert {p: p.stat().st_mtime_ns for p in (index, *index.rglob("*"))} == before
    build_index(corpus, index)
    assert same(previewed, load_generation(index))


def test_texts_made_otherwise_are_encoded_anew(
    index: Path, tiny_corpus: TinyCorpus, quick_encoder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another way to put texts together, no vector of an older program stands for a new text."""

    def reversed_texts(corpus: Any) -> Texts:
        return Texts(*(tuple(text[::-1] for text in rows) for rows in texts_of(corpus).all()))

    current = load_generation(index)
    monkeypatch.setattr("faqbot.index.contents.texts_of", reversed_texts)
    previewed = preview(tiny_corpus({"a.md": ONE, "b.md": ONE}), current)
    texts = reversed_texts(previewed.corpus)
    fresh = quick_encoder.encode(texts.sentences)
    assert np.sum(fresh * previewed.vectors.sentences, axis=1) == pytest.approx(1, abs=2e-3)
