"""sources.toml as a text that people keep: changed entry by entry, comments and order left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import tomlkit

from faqbot.corpus.kept_toml import append_table, changed_table, ended, tables_of
from faqbot.corpus.manifest import FIELDS, MANIFEST

_ORDER = (*FIELDS, "replaced")


def with_document(text: str, facts: Mapping[str, Any]) -> str:
    """Return a manifest with one more document, after those it has.

    Args:
        text: of sources.toml.
        facts: of the document, under the names of its fields.

    Raises:
        CorpusError: the documents are not written as [[document]] tables.
    """
    manifest = tomlkit.parse(ended(text))
    append_table(manifest, "document", facts, _ORDER, MANIFEST)
    return ended(tomlkit.dumps(manifest))


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
    manifest = tomlkit.parse(ended(text))
    entries = tables_of(manifest, "document", MANIFEST)
    for i, entry in enumerate(entries):
        if entry.get("id") == facts["id"]:
            changed = changed_table(entry, facts, _ORDER)
            entries.pop(i)
            entries.insert(i, changed)
            break
    superseded = {**earlier, "replaced": replaced}
    append_table(manifest, "superseded", superseded, _ORDER, MANIFEST)
    return ended(tomlkit.dumps(manifest))
