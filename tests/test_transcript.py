"""What is handed on: for the caller, as a case note, as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.assistant import Assistant
from faqbot.cleaning import clean_text
from faqbot.transcript import (
    Entry,
    TranscriptError,
    case_note,
    export,
    for_caller,
    free_name,
    harmless,
    question_in_words,
    taken_as,
    to_csv_file,
    to_json_file,
    to_markdown_file,
    write_new,
)

AT = dt.datetime(2026, 11, 22, 14, 5, tzinfo=dt.UTC)
DAY = AT.date()


@pytest.fixture(scope="module")
def entries(assistant: Assistant) -> list[Entry]:
    """An answer, the choice of a number, and a refusal."""
    found, state = [], None
    for question in ("is it mandatory", "1", "what is the capital of france"):
        turn = assistant.ask(question, state, DAY)
        state = turn.conversation
        found.append(Entry(turn.answer, AT))
    return found


def test_callers_version_has_answer_source_and_what_lapsed(entries: list[Entry]) -> None:
    text = for_caller(entries[0].answer)
    assert "mandatory at the moment." in text
    assert (
        "Source: Level 2 Adult Social Care Certificate: Frequently Asked Questions, "
        "Department of Health & Social Care, version 1.2, published 25 January 2024" in text
    )
    assert "more than two years before" in text
    assert "fb1:" not in text


def test_undated_source_is_said(entries: list[Entry]) -> None:
    answer = entries[0].answer
    bare = replace(answer.citations[0], published=None, updated=None, version=None, publisher=None)
    text = for_caller(replace(answer, citations=(bare,)))
    assert text.rstrip().endswith("Frequently Asked Questions, undated")


def test_case_note_has_all_that_is_needed_to_check_it(entries: list[Entry]) -> None:
    note = case_note(entries[0])
    answer = entries[0].answer
    for words in (
        "Question: is it mandatory",
        "Taken as: is the Level 2",
        "Answered: 22 November 2026, 14:05",
        f"Receipt 1: {answer.citations[0].receipt}",
        f"Index: {answer.index.generation}",
        "Assumed: I took “it”",
    ):
        assert words in note


def test_a_choice_stands_for_its_question(entries: list[Entry]) -> None:
    assert entries[1].answer.question == "1"
    assert question_in_words(entries[1].answer) == entries[1].answer.standalone_question


def test_taken_as_what_is_not_said_already(entries: list[Entry]) -> None:
    first, choice, refused = (entry.answer for entry in entries)
    assert first.assumption
    assert taken_as(first, first.question) is None
    assert taken_as(replace(first, assumption=None), "x") == first.standalone_question
    assert taken_as(choice, "1") == choice.standalone_question
    assert taken_as(choice, choice.standalone_question.upper().rstrip("?")) is None
    assert taken_as(refused, refused.question) is None


def test_refusal_can_be_handed_on(entries: list[Entry]) -> None:
    assert for_caller(entries[2].answer).strip()
    assert "Receipt" not in case_note(entries[2])


def test_markdown_and_json(entries: list[Entry]) -> None:
    text = to_markdown_file(entries)
    assert text.count("\n## ") == 3
    found = json.loads(to_json_file(entries))
    assert found["schema"] == 1
    assert [e["time"] for e in found["conversation"]] == ["2026-11-22T14:05:00+00:00"] * 3
    assert found["conversation"][0]["answer"]["status"] == "answered"


def test_csv_cells_are_harmless(entries: list[Entry]) -> None:
    bad = '=HYPERLINK("http://x","y")'
    answer = replace(entries[0].answer, question=bad, standalone_question=f"+{bad}", answer="- a")
    rows = list(csv.reader(io.StringIO(to_csv_file([Entry(answer, AT)]), newline="")))
    assert len(rows) == 2
    assert rows[1][1] == f"'{bad}"
    assert rows[1][2] == f"'+{bad}"
    assert rows[1][4] == "'- a"


@given(st.text())
def test_no_cell_begins_a_formula(cell: str) -> None:
    shown = harmless(cell)
    assert shown in {cell, f"'{cell}"}
    assert not shown.lstrip(" \n\u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_control_characters_are_left_out(entries: list[Entry]) -> None:
    bad = "x\x1b]52;c;UE8=\x07\x1b[2J\x9b2J\u202ey"
    answer = entries[0].answer
    poisoned = replace(
        answer,
        question=bad,
        answer=bad,
        citations=(replace(answer.citations[0], title=bad, receipt=bad),),
    )
    entry = Entry(poisoned, AT)
    for text in (for_caller(poisoned), case_note(entry), to_markdown_file([entry])):
        assert clean_text(text) == text


def test_export_writes_a_new_private_file(entries: list[Entry], tmp_path: Path) -> None:
    path = export(entries, tmp_path / "call")
    assert path == tmp_path / "call.md"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(TranscriptError, match="there already"):
        export(entries, path)
    with pytest.raises(TranscriptError, match="not written in that form"):
        export(entries, tmp_path / "call.exe")
    with pytest.raises(TranscriptError, match="cannot write"):
        export(entries, tmp_path / "nowhere" / "call.csv")
    with pytest.raises(TranscriptError):
        write_new(tmp_path / "\0.txt", "")


@pytest.mark.parametrize("name", [".", "..", "/", "", "there", "there/.", "there/..", "none/.."])
def test_a_folder_is_no_file(
    entries: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    with pytest.raises(TranscriptError, match=r"names a folder.*\n.*Name a file in it"):
        export(entries, Path(name))
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


@pytest.mark.parametrize(
    "name", ["x" * 5_000, "x" * 5_000 + ".md", "a\0b", "none/x", "~nobody-x/y"]
)
def test_a_name_that_no_file_can_have(
    entries: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TranscriptError, match="Name another file or folder"):
        export(entries, Path(name))
    assert not list(tmp_path.iterdir())


def test_free_name(tmp_path: Path) -> None:
    assert free_name(tmp_path, "a", ".md").name == "a.md"
    (tmp_path / "a.md").touch()
    (tmp_path / "a-2.md").touch()
    assert free_name(tmp_path, "a", ".md").name == "a-3.md"
