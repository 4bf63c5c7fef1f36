"""A TOML file that people keep, changed table by table: comments and order are left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT, Comment, Item, Key, Table, Whitespace

from faqbot.errors import CorpusError

EMPTY = "schema = 1\n"


def append_table(
    file: tomlkit.TOMLDocument, name: str, facts: Mapping[str, Any], order: Sequence[str], where: str
) -> None:
    """Put one more table behind those of its name.

    Args:
        file: what is changed.
        name: of the list of tables.
        facts: of the new one.
        order: of all keys that a table may have.
        where: the name of the file, for messages.

    Raises:
        CorpusError: the tables there are not written as [[name]].
    """
    table = tomlkit.table()
    for key in order:
        if key in facts:
            table.add(key, _plain(facts[key]))
    if name in file:
        entries = tables_of(file, name, where)
        body = entries[-1].value.body
        if not body or not isinstance(body[-1][1], Whitespace):
            entries[-1].add(tomlkit.nl())
        if list(file)[-1] != name:
            table.add(tomlkit.nl())  # something stands below it
        entries.append(table)
        return
    if not tomlkit.dumps(file).endswith("\n\n"):
        file.add(tomlkit.nl())
    entries = tomlkit.aot()
    entries.append(table)
    file.append(name, entries)


def changed_table(entry: Table, facts: Mapping[str, Any], order: Sequence[str]) -> Table:
    """Return a table with other facts: what is not among them goes, comments stay.

    Args:
        entry: as it was.
        facts: as they are to be.
        order: of all keys that a table may have; a new one goes where it belongs.
    """
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
    for name in order:
        if name in facts and name not in there:
            before = order[: order.index(name)]
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


def tables_of(file: tomlkit.TOMLDocument, name: str, where: str) -> AoT:
    """Return the tables of a name.

    Args:
        file: that holds them.
        name: of their list.
        where: the name of the file, for messages.

    Raises:
        CorpusError: they are not written as [[name]].
    """
    entries = file.get(name)
    if not isinstance(entries, AoT):
        raise CorpusError(
            f"the entries of {name!r} are not tables of their own",
            where=where,
            fix=f"Write each as [[{name}]] with a line for each fact.",
        )
    return entries


def ended(text: str) -> str:
    """Return a text with one line end at its end; of nothing, the beginning of a file."""
    return text.rstrip("\n") + "\n" if text.strip() else EMPTY


def _plain(value: Any) -> Any:
    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(value, multiline=True)
    return list(value) if isinstance(value, tuple) else value
