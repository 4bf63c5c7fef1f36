"""sources.toml: which documents the corpus holds and what is known about each.

The field table stands in corpus/README.md. Unknown keys and wrong types are
errors that name the key; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from faqbot.corpus.tables import only
from faqbot.documents import Authority, Source, Superseded
from faqbot.errors import CorpusError

MANIFEST = "sources.toml"
HISTORY = "history"  # folder of the versions that others have replaced
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
FIELDS: Mapping[str, type] = {
    "id": str,
    "file": str,
    "title": str,
    "publisher": str,
    "version": str,
    "published": dt.date,
    "updated": dt.date,
    "applies_to": list,
    "licence": str,
    "url": str,
    "authority": str,
    "sha256": str,
}
_REQUIRED = ("id", "file", "title")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The corpus as sources.toml describes it."""

    name: str | None
    main_topic: str | None
    contact: str | None
    sources: tuple[Source, ...]
    superseded: tuple[Superseded, ...] = ()  # earlier versions, under the id they had; not indexed


def load_manifest(folder: Path) -> Manifest:
    """Return the manifest of a corpus folder.

    Raises:
        CorpusError: the file is missing, is not TOML, or an entry is wrong.
    """
    path = folder / MANIFEST
    return manifest_of(read_manifest_text(folder), path)


def read_manifest_text(folder: Path) -> str:
    """Return what sources.toml of a corpus folder holds.

    Raises:
        CorpusError: it is missing or cannot be read.
    """
    path = folder / MANIFEST
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CorpusError(
            "no sources.toml in the corpus folder",
            where=str(folder),
            fix="Name a corpus folder with --corpus DIR; corpus/README.md says what it holds.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"cannot read the manifest ({error})", where=str(path), fix="Mend the file."
        ) from error


def manifest_of(text: str, path: Path) -> Manifest:
    """Return the manifest that a text makes.

    Args:
        text: TOML.
        path: where it stands, for messages.

    Raises:
        CorpusError: it is not TOML, or an entry is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(
            f"the manifest is not valid TOML ({error})", where=str(path), fix="Mend that line."
        ) from error
    return _manifest(data, path)


def _manifest(data: dict[str, Any], path: Path) -> Manifest:
    where = str(path)
    if data.get("schema") != 1:
        raise CorpusError(
            f"schema is {data.get('schema')!r}, and this version reads schema 1",
            where=where,
            fix="Begin the file with: schema = 1",
        )
    only(data, ("schema", "corpus", "document", "superseded"), where)
    about = data.get("corpus", {})
    entries, earlier = data.get("document", []), data.get("superseded", [])
    if not (isinstance(about, dict) and isinstance(entries, list) and isinstance(earlier, list)):
        raise CorpusError(
            "[corpus] must be a table, [[document]] and [[superseded]] lists of tables",
            where=where,
            fix="See the field table in corpus/README.md.",
        )
    only(about, ("name", "main_topic", "contact"), f"{where}, [corpus]")
    for key, value in about.items():
        if not isinstance(value, str):
            raise CorpusError(f"{key} must be text", where=f"{where}, [corpus]", fix="Quote it.")
    if not entries:
        raise CorpusError(
            "the manifest names no document",
            where=where,
            fix="Add a [[document]] entry for each file.",
        )
    sources = tuple(_source(entry, f"{where}, document {i}") for i, entry in enumerate(entries, 1))
    superseded = tuple(
        _superseded(entry, f"{where}, superseded {i}") for i, entry in enumerate(earlier, 1)
    )
    _each_once((source.id for source in sources), "documents have the id", where)
    _each_once((old.file for old in superseded), "superseded entries have the file", where)
    return Manifest(
        about.get("name"), about.get("main_topic"), about.get("contact"), sources, superseded
    )


def _each_once(values: Iterable[str], what: str, where: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise CorpusError(f"two {what} {value!r}", where=where, fix="Rename one.")
        seen.add(value)


def _source(entry: Any, where: str) -> Source:
    return Source(**_facts(entry, FIELDS, _REQUIRED, where))


def _superseded(entry: Any, where: str) -> Superseded:
    facts = _facts(entry, {**FIELDS, "replaced": dt.date}, (*_REQUIRED, "replaced"), where)
    place = PurePosixPath(facts["file"])
    if place.parts[:1] != (HISTORY,) or ".." in place.parts:
        raise CorpusError(
            f"the file {facts['file']!r} does not lie under {HISTORY}/",
            where=where,
            fix=f"Move it to {HISTORY}/{facts['id']}/, and name that place.",
        )
    return Superseded(**facts)


def _facts(
    entry: Any, fields: Mapping[str, type], required: Iterable[str], where: str
) -> dict[str, Any]:
    """Return what an entry says, checked, under the names of a Source's fields."""
    if not isinstance(entry, dict):
        raise CorpusError("the entry is not a table", where=where, fix="See corpus/README.md.")
    if isinstance(entry.get("id"), str):
        where += f" ({entry['id']})"
    only(entry, tuple(fields), where)
    for key in required:
        if key not in entry:
            raise CorpusError(f"{key} is missing", where=where, fix=f"Add: {key} = …")
    for key, value in entry.items():
        wanted = fields[key]
        if not isinstance(value, wanted) or isinstance(value, dt.datetime):
            kind = {str: "text in quotes", dt.date: "a date such as 2024-01-25", list: "a list"}
            raise CorpusError(f"{key} must be {kind[wanted]}", where=where, fix="Mend the value.")
    if not _ID.fullmatch(entry["id"]):
        raise CorpusError(
            f"the id {entry['id']!r} may hold only a-z, 0-9 and -", where=where, fix="Rename it."
        )
    if not all(isinstance(nation, str) for nation in entry.get("applies_to", [])):
        raise CorpusError("applies_to must be a list of names", where=where, fix="Quote each.")
    try:
        authority = Authority(entry.get("authority", "unofficial"))
    except ValueError:
        raise CorpusError(
            f"authority {entry['authority']!r} is not one of: {', '.join(Authority)}",
            where=where,
            fix="Use one of these.",
        ) from None
    facts = dict(entry)
    facts["authority"] = authority
    facts["applies_to"] = tuple(entry.get("applies_to", ()))
    return facts
