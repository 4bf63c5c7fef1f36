"""Checks that the TOML files of a corpus folder share: known keys, lists of text."""

from __future__ import annotations

from typing import Any

from faqbot.errors import CorpusError


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
