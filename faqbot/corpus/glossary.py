"""glossary.toml: names with their aliases, names easily confused, synonyms, topics of sections."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from faqbot.corpus.tables import list_of_text, only, tables
from faqbot.aids import Glossary, Nation, Subject, Term
from faqbot.documents import Document
from faqbot.errors import CorpusError

GLOSSARY = "glossary.toml"


def load_glossary(folder: Path) -> Glossary:
    """Return the glossary of a corpus folder; an empty one when it has no file.

    Raises:
        CorpusError: the file is not TOML, has unknown keys or wrong types, or
            a confusable name is no term.
    """
    where = str(folder / GLOSSARY)
    entries = tables(folder / GLOSSARY, "glossary", ("term", "synonym", "nation", "topic"))
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
    nations = tuple(_nation(entry, i, where) for i, entry in enumerate(entries["nation"], 1))
    subjects = tuple(_subject(entry, i, where) for i, entry in enumerate(entries["topic"], 1))
    return Glossary(terms, tuple(groups), nations, subjects)


def astray(glossary: Glossary, documents: Sequence[Document]) -> list[str]:
    """Return what a glossary says of documents that is not so, in words.

    Args:
        glossary: of the corpus.
        documents: of the corpus, parsed.
    """
    headings = {d.id: {bare(h) for s in d.sections for h in s.path} for d in documents}
    found = []
    for subject in glossary.subjects:
        if subject.document not in headings:
            found.append(f"topic {subject.name!r}: there is no document {subject.document!r}")
            continue
        found += [
            f"topic {subject.name!r}: {subject.document!r} has no section {heading!r}"
            for heading in subject.sections
            if bare(heading) not in headings[subject.document]
        ]
    return found


def bare(heading: str) -> str:
    """Return a heading without its number, so that it is known when sections are renumbered."""
    return " ".join(heading.lstrip("0123456789. ").split()).lower()


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


def _subject(entry: Any, number: int, where: str) -> Subject:
    where = f"{where}, topic {number}"
    only(entry, ("name", "aliases", "document", "sections"), where)
    document = entry.get("document")
    if not isinstance(document, str) or not document.strip():
        raise CorpusError(
            "document is missing", where=where, fix='Add: document = "…", an id of sources.toml'
        )
    sections, aliases = (
        list_of_text(entry, "sections", where, "headings"),
        list_of_text(entry, "aliases", where, "words"),
    )
    return Subject(_name(entry, where), document, sections, aliases)


def _nation(entry: Any, number: int, where: str) -> Nation:
    where = f"{where}, nation {number}"
    only(entry, ("name", "words", "except"), where)
    words = list_of_text(entry, "words", where, "words")
    return Nation(_name(entry, where), words, list_of_text(entry, "except", where, "words"))


def _name(entry: dict[str, Any], where: str) -> str:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CorpusError("name is missing", where=where, fix='Add: name = "…"')
    return name
