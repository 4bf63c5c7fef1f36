"""sources.toml: which documents the corpus holds and what is known about each.

The field table stands in corpus/README.md. Unknown keys and wrong types are
errors that name the key; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faqbot.documents import Authority, Source
from faqbot.errors import CorpusError

MANIFEST = "sources.toml"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_FIELDS: Mapping[str, type] = {
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


def load_manifest(folder: Path) -> Manifest:
    """Return the manifest of a corpus folder.

    Raises:
        CorpusError: the file is missing, is not TOML, or an entry is wrong.
    """
    path = folder / MANIFEST
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
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
    _only(data, ("schema", "corpus", "document"), where)
    about = data.get("corpus", {})
    entries = data.get("document", [])
    if not isinstance(about, dict) or not isinstance(entries, list):
        raise CorpusError(
            "[corpus] must be a table and [[document]] a list of tables",
            where=where,
            fix="See the field table in corpus/README.md.",
        )
    _only(about, ("name", "main_topic", "contact"), f"{where}, [corpus]")
    for key, value in about.items():
        if not isinstance(value, str):
            raise CorpusError(f"{key} must be text", where=f"{where}, [corpus]", fix="Quote it.")
    if not entries:
        raise CorpusError(
            "the manifest names no document",
            where=where,
            fix="Add a [[document]] entry for each file.",
        )
    sources = tuple(_source(entry, i, where) for i, entry in enumerate(entries, 1))
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            raise CorpusError(
                f"two documents have the id {source.id!r}", where=where, fix="Rename one."
            )
        seen.add(source.id)
    return Manifest(about.get("name"), about.get("main_topic"), about.get("contact"), sources)


def _source(entry: Any, number: int, where: str) -> Source:
    where = f"{where}, document {number}"
    if not isinstance(entry, dict):
        raise CorpusError("the entry is not a table", where=where, fix="Write [[document]].")
    if isinstance(entry.get("id"), str):
        where += f" ({entry['id']})"
    _only(entry, tuple(_FIELDS), where)
    for key in _REQUIRED:
        if key not in entry:
            raise CorpusError(f"{key} is missing", where=where, fix=f"Add: {key} = …")
    for key, value in entry.items():
        wanted = _FIELDS[key]
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
    facts = {key: entry[key] for key in _FIELDS if key in entry}
    facts["authority"] = authority
    facts["applies_to"] = tuple(entry.get("applies_to", ()))
    return Source(**facts)


def _only(table: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in allowed:
            raise CorpusError(
                f"unknown key {key!r}", where=where, fix=f"Known keys: {', '.join(allowed)}."
            )
