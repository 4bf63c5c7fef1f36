"""A corpus folder to a generation; and whether the one there still matches it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.errors import EncoderError, GateError, IndexUnusableError
from faqbot.index import store
from faqbot.index.build_report import BuildReport, document_changes
from faqbot.index.codec import corpus_from_json
from faqbot.index.contents import Contents, texts_digest
from faqbot.index.encoder import Encoder, load_encoder
from faqbot.index.generation import (
    CORPUS_FILE,
    ENCODERS,
    SCHEMA,
    TOKENS_FILE,
    VECTOR_FILES,
    Generation,
    encoder_folder,
    load_generation,
    manifest_facts,
    require,
    vector_bytes,
    vectors_in,
)
from faqbot.index.history import read_history
from faqbot.index.question_encoder import question_encoder
from faqbot.index.switching import publish, refuse
from faqbot.index.text import ANALYSIS
from faqbot.index.vectors import (
    Encoded,
    Progress,
    Texts,
    Vectors,
    checked,
    encoded,
    texts_of,
)

KEEP = 2  # earlier generations that stay for going back
# Looks at a generation before it answers: what it found in words, or a GateError.
Gate = Callable[[Generation], str]


def build_index(
    corpus_folder: Path,
    index: Path,
    *,
    encoder_source: Sequence[Path] = (),
    keep: int = KEEP,
    progress: Progress | None = None,
    gate: Gate | None = None,
    force: str | None = None,
) -> BuildReport:
    """Build a generation from a corpus folder and switch to it.

    Only texts that the generation before it does not hold are encoded; the
    result is the same as from nothing.

    Args:
        corpus_folder: holds sources.toml and the documents.
        index: the index folder; made if it is not there.
        encoder_source: index folders to take the encoder from when `index` has none.
        keep: how many earlier generations stay.
        progress: called with (encoded, to encode).
        gate: asked before the switch; where it objects there is none.
        force: why to switch all the same; recorded with the objection.

    Raises:
        CorpusError: the corpus cannot be used; the index is not touched.
        IndexUnusableError: the index cannot be written; the old one still answers.
        EncoderError: no usable encoder.
        GateError: the gate objects; the old index still answers, and the new
            generation stays beside it until the next one is published.
    """
    corpus = load_corpus(corpus_folder)
    with store.writing(index):
        encoder = _encoder_for(index, encoder_source)
        answering = read_history(index).current
        whole = store.generations(index)
        made = _make(corpus, index, encoder, progress)
        name = made.name
        verdict = objection = None
        try:
            verdict = gate(load_generation(index, name)) if gate else None
        except GateError as error:
            objection = error.where or error.what
            if force is None:
                refuse(index, name, objection)
                raise _kept(error, name, answering) from error
        except BaseException:
            if name not in whole:  # nobody has said yet that it may answer
                store.remove(index, [name])
            raise
        forced = force if objection else None
        pruned = publish(index, name, keep, objection=objection, forced=forced)
    return BuildReport(
        generation=name,
        before=answering,
        documents=len(corpus.documents),
        passages=len(corpus.passages),
        sentences=sum(1 for _ in corpus.sentences()),
        changes=document_changes(made.before, corpus),
        texts=made.texts,
        encoded=made.encoded,
        pruned=tuple(pruned),
        verdict=verdict,
        objection=objection,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of writing a generation; its vectors are on the disk and no longer here."""

    name: str
    before: Corpus | None  # of the generation that answered until then
    texts: int  # different ones
    encoded: int  # of these


def _make(corpus: Corpus, index: Path, encoder: Encoder, progress: Progress | None) -> _Made:
    """Write the generation of a corpus, with the vectors of the one before where texts are the same."""
    questions = question_encoder(encoder)
    before, known = _previous(index, encoder, questions)
    contents = Contents.of(corpus)
    *groups, precedents = contents.texts.all()
    texts = {text for rows in groups for text in rows}
    new = len(texts - known.vectors.keys()) + len(set(precedents) - known.questions.keys())
    every = encoded(contents.texts, encoder, questions, known, progress)
    name = contents.name(encoder.digest, questions.digest)
    matrices = every.stored(contents.texts, encoder.dimension, questions.dimension)
    files = {
        CORPUS_FILE: contents.corpus_file,
        TOKENS_FILE: contents.tokens_file,
        **{file: vector_bytes(matrix) for file, matrix in zip(VECTOR_FILES, matrices, strict=True)},
    }
    manifest = {
        "schema": SCHEMA,
        "analysis": ANALYSIS,
        "texts": contents.texts_digest,
        "question_encoder": questions.digest,
        **manifest_facts(name, corpus, encoder),
    }
    store.write_generation(index, name, files, manifest)
    return _Made(name, before, len(texts) + len(set(precedents)), new)


