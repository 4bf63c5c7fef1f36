"""variants.toml: further wordings of the headings of sections, kept by maintainers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from faqbot.corpus.headings import normalise
from faqbot.corpus.tables import document_of, each_once, list_of_text, only, questions_of, tables, text_of
from faqbot.aids import Variant
from faqbot.documents import Document, Section
from faqbot.errors import CorpusError

VARIANTS = "variants.toml"


def load_variants(folder: Path, documents: Sequence[Document]) -> tuple[Variant, ...]:
    """Return the variants of a corpus folder in their order; none when it has no file.

    Those of a section that is gone are left out: a new version of a document is not
    held up by them. `variants_astray` names them.

    Args:
        folder: may hold variants.toml.
        documents: that the entries must name.

    Raises:
        CorpusError: the file cannot be read, a key is unknown, missing or of the wrong
            type, or an entry names no document, several sections, or one without text.
    """
    return tuple(v for v, _ in _variants(folder, documents) if v is not None)


def variants_astray(folder: Path, documents: Sequence[Document]) -> list[str]:
    """Return, in words, which entries name a section that their document does not have.

    Raises:
        CorpusError: as `load_variants`.
    """
    return [where for variant, where in _variants(folder, documents) if variant is None]


def _variants(
    folder: Path, documents: Sequence[Document]
) -> Iterator[tuple[Variant | None, str]]:
    path = folder / VARIANTS
    for i, entry in enumerate(tables(path, "variants", ("variant",))["variant"], 1):
        yield _variant(entry, documents, f"{path}, variant {i}")


def _variant(
    entry: Any, documents: Sequence[Document], where: str
) -> tuple[Variant | None, str]:
    only(entry, ("document", "section", "questions"), where)
    wanted = _headings(entry, where)
    name = text_of(entry, "document", where)
    where += f" ({name}: {' > '.join(wanted) or 'before the first heading'})"
    document = document_of(entry, documents, where)
    questions = questions_of(entry, where)
    each_once([*questions], "question", where)
    path = _path(document, wanted, where)
    return None if path is None else Variant(document.id, path, questions), where


def _headings(entry: dict[str, Any], where: str) -> tuple[str, ...]:
    """Return the headings that `section` gives, the last ones of a path; "" gives none."""
    if entry.get("section") == "":
        return ()
    if isinstance(entry.get("section"), list) and entry["section"]:
        return list_of_text(entry, "section", where, "headings")
    return (text_of(entry, "section", where),)


def _path(document: Document, wanted: tuple[str, ...], where: str) -> tuple[str, ...] | None:
    """Return the path of the one section that is meant; `wanted` is its end, or empty.

    None where no section has these headings.
    """
    sections: list[Section] = []
    for fits in (_is_whole, _ends_alike, _ends_nearly_alike):
        sections = sections or [s for s in document.sections if fits(s.path, wanted)]
    paths = list(dict.fromkeys(section.path for section in sections))
    if not paths:
        return None
    if len(paths) > 1:
        listed = "; ".join(" > ".join(path) for path in paths)
        raise CorpusError(
            f"several sections have that heading: {listed}",
            where=where,
            fix='Give the headings above it, too: section = ["…", "…"]',
        )
    if not any(section.blocks for section in sections):
        raise CorpusError(
            "that section has no text of its own",
            where=where,
            fix="Name the section under it that answers.",
        )
    return paths[0]


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
