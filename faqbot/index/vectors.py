"""The dense side: what is encoded for each passage, and similarity by dot product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
AnyMatrix = TypeVar("AnyMatrix", Matrix, StoredMatrix)
Progress = Callable[[int, int], None]
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
    """Unit vectors, shape (rows, dimension), rows as in Texts."""

    passages: Matrix
    headings: Matrix
    sentences: StoredMatrix  # as stored: a question looks at those of a few passages only
    contexts: Matrix
    signposts: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    wordings: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    precedents: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))

    @classmethod
    def of(cls, stored: Iterable[StoredMatrix]) -> Vectors:
        """Return the vectors to search in, made from the seven matrices as they are stored."""
        found: list[Any] = []
        for group, matrix in zip(fields(cls), stored, strict=True):
            found.append(matrix if group.name == "sentences" else matrix.astype(np.float32))
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
            words = " ".join(sentence.span.of(text).split())
            lead = " ".join(sentence.lead_in.of(text).split()) + " " if sentence.lead_in else ""
            sentences.append(expansion.without_topic(expansion.spelt_out(lead + words)))
            contexts.append(expansion.spelt_out(f"{heading}. {lead}{words}"))
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


def encode_texts(
    texts: Texts,
    encoder: Encoder,
    known: Mapping[str, StoredMatrix] | None = None,
    progress: Progress | None = None,
) -> Vectors:
    """Return vectors for all texts, encoding only those that `known` does not hold.

    Args:
        texts: what to encode.
        encoder: gives unit vectors.
        known: vectors by text, from an index made with the same encoder.
        progress: called with (done, total) as work goes on.

    Raises:
        EncoderError: a vector is not finite, not of unit length or of the wrong size.
    """
    every = vectors_by_text(texts, encoder, known, progress)
    return Vectors.of(stacked(rows, every, encoder.dimension) for rows in texts.all())


def vectors_by_text(
    texts: Texts,
    encoder: Encoder,
    known: Mapping[str, StoredMatrix] | None = None,
    progress: Progress | None = None,
) -> dict[str, StoredMatrix]:
    """Return the vector of each text as it is stored; see `encode_texts`."""
    every = dict(known or {})
    missing = [t for t in dict.fromkeys(t for rows in texts.all() for t in rows) if t not in every]
    for start in range(0, len(missing), 32):
        chunk = missing[start : start + 32]
        rows = checked(encoder.encode(chunk), len(chunk), encoder.dimension)
        every.update(zip(chunk, rows.astype(STORED), strict=True))
        if progress is not None:
            progress(start + len(chunk), len(missing))
    return every


def stacked(
    rows: Sequence[str], every: Mapping[str, StoredMatrix], dimension: int
) -> StoredMatrix:
    """Return the vectors of some texts as one matrix, a row each."""
    if not rows:
        return np.zeros((0, dimension), dtype=STORED)
    return np.stack([every[row] for row in rows])


def known_vectors(
    texts: Texts, matrices: Iterable[Matrix | StoredMatrix]
) -> dict[str, StoredMatrix]:
    """Return an index's vectors by the text they were made from; matrices as in Vectors.all()."""
    known: dict[str, StoredMatrix] = {}
    for rows, matrix in zip(texts.all(), matrices, strict=True):
        known.update(zip(rows, matrix.astype(STORED, copy=False), strict=True))
    return known


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
