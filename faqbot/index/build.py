"""A corpus folder to a generation; and whether the one there still matches it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.errors import EncoderError, GateError, IndexUnusableError
from faqbot.index import store
from faqbot.index.build_report import BuildReport, document_changes
from faqbot.index.codec import corpus_from_json, corpus_to_json
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
)
from faqbot.index.history import read_history
from faqbot.index.lexical import passage_tokens
from faqbot.index.switching import publish, refuse
from faqbot.index.text import ANALYSIS
from faqbot.index.vectors import (
    Matrix,
    Progress,
    Vectors,
    checked,
    encode_texts,
    known_vectors,
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
        before, known = _previous(index, encoder)
        texts = texts_of(corpus)
        wanted = {text for rows in texts.all() for text in rows}
        vectors = encode_texts(texts, encoder, known, progress)
        name = generation_name(corpus, encoder.digest)
        answering = read_history(index).current
        there = name in store.generations(index)
        store.write_generation(
            index, name, _files(corpus, vectors), _manifest(corpus, encoder, name)
        )
        verdict = objection = None
        try:
            verdict = gate(load_generation(index, name)) if gate else None
        except GateError as error:
            objection = error.where or error.what
            if force is None:
                refuse(index, name, objection)
                raise _kept(error, name, answering) from error
        except BaseException:
            if not there:  # nobody has said yet that it may answer
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
        changes=document_changes(before, corpus),
        texts=len(wanted),
        encoded=len(wanted - known.keys()),
        pruned=tuple(pruned),
        verdict=verdict,
        objection=objection,
    )


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


def generation_name(corpus: Corpus, encoder_digest: str) -> str:
    """Return the name of the generation that a corpus and an encoder make."""
    contents = [_digest(_corpus_bytes(corpus)), _digest(_tokens_bytes(corpus)), _texts_digest(corpus)]
    inputs = json.dumps([SCHEMA, ANALYSIS, encoder_digest, *contents])
    return store.PREFIX + hashlib.sha256(inputs.encode("utf-8")).hexdigest()[:12]


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
    fresh = {
        CORPUS_FILE: _corpus_bytes(corpus),
        TOKENS_FILE: _tokens_bytes(corpus),
    }
    stale = [n for n, data in fresh.items() if hashlib.sha256(data).hexdigest() != files[n]]
    if stale or generation.name != generation_name(corpus, generation.encoder.digest):
        changed = document_changes(generation.corpus, corpus).all
        what = (
            f"changed since: {', '.join(changed)}" if changed else "the program cuts it otherwise"
        )
        raise IndexUnusableError(
            f"the index is stale ({what})", where=str(folder), fix="Run: faqbot index build"
        )
    if manifest.get("texts") != _texts_digest(corpus):
        raise store.damaged_manifest(folder)
    _check_sample(corpus, generation.encoder, generation.vectors, folder)
    return generation.name


def _check_sample(corpus: Corpus, encoder: Encoder, vectors: Vectors, folder: Path) -> None:
    texts = texts_of(corpus)
    for rows, matrix in (
        (texts.passages, vectors.passages),
        (texts.sentences, vectors.sentences),
        (texts.signposts, vectors.signposts),
        (texts.wordings, vectors.wordings),
        (texts.words, vectors.words),
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


def _previous(index: Path, encoder: Encoder) -> tuple[Corpus | None, dict[str, Matrix]]:
    """Return the corpus and the vectors of the generation before, if they can be used."""
    try:
        folder = store.current_generation(index)
        manifest = store.read_manifest(folder)
        require(manifest, folder, "schema", SCHEMA)
        data = {
            name: store.read_checked(folder, name, manifest["files"])
            for name in (CORPUS_FILE, *VECTOR_FILES)
        }
        corpus = corpus_from_json(json.loads(data[CORPUS_FILE]))
        made_from = (manifest.get("encoder"), manifest.get("texts"))
        if made_from != (encoder.digest, _texts_digest(corpus)):
            return corpus, {}
        stored = [np.load(io.BytesIO(data[n]), allow_pickle=False) for n in VECTOR_FILES]
        vectors = Vectors(
            *(checked(m.astype(np.float32), len(m), encoder.dimension) for m in stored)
        )
        return corpus, known_vectors(texts_of(corpus), vectors)
    except (IndexUnusableError, EOFError, KeyError, TypeError, ValueError):
        return None, {}  # nothing usable there: everything is made from nothing


def _files(corpus: Corpus, vectors: Vectors) -> dict[str, bytes]:
    return {
        CORPUS_FILE: _corpus_bytes(corpus),
        TOKENS_FILE: _tokens_bytes(corpus),
        **{n: vector_bytes(m) for n, m in zip(VECTOR_FILES, vectors.all(), strict=True)},
    }


def _corpus_bytes(corpus: Corpus) -> bytes:
    return _json_bytes(corpus_to_json(corpus))


def _tokens_bytes(corpus: Corpus) -> bytes:
    return _json_bytes(passage_tokens(corpus))


def _json_bytes(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def _texts_digest(corpus: Corpus) -> str:
    """Return the SHA-256 of all texts that are encoded: vectors are good only for the same ones."""
    return _digest(_json_bytes(texts_of(corpus).all()))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _manifest(corpus: Corpus, encoder: Encoder, name: str) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "analysis": ANALYSIS,
        "texts": _texts_digest(corpus),
        **manifest_facts(name, corpus, encoder),
    }
