"""The dense side: what is encoded for each passage, and similarity by dot product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from faqbot.documents import Corpus, SectionKind
from faqbot.errors import EncoderError
from faqbot.index.encoder import Encoder
from faqbot.index.expansion import Expansion
from faqbot.index.wordings import wordings

Matrix = npt.NDArray[np.float32]
STORED = np.float16  # halves the index; cosines move by less than 0.001
StoredMatrix = npt.NDArray[np.float16]
Directions = npt.NDArray[np.int8]  # of unit vectors: rows of any length, a quarter of the index
AnyMatrix = TypeVar("AnyMatrix", bound=npt.NDArray[np.floating[Any]])
Progress = Callable[[int, int], None]
_CHUNK = 32  # texts between two reports of progress
_BLOCK = 4_096  # rows looked at together: a whole matrix in 32 bits would be twice the index


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that are encoded, one row each."""

    passages: tuple[str, ...]  # heading and body, row i is passage i
    headings: tuple[str, ...]  # heading path with the main topic as "it", row i is passage i
    sentences: tuple[str, ...]  # lead-in and sentence, likewise, in the order of Corpus.sentences()
    contexts: tuple[str, ...]  # heading, lead-in and sentence, in the same order
    signposts: tuple[str, ...] = ()  # of each signpost its examples, then its harmless ones
    wordings: tuple[str, ...] = ()  # questions of variants, then of approved answers, as headings
    precedents: tuple[str, ...] = ()  # questions that were asked before, likewise

    def all(self) -> tuple[tuple[str, ...], ...]:
        """Return the seven groups, in the order of Vectors.all()."""
        found = (self.passages, self.headings, self.sentences, self.contexts)
        return (*found, self.signposts, self.wordings, self.precedents)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit vectors, shape (rows, dimension), rows as in Texts; precedents have a dimension of their own."""

    passages: Matrix
    headings: Matrix
    sentences: StoredMatrix  # as stored: a question looks at those of a few passages only
    contexts: Matrix
    signposts: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    wordings: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    precedents: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))

    @classmethod
    def of(cls, stored: Iterable[StoredMatrix | Directions]) -> Vectors:
        """Return the vectors to search in, made from the seven matrices as they are stored."""
        found: list[Any] = []
        for group, matrix in zip(fields(cls), stored, strict=True):
            found.append(matrix if group.name == "sentences" else _unfolded(matrix))
        return cls(*found)

    def all(self) -> tuple[Matrix | StoredMatrix, ...]:
        """Return the seven matrices."""
        found = (self.passages, self.headings, self.sentences, self.contexts)
        return (*found, self.signposts, self.wordings, self.precedents)


def texts_of(corpus: Corpus) -> Texts:
    """Return what is encoded for a corpus, acronyms of its glossary spelt out."""
    expansion = Expansion(corpus.glossary, corpus.main_topic)
    titles = {d.id: d.source.title for d in corpus.documents}
    texts = {d.id: d.text for d in corpus.documents}
    passages, headings, sentences, contexts = [], [], [], []
    for passage in corpus.passages:
        heading = passage.heading or titles[passage.document_id]
        text = texts[passage.document_id]
        asks = passage.kind is SectionKind.QUESTION
        whole = heading.lstrip("0123456789. ") if asks else " > ".join(passage.path)
        heading = whole or heading
        passages.append(expansion.spelt_out(f"{heading}. {corpus.words_of(passage)}"))
        headings.append(expansion.without_topic(expansion.spelt_out(heading)))
        for sentence in passage.sentences:
            words = passage.says(sentence, text)
            sentences.append(expansion.without_topic(expansion.spelt_out(words)))
            contexts.append(expansion.spelt_out(f"{heading}. {words}"))
    signposts = tuple(t for s in corpus.signposts for t in (*s.examples, *s.harmless))
    asked, before = (
        tuple(expansion.without_topic(expansion.spelt_out(question)) for question in questions)
        for questions in (
            [question for _, question in wordings(corpus)],
            [precedent.question for precedent in corpus.precedents.entries],
        )
    )
    return Texts(
        tuple(passages),
        tuple(headings),
        tuple(sentences),
        tuple(contexts),
        signposts,
        asked,
        before,
    )


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors as they are stored, by the text they were made from."""

    vectors: Mapping[str, StoredMatrix]
    questions: Mapping[str, Directions]  # of precedents

    @classmethod
    def nothing(cls) -> Encoded:
        """Return those of no text."""
        return cls({}, {})

    @classmethod
    def kept(
        cls, texts: Texts, stored: Sequence[Matrix | StoredMatrix | Directions], *, questions: bool
    ) -> Encoded:
        """Return an index's vectors.

        Args:
            texts: they were made from.
            stored: as in Vectors.all().
            questions: whether those of precedents are of use.
        """
        known: dict[str, StoredMatrix] = {}
        *groups, precedents = zip(texts.all(), stored, strict=True)
        for rows, matrix in groups:
            known.update(zip(rows, matrix.astype(STORED, copy=False), strict=True))
        rows, matrix = precedents
        return cls(known, dict(zip(rows, directions(matrix), strict=True)) if questions else {})

    def stored(
        self, texts: Texts, dimension: int, of_questions: int
    ) -> Iterator[StoredMatrix | Directions]:
        """Yield the seven matrices of texts.

        Args:
            texts: whose vectors these are.
            dimension: of a vector.
            of_questions: of a precedent's.
        """
        *groups, precedents = texts.all()
        for rows in groups:
            yield stacked([self.vectors[row] for row in rows], dimension, STORED)
        yield stacked([self.questions[row] for row in precedents], of_questions, np.int8)


