"""The command line as a whole: flags, settings, exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_help_lists_what_there_is(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for command in ("ask", "chat", "batch", "index", "corpus", "eval", "verify", "gaps", "doctor"):
        assert f"    {command} " in ran.out
    listed = ran.out + run("index", "--help").out + run("corpus", "--help").out
    names = {line.split()[0] for line in listed.splitlines() if line.startswith("    ")}
    assert {"build", "check", "diff", "history", "rollback", "add", "list", "text"} <= names
    assert "\x1b" not in listed


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("faqbot ")


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["ask"], ["ask", "--nonsense", "x"], ["index"], ["corpus", "x"], ["--ind", "x"]],
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert first.startswith("faqbot: ")
    assert second.startswith("See: faqbot")


def test_wrong_usage_is_shown_clean(run: Run) -> None:
    ran = run("ask", "x", "--\x1b]0;t\x07\x1b[2J")
    assert ran.code == 2
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("corpus = ", "line 1"),
        ('x = 1\nindex = "i"', "unknown setting 'x': {file}, line 1"),
        ("index = 1", "'index' must be text, not int: {file}, line 1"),
    ],
)
def test_bad_settings(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    monkeypatch.setenv("FAQBOT_SETTINGS", str(file))
    ran = run("ask", "x")
    assert (ran.code, ran.out) == (2, "")
    assert said.format(file=file) in ran.err
    assert len(ran.err.splitlines()) == 2


def test_no_home_is_fine(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert run("corpus", "list").code == 0


def test_environment_and_flag_before_or_after(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAQBOT_INDEX", str(tmp_path / "variable"))
    assert "variable" in run("ask", "x").err
    assert str(tmp_path / "flag") in run("--index", str(tmp_path / "flag"), "ask", "x").err
    assert str(tmp_path / "flag") in run("ask", "x", "--index", str(tmp_path / "flag")).err


def test_debug_shows_where(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FAQBOT_DEBUG", "1")
    ran = run("--index", str(tmp_path), "ask", "x")
    assert ran.code == 3
    assert "Traceback" in ran.err
    assert "there is no index" in ran.err
