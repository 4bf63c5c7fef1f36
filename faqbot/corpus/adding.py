"""A file becomes a document of the corpus, or the next version of one, all or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from faqbot.corpus.changing import DOCUMENTS, changing, publish
from faqbot.corpus.extract import Extract
from faqbot.corpus.load import document_of, read_source
from faqbot.corpus.manifest import HISTORY, MANIFEST, Manifest, manifest_of, read_manifest_text
from faqbot.corpus.readers import MAX_BYTES, read_extract
from faqbot.corpus.stated import Fact
from faqbot.documents import Document, Source, Superseded
from faqbot.errors import CorpusError, UsageError

_OF_A_VERSION = ("version", "published", "updated", "sha256")  # say nothing of the next one


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is to be added, as its reader gave it."""

    path: Path
    data: bytes
    extract: Extract

    @property
    def digest(self) -> str:
        """SHA-256 of the file, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Added:
    """What a corpus has got."""

    document: Document
    superseded: Superseded | None  # the version before it, if there was one


def read_arrival(path: Path) -> Arrival:
    """Return a file that is to be added.

    Raises:
        UsageError: it is not there, or is no file.
        CorpusError: it cannot be read; says why.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(
            f"cannot read the file ({reason})", where=str(path), fix="Name a file that is there."
        ) from error
    return Arrival(path, data, read_extract(data, path.name))


def id_of(path: Path) -> str:
    """Return the id that a document gets by the name of its file."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "document"


def manifest_or_new(folder: Path) -> tuple[str, Manifest | None]:
    """Return the text of a folder's manifest and what it says; of none, the text of an empty one.

    Raises:
        CorpusError: there is one, and it cannot be used.
    """
    from faqbot.corpus.kept_toml import EMPTY

    if folder.is_dir() and not (folder / MANIFEST).exists():
        return EMPTY, None
    text = read_manifest_text(folder)
    return text, manifest_of(text, folder / MANIFEST)


def add_document(
    folder: Path, arrival: Arrival, facts: Mapping[str, Fact], *, id: str | None = None
) -> Added:
    """Put a file into the corpus as a new document.

    Args:
        folder: of the corpus; gets a manifest if it has none.
        arrival: the file.
        facts: what is known about it, under the names of sources.toml; with its title.
        id: of the document; by the file's name if None.

    Raises:
        UsageError: the id is taken.
        CorpusError: the document cannot be used, or the folder cannot be written;
            the corpus is as it was.
    """
    from faqbot.corpus.manifest_text import with_document

    with changing(folder):
        text, manifest = manifest_or_new(folder)
        wanted = id if id is not None else id_of(arrival.path)
        sources = manifest.sources if manifest is not None else ()
        if any(source.id == wanted for source in sources):
            raise UsageError(
                "the corpus has a document of that id",
                where=wanted,
                fix=f"Take another with --id, or say --replaces {wanted} if it is a new version.",
            )
        file = _free_name(folder, arrival, wanted, sources, None)
        entry = {"id": wanted, "file": file, **facts, "sha256": arrival.digest}
        changed = with_document(text, entry)
        source = _source(changed, folder, wanted)
        document = document_of(arrival.extract, source)
        publish(folder, {file: arrival.data}, changed)
    return Added(document, None)


def replace_document(
    folder: Path, arrival: Arrival, facts: Mapping[str, Fact], id: str, today: dt.date
) -> Added:
    """Put a file into the corpus as the next version of a document.

    The version before stays, under history/, and is superseded; what was known
    of the document stays, but for its version and dates.

    Args:
        folder: of the corpus.
        arrival: the file.
        facts: what is known about the new version.
        id: of the document.
        today: the day the version before is superseded.

    Raises:
        UsageError: there is no such document, or it has this file already.
        CorpusError: see `add_document`.
    """
    from faqbot.corpus.manifest_text import with_replacement

    with changing(folder):
        text = read_manifest_text(folder)
        manifest = manifest_of(text, folder / MANIFEST)
        old = document_named(manifest, id)
        before = read_source(folder, old)
        if before == arrival.data:
            raise UsageError(
                "the document has this very file already",
                where=f"{arrival.path}, document {id}",
                fix="Name the file of the new version.",
            )
        file = _free_name(folder, arrival, id, manifest.sources, facts.get("version"))
        kept = _history_name(folder, old, before)
        known = {k: v for k, v in _entry(old).items() if k not in _OF_A_VERSION}
        entry = {**known, "file": file, **facts, "sha256": arrival.digest}
        earlier = {**_entry(old), "file": kept, "sha256": hashlib.sha256(before).hexdigest()}
        changed = with_replacement(text, entry, earlier, today)
        source = _source(changed, folder, id)
        document = document_of(arrival.extract, source)
        publish(folder, {kept: before, file: arrival.data}, changed)
        if all(other.file != old.file for other in manifest_of(changed, folder / MANIFEST).sources):
            with suppress(OSError):  # it counts for nothing any more
                (folder / old.file).unlink()
        superseded = manifest_of(changed, folder / MANIFEST).superseded[-1]
    return Added(document, superseded)


def document_named(manifest: Manifest | None, id: str) -> Source:
    """Return the document of that id.

    Raises:
        UsageError: there is none.
    """
    sources = manifest.sources if manifest is not None else ()
    for source in sources:
        if source.id == id:
            return source
    raise UsageError(
        "there is no document of that id",
        where=id,
        fix=f"Documents: {', '.join(source.id for source in sources) or 'none'}",
    )


def _entry(source: Source) -> dict[str, Any]:
    """Return what sources.toml says of a document."""
    values = {field.name: getattr(source, field.name) for field in fields(Source)}
    values["authority"] = source.authority.value
    return {key: value for key, value in values.items() if value not in (None, ())}


def _source(text: str, folder: Path, id: str) -> Source:
    """Return a document as a changed manifest has it, held against the rules for manifests."""
    return document_named(manifest_of(text, folder / MANIFEST), id)


def _free_name(
    folder: Path, arrival: Arrival, id: str, sources: tuple[Source, ...], version: Fact | None
) -> str:
    """Return the path of a new document's file: its own name, or one that nothing has."""
    suffix = arrival.path.suffix.lower()
    stem = _safe(arrival.path.stem) or id
    named = {source.file for source in sources}
    tries = [stem, id, f"{stem}-{_safe(str(version or arrival.digest[:8]))}"]
    for name in [*tries, f"{id}-{arrival.digest[:16]}"]:
        file = f"{DOCUMENTS}/{name}{suffix}"
        if file not in named and _holds(folder / file, arrival.data):
            return file
    raise CorpusError(
        "no free name for the file", where=str(folder / DOCUMENTS), fix="Rename the file."
    )


def _history_name(folder: Path, old: Source, data: bytes) -> str:
    """Return where a version is kept: by its version, its date, or its digest."""
    digest = hashlib.sha256(data).hexdigest()[:8]
    suffix = Path(old.file).suffix.lower()
    name = _safe(old.version or "") or (old.dated.isoformat() if old.dated else digest)
    for choice in (name, f"{name}-{digest}"):
        file = f"{HISTORY}/{old.id}/{choice}{suffix}"
        if _holds(folder / file, data):
            return file
    raise CorpusError(
        "no free name for the version before", where=str(folder / HISTORY / old.id), fix="Tidy it."
    )


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file is not there, or has these contents."""
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:100]
