"""Earlier texts of the guidance: in kept generations of the index, in the corpus's history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from faqbot.corpus.load import load_document
from faqbot.corpus.manifest import load_manifest
from faqbot.documents import Document, Superseded
from faqbot.errors import CorpusError, IndexUnusableError
from faqbot.index import store
from faqbot.index.codec import documents_from_json
from faqbot.index.generation import CORPUS_FILE


class Archive:
    """Every earlier text that is at hand. What is damaged is passed over: it proves nothing.

    Args:
        index: the index folder, or None where there is none.
        corpus: the corpus folder, or None where there is none.
    """

    def __init__(self, index: Path | None = None, corpus: Path | None = None) -> None:
        self._index = index
        self._corpus = corpus

    def texts_of(self, document_id: str) -> Iterator[Document]:
        """Yield the earlier texts of a document, each once: of the index, then of the corpus."""
        seen: set[str] = set()
        for document in self._kept:
            if document.id == document_id and document.digest not in seen:
                seen.add(document.digest)
                yield document
        for old in self.superseded(document_id):
            assert self._corpus is not None
            try:
                document = load_document(self._corpus, old)
            except CorpusError:
                continue
            if document.digest not in seen:
                seen.add(document.digest)
                yield document

    def superseded(self, document_id: str) -> list[Superseded]:
        """Return what the corpus says of earlier versions of a document, newest first."""
        old = [entry for entry in self._superseded if entry.id == document_id]
        return sorted(old, key=lambda entry: (entry.replaced, entry.file), reverse=True)

    @cached_property
    def _superseded(self) -> tuple[Superseded, ...]:
        if self._corpus is None:
            return ()
        try:
            return load_manifest(self._corpus).superseded
        except CorpusError:
            return ()

    @cached_property
    def _kept(self) -> tuple[Document, ...]:
        """The documents of all generations, one for each text."""
        if self._index is None:
            return ()
        found: dict[tuple[str, str], Document] = {}
        for name in store.generations(self._index):
            folder = self._index / name
            try:
                files = store.read_manifest(folder)["files"]
                data = json.loads(store.read_checked(folder, CORPUS_FILE, files))
                documents = documents_from_json(data)
            except (IndexUnusableError, KeyError, TypeError, ValueError):
                continue
            for document in documents:
                found.setdefault((document.id, document.digest), document)
        return tuple(found.values())
