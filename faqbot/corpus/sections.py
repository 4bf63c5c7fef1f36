"""Which sections of a document maintainers mean by the headings that they give."""

from __future__ import annotations

from typing import Any

from faqbot.corpus.headings import normalise
from faqbot.corpus.tables import list_of_text, text_of
from faqbot.documents import Document, Section


def headings_of(entry: dict[str, Any], where: str) -> tuple[str, ...]:
    """Return the headings that `section` gives, the last ones of a path; "" gives none.

    Args:
        entry: one of a file that maintainers write.
        where: it stands, for errors.

    Raises:
        CorpusError: `section` is missing, or neither text nor a list of text.
    """
    if entry.get("section") == "":
        return ()
    if isinstance(entry.get("section"), list) and entry["section"]:
        return list_of_text(entry, "section", where, "headings")
    return (text_of(entry, "section", where),)


def sections_named(document: Document, wanted: tuple[str, ...]) -> list[Section]:
    """Return the sections whose path ends with headings, in the order of the document.

    Those with the very headings, or else those whose headings differ in numbers, marks and capitals.

    Args:
        document: to look in.
        wanted: the end of a path; empty for what stands before the first heading.
    """
    sections: list[Section] = []
    for fits in (_is_whole, _ends_alike, _ends_nearly_alike):
        sections = sections or [s for s in document.sections if fits(s.path, wanted)]
    return sections


def _is_whole(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return whether headings are a whole path; one heading alone may be meant anywhere."""
    return len(wanted) != 1 and path == wanted


def _ends_alike(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return whether a path ends with headings."""
    return bool(wanted) and path[-len(wanted) :] == wanted


def _ends_nearly_alike(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return the same for headings without their numbers, marks and capitals."""
    plain = tuple(normalise(heading) for heading in wanted)
    return bool(wanted) and all(plain) and tuple(map(normalise, path[-len(wanted) :])) == plain
