"""What a person asks is in no file, traceback or log, unless they chose to record it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Process = Callable[..., subprocess.Popen[bytes]]
PERSONAL = ("07700 900123", "jo.bloggs@example.org", "QQ123456C", "943 476 5919", "SW1A 1AA")
QUESTION = f"what is the capital of france, asks {', '.join(PERSONAL)}"
ASKED = json.dumps({"id": 1, "turns": [QUESTION]})
COMMANDS = {
    "ask": (["ask", "-"], QUESTION),
    "chat": (["chat"], QUESTION),
    "batch": (["batch"], ASKED),
    "verify": (["verify", "-"], QUESTION),
}
# Fails in the middle of an answer, with all that is known of the question in the error.
CRASH = """
import sys
from faqbot.answering.ranker import Ranker
from faqbot.cli import verify
from faqbot.cli.main import main
def fail(*arguments, **_):
    try:
        raise ValueError(f"inner {arguments}")
    except ValueError as error:
        raise KeyError(f"outer {arguments}") from error
Ranker.weigh = fail
verify._given = lambda _: fail(sys.stdin.read())
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def _environment(home: Path) -> dict[str, str]:
    home.mkdir()
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "TMPDIR": str(home),
        "FAQBOT_DEBUG": "1",
        "PYTHONFAULTHANDLER": "1",
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_a_crash_tells_nothing_of_the_question(process: Process, home: Path, name: str) -> None:
    arguments, given = COMMANDS[name]
    ran = process(*arguments, code=CRASH, env=_environment(home))
    out, err = ran.communicate(given.encode(), timeout=60)
    if name == "batch":  # one conversation must not cost the others
        assert "unexpected failure" in json.loads(out)["error"]
    else:
        assert b"Traceback" in err
        assert b"in fail" in err
    told = (err if name == "chat" else out + err).decode()  # chat repeats what a pipe says
    assert not [personal for personal in PERSONAL if personal in told]
    assert not [p for p in home.rglob("*") if p.is_file()]


def test_nothing_is_left_of_a_question_that_was_answered(process: Process, home: Path) -> None:
    environment = _environment(home)
    for name in ("ask", "chat", "batch"):
        arguments, given = COMMANDS[name]
        ran = process(*arguments, env=environment)
        ran.communicate(given.encode(), timeout=60)
        assert ran.returncode == 0
    assert not [p for p in home.rglob("*") if p.is_file()]


def test_what_is_recorded_is_redacted(process: Process, home: Path) -> None:
    environment = _environment(home)
    process("journal", "on", env=environment).communicate(timeout=60)
    ran = process("batch", env=environment)
    ran.communicate(ASKED.encode(), timeout=60)
    (journal,) = home.rglob("journal.db")
    kept = b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())
    assert b"what is the capital of france" in journal.read_bytes()
    assert not [personal for personal in PERSONAL if personal.encode() in kept]
