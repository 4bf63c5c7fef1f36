"""variants.toml: further wordings of the headings of sections, kept by maintainers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from faqbot.aids import Variant
from faqbot.corpus.sections import headings_of, sections_named
from faqbot.corpus.tables import document_of, each_once, only, questions_of, tables, text_of
from faqbot.documents import Document
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
    wanted = headings_of(entry, where)
    name = text_of(entry, "document", where)
    where += f" ({name}: {' > '.join(wanted) or 'before the first heading'})"
    document = document_of(entry, documents, where)
    questions = questions_of(entry, where)
    each_once([*questions], "question", where)
    path = _path(document, wanted, where)
    return None if path is None else Variant(document.id, path, questions), where


def _path(document: Document, wanted: tuple[str, ...], where: str) -> tuple[str, ...] | None:
    """Return the path of the one section that is meant; `wanted` is its end, or empty.

    None where no section has these headings.
    """
    sections = sections_named(document, wanted)
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
