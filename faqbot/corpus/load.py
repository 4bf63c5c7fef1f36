"""A corpus folder to a Corpus: read every document, parse it, cut passages."""

from __future__ import annotations

import hashlib
from pathlib import Path

from faqbot.corpus.approved import load_approved
from faqbot.corpus.digest import corpus_digest
from faqbot.corpus.extract import Extract
from faqbot.corpus.glossary import load_glossary
from faqbot.corpus.manifest import MANIFEST, Manifest, load_manifest
from faqbot.corpus.parser import parse
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.precedents import load_precedents
from faqbot.corpus.readers import read_extract
from faqbot.corpus.signposts import load_signposts
from faqbot.corpus.variants import load_variants
from faqbot.documents import Corpus, Document, Passage, SectionKind, Source
from faqbot.errors import CorpusError


def load_corpus(folder: Path) -> Corpus:
    """Return all documents of a corpus folder, parsed.

    Raises:
        CorpusError: the manifest or any document cannot be used.
    """
    manifest = load_manifest(folder)
    documents = tuple(load_document(folder, source) for source in manifest.sources)
    return assemble(manifest, documents, folder)


def assemble(manifest: Manifest, documents: tuple[Document, ...], folder: Path) -> Corpus:
    """Return the corpus that parsed documents make."""
    passages: list[Passage] = []
    for document in documents:
        passages += cut_passages(document)
    return Corpus(
        name=manifest.name,
        main_topic=manifest.main_topic,
        contact=manifest.contact,
        documents=documents,
        passages=tuple(passages),
        glossary=load_glossary(folder),
        digest=corpus_digest(manifest, documents, folder),
        signposts=load_signposts(folder),
        variants=load_variants(folder, documents),
        approved=load_approved(folder, documents),
        precedents=load_precedents(folder, documents),
    )


def load_document(folder: Path, source: Source) -> Document:
    """Return one document of the corpus, parsed.

    Raises:
        CorpusError: the file is outside the folder, missing, unreadable, not
            what its SHA-256 says, of an unknown format, or holds no text.
    """
    return document_of(read_extract(read_source(folder, source), source.file), source)


def document_of(extract: Extract, source: Source) -> Document:
    """Return the document that a file makes, as its reader gave it.

    Raises:
        CorpusError: it holds no text.
    """
    document = parse(extract, source)
    if not any(s.blocks for s in document.sections if s.kind is not SectionKind.IMPRINT):
        raise CorpusError(
            "no text found in the document",
            where=source.file,
            fix="Check that the file is not empty or a scan, or take it out of sources.toml.",
        )
    return document


def read_source(folder: Path, source: Source) -> bytes:
    """Return the bytes of a document's file, checked.

    Raises:
        CorpusError: see `load_document`.
    """
    path = folder / source.file
    manifest = f"{folder / MANIFEST}, document {source.id}"
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError) as error:  # a NUL in the name, a circle of links
        raise CorpusError(
            f"the file name {source.file!r} cannot be used ({error})",
            where=manifest,
            fix="Put the file under documents/ in the corpus folder.",
        ) from error
    if Path(source.file).is_absolute() or not inside:
        raise CorpusError(
            f"the file {source.file!r} lies outside the corpus folder",
            where=manifest,
            fix="Put the file under documents/ in the corpus folder.",
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CorpusError(
            "the document's file is missing",
            where=str(path),
            fix=f"Put it there, or take {source.id!r} out of {MANIFEST}.",
        ) from None
    except OSError as error:
        raise CorpusError(
            f"cannot read the document ({error.strerror})", where=str(path), fix="Mend its rights."
        ) from error
    if source.sha256 is not None:
        found = hashlib.sha256(data).hexdigest()
        if found != source.sha256.lower():
            raise CorpusError(
                f"the document is not the one in the manifest (SHA-256 {found})",
                where=str(path),
                fix="Restore the file, or put the new SHA-256 into sources.toml if it was updated.",
            )
    return data
