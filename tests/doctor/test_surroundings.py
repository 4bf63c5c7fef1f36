"""Terminal, clipboard and journal as doctor sees them."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest

from faqbot import clipboard
from faqbot.assistant import Assistant
from faqbot.doctor.findings import State
from faqbot.doctor.surroundings import Terminal, check_clipboard, check_journal, check_terminal
from faqbot.journal import Journal, JournalError

WIDE = Terminal(present=True, columns=120, lines=40, draws=True, encoding="UTF-8")


def test_a_good_terminal() -> None:
    findings = list(check_terminal(WIDE, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}))
    assert {f.state for f in findings} == {State.OK}
    assert "colours: all" in [f.what for f in findings]


@pytest.mark.parametrize(
    ("terminal", "environment", "said", "remedy"),
    [
        (replace(WIDE, columns=60), {}, "60 columns, 40 lines", "80 by 24"),
        (replace(WIDE, lines=10), {}, "120 columns, 10 lines", "faqbot chat"),
        (replace(WIDE, draws=False), {"TERM": "dumb"}, "TERM is 'dumb'", "export TERM="),
        (replace(WIDE, encoding="ANSI_X3.4-1968"), {}, "not UTF-8", "export LANG="),
    ],
)
def test_what_is_less_than_good(
    terminal: Terminal, environment: dict[str, str], said: str, remedy: str
) -> None:
    (found,) = (f for f in check_terminal(terminal, environment) if f.state is not State.OK)
    assert found.state is State.WARNING
    assert said in found.what
    assert remedy in str(found.remedy)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "NO_COLOR"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "linux"}, "few"),
    ],
)
def test_colours(environment: dict[str, str], said: str) -> None:
    assert any(said in f.what for f in check_terminal(WIDE, environment))


def test_no_terminal_is_no_fault() -> None:
    """In a pipe the size means nothing, so nothing is said against it."""
    nowhere = Terminal(present=False, columns=5, lines=5, draws=False, encoding="utf-8")
    assert {f.state for f in check_terminal(nowhere, {"TERM": "dumb"})} == {State.OK}


@pytest.mark.parametrize(
    ("system", "terminal", "environment", "state", "said"),
    [
        (True, WIDE, {}, State.OK, "system's clipboard"),
        (False, WIDE, {}, State.WARNING, "xclip"),
        (False, WIDE, {"TMUX": "x"}, State.WARNING, "set-clipboard on"),
        (True, WIDE, {"SSH_CONNECTION": "x"}, State.WARNING, "allow OSC 52"),
        (False, replace(WIDE, present=False), {}, State.WARNING, "no clipboard can be reached"),
    ],
)
def test_clipboard(
    monkeypatch: pytest.MonkeyPatch,
    system: bool,
    terminal: Terminal,
    environment: dict[str, str],
    state: State,
    said: str,
) -> None:
    """What is said is what copying would do; nothing is copied."""

    def copy(text: str) -> None:
        raise AssertionError(text)

    def determine() -> tuple[object, object]:
        return (copy, copy) if system else (None, None)

    monkeypatch.setattr("pyperclip.determine_clipboard", determine)
    (found,) = check_clipboard(terminal, environment)
    assert found.state is state
    assert said in f"{found.what} {found.remedy}"
    assert clipboard.has_system(environment) is (state is State.OK)


def test_journal(tmp_path: Path, assistant: Assistant) -> None:
    """None yet, sound, readable by others, damaged: each is told, and the file is not mended."""
    environment = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    path = tmp_path / "faqbot" / "journal.db"
    (found,) = check_journal(environment)
    assert (found.state, found.what) == (State.OK, "recording is off; nothing is recorded")
    refused = assistant.ask("How do I bake bread?", None, dt.date(2026, 11, 22)).answer
    Journal(path).record_refusal(refused, dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    (found,) = check_journal(environment)
    assert found.state is State.OK
    assert "1 record," in found.what
    path.chmod(0o644)
    (found,) = check_journal(environment)
    assert found.state is State.FAULT
    assert f"chmod 600 '{path}'" in str(found.remedy)
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(JournalError):
        list(check_journal(environment))


def test_a_journal_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "faqbot" / "journal.db"
    path.parent.mkdir()
    path.touch(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    (found,) = check_journal({"XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)})
    assert found.state is State.FAULT
    assert "somebody else" in found.what
