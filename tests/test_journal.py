"""The local journal: private, kept for a time, deleted for good."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from faqbot.answering.answer import Answer, Status
from faqbot.assistant import Assistant
from faqbot.journal import Journal, JournalError, Kind

AT = dt.datetime(2026, 11, 22, 14, 5, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def answered(assistant: Assistant) -> Answer:
    return assistant.ask("is it mandatory", None, AT.date()).answer


@pytest.fixture(scope="module")
def refused(assistant: Assistant) -> Answer:
    question = "xyzzy plugh, ring 07700 900123"
    answer = assistant.ask("xyzzy plugh", None, AT.date()).answer
    return replace(answer, question=question, standalone_question=question)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "state" / "journal.db", keep_days=30)


def test_nothing_is_made_before_something_is_recorded(journal: Journal) -> None:
    assert journal.entries() == []
    assert journal.purge() == 0
    assert not journal.path.parent.exists()


def test_refusals_feedback_and_receipts(
    journal: Journal, answered: Answer, refused: Answer
) -> None:
    assert refused.status is Status.NOT_COVERED
    journal.record_refusal(answered, AT)
    journal.record_refusal(refused, AT)
    journal.record_feedback(answered, AT, helpful=True, comment=" ask me at a@b.org\n")
    journal.record_given_out(answered, AT)
    journal.record_given_out(refused, AT)
    (gap,) = journal.entries(Kind.REFUSED)
    assert gap.question == "xyzzy plugh, ring [phone]"
    assert (gap.at, gap.reason, gap.status) == (AT, refused.reason, Status.NOT_COVERED)
    (said,) = journal.entries(Kind.FEEDBACK)
    assert (said.helpful, said.comment) == (True, "ask me at [e-mail]")
    given_out = [e.receipt for e in journal.entries(Kind.GIVEN_OUT)]
    assert given_out == [c.receipt for c in answered.citations]
    assert len(journal.entries()) == 2 + len(given_out)


def test_file_is_private(journal: Journal, refused: Answer) -> None:
    journal.record_refusal(refused, AT)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700
    journal.path.chmod(0o644)
    journal.record_refusal(refused, AT)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert [p.name for p in journal.path.parent.iterdir()] == ["journal.db"]


def test_a_folder_that_others_may_read_is_closed(journal: Journal, refused: Answer) -> None:
    journal.path.parent.mkdir(mode=0o755)
    journal.record_refusal(refused, AT)
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700


def test_only_since(journal: Journal, refused: Answer) -> None:
    journal.record_refusal(refused, AT - dt.timedelta(days=2))
    journal.record_refusal(refused, AT)
    assert [e.at for e in journal.entries(since=AT)] == [AT]
    assert journal.entries(Kind.FEEDBACK, since=AT) == []
    elsewhere = AT.astimezone(dt.timezone(dt.timedelta(hours=5)))
    assert len(journal.entries(since=elsewhere)) == 1


def test_forgetting_is_by_age(journal: Journal, refused: Answer) -> None:
    journal.record_refusal(refused, AT)
    assert journal.forget(AT + dt.timedelta(days=30)) == 0
    assert journal.forget(AT + dt.timedelta(days=31)) == 1
    assert journal.entries() == []


def test_old_entries_go_by_themselves(journal: Journal, refused: Answer) -> None:
    journal.record_refusal(refused, AT - dt.timedelta(days=31))
    journal.record_refusal(refused, AT - dt.timedelta(days=29))
    journal.record_refusal(refused, AT)
    assert len(journal.entries()) == 2


def test_a_clock_that_was_set_back_loses_nothing(journal: Journal, refused: Answer) -> None:
    """What was recorded before seems to lie in the future; it stays."""
    journal.record_refusal(refused, AT)
    journal.record_refusal(refused, AT - dt.timedelta(days=400))
    journal.forget(AT - dt.timedelta(days=400))
    assert len(journal.entries()) == 2


def test_purge_leaves_no_trace_in_the_file(journal: Journal, answered: Answer) -> None:
    journal.record_feedback(answered, AT - dt.timedelta(days=2), helpful=False, comment="zebra")
    journal.record_feedback(answered, AT, helpful=False, comment="okapi")
    assert journal.purge(before=AT - dt.timedelta(days=1)) == 1
    assert b"zebra" not in journal.path.read_bytes()
    assert journal.purge() == 1
    assert b"okapi" not in journal.path.read_bytes()
    assert journal.entries() == []


def test_journal_that_cannot_be_used(tmp_path: Path, refused: Answer) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_text("no database at all, not even nearly " * 50)
    for path in (damaged, tmp_path):
        with pytest.raises(JournalError, match="cannot be used"):
            Journal(path).record_refusal(refused, AT)


def test_journal_of_a_newer_version_is_left_alone(journal: Journal, refused: Answer) -> None:
    journal.record_refusal(refused, AT)
    with closing(sqlite3.connect(journal.path)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(JournalError, match="schema 99"):
        journal.entries()