def encode_texts(
    texts: Texts,
    encoder: Encoder,
    questions: Encoder,
    known: Encoded | None = None,
    progress: Progress | None = None,
) -> Vectors:
    """Return vectors for all texts, encoding only those that `known` does not hold.

    Args:
        texts: what to encode.
        encoder: gives unit vectors.
        questions: gives those of precedents.
        known: from an index made with the same encoders.
        progress: called with (done, total) as work goes on.

    Raises:
        EncoderError: a vector is not finite, not of unit length or of the wrong size.
    """
    every = encoded(texts, encoder, questions, known, progress)
    return Vectors.of(every.stored(texts, encoder.dimension, questions.dimension))


def encoded(
    texts: Texts,
    encoder: Encoder,
    questions: Encoder,
    known: Encoded | None = None,
    progress: Progress | None = None,
) -> Encoded:
    """Return the vector of each text as it is stored; see `encode_texts`."""
    known = known or Encoded.nothing()
    *groups, precedents = texts.all()
    vectors, asked = dict(known.vectors), dict(known.questions)
    missing = [t for t in dict.fromkeys(t for rows in groups for t in rows) if t not in vectors]
    asks = [t for t in dict.fromkeys(precedents) if t not in asked]
    total, done = len(missing) + len(asks), 0
    for by, new in ((encoder, missing), (questions, asks)):
        for start in range(0, len(new), _CHUNK):
            chunk = new[start : start + _CHUNK]
            rows = checked(by.encode(chunk), len(chunk), by.dimension)
            if new is missing:
                vectors.update(zip(chunk, rows.astype(STORED), strict=True))
            else:
                asked.update(zip(chunk, directions(rows), strict=True))
            done += len(chunk)
            if progress is not None:
                progress(done, total)
    return Encoded(vectors, asked)


def stacked(rows: Sequence[npt.NDArray[Any]], dimension: int, kind: type) -> npt.NDArray[Any]:
    """Return rows as one matrix, also where there are none."""
    return np.stack(rows) if rows else np.zeros((0, dimension), dtype=kind)


def directions(matrix: npt.NDArray[Any]) -> Directions:
    """Return rows in 8 bits, the largest number of each as 127; such rows stay as they are."""
    if matrix.dtype == np.int8:
        return matrix
    largest = np.abs(matrix).max(axis=1, keepdims=True, initial=1e-9)
    found: Directions = np.rint(matrix * (127 / largest)).astype(np.int8)
    return found


def _unfolded(matrix: StoredMatrix | Directions) -> Matrix:
    """Return rows in 32 bits; directions are of unit length again."""
    found: Matrix = matrix.astype(np.float32)
    if matrix.dtype == np.int8 and len(found):
        lengths = np.sqrt(np.einsum("ij,ij->i", found, found))
        found /= np.maximum(lengths, 1)[:, np.newaxis]  # a row of noughts stays one
    return found


def checked(matrix: AnyMatrix, rows: int, dimension: int) -> AnyMatrix:
    """Return the matrix, or refuse one that similarity cannot be computed with.

    Raises:
        EncoderError: wrong shape, NaN, infinite, or not of unit length.
    """
    if matrix.shape != (rows, dimension):
        raise EncoderError(
            f"vectors have shape {matrix.shape}, expected {(rows, dimension)}",
            fix="Rebuild the index with: faqbot index build",
        )
    for start in range(0, rows, _BLOCK):
        block = matrix[start : start + _BLOCK].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", block, block))
        if not np.all(np.isfinite(lengths)) or np.any(np.abs(lengths - 1) > 1e-3):
            raise EncoderError(
                "a vector is not finite or not of unit length",
                fix="Restore the encoder, then run: faqbot index build",
            )
    return matrix
