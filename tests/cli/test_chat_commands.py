"""`faqbot chat`: copy, export, feedback, help; the words are those of the interface."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot import clipboard
from faqbot.assistant import Assistant
from faqbot.cli.chat_commands import Desk
from faqbot.cli.recording import now
from faqbot.journal import Journal, Kind
from faqbot.preferences import PreferenceFile, Preferences
from faqbot.transcript import Entry

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What is put on the clipboard; and no journal but one under tmp_path."""
    taken: list[str] = []

    def take(text: str) -> bool:
        taken.append(text)
        return True

    monkeypatch.setattr(clipboard, "to_system", take)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return taken


@pytest.fixture
def desk(assistant: Assistant) -> Desk:
    """The commands, after one answer."""
    return Desk(assistant.corpus, entries=[Entry(assistant.ask("Is it mandatory?").answer, now())])


@pytest.fixture
def refused(desk: Desk, assistant: Assistant) -> Desk:
    """The commands, after an answer and a refusal."""
    desk.take(assistant.ask(FAR).answer)
    return desk


FAR = "what is the capital of france"


def _chat(run: Run, *lines: str) -> str:
    ran = run("chat", stdin="\n".join(lines))
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_copy(run: Run, copied: list[str]) -> None:
    out = _chat(run, "Is it mandatory?", "copy", "Copy note.")
    assert out.count("\nCopied.\n") == 2
    assert "Source: Level 2 Adult Social Care Certificate" in copied[0]
    assert "Receipt 1: fb2:" in copied[1]


def test_after_a_refusal_it_is_said_whose_source_is_shown(refused: Desk) -> None:
    for line in ("more", "source", "source 1"):
        text = refused.act(line) or ""
        assert text.startswith("Of the answer to “Is it mandatory?”:\n\n")
    assert refused.act("source 5") == (
        "The last answer has no source. "
        "The answer to “Is it mandatory?” has 1 source; there is no source 5."
    )


def test_of_the_last_answer_nothing_is_said(desk: Desk) -> None:
    for line in ("more", "source", "source 1"):
        assert "Of the answer" not in (desk.act(line) or "Of the answer")
    assert desk.act("source 5") == "The last answer has 1 source; there is no source 5."


def test_sources_are_counted(desk: Desk) -> None:
    answer = desk.entries[-1].answer
    (one,) = answer.citations
    desk.take(replace(answer, citations=(one, replace(one, n=2))))
    assert desk.act("Source 3") == "The last answer has 2 sources; there is no source 3."


def test_copy_where_there_is_no_clipboard(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "to_system", lambda _text: False)
    out = _chat(run, "Is it mandatory?", "copy")
    assert "Not copied" in out
    assert "“export FILE” saves it" in out
    assert "\x1b" not in out


def test_export(run: Run, tmp_path: Path) -> None:
    names = [tmp_path / f"call.{ending}" for ending in ("md", "json", "csv")]
    out = _chat(run, "Is it mandatory?", *(f"export {n}" for n in names), f"export {names[0]}")
    assert out.count("\nWritten: ") == 3
    assert "the file is there already" in out
    assert len(json.loads(names[1].read_text())["conversation"]) == 1
    with names[2].open(newline="") as file:
        assert len(list(csv.reader(file))) == 2


def test_export_to_an_odd_name_says_what_to_do(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    names = (".", "..", "/", "a/", "~", "~nobody-x/y", "x" * 900)
    out = _chat(run, "Is it mandatory?", *(f"export {name}" for name in names), "source 1")
    *said, source = out.split("\nYou: ")[2:]
    assert all("\nName a" in text for text in said)
    assert len(said) == len(names)
    assert "Receipt: fb2:" in source
    assert not list(tmp_path.glob("*.md"))


@pytest.mark.parametrize(
    "question",
    [
        "export my certificate to another employer, how?",
        "Export rules.md?",
        "export the whole conversation",
        'export "Care Certificate" and "Diploma"',
        'export "what?"',
        "Helpful courses for a new manager?",
        "helpful?",
        "Helpful-to-know facts on the diploma",
        "not helpful too long",
    ],
)
def test_a_question_that_begins_like_a_command(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert desk.act(question) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("export my call.md", "my call.md"),
        ("Export call.CSV", "call.CSV"),
        ("export call", "call.md"),
        ('export "the last call"', "the last call.md"),
        ("export “Ann's call”", "Ann's call.md"),
        ("export ‘a’", "a.md"),
        ("export 'a.json'", "a.json"),
    ],
)
def test_names_that_export_takes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert desk.act(line) == f"Written: {name}"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("line", "helpful", "comment"),
    [
        ("helpful", True, None),
        ("Not helpful!", False, None),
        ("not helpful, too long", False, "too long"),
        ("helpful – but long", True, "but long"),
        ("not helpful - why “up to”?", False, "why “up to”?"),
        ("helpful... at last", True, "at last"),
    ],
)
def test_what_feedback_looks_like(
    desk: Desk, tmp_path: Path, line: str, helpful: bool, comment: str | None
) -> None:
    desk.journal = Journal(tmp_path / "journal.db")
    assert "It is kept" in (desk.act(line) or "")
    (said,) = desk.journal.entries(Kind.FEEDBACK)
    assert (said.helpful, said.comment) == (helpful, comment)


def test_before_any_answer_they_are_questions(run: Run, copied: list[str]) -> None:
    for line in ("copy", "copy note", "helpful", "export x.md"):
        assert "\nAnswer:" in _chat(run, line)
    assert copied == []


def test_help_lists_them(run: Run) -> None:
    out = _chat(run, "help")
    for words in ("more", "source 1", "copy", "export FILE", "helpful", "quit"):
        assert words in out


def test_nothing_is_recorded_unless_chosen(run: Run, tmp_path: Path) -> None:
    out = _chat(run, "Is it mandatory?", "not helpful: too long", "copy")
    assert "Recording is off, so it is not kept." in out
    assert not (tmp_path / "state").exists()


def test_recording_where_the_person_chose_it(run: Run, tmp_path: Path) -> None:
    PreferenceFile(tmp_path / "config/faqbot/preferences.json").save(Preferences(recording=True))
    _chat(run, "Is it mandatory?", "not helpful: ring 07700 900123", "copy", FAR)
    journal = Journal(tmp_path / "state/faqbot/journal.db")
    (said,) = journal.entries(Kind.FEEDBACK)
    assert (said.helpful, said.comment) == (False, "ring [phone]")
    assert journal.entries(Kind.GIVEN_OUT)
    (refused,) = journal.entries(Kind.REFUSED)
    assert refused.question.startswith(FAR)