def _kept(error: GateError, name: str, answering: str | None) -> GateError:
    """Return the gate's objection with what became of the generation it is about."""
    if name == answering:
        return GateError(f"{error.what}; {name} answers already", where=error.where, fix=error.fix)
    return GateError(
        f"{error.what}; nothing was published",
        where=error.where,
        fix=f"Kept to look at: faqbot index diff current {name}. "
        'Mend what is wrong and build again, or: faqbot index build --force "REASON"',
    )


def check_index(corpus_folder: Path, index: Path) -> str:
    """Return the name of the generation, when it is whole and matches the corpus.

    Everything but the vectors is made anew and compared to the last byte; the
    vectors of a sample of texts are encoded anew and compared within the
    rounding that differs from processor to processor.

    Raises:
        IndexUnusableError: missing, damaged or stale; says which documents differ.
        CorpusError: the corpus cannot be used.
    """
    generation = load_generation(index)
    corpus = load_corpus(corpus_folder)
    folder = store.current_generation(index)
    manifest = store.read_manifest(folder)
    files = manifest["files"]
    contents = Contents.of(corpus)
    fresh = {CORPUS_FILE: contents.corpus_file, TOKENS_FILE: contents.tokens_file}
    stale = [n for n, data in fresh.items() if hashlib.sha256(data).hexdigest() != files[n]]
    by = (generation.encoder.digest, generation.questions.digest)
    if stale or generation.name != contents.name(*by):
        changed = document_changes(generation.corpus, corpus).all
        what = (
            f"changed since: {', '.join(changed)}" if changed else "the program cuts it otherwise"
        )
        raise IndexUnusableError(
            f"the index is stale ({what})", where=str(folder), fix="Run: faqbot index build"
        )
    if manifest.get("texts") != contents.texts_digest:
        raise store.damaged_manifest(folder)
    _check_sample(contents.texts, generation, folder)
    return generation.name


def _check_sample(texts: Texts, generation: Generation, folder: Path) -> None:
    vectors, encoder = generation.vectors, generation.encoder
    for rows, matrix, encoder in (
        (texts.passages, vectors.passages, encoder),
        (texts.sentences, vectors.sentences, encoder),
        (texts.signposts, vectors.signposts, encoder),
        (texts.wordings, vectors.wordings, encoder),
        (texts.precedents, vectors.precedents, generation.questions),
    ):
        picked = range(0, len(rows), max(1, len(rows) // 10))
        fresh = encoder.encode([rows[i] for i in picked])
        cosines = np.sum(fresh * matrix[list(picked)], axis=1)
        if len(cosines) and float(cosines.min()) < 0.999:
            raise IndexUnusableError(
                "the vectors in the index do not belong to its texts",
                where=str(folder),
                fix="Delete that folder, then run: faqbot index build",
            )


def _encoder_for(index: Path, elsewhere: Sequence[Path]) -> Encoder:
    """Return the encoder of an index folder, copying one in from another if it has none."""
    candidates = _encoders_of(index)
    for other in elsewhere:
        if candidates:
            break
        for found in _encoders_of(other)[:1]:
            encoder = load_encoder(found)
            target = encoder_folder(index, encoder.digest)
            store.copy_in(index, found, target)
            candidates = [target]
    if not candidates:
        raise EncoderError(
            "there is no encoder to build the index with",
            where=str(index / ENCODERS),
            fix="Export one with: faqbot index export-encoder (needs faqbot[models])",
        )
    return load_encoder(candidates[0])


def _encoders_of(index: Path) -> list[Path]:
    """Return encoder folders of an index, the current generation's first."""
    found = sorted(p for p in (index / ENCODERS).glob("*") if p.is_dir())
    try:
        manifest = store.read_manifest(store.current_generation(index))
        current = encoder_folder(index, str(manifest.get("encoder")))
    except IndexUnusableError:
        return found
    return sorted(found, key=lambda p: p != current)


def _previous(
    index: Path, encoder: Encoder, questions: Encoder
) -> tuple[Corpus | None, Encoded]:
    """Return the corpus and the vectors of the generation before, if they can be used."""
    try:
        folder = store.current_generation(index)
        manifest = store.read_manifest(folder)
        require(manifest, folder, "schema", SCHEMA)
        files = manifest["files"]
        corpus = corpus_from_json(json.loads(store.read_checked(folder, CORPUS_FILE, files)))
        texts = texts_of(corpus)
        stored = [vectors_in(store.read_checked(folder, n, files)) for n in VECTOR_FILES]
        made_from = (manifest.get("encoder"), manifest.get("texts"))
        if made_from != (encoder.digest, texts_digest(texts)):
            return corpus, Encoded.nothing()
        alike = manifest.get("question_encoder") == questions.digest
        for matrix in Vectors.of(stored).all()[:-1]:
            checked(matrix, len(matrix), encoder.dimension)
        return corpus, Encoded.kept(texts, stored, questions=alike)
    except (IndexUnusableError, EOFError, KeyError, TypeError, ValueError):
        return None, Encoded.nothing()  # nothing usable there: everything is made from nothing
