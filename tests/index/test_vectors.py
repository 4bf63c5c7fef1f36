"""The dense side: what is encoded, once each, and which vectors are refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from faqbot.documents import Corpus, Passage
from faqbot.errors import EncoderError
from faqbot.index.vectors import Encoded, Texts, Vectors, checked, directions, encode_texts, texts_of

TEXTS = Texts(
    ("A. one", "B. two"), ("A", "B"), ("one", "two", "one"), ("A. one", "B. two", "A. one")
)


class Stub:
    """An encoder that gives the matrix it was made with for every call."""

    name = "stub"
    dimension = 3
    digest = "0" * 64

    def __init__(self, row: Sequence[float]) -> None:
        self._row = row
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        return np.array([self._row] * len(texts), dtype=np.float32)


def test_each_text_is_encoded_once() -> None:
    """A text that stands in several places is encoded once, and all its rows are equal."""
    encoder = Stub([0.6, 0.8, 0.0])
    progress: list[tuple[int, int]] = []
    vectors = encode_texts(
        TEXTS, encoder, encoder, progress=lambda done, total: progress.append((done, total))
    )
    assert encoder.encoded == ["A. one", "B. two", "A", "B", "one", "two"]
    assert [m.shape for m in vectors.all()] == [(len(rows), 3) for rows in TEXTS.all()]
    assert vectors.sentences[0].tolist() == vectors.sentences[2].tolist()
    assert progress == [(6, 6)]


def test_known_texts_are_not_encoded() -> None:
    """Vectors of an index before are taken over as they are."""
    first = encode_texts(TEXTS, Stub([0.6, 0.8, 0.0]), Stub([1.0, 0.0, 0.0]))
    known = Encoded.kept(TEXTS, first.all(), questions=True)
    assert set(known.vectors) == {text for rows in TEXTS.all() for text in rows}
    more = Texts((*TEXTS.passages, "C"), (*TEXTS.headings, "C"), TEXTS.sentences, TEXTS.contexts)
    encoder = Stub([0.0, 0.0, 1.0])
    again = encode_texts(more, encoder, encoder, known)
    assert encoder.encoded == ["C"]
    assert again.passages[:2].tolist() == first.passages.tolist()
    assert again.passages[2].tolist() == [0.0, 0.0, 1.0]


def test_only_what_is_searched_whole_is_in_32_bits() -> None:
    """Vectors of sentences alone stay as they are stored; the values of all are those stored."""
    stored = [np.full((n, 3), 0.1 * n, dtype=np.float16) for n in range(1, 8)]
    vectors = Vectors.of(stored)
    kinds = [matrix.dtype.name for matrix in vectors.all()]
    assert kinds == ["float32", "float32", "float16", *["float32"] * 4]
    for before, after in zip(stored, vectors.all(), strict=True):
        assert np.array_equal(before, after)


def test_no_texts() -> None:
    """An empty corpus gives matrices without rows and encodes nothing."""
    stub = Stub([1.0, 0.0, 0.0])
    vectors = encode_texts(Texts((), (), (), ()), stub, stub)
    assert {m.shape for m in vectors.all()} == {(0, 3)}


ASKED = Texts(("A. one",), ("A",), ("one",), ("A. one",), precedents=("one", "which one", "one"))


def test_precedents_are_encoded_by_the_encoder_of_questions() -> None:
    """Also one whose words stand elsewhere, too; each once, and not again when it is known."""
    encoder, questions = Stub([0.6, 0.8, 0.0]), Stub([0.0, 0.6, -0.8])
    vectors = encode_texts(ASKED, encoder, questions)
    assert questions.encoded == ["one", "which one"]
    assert "one" in encoder.encoded
    assert vectors.precedents.dtype == np.float32
    np.testing.assert_allclose(vectors.precedents, [[0.0, 0.6, -0.8]] * 3, atol=0.005)
    np.testing.assert_allclose(np.linalg.norm(vectors.precedents, axis=1), 1, rtol=1e-5)
    known = Encoded.kept(ASKED, vectors.all(), questions=True)
    again = encode_texts(ASKED, encoder, Stub([1.0, 0.0, 0.0]), known)
    assert again.precedents.tolist() == vectors.precedents.tolist()
    other = Encoded.kept(ASKED, vectors.all(), questions=False)
    anew = encode_texts(ASKED, encoder, Stub([1.0, 0.0, 0.0]), other)
    assert anew.precedents.tolist() == [[1.0, 0.0, 0.0]] * 3


@given(
    arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 4), st.integers(2, 200)),
        elements=st.floats(-1, 1, width=32, allow_subnormal=False),
    )
)
def test_a_direction_in_8_bits_is_nearly_the_same(rows: np.ndarray) -> None:
    """And it is the same again when it is stored once more."""
    rows[:, 0] += 2
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    stored = directions(unit)
    assert stored.dtype == np.int8
    assert np.abs(stored.astype(int)).max(axis=1).tolist() == [127] * len(rows)
    lengths = np.linalg.norm(stored.astype(np.float32), axis=1, keepdims=True)
    restored = (stored / lengths).astype(np.float32)
    assert np.all(np.sum(restored * unit, axis=1) > 0.99)
    assert directions(stored) is stored
    assert directions(restored).tolist() == stored.tolist()


@pytest.mark.parametrize(
    "row",
    [
        [float("nan"), 0.0, 1.0],
        [float("inf"), 0.0, 0.0],
        [0.0, 0.0, 0.0],
        [1.0, 1.0, 1.0],
        [1.0, 0.0],
        [1.0, 0.0, 0.0, 0.0],
    ],
    ids=["nan", "infinite", "zero", "too long", "too few numbers", "too many numbers"],
)
def test_unusable_vectors_are_refused(row: list[float]) -> None:
    """NaN, infinite, zero and unscaled vectors, and those of another size, end the build."""
    with pytest.raises(EncoderError) as caught:
        encode_texts(TEXTS, Stub(row), Stub(row))
    assert caught.value.exit_code == 3
    assert "faqbot index build" in str(caught.value)


def test_one_bad_row_among_good_ones_is_found() -> None:
    """Every row is looked at, and the number of rows."""
    matrix: Any = np.eye(3, dtype=np.float32)
    assert checked(matrix, 3, 3) is matrix
    matrix[2, 2] = np.nan
    with pytest.raises(EncoderError, match="not finite"):
        checked(matrix, 3, 3)
    with pytest.raises(EncoderError, match="shape"):
        checked(np.eye(3, dtype=np.float32), 4, 3)


def _leaf(passage: Passage) -> str:
    """Return the first word of a passage's heading, without its number."""
    return " ".join(passage.heading.lstrip("0123456789. ").split()[:1])


def test_texts_of_the_real_corpus(real_corpus: Corpus) -> None:
    """Row i of each group belongs to passage i, or to sentence i; acronyms are spelt out."""
    texts = texts_of(real_corpus)
    assert len(texts.passages) == len(texts.headings) == len(real_corpus.passages)
    sentences = list(real_corpus.sentences())
    assert len(texts.sentences) == len(texts.contexts) == len(sentences)
    for context, (row, sentence) in zip(texts.contexts, sentences, strict=True):
        passage = real_corpus.passages[row]
        words = sentence.span.of(real_corpus.document(passage.document_id).text).split()
        assert _leaf(passage) in context
        assert words[-1].rstrip(".,;:!?)") in context
    for text, passage in zip(texts.passages, real_corpus.passages, strict=True):
        assert _leaf(passage) in text
    row = next(i for i, p in enumerate(real_corpus.passages) if p.heading.startswith("7. TQT"))
    assert "TQT (total qualification time)" in texts.passages[row]
