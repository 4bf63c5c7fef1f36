"""The digest of a corpus: whether a folder still holds what was loaded from it.

A module by itself, quick to import: `faqbot ask` looks whether its index is up to date.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from faqbot.corpus.manifest import Manifest, load_manifest
from faqbot.documents import Corpus, Document
from faqbot.errors import CorpusError

AIDS = ("glossary.toml", "signposts.toml", "approved.toml", "variants.toml", "precedents.jsonl")


def corpus_digest(manifest: Manifest, documents: tuple[Document, ...], folder: Path) -> str:
    """Return the SHA-256 over all that answers depend on: facts, texts, structure, aids.

    Raises:
        CorpusError: an aid cannot be read.
    """
    facts = {
        "name": manifest.name,
        "main_topic": manifest.main_topic,
        "contact": manifest.contact,
        "documents": [
            {**asdict(document.source), "text": document.digest} for document in documents
        ],
        "aids": {name: _aid_digest(folder / name) for name in AIDS if (folder / name).is_file()},
    }
    encoded = json.dumps(facts, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(encoded.encode("utf-8")).hexdigest()


def has_changed(folder: Path, loaded: Corpus) -> bool:
    """Return whether the manifest or an aid of a corpus folder says otherwise than what was loaded.

    No document is read: one that was changed and not entered in the manifest anew is found by
    `faqbot index check`.

    Raises:
        CorpusError: the manifest or an aid cannot be used.
    """
    manifest = load_manifest(folder)
    if manifest.sources != tuple(document.source for document in loaded.documents):
        return True
    return corpus_digest(manifest, loaded.documents, folder) != loaded.digest


def _aid_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise CorpusError(
            f"cannot read the file ({error.strerror})", where=str(path), fix="Mend its rights."
        ) from error
