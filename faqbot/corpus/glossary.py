"""glossary.toml: names with their aliases, names easily confused, and synonyms."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from faqbot.documents import Glossary, Nation, Term
from faqbot.errors import CorpusError

GLOSSARY = "glossary.toml"


def load_glossary(folder: Path) -> Glossary:
    """Return the glossary of a corpus folder; an empty one when it has no file.

    Raises:
        CorpusError: the file is not TOML, has unknown keys or wrong types, or
            a confusable name is no term.
    """
    path = folder / GLOSSARY
    if not path.is_file():
        return Glossary()
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(
            f"the glossary cannot be read ({error})", where=where, fix="Mend that line."
        ) from error
    _only(data, ("schema", "term", "synonym", "nation"), where)
    if data.get("schema") != 1:
        raise CorpusError(
            f"schema is {data.get('schema')!r}, and this version reads schema 1",
            where=where,
            fix="Begin the file with: schema = 1",
        )
    entries = {key: data.get(key, []) for key in ("term", "synonym")}
    for key, value in entries.items():
        if not isinstance(value, list):
            raise CorpusError(
                f"{key} must be a list of tables", where=where, fix=f"Write [[{key}]]."
            )
    terms = tuple(_term(entry, i, where) for i, entry in enumerate(entries["term"], 1))
    names = {term.name for term in terms}
    for term in terms:
        for other in term.confusable:
            if other not in names:
                raise CorpusError(
                    f"{term.name!r} is confusable with {other!r}, which is no term",
                    where=where,
                    fix=f"Add a [[term]] named {other!r}, or take it out.",
                )
    groups = []
    for i, entry in enumerate(entries["synonym"], 1):
        here = f"{where}, synonym {i}"
        _only(entry, ("words",), here)
        groups.append(_words(entry, "words", here))
    nations = tuple(_nation(entry, i, where) for i, entry in enumerate(data.get("nation", []), 1))
    return Glossary(terms, tuple(groups), nations)


def _term(entry: Any, number: int, where: str) -> Term:
    where = f"{where}, term {number}"
    _only(entry, ("name", "aliases", "about", "confusable"), where)
    name, about = _name(entry, where), entry.get("about")
    if about is not None and not isinstance(about, str):
        raise CorpusError("about must be text", where=where, fix="Quote it.")
    return Term(name, _words(entry, "aliases", where), about, _words(entry, "confusable", where))


def _nation(entry: Any, number: int, where: str) -> Nation:
    where = f"{where}, nation {number}"
    _only(entry, ("name", "words"), where)
    return Nation(_name(entry, where), _words(entry, "words", where))


def _name(entry: dict[str, Any], where: str) -> str:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CorpusError("name is missing", where=where, fix='Add: name = "…"')
    return name


def _words(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise CorpusError(f"{key} must be a list of words", where=where, fix="Quote each.")
    return tuple(value)


def _only(table: Any, allowed: tuple[str, ...], where: str) -> None:
    if not isinstance(table, dict):
        raise CorpusError("the entry is not a table", where=where, fix="See corpus/README.md.")
    for key in table:
        if key not in allowed:
            raise CorpusError(
                f"unknown key {key!r}", where=where, fix=f"Known keys: {', '.join(allowed)}."
            )
