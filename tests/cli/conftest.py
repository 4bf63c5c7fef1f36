"""Commands run in this process, and as processes of their own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from faqbot.cli.main import main
from faqbot.journal import Journal
from faqbot.preferences import PreferenceFile, Preferences

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("SETTINGS", "CORPUS", "INDEX", "JOURNAL_DAYS", "DEBUG"):
        monkeypatch.delenv(f"FAQBOT_{name}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-settings"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """The journal that commands use; the person chose to record."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    PreferenceFile(tmp_path / "config/faqbot/preferences.json").save(Preferences(recording=True))
    return Journal(tmp_path / "state/faqbot/journal.db")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs one command in this process: run("ask", "question", stdin="")."""

    def call(*arguments: str, stdin: str | bytes = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[bytes]]:
    """A function that starts one command as a process of its own, from the checkout."""

    def start(*arguments: str, code: str | None = None, **options: Any) -> subprocess.Popen[bytes]:
        command = [sys.executable, *(("-c", code) if code else ("-m", "faqbot.cli")), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | options.get("env", {}),
            stdin=options.get("stdin", pipe),
            stdout=options.get("stdout", pipe),
            stderr=options.get("stderr", pipe),
        )

    return start
