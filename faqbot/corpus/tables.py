"""What the TOML files beside the manifest share: how they begin, known keys, lists of text."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from faqbot.documents import Document
from faqbot.errors import CorpusError


def tables(path: Path, what: str, keys: tuple[str, ...]) -> dict[str, list[Any]]:
    """Return the lists of tables that a file of a corpus folder holds, by key.

    Args:
        path: of the file; without it every list is empty.
        what: the file holds, in the plural, for messages.
        keys: that it may have beside `schema`.

    Raises:
        CorpusError: the file is not TOML, is of another schema, or has other keys.
    """
    if not path.is_file():
        return {key: [] for key in keys}
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(
            f"the {what} cannot be read ({error})", where=where, fix="Mend that line."
        ) from error
    only(data, ("schema", *keys), where)
    if data.get("schema") != 1:
        raise CorpusError(
            f"schema is {data.get('schema')!r}, and this version reads schema 1",
            where=where,
            fix="Begin the file with: schema = 1",
        )
    for key in keys:
        if not isinstance(data.get(key, []), list):
            raise CorpusError(
                f"{key} must be a list of tables", where=where, fix=f"Write [[{key}]]."
            )
    return {key: data.get(key, []) for key in keys}


def only(table: Any, allowed: tuple[str, ...], where: str) -> None:
    """Refuse a value that is no table, or has keys that nothing reads.

    Raises:
        CorpusError: says which key, where, and which keys there are.
    """
    if not isinstance(table, dict):
        raise CorpusError("the entry is not a table", where=where, fix="See corpus/README.md.")
    for key in table:
        if key not in allowed:
            raise CorpusError(
                f"unknown key {key!r}", where=where, fix=f"Known keys: {', '.join(allowed)}."
            )


def text_of(entry: dict[str, Any], key: str, where: str) -> str:
    """Return a text of an entry, without white space around it.

    Raises:
        CorpusError: it is not there, is empty or is no text.
    """
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CorpusError(f"{key} is missing", where=where, fix=f'Add: {key} = "…"')
    return value.strip()


def date_of(entry: dict[str, Any], key: str, where: str) -> dt.date:
    """Return a day of an entry.

    Raises:
        CorpusError: it is not there, or is no date.
    """
    value = entry.get(key)
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise CorpusError(
            f"{key} is missing or no date",
            where=where,
            fix=f"Add a day without quotes, such as: {key} = 2026-11-22",
        )
    return value


def document_of(entry: dict[str, Any], documents: Sequence[Document], where: str) -> Document:
    """Return the document that an entry names.

    Raises:
        CorpusError: it names none, or one that is not there.
    """
    name = text_of(entry, "document", where)
    found = next((d for d in documents if d.id == name), None)
    if found is None:
        raise CorpusError(
            f"there is no document {name!r}",
            where=where,
            fix=f"Documents: {', '.join(d.id for d in documents)}.",
        )
    return found


def questions_of(entry: dict[str, Any], where: str) -> tuple[str, ...]:
    """Return the questions of an entry, without white space around them.

    Raises:
        CorpusError: there are none, or they are no list of text.
    """
    questions = tuple(q.strip() for q in list_of_text(entry, "questions", where, "questions"))
    if not questions:
        raise CorpusError("there are no questions", where=where, fix='Add: questions = ["…"]')
    return questions


def list_of_text(
    entry: dict[str, Any], key: str, where: str, what: str = "texts"
) -> tuple[str, ...]:
    """Return a list of texts of an entry; empty when the key is not there.

    Raises:
        CorpusError: it is no list, or holds something empty or other than text.
    """
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise CorpusError(f"{key} must be a list of {what}", where=where, fix="Quote each.")
    return tuple(value)


def each_once(values: list[str], what: str, where: str) -> None:
    """Refuse a value that stands twice.

    Raises:
        CorpusError: names the value.
    """
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise CorpusError(
                f"the {what} {value!r} stands twice", where=where, fix="Take one of them out."
            )
        seen.add(value)
