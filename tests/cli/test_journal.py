"""`faqbot journal`, and what ask, chat and batch record where the person chose to."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.answering.answer import Answer
from faqbot.assistant import Assistant
from faqbot.journal import Journal, Kind
from faqbot.preferences import PreferenceFile, Preferences

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FAR = "what is the capital of france"
DAY = dt.timedelta(days=1)
# Noon, so that neither the time of day nor the time zone decides; and never in the future.
NOW = dt.datetime.combine(dt.date.today() - DAY, dt.time(12)).astimezone()


@pytest.fixture(autouse=True)
def _open_already(monkeypatch: pytest.MonkeyPatch, assistant: Assistant) -> None:
    monkeypatch.setattr(Assistant, "open", lambda _index: assistant)


@pytest.fixture(scope="module")
def answered(assistant: Assistant) -> Answer:
    return assistant.ask("Is it mandatory?").answer


@pytest.fixture(scope="module")
def refused(assistant: Assistant) -> Answer:
    return assistant.ask(FAR).answer


def _asked(answer: Answer, question: str) -> Answer:
    return replace(answer, question=question, standalone_question=question)


@pytest.fixture
def filled(journal: Journal, answered: Answer, refused: Answer) -> Journal:
    """A journal with an entry of each kind, a day apart; the refusal is the newest."""
    journal.record_feedback(answered, NOW - 2 * DAY, helpful=False, comment="too long")
    journal.record_given_out(answered, NOW - DAY)
    journal.record_refusal(refused, NOW)
    return journal


def test_off_by_default_and_how_to_turn_it_on(run: Run, tmp_path: Path) -> None:
    for words in (("journal",), ("journal", "list"), ("told",), ("gaps",)):
        ran = run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert "Turn it on with: faqbot journal on" in ran.out
    run("ask", FAR)
    assert not (tmp_path / "state").exists()


def test_on_and_off(run: Run, tmp_path: Path) -> None:
    """The choice is the one that the interface makes, and nothing else of it changes."""
    file = PreferenceFile(tmp_path / "no-settings/faqbot/preferences.json")
    file.save(Preferences(theme="contrast"))
    ran = run("journal", "on")
    assert ran.code == 0
    assert str(tmp_path / "state/faqbot/journal.db") in ran.out
    assert file.load() == Preferences("contrast", recording=True)
    assert run("journal").out.startswith("Recording: on.\n")
    assert run("journal", "off").code == 0
    assert file.load() == Preferences("contrast", recording=False)


def test_a_choice_that_cannot_be_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    ran = run("journal", "on")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be kept" in ran.err
    assert "no place for a journal" in run("journal").out
    assert run("journal", "purge", "--all").out == "Deleted 0 entries.\n"


def test_ask_batch_and_chat_record_what_they_refuse(run: Run, journal: Journal) -> None:
    run("ask", f"{FAR}, ring 07700 900123")
    run("batch", stdin=json.dumps({"id": 1, "turns": ["Is it mandatory?", FAR]}))
    run("chat", stdin=FAR)
    run("ask", "Is it mandatory?")
    questions = [entry.question for entry in journal.entries()]
    assert questions[0] == f"{FAR}, ring [phone]"
    assert [entry.kind for entry in journal.entries()] == [Kind.REFUSED] * 3
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700


def test_no_record(run: Run, journal: Journal) -> None:
    run("ask", "--no-record", FAR)
    run("batch", "--no-record", stdin=json.dumps({"id": 1, "turns": [FAR]}))
    run("chat", "--no-record", stdin=FAR)
    assert not journal.path.exists()


def test_a_journal_that_fails_costs_nobody_the_answer(run: Run, journal: Journal) -> None:
    journal.path.parent.mkdir(parents=True)
    journal.path.write_text("no database at all, not even nearly " * 50)
    ran = run("batch", stdin=json.dumps({"id": 1, "turns": [FAR, FAR]}))
    assert (ran.code, len(json.loads(ran.out)["answers"])) == (0, 2)
    assert ran.err.count("not recorded: the journal cannot be used") == 1
    ran = run("chat", stdin=f"{FAR}\n{FAR}")
    assert (ran.code, ran.out.count("\nAnswer:")) == (0, 2)
    assert ran.err.count("not recorded") == 1
    ran = run("journal", "list")
    assert (ran.code, ran.out) == (1, "")


def test_list_newest_first(run: Run, filled: Journal) -> None:
    lines = run("journal", "list").out.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.split(", ", 1)[1].split(":")[0].split(" (")[0] for head in heads] == [
        "refused", "given out", "not helpful",
    ]  # fmt: skip
    assert "  Comment: too long" in lines
    assert any(line.startswith("  Receipt: fb2:") for line in lines)
    assert run("journal", "list", "--kind", "feedback").out.count("\n") == 2
    listed = json.loads(run("journal", "list", "--json", "--since", str((NOW - DAY).date())).out)
    assert [e["kind"] for e in listed["entries"]] == ["refused", "given_out"]
    assert listed["recording"] is True


def test_an_entry_from_the_future_is_flagged(
    run: Run, journal: Journal, refused: Answer, answered: Answer
) -> None:
    """A clock was set back: nothing is lost, and no age is negative."""
    journal.record_refusal(refused, NOW + 30 * DAY)
    journal.record_given_out(answered, NOW + 30 * DAY)
    for command in (("journal", "list"), ("told", "--all"), ("gaps",)):
        assert "in the future: check this computer's clock" in run(*command).out
    assert json.loads(run("journal", "list", "--json").out)["entries"][0]["in_the_future"] is True


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@", " =", "＝"])
def test_no_cell_of_the_export_acts_as_a_formula(
    run: Run, journal: Journal, refused: Answer, start: str
) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    journal.record_refusal(_asked(refused, text), NOW)
    journal.record_feedback(refused, NOW, helpful=False, comment=text)
    rows = list(csv.DictReader(io.StringIO(run("journal", "export").out)))
    assert len(rows) == 2
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert "calc" in rows[1]["question"]


def test_export_to_a_file_that_only_the_person_can_read(
    run: Run, filled: Journal, tmp_path: Path
) -> None:
    file = tmp_path / "journal.csv"
    assert run("journal", "export", "--csv", str(file)).out == f"Written: {file}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with file.open(newline="") as opened:
        assert [row["kind"] for row in csv.DictReader(opened)] == [
            "refused", "given_out", "feedback",
        ]  # fmt: skip
    again = run("journal", "export", "--csv", str(file))
    assert (again.code, "there already" in again.err) == (1, True)


def test_purge(run: Run, filled: Journal) -> None:
    assert run("journal", "purge").out == "Deleted 0 entries.\n"
    assert run("journal", "purge", "--before", str(NOW.date() - DAY)).out == "Deleted 1 entry.\n"
    assert run("journal", "purge", "--all").out == "Deleted 2 entries.\n"
    assert filled.entries() == []
    assert b"too long" not in filled.path.read_bytes()


@pytest.mark.parametrize(
    "flags", [["--before", "yesterday"], ["--all", "--before", "2026-01-01"], ["--since", "x"]]
)
def test_purge_called_wrongly_deletes_nothing(run: Run, filled: Journal, flags: list[str]) -> None:
    assert run("journal", "purge", *flags).code == 2
    assert len(filled.entries()) == 3


@pytest.fixture(params=["west+12", "UTC0", "east-14"])
def clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clock of this computer that is far behind UTC, with it, or far ahead."""
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("clock")
def test_any_day_of_the_calendar_will_do(run: Run, filled: Journal) -> None:
    for command in ("journal list", "journal export", "told --all", "gaps"):
        for day in ("0001-01-01", "9999-12-31"):
            ran = run(*command.split(), "--since", day)
            assert (ran.code, ran.err) == (0, "")
    count = [
        len(json.loads(run("journal", "list", "--json", "--since", day).out)["entries"])
        for day in ("0001-01-01", "9999-12-31")
    ]
    assert count == [3, 0]
    assert run("journal", "purge", "--before", "0001-01-01").out == "Deleted 0 entries.\n"
    assert run("journal", "purge", "--before", "9999-12-31").out == "Deleted 3 entries.\n"


def test_days_to_keep_come_from_the_settings(
    run: Run, filled: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refused: Answer
) -> None:
    (tmp_path / "config/faqbot/settings.toml").write_text("journal_days = 5\n")
    filled.record_refusal(refused, NOW - 10 * DAY)
    assert "kept for 5 days" in run("journal").out
    assert len(filled.entries()) == 3
    monkeypatch.setenv("FAQBOT_JOURNAL_DAYS", "1")
    run("ask", FAR)
    assert {entry.kind for entry in filled.entries()} == {Kind.REFUSED}


def test_a_write_that_is_interrupted_leaves_the_journal_whole(
    run: Run, filled: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle of a record: the entry is in, or it is not."""
    monkeypatch.setattr("faqbot.journal._stamp", _interrupt)
    assert run("ask", FAR).code == 130
    monkeypatch.undo()
    with closing(sqlite3.connect(filled.path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(filled.entries()) == 3


def _interrupt(_at: object) -> str:
    raise KeyboardInterrupt
