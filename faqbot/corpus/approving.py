"""An answer is pinned to its question: an entry of approved.toml, added or renewed, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from faqbot.corpus.approved import APPROVED, ID, KEYS
from faqbot.corpus.changing import changing, rewrite
from faqbot.corpus.headings import normalise
from faqbot.corpus.kept_toml import append_table, changed_table, ended, tables_of
from faqbot.corpus.load import load_corpus
from faqbot.aids import Approved
from faqbot.errors import UsageError

_TABLE = "approved"
_LONGEST = 60  # characters of an id that is made from a question


def approved_for(questions: Collection[str], there: Collection[Approved]) -> Approved | None:
    """Return the entry that has one of these questions already, or None.

    Raises:
        UsageError: several entries have them.
    """
    asked = {normalise(question) for question in questions}
    found = [a for a in there if asked & {normalise(question) for question in a.questions}]
    if len(found) > 1:
        raise UsageError(
            "these questions have approved answers of their own",
            where=", ".join(a.id for a in found),
            fix="Approve one question at a time.",
        )
    return found[0] if found else None


def approve(folder: Path, wanted: Approved) -> Approved:
    """Write an approved answer into a corpus folder; return it as it stands there.

    Where an entry has one of its questions, that one is renewed: it keeps its
    id, its other wordings and its comments. Else a new one is put behind them.

    Args:
        folder: of the corpus.
        wanted: the answer; with an empty id, one is made from its first question.

    Raises:
        UsageError: the id is none or is taken, or several entries have the questions.
        CorpusError: the corpus cannot be used, or the file cannot be written; it
            is as it was.
    """
    if wanted.id and not ID.match(wanted.id):
        raise UsageError(
            "an id has other characters than a-z, 0-9 and -", where=wanted.id, fix="Give another."
        )
    path = folder / APPROVED
    with changing(folder):
        there = load_corpus(folder).approved
        known = approved_for(wanted.questions, there)
        ids = {a.id for a in there} - ({known.id} if known else set())
        name = wanted.id or (known.id if known else _free_id(wanted.questions[0], ids))
        if name in ids:
            raise UsageError(
                "another approved answer has this id", where=name, fix="Give another, or none."
            )
        questions = known.questions if known else ()
        asked = {normalise(question) for question in questions}
        new = tuple(q for q in wanted.questions if normalise(q) not in asked)
        entry = replace(wanted, id=name, questions=(*questions, *new))
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        rewrite(folder, APPROVED, _with(text, entry, known, new))
    return entry


def _with(text: str, entry: Approved, known: Approved | None, new: Collection[str]) -> str:
    """Return approved.toml with an entry in place of the one that is known, or behind all."""
    file = tomlkit.parse(ended(text))
    facts = _facts(entry)
    if known is None:
        append_table(file, _TABLE, facts, KEYS, APPROVED)
        return ended(tomlkit.dumps(file))
    entries = tables_of(file, _TABLE, APPROVED)
    for i, table in enumerate(entries):
        if table["id"].strip() == known.id:
            for question in new:
                table["questions"].append(question)
            facts["questions"] = table["questions"].unwrap()
            changed = changed_table(table, facts, KEYS)
            entries.pop(i)
            entries.insert(i, changed)
    return ended(tomlkit.dumps(file))


def _facts(entry: Approved) -> dict[str, Any]:
    """Return an entry under the keys of the file."""
    facts: dict[str, Any] = {
        "id": entry.id,
        "questions": entry.questions,
        "document": entry.document_id,
        "quote": entry.quotes[0],
        "quotes": entry.quotes[1:],
        "approved_by": entry.approved_by,
        "approved": entry.approved,
        "review_by": entry.review_by,
    }
    return {key: value for key, value in facts.items() if value not in (None, ())}


def _free_id(question: str, taken: Collection[str]) -> str:
    """Return an id in the words of a question that no entry has."""
    words = re.sub(r"[^a-z0-9]+", "-", question.lower()).strip("-")
    name = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition("-")[0]
    name = name or "answer"
    return next(
        tried
        for n in range(1, len(taken) + 2)
        if (tried := name if n == 1 else f"{name}-{n}") not in taken
    )
