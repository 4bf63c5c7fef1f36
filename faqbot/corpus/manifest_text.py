"""sources.toml as a text that people keep: changed entry by entry, comments and order left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Comment, Item, Key, Table, Whitespace

from faqbot.corpus.manifest import FIELDS
from faqbot.errors import CorpusError

EMPTY = "schema = 1\n"
_ORDER = (*FIELDS, "replaced")


def with_document(text: str, facts: Mapping[str, Any]) -> str:
    """Return a manifest with one more document, after those it has.

    Args:
        text: of sources.toml.
        facts: of the document, under the names of its fields.

    Raises:
        CorpusError: the documents are not written as [[document]] tables.
    """
    manifest = tomlkit.parse(_ended(text))
    _append(manifest, "document", facts)
    return _ended(tomlkit.dumps(manifest))


def with_replacement(
    text: str, facts: Mapping[str, Any], earlier: Mapping[str, Any], replaced: dt.date
) -> str:
    """Return a manifest in which a document has new facts, and what it was is superseded.

    Args:
        text: of sources.toml.
        facts: of the new version; what is not among them leaves the entry.
        earlier: facts of the version that is superseded.
        replaced: the day it was.

    Raises:
        CorpusError: the documents are not written as [[document]] tables.
    """
    manifest = tomlkit.parse(_ended(text))
    entries = _tables(manifest, "document")
    for i, entry in enumerate(entries):
        if entry.get("id") == facts["id"]:
            changed = _changed(entry, facts)
            entries.pop(i)
            entries.insert(i, changed)
            break
    _append(manifest, "superseded", {**earlier, "replaced": replaced})
    return _ended(tomlkit.dumps(manifest))


def _append(manifest: tomlkit.TOMLDocument, name: str, facts: Mapping[str, Any]) -> None:
    table = tomlkit.table()
    for key in _ORDER:
        if key in facts:
            table.add(key, _plain(facts[key]))
    if name in manifest:
        entries = _tables(manifest, name)
        body = entries[-1].value.body
        if not body or not isinstance(body[-1][1], Whitespace):
            entries[-1].add(tomlkit.nl())
        if list(manifest)[-1] != name:
            table.add(tomlkit.nl())  # something stands below it
        entries.append(table)
        return
    if not tomlkit.dumps(manifest).endswith("\n\n"):
        manifest.add(tomlkit.nl())
    entries = tomlkit.aot()
    entries.append(table)
    manifest.append(name, entries)


def _changed(entry: Table, facts: Mapping[str, Any]) -> Table:
    """Return an entry with other facts; a new one stands where the field table has it."""
    body: list[tuple[Key | None, Item]] = []
    for key, item in entry.value.body:
        name = key.key if key is not None else None
        if name is not None and name not in facts:
            continue
        if name is not None and _plain(facts[name]) != item.unwrap():
            comment = item.trivia
            item = tomlkit.item(_plain(facts[name]))  # noqa: PLW2901  # the same place, another value
            item.trivia.comment_ws, item.trivia.comment = comment.comment_ws, comment.comment
        body.append((key, item))
    there = {key.key for key, _ in body if key is not None}
    for name in _ORDER:
        if name in facts and name not in there:
            before = _ORDER[: _ORDER.index(name)]
            at = max(
                i for i, (key, _) in enumerate(body, 1) if key is not None and key.key in before
            )
            body.insert(at, (tomlkit.key(name), tomlkit.item(_plain(facts[name]))))
    changed = tomlkit.table()
    for key, item in body:
        if key is not None:
            changed.add(key, item)
        elif isinstance(item, Comment | Whitespace):
            changed.add(item)
    return changed


def _tables(manifest: tomlkit.TOMLDocument, name: str) -> AoT:
    entries = manifest.get(name)
    if not isinstance(entries, AoT):
        raise CorpusError(
            f"the entries of {name!r} are not tables of their own",
            where="sources.toml",
            fix=f"Write each as [[{name}]] with a line for each fact.",
        )
    return entries


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n" if text.strip() else EMPTY
