"""The local journal: refused questions, feedback and receipts given out, in SQLite.

Nothing is recorded unless the person chose to; whoever opens a `Journal` has
asked. Texts are redacted before they are written (`faqbot.redaction`). Entries are
deleted after `keep_days`, and what is deleted is overwritten in the file.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faqbot.answering.answer import Answer, Status
from faqbot.errors import FaqbotError
from faqbot.redaction import redacted

SCHEMA = 1
KEEP_DAYS = 180  # unless the settings say otherwise
_TABLE = """
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,          -- UTC, ISO 8601, to the second
    kind TEXT NOT NULL,        -- see Kind
    question TEXT NOT NULL,    -- stand-alone, redacted
    status TEXT NOT NULL,
    reason TEXT,               -- of a refusal
    helpful INTEGER,           -- of feedback: 1 or 0
    comment TEXT,              -- of feedback, redacted
    receipt TEXT,              -- of a quotation given out
    generation TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_at ON entry (at);
CREATE INDEX IF NOT EXISTS entry_receipt ON entry (receipt);
"""


class JournalError(FaqbotError):
    """The journal cannot be opened, read or written."""

    exit_code = 1


class Kind(StrEnum):
    """Why an entry was made."""

    REFUSED = "refused"  # a question that the guidance does not answer
    FEEDBACK = "feedback"
    GIVEN_OUT = "given_out"  # a quotation that was copied or saved: one entry a receipt


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    id: int
    at: dt.datetime  # UTC
    kind: Kind
    question: str
    status: Status
    reason: str | None
    helpful: bool | None
    comment: str | None
    receipt: str | None
    generation: str


class Journal:
    """The journal in one file; each call opens it and lets it go again.

    Args:
        path: the file; it is made, readable by its owner only, when first written.
        keep_days: how long an entry is kept.
    """

    def __init__(self, path: Path, keep_days: int = KEEP_DAYS) -> None:
        self.path = path
        self.keep_days = keep_days

    def record_refusal(self, answer: Answer, at: dt.datetime) -> None:
        """Record a question that was not covered; any other answer is left alone.

        Raises:
            JournalError: it cannot be written.
        """
        if answer.status is Status.NOT_COVERED:
            self._add(Kind.REFUSED, answer, at)

    def record_feedback(
        self, answer: Answer, at: dt.datetime, *, helpful: bool, comment: str = ""
    ) -> None:
        """Record whether an answer or a refusal helped.

        Raises:
            JournalError: it cannot be written.
        """
        self._add(Kind.FEEDBACK, answer, at, helpful=helpful, comment=comment)

    def record_given_out(self, answer: Answer, at: dt.datetime) -> None:
        """Record the receipts of an answer that was copied or saved.

        Raises:
            JournalError: it cannot be written.
        """
        for citation in answer.citations:
            self._add(Kind.GIVEN_OUT, answer, at, receipt=citation.receipt)

    def entries(self, kind: Kind | None = None, since: dt.datetime | None = None) -> list[Entry]:
        """Return what was recorded, oldest first.

        Args:
            kind: only these; None is all kinds.
            since: only what was recorded then or later.

        Raises:
            JournalError: it cannot be read.
        """
        if not self.path.exists():
            return []
        with self._opened() as database:
            rows = database.execute(
                "SELECT id, at, kind, question, status, reason, helpful, comment, receipt,"
                " generation FROM entry WHERE (?1 IS NULL OR kind = ?1)"
                " AND (?2 IS NULL OR at >= ?2) ORDER BY id",
                (kind.value if kind else None, _stamp(since) if since else None),
            ).fetchall()
        return [_entry(row) for row in rows]

    def forget(self, now: dt.datetime) -> int:
        """Delete for good what is older than `keep_days`; return how many entries that were.

        Raises:
            JournalError: it cannot be written.
        """
        return self.purge(before=now - dt.timedelta(days=self.keep_days))

    def purge(self, before: dt.datetime | None = None) -> int:
        """Delete entries for good; return how many there were.

        Args:
            before: delete what is older; None deletes everything.

        Raises:
            JournalError: it cannot be written.
        """
        if not self.path.exists():
            return 0
        with self._opened() as database:
            count = database.execute(
                "DELETE FROM entry WHERE ?1 IS NULL OR at < ?1",
                (_stamp(before) if before else None,),
            ).rowcount
            database.commit()
            if count:
                database.execute("VACUUM")
        return count

    def _add(
        self,
        kind: Kind,
        answer: Answer,
        at: dt.datetime,
        *,
        helpful: bool | None = None,
        comment: str = "",
        receipt: str | None = None,
    ) -> None:
        with self._opened() as database, database:
            database.execute(
                "INSERT INTO entry (at, kind, question, status, reason, helpful, comment, receipt,"
                " generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    _stamp(at),
                    kind.value,
                    redacted(answer.standalone_question or answer.question),
                    answer.status.value,
                    answer.reason.value if answer.reason else None,
                    None if helpful is None else int(helpful),
                    redacted(comment) or None,
                    receipt,
                    answer.index.generation,
                ),
            )
            oldest = _stamp(at - dt.timedelta(days=self.keep_days))
            database.execute("DELETE FROM entry WHERE at < ?", (oldest,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file, made and closed to others where needed.

        Yields:
            A connection.

        Raises:
            JournalError: it cannot be used.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self.path.parent.stat().st_mode & 0o077:
                with suppress(OSError):  # somebody else's folder: the file is closed all the same
                    self.path.parent.chmod(0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            if self.path.stat().st_mode & 0o077:
                self.path.chmod(0o600)
            with closing(sqlite3.connect(self.path, timeout=5)) as database:
                self._prepare(database)
                yield database
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise JournalError(
                f"the journal cannot be used ({reason})",
                where=str(self.path),
                fix="Mend or move the file, or turn recording off.",
            ) from error

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.execute("PRAGMA secure_delete = ON")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA:
            raise JournalError(
                f"the journal has schema {version}, and this version knows {SCHEMA}",
                where=str(self.path),
                fix="Use the newer version of faqbot, or move the file.",
            )
        if version < SCHEMA:
            database.executescript(_TABLE)
            database.execute(f"PRAGMA user_version = {SCHEMA}")
            database.commit()


def _entry(row: tuple[int, str, str, str, str, str, int, str, str, str]) -> Entry:
    helpful = None if row[6] is None else bool(row[6])
    at = dt.datetime.fromisoformat(row[1])
    return Entry(
        row[0], at, Kind(row[2]), row[3], Status(row[4]), row[5], helpful, row[7], row[8], row[9]
    )


def _stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")
