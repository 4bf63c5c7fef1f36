"""One generation of the index in memory: everything an answer is found with."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from faqbot.aids import Precedents
from faqbot.documents import Corpus
from faqbot.errors import EncoderError, IndexUnusableError
from faqbot.index import store
from faqbot.index.codec import corpus_from_json
from faqbot.index.encoder import CONFIG_FILE, Encoder, load_encoder
from faqbot.index.lexical import LexicalIndex, passage_tokens
from faqbot.index.question_encoder import question_encoder
from faqbot.index.remembering import RememberingEncoder
from faqbot.index.text import ANALYSIS
from faqbot.index.vectors import STORED, Directions, StoredMatrix, Vectors, checked
from faqbot.index.wordings import variant_tokens, wordings

SCHEMA = 4
CORPUS_FILE = "corpus.json"
TOKENS_FILE = "tokens.json"
VECTOR_FILES = (
    "passages.npy", "headings.npy", "sentences.npy", "contexts.npy", "signposts.npy",
    "wordings.npy", "precedents.npy",
)  # fmt: skip
FILES = (CORPUS_FILE, TOKENS_FILE, *VECTOR_FILES)
ENCODERS = "encoders"


@dataclass(frozen=True)
class Generation:
    """A whole index, loaded and verified. Row i of every list and matrix is passage i."""

    name: str
    corpus: Corpus
    lexical: LexicalIndex
    vectors: Vectors
    encoder: Encoder
    questions: Encoder  # of precedents, and of what is held against them
    sentence_rows: tuple[int, ...]  # passage row of each sentence row


def load_generation(
    index: Path, name: str | None = None, encoder: Encoder | None = None
) -> Generation:
    """Return a generation, every file verified by its SHA-256.

    Args:
        index: the index folder.
        name: which one; None is the one that answers.
        encoder: loaded already, and used if it is the one that is wanted.

    Raises:
        IndexUnusableError: the index is missing, damaged, or made by another version.
        EncoderError: its encoder is missing, changed, or not the one it was made with.
    """
    folder = store.current_generation(index) if name is None else index / name
    manifest = store.read_manifest(folder)
    require(manifest, folder, "schema", SCHEMA)
    require(manifest, folder, "analysis", ANALYSIS)
    with ThreadPoolExecutor(1, "encoder") as beside:
        # Models are opened while the documents are read: neither waits for the other's core.
        encoders = beside.submit(_encoders, index, folder, manifest, encoder)
        return _read(folder, manifest, encoders)


def _read(
    folder: Path, manifest: dict[str, Any], encoders: Future[tuple[Encoder, Encoder]]
) -> Generation:
    """Return a generation whose encoders are being opened.

    Raises:
        IndexUnusableError: a file is missing, damaged, or made by another version.
        EncoderError: an encoder cannot be opened.
    """
    digests = manifest["files"]
    with _readable(folder):
        corpus = corpus_from_json(json.loads(store.read_checked(folder, CORPUS_FILE, digests)))
    rows = sum(1 for _ in corpus.sentences())
    # One file after another: what is read of a large index is gone before the next is read.
    lexical = _read_lexical(folder, corpus, digests)
    with _readable(folder):
        vectors = Vectors.of(
            vectors_in(store.read_checked(folder, file, digests)) for file in VECTOR_FILES
        )
    encoder, questions = encoders.result()
    require(manifest, folder, "question_encoder", questions.digest)
    facts = manifest_facts(folder.name, corpus, encoder)
    if any(manifest.get(key) != value for key, value in facts.items()):
        raise store.damaged_manifest(folder)
    told = sum(len(s.examples) + len(s.harmless) for s in corpus.signposts)
    asked = sum(1 for _ in wordings(corpus))
    before = len(corpus.precedents.entries)
    counts = (len(corpus.passages), len(corpus.passages), rows, rows, told, asked, before)
    dimensions = [encoder.dimension] * (len(counts) - 1) + [questions.dimension]
    for matrix, count, dimension in zip(vectors.all(), counts, dimensions, strict=True):
        checked(matrix, count, dimension)
    return Generation(
        folder.name, corpus, lexical, vectors, encoder, questions, _sentence_rows(corpus)
    )


def _read_lexical(folder: Path, corpus: Corpus, digests: Mapping[str, str]) -> LexicalIndex:
    """Return the lexical side of a generation.

    Raises:
        IndexUnusableError: its file is damaged, or does not belong to the corpus.
    """
    with _readable(folder):
        tokens = json.loads(store.read_checked(folder, TOKENS_FILE, digests))
        passages, variants = tokens["passages"], tokens["variants"]
        if {len(passages), len(variants) or len(passages)} != {len(corpus.passages)}:
            raise ValueError("its files do not fit together")
        return LexicalIndex(passages, variants)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Turn what a file of another form raises into an error for a person.

    Raises:
        IndexUnusableError: a file could not be read as what it should be.
    """
    try:
        yield
    except (EOFError, KeyError, TypeError, ValueError) as error:
        raise IndexUnusableError(
            f"the index cannot be read ({error})", where=str(folder), fix=store.REBUILD
        ) from error


