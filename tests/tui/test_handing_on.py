"""Copying, saving, exporting, feedback, recording."""

from __future__ import annotations

import csv
import json
import stat
from typing import TYPE_CHECKING

import pytest

from faqbot.journal import KEEP_DAYS, Journal, Kind
from faqbot.preferences import PreferenceFile, Preferences
from faqbot.tui.state import Setup, State

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opened

QUESTION = "is it mandatory"


async def test_copy_for_the_caller_says_that_it_did(opened: Opened) -> None:
    copied: list[str] = []

    def take(text: str) -> bool:
        copied.append(text)
        return True

    async with opened(to_system_clipboard=take) as person:
        await person.press("ctrl+y")
        await person.until("There is no answer yet.")
        await person.ask(QUESTION)
        await person.press("ctrl+y")
        await person.until("The answer for the caller: copied.")
    (text,) = copied
    assert "mandatory at the moment." in text
    assert "Source: Level 2 Adult Social Care Certificate" in text
    assert "version 1.2, published 25 January 2024" in text
    assert "fb2:" not in text


async def test_case_note_carries_the_receipt(opened: Opened) -> None:
    copied: list[str] = []
    async with opened(to_system_clipboard=copied.append) as person:
        await person.ask(QUESTION)
        await person.press("f6")
    (text,) = copied
    for words in ("Question: is it mandatory", "Receipt 1: fb2:", "22 November 2026, 14:05"):
        assert words in text


async def test_no_clipboard_is_said_and_the_file_offered(opened: Opened) -> None:
    async with opened() as person:
        await person.ask(QUESTION)
        await person.press("ctrl+y")
        assert "not copied" in person.shown("#banner")
        assert "Ctrl+O saves it" in person.shown("#banner")


@pytest.mark.parametrize(("key", "ending"), [("1", "caller.txt"), ("2", "note.txt")])
async def test_save_one_answer(opened: Opened, tmp_path: Path, key: str, ending: str) -> None:
    async with opened() as person:
        await person.ask(QUESTION)
        await person.press("ctrl+o", key)
        (file,) = tmp_path.glob("faqbot-*")
        assert file.name == f"faqbot-2026-11-22-1405-{ending}"
        assert "Saved: " in person.shown("#banner")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert "mandatory at the moment." in file.read_text()
        await person.press("ctrl+o", key)
        assert len(list(tmp_path.glob("faqbot-*"))) == 2


async def test_export_of_the_conversation(opened: Opened, tmp_path: Path) -> None:
    async with opened() as person:
        await person.ask(QUESTION)
        await person.ask("who is eligible for funding")
        for key in "345":
            await person.press("ctrl+o", key)
    stem = "faqbot-2026-11-22-1405-conversation"
    assert "## 2. who is eligible" in (tmp_path / f"{stem}.md").read_text()
    assert len(json.loads((tmp_path / f"{stem}.json").read_text())["conversation"]) == 2
    with (tmp_path / f"{stem}.csv").open(newline="") as file:
        assert len(list(csv.reader(file))) == 3


async def test_folder_that_cannot_be_written(opened: Opened, tmp_path: Path) -> None:
    async with opened(folder=tmp_path / "nowhere") as person:
        await person.ask(QUESTION)
        await person.press("ctrl+o", "1")
        assert "cannot write the file" in person.shown("#banner")
        await person.press("ctrl+o", "escape")
        assert person.app.state.session.exchanges


async def test_nothing_is_recorded_unless_chosen(opened: Opened, tmp_path: Path) -> None:
    journal = tmp_path / "state" / "journal.db"
    async with opened(journal=journal) as person:
        await person.until("be kept, on this computer only? Ctrl+K.")
        assert "not recording" in person.shown("#status")
        await person.ask("what is the capital of france")
        await person.press("ctrl+y")
        await person.press("ctrl+f", "1")
        await person.type("well")
        await person.press("enter")
        await person.until("Recording is off, so it is not kept.")
    assert not journal.exists()


async def test_recording_once_chosen(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.db"
    preferences = PreferenceFile(tmp_path / "config" / "preferences.json")
    async with opened(journal=path, preferences=preferences) as person:
        await person.press("ctrl+k", "5")
        assert " recording" in person.shown("#status")
        await person.ask("who is the king of spain, my number is 07700 900123")
        await person.ask(QUESTION)
        await person.press("ctrl+y")
        await person.press("ctrl+f", "2")
        await person.type("call a-b@example.org")
        await person.press("enter")
        assert "You said: not helpful" in person.shown(".feedback")
    assert preferences.load() == Preferences(recording=True)
    journal = Journal(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (refused,) = journal.entries(Kind.REFUSED)
    assert "[phone]" in refused.question
    assert b"900123" not in path.read_bytes()
    (feedback,) = journal.entries(Kind.FEEDBACK)
    assert (feedback.helpful, feedback.comment) == (False, "call [e-mail]")
    assert all(e.receipt for e in journal.entries(Kind.GIVEN_OUT))
    assert journal.entries(Kind.GIVEN_OUT)
    async with opened(journal=path, preferences=preferences) as person:
        await person.press("ctrl+k", "6")
        assert "Deleted " in person.shown("#banner")
    assert journal.entries() == []


def test_records_are_kept_as_long_as_the_settings_say(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path)}
    for days, wanted in ((20, 20), (None, KEEP_DAYS)):
        setup = Setup.of_person(tmp_path, None, None, environment, days)
        journal = State(setup, Preferences(recording=True), lambda _: None).journal
        assert journal is not None
        assert journal.keep_days == wanted


async def test_recording_can_be_turned_on_with_the_feedback(opened: Opened, tmp_path: Path) -> None:
    async with opened(journal=tmp_path / "journal.db") as person:
        await person.ask(QUESTION)
        await person.press("ctrl+f", "3", "1", "enter")
        await person.until("It is kept on this computer.")
    assert len(Journal(tmp_path / "journal.db").entries(Kind.FEEDBACK)) == 1


async def test_journal_that_cannot_be_written(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.mkdir()
    async with opened(journal=path) as person:
        await person.press("ctrl+k", "5")
        await person.ask(QUESTION)
        await person.press("ctrl+f", "1", "enter")
        assert "Not recorded: the journal cannot be used" in person.shown("#banner")
