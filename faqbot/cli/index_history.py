"""`faqbot index history` and `rollback`: which generation answered when, and going back to one."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import Kinds, settings, writable_index
from faqbot.cli.terminal import columns, say, warn
from faqbot.errors import IndexUnusableError

if TYPE_CHECKING:
    from pathlib import Path

    from faqbot.index.history import Entry, History


def add_commands(kinds: Kinds) -> list[argparse.ArgumentParser]:
    """Add `index history` and `index rollback`; return their parsers."""
    listing = kinds.add_parser(
        "history",
        help="list the generations, and when each began to answer",
        description="Lists the generations of the index, the one that last began to answer first.",
    )
    listing.add_argument("--json", action="store_true", help="print the list as JSON")
    listing.set_defaults(run=run_history, private=False)
    back = kinds.add_parser(
        "rollback",
        help="go back to an earlier generation",
        description=(
            "Verifies an earlier generation to the last byte, then switches to it at once. "
            "What answers until then is kept."
        ),
    )
    back.add_argument(
        "generation",
        metavar="GENERATION",
        nargs="?",
        help="its name or the beginning of it, as `index history` shows it (the previous one)",
    )
    back.set_defaults(run=run_rollback, private=False)
    return [listing, back]


def run_history(options: argparse.Namespace) -> int:
    """List the generations; return the exit code.

    Raises:
        IndexUnusableError: there is no index.
    """
    index = settings(options).index_folder()
    from faqbot.index import store
    from faqbot.index.history import HISTORY, read_history

    history = read_history(index)
    rows = _rows(index, history)
    if not rows:
        raise IndexUnusableError("there is no index", where=str(index), fix=store.REBUILD)
    if history.unreadable:
        lines = "line is" if history.unreadable == 1 else "lines are"
        warn(f"faqbot: {history.unreadable} {lines} not readable: {index / HISTORY}")
    if options.json:
        from faqbot.rendering import to_json

        print(to_json({"schema": 1, "current": history.current, "generations": rows}, indent=2))
        return 0
    table = [("", "generation", "began to answer", "documents", "passages", "note")]
    for row in rows:
        latest = row["answered_from"][0] if row["answered_from"] else None
        table.append(
            (
                "*" if row["current"] else "",
                row["generation"],
                _local(latest) if latest else "not recorded",
                str(row["documents"] or "?"),
                str(row["passages"] or "?"),
                _note(row),
            )
        )
    say(columns(table))
    say("\n* answers now. Times are of this machine; without its history they are not recorded.")
    return 0


def run_rollback(options: argparse.Namespace) -> int:
    """Go back to a generation; return the exit code."""
    index = writable_index(settings(options))
    from faqbot.index.switching import rollback

    before, now = rollback(index, options.generation)
    say(f"{now} answers now{f' in place of {before}' if before else ''}.")
    if before:
        say(f"See what that changes: faqbot index diff {before} {now}")
        say(f"Undo it with: faqbot index rollback {before}")
    say("The corpus folder stays as it is: the next build publishes it again.")
    return 0


def _rows(index: Path, history: History) -> list[dict[str, Any]]:
    """Return what is known of each generation, the one that last began to answer first."""
    from faqbot.index import store

    here = store.generations(index)
    known = [entry.generation for entry in reversed(history.entries)]
    names = dict.fromkeys((*history.answered(), *known, *here))
    return [_row(index, name, name in here, history) for name in names]


def _row(index: Path, name: str, kept: bool, history: History) -> dict[str, Any]:
    entries = [(e, effective) for e, effective in history.took_effect() if e.generation == name]
    began = [entry for entry in history.began() if entry.generation == name]
    forced = [entry.forced for entry, effective in entries if effective and entry.forced]
    last: Entry | None = entries[-1][0] if entries else None
    documents, passages = (last.documents, last.passages) if last else _counts(index, name, kept)
    return {
        "generation": name,
        "current": name == history.current,
        "kept": kept,
        "answered_from": [entry.at.isoformat() for entry in reversed(began)],
        "documents": documents,
        "passages": passages,
        "refused": name in history.refused(),
        "objection": last.objection if last else None,
        "forced": forced[-1] if forced else None,
        "rolled_back_to": bool(began) and began[-1].event.value == "rolled_back",
    }


def _counts(index: Path, name: str, kept: bool) -> tuple[int | None, int | None]:
    """Return the numbers of documents and passages in a manifest; None where it does not say."""
    from faqbot.index import store

    if not kept:
        return None, None
    try:
        manifest = store.read_manifest(index / name)
    except IndexUnusableError:
        return None, None
    found = [manifest.get(key) for key in ("documents", "passages")]
    documents, passages = (n if isinstance(n, int) else None for n in found)
    return documents, passages


def _note(row: dict[str, Any]) -> str:
    parts = []
    if row["forced"]:
        parts.append(f"forced: {clean_line(row['forced'])}")
    if row["refused"]:
        parts.append(f"kept back by the gate: {clean_line(row['objection'] or '', 120)}")
    if row["rolled_back_to"]:
        parts.append("gone back to")
    if not row["kept"]:
        parts.append("removed")
    return "; ".join(parts)


def _local(moment: str) -> str:
    """Return a time as the clock on the wall shows it."""
    return dt.datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