def assemble(
    name: str,
    corpus: Corpus,
    tokens: Sequence[Sequence[str]],
    vectors: Vectors,
    encoder: Encoder,
    questions: Encoder,
) -> Generation:
    """Return the generation that these make, in memory.

    Args:
        name: of the generation.
        corpus: the documents.
        tokens: a row for each passage, to be found by.
        vectors: rows as in `vectors.Texts`.
        encoder: the one that made the vectors.
        questions: that made those of precedents.
    """
    lexical = LexicalIndex(tokens, variant_tokens(corpus))
    rows = _sentence_rows(corpus)
    return Generation(name, corpus, lexical, vectors, encoder, questions, rows)


def _sentence_rows(corpus: Corpus) -> tuple[int, ...]:
    return tuple(row for row, _ in corpus.sentences())


def _encoders(
    index: Path, folder: Path, manifest: dict[str, Any], opened: Encoder | None
) -> tuple[Encoder, Encoder]:
    """Return the encoder of a generation, and that of questions.

    Args:
        index: the index folder.
        folder: of the generation.
        manifest: of the generation.
        opened: an encoder, used if it is the one that is wanted.

    Raises:
        EncoderError: one is missing, changed, or another one.
    """
    if opened is None or opened.digest != manifest.get("encoder"):
        opened = RememberingEncoder(_encoder(index, folder, manifest))
    return opened, question_encoder(opened)


def _encoder(index: Path, folder: Path, manifest: dict[str, Any]) -> Encoder:
    """Return the encoder that a generation was made with.

    Raises:
        EncoderError: it is missing, changed, or another one.
    """
    encoder = load_encoder(encoder_folder(index, str(manifest.get("encoder"))))
    if encoder.digest != manifest.get("encoder"):
        raise EncoderError(
            f"the index was built with encoder {manifest.get('encoder')}, "
            f"but the one here is {encoder.digest}",
            where=str(encoder_folder(index, str(manifest.get("encoder"))) / CONFIG_FILE),
            fix=store.REBUILD,
        )
    return encoder


def indexed_corpus(index: Path) -> Corpus:
    """Return the documents that an index folder answers from, without loading its encoder.

    Raises:
        IndexUnusableError: the index is missing, damaged, or made by another version.
    """
    folder = store.current_generation(index)
    manifest = store.read_manifest(folder)
    require(manifest, folder, "schema", SCHEMA)
    data = store.read_checked(folder, CORPUS_FILE, manifest["files"])
    try:
        return corpus_from_json(json.loads(data))
    except (KeyError, TypeError, ValueError) as error:
        raise IndexUnusableError(
            "the documents in the index cannot be read", where=str(folder), fix=store.REBUILD
        ) from error


def manifest_facts(name: str, corpus: Corpus, encoder: Encoder) -> dict[str, object]:
    """Return what a manifest says of a generation, and its other files say, too."""
    return {
        "generation": name,
        "corpus_digest": corpus.digest,
        "encoder": encoder.digest,
        "encoder_name": encoder.name,
        "dimension": encoder.dimension,
        "documents": len(corpus.documents),
        "passages": len(corpus.passages),
        "sentences": sum(1 for _ in corpus.sentences()),
    }


def without(generation: Generation, aids: Collection[str]) -> Generation:
    """Return a generation as if maintainers had not written some of what they wrote.

    Args:
        generation: whole.
        aids: "variants", "approved", "precedents": the files that it is as if the corpus folder
            had not.
    """
    corpus = generation.corpus
    bare = replace(
        corpus,
        variants=() if "variants" in aids else corpus.variants,
        approved=() if "approved" in aids else corpus.approved,
        precedents=Precedents() if "precedents" in aids else corpus.precedents,
    )
    left = {*bare.variants, *bare.approved}
    rows = [row for row, (entry, _) in enumerate(wordings(corpus)) if entry in left]
    before = generation.vectors.precedents[: len(bare.precedents.entries)]
    return replace(
        generation,
        name=f"{generation.name} without {' and '.join(sorted(aids))}",
        corpus=bare,
        lexical=LexicalIndex(passage_tokens(bare), variant_tokens(bare)),
        vectors=replace(
            generation.vectors, wordings=generation.vectors.wordings[rows], precedents=before
        ),
    )


def encoder_folder(index: Path, digest: str) -> Path:
    """Return where an index keeps the encoder of that digest."""
    return index / ENCODERS / digest[:16]


def require(manifest: dict[str, Any], folder: Path, key: str, wanted: object) -> None:
    """Refuse a generation that another version of the program made.

    Raises:
        IndexUnusableError: the manifest's value is not the wanted one; both are named.
    """
    found = manifest.get(key)
    if found != wanted:
        raise IndexUnusableError(
            f"the index has {key} {found!r}, and this version reads {wanted!r}",
            where=str(folder),
            fix=store.REBUILD,
        )


def vectors_in(data: bytes) -> StoredMatrix | Directions:
    """Return the matrix in a file of vectors.

    Raises:
        EOFError, ValueError: it is no such file.
    """
    found: StoredMatrix | Directions = np.load(io.BytesIO(data), allow_pickle=False)
    return found if found.dtype == np.int8 else found.astype(STORED, copy=False)


def vector_bytes(matrix: StoredMatrix | Directions) -> bytes:
    """Return a matrix in NumPy's format, without pickle."""
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(matrix), allow_pickle=False)
    return buffer.getvalue()
