"""glossary.toml: names with their aliases, names easily confused, and synonyms."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from faqbot.corpus.tables import list_of_text, only
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
    only(data, ("schema", "term", "synonym", "nation"), where)
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
        only(entry, ("words",), here)
        groups.append(list_of_text(entry, "words", here, "words"))
    nations = tuple(_nation(entry, i, where) for i, entry in enumerate(data.get("nation", []), 1))
    return Glossary(terms, tuple(groups), nations)


def _term(entry: Any, number: int, where: str) -> Term:
    where = f"{where}, term {number}"
    only(entry, ("name", "aliases", "about", "confusable"), where)
    name, about = _name(entry, where), entry.get("about")
    if about is not None and not isinstance(about, str):
        raise CorpusError("about must be text", where=where, fix="Quote it.")
    return Term(
        name,
        list_of_text(entry, "aliases", where, "words"),
        about,
        list_of_text(entry, "confusable", where, "words"),
    )


def _nation(entry: Any, number: int, where: str) -> Nation:
    where = f"{where}, nation {number}"
    only(entry, ("name", "words"), where)
    return Nation(_name(entry, where), list_of_text(entry, "words", where, "words"))


def _name(entry: dict[str, Any], where: str) -> str:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CorpusError("name is missing", where=where, fix='Add: name = "…"')
    return name
