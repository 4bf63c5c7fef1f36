"""Which generation answered from when on: history.jsonl, beside the pointer.

One line for each switch, refusal and override, never changed afterwards. It is
written before the pointer moves, so that a publication that was forced cannot go unrecorded. A
line takes effect when the pointer follows it: whether it did is seen from the
next line, or from the pointer itself.

The file is no part of a generation and may be missing: the index answers
without it, and what it would have said is then unknown.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from faqbot.errors import IndexUnusableError
from faqbot.index import store

HISTORY = "history.jsonl"
SCHEMA = 1


class Event(StrEnum):
    """What happened to a generation."""

    BUILT = "built"  # from the corpus, and switched to
    ROLLED_BACK = "rolled_back"  # it had answered before, and was switched to again
    REFUSED = "refused"  # the evaluation gate objected; it was not switched to
    UPHELD = "upheld"  # it answered already, and does so against the gate's objection


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    event: Event
    generation: str
    before: str | None  # what answered until then; None where nothing did
    at: dt.datetime  # by the clock of this machine, with its zone
    documents: int
    passages: int
    objection: str | None = None  # of the evaluation gate
    forced: str | None = None  # why it was published despite the objection

    def to_json(self) -> dict[str, Any]:
        """Return the entry as values that JSON can hold; the time in UTC."""
        return {
            "schema": SCHEMA,
            "event": self.event.value,
            "generation": self.generation,
            "before": self.before,
            "at": self.at.astimezone(dt.UTC).isoformat(timespec="seconds"),
            "documents": self.documents,
            "passages": self.passages,
            "objection": self.objection,
            "forced": self.forced,
        }


@dataclass(frozen=True, slots=True)
class History:
    """What is recorded of an index folder, oldest first."""

    entries: tuple[Entry, ...] = ()
    unreadable: int = 0  # lines that are not entries
    current: str | None = None  # what the pointer names now; None where it is damaged

    def took_effect(self) -> Iterator[tuple[Entry, bool]]:
        """Yield each entry, and whether the pointer followed it."""
        followers = (*(entry.before for entry in self.entries[1:]), self.current)
        for entry, then in zip(self.entries, followers, strict=False):
            yield entry, entry.event is not Event.REFUSED and then in (entry.generation, None)

    def began(self) -> Iterator[Entry]:
        """Yield the entries from which on a generation answered that had not just before."""
        for entry, effective in self.took_effect():
            if effective and entry.event is not Event.UPHELD:
                yield entry

    def answered(self) -> list[str]:
        """Return the generations that have answered, the one that last did so first."""
        names = [self.current]
        for entry, effective in reversed(list(self.took_effect())):
            if effective:
                names.append(entry.generation)
            names.append(entry.before)
        return list(dict.fromkeys(name for name in names if name is not None))

    def refused(self) -> list[str]:
        """Return the generations that the gate objected to and that have never answered."""
        refused = [e.generation for e in self.entries if e.event is Event.REFUSED]
        return [name for name in dict.fromkeys(refused) if name not in self.answered()]

    def previous(self, kept: Collection[str]) -> str | None:
        """Return what a step back from the current generation leads to.

        That is what answered when it was built; going back again goes further
        back, and never forward. None where nothing is known or left.

        Args:
            kept: the generations that are still there.
        """
        if self.current is None:
            return next((name for name in self.answered() if name in kept), None)
        built = {
            entry.generation: entry.before
            for entry, effective in self.took_effect()
            if effective and entry.event is Event.BUILT
        }
        name, seen = self.current, set[str]()
        while name not in seen:
            seen.add(name)
            before = built.get(name)
            if before is None:
                break
            if before in kept and before != self.current:
                return before
            name = before
        # An index without a history, and with only one other: that must be it.
        others = [name for name in kept if name != self.current]
        return others[0] if len(others) == 1 and not self.entries else None


def read_history(index: Path) -> History:
    """Return what is recorded; nothing where there is no file.

    Raises:
        IndexUnusableError: the file is there and cannot be read.
    """
    try:
        current = store.current_generation(index).name
    except IndexUnusableError:
        current = None
    entries = []
    unreadable = 0
    for line in _contents(index).decode("utf-8", "replace").splitlines():
        entry = _entry(line)
        if entry is None:
            unreadable += 1
        else:
            entries.append(entry)
    return History(tuple(entries), unreadable, current)


def record(index: Path, entry: Entry) -> None:
    """Add a line to the history, all or nothing; call while holding `store.writing`.

    Raises:
        IndexUnusableError: the file cannot be read or written; it stays as it was.
    """
    before = _contents(index)
    if before and not before.endswith(b"\n"):
        before += b"\n"
    line = json.dumps(entry.to_json(), ensure_ascii=True) + "\n"
    store.replace_file(index / HISTORY, before + line.encode("ascii"))


def _contents(index: Path) -> bytes:
    path = index / HISTORY
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise IndexUnusableError(
            f"cannot read the history of the index ({error.strerror})",
            where=str(path),
            fix="Mend its rights, or move the file away: the index answers without it.",
        ) from error


def _entry(line: str) -> Entry | None:
    """Return what a line says, or None when it is no entry of this version."""
    try:
        data = json.loads(line)
        if data["schema"] != SCHEMA:
            return None
        at = dt.datetime.fromisoformat(data["at"])
        texts = [data["generation"], data["before"], data["objection"], data["forced"]]
        numbers = [data["documents"], data["passages"]]
        if at.tzinfo is None or not isinstance(texts[0], str):
            return None
        if not all(text is None or isinstance(text, str) for text in texts):
            return None
        if not all(type(number) is int for number in numbers):
            return None
        return Entry(
            event=Event(data["event"]),
            generation=data["generation"],
            before=data["before"],
            at=at,
            documents=data["documents"],
            passages=data["passages"],
            objection=data["objection"],
            forced=data["forced"],
        )
    except (KeyError, TypeError, ValueError):
        return None
