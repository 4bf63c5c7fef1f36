"""What only a process of its own can show: imports, pipes, signals, terminals."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Process = Callable[..., subprocess.Popen[bytes]]
HEAVY = (
    "torch", "textual", "sentence_transformers", "transformers", "onnx", "scipy", "sklearn",
    "pypdf", "mammoth", "selectolax", "tomlkit",
)  # fmt: skip
MODULES = """
import json, socket, sys
def refuse(*_): raise AssertionError("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from faqbot.cli.main import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def _modules(process: Process, *arguments: str) -> list[str]:
    ran = process(*arguments, code=MODULES)
    _, err = ran.communicate(timeout=60)
    code, names = json.loads(err.splitlines()[-1])
    assert code == 0
    return list(names)


def test_ask_imports_no_heavy_library_and_opens_no_socket(process: Process) -> None:
    loaded = _modules(process, "ask", "Is it mandatory?")
    assert not set(HEAVY) & set(loaded)


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_imports_next_to_nothing(process: Process, flag: str) -> None:
    assert not {*HEAVY, "numpy", "onnxruntime", "tokenizers", "tomllib"} & set(
        _modules(process, flag)
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_output_that_cannot_be_written(process: Process) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = process("ask", "Is it mandatory?", stdout=full)
        _, err = ran.communicate(timeout=60)
    assert ran.returncode == 1
    assert b"No space left" in err
    assert b"Traceback" not in err


def test_a_reader_that_goes_away(process: Process) -> None:
    ran = process("corpus", "text", "ncl-training-hub-career-pathway-tool")
    assert ran.stdout is not None
    ran.stdout.read(10)
    ran.stdout.close()
    ran.stdout = None
    _, err = ran.communicate(timeout=60)
    assert (ran.returncode, err) == (0, b"")


@pytest.mark.parametrize("streams", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(streams: str) -> None:
    command = f'"$0" -m faqbot.cli ask "Is it mandatory?" {streams}'
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        ["sh", "-c", command, sys.executable], cwd=root, capture_output=True, check=False
    )
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_signals_end_it_quietly(process: Process, number: signal.Signals, code: int) -> None:
    ran = process("chat")
    assert ran.stdout is not None
    ran.stdout.readline()  # the greeting: it waits for a question now
    ran.send_signal(number)
    out, err = ran.communicate(timeout=60)
    assert (ran.returncode, out, err) == (code, b"", b"")


def test_batch_answers_before_the_next_line_comes(process: Process) -> None:
    ran = process("batch")
    assert ran.stdin is not None
    assert ran.stdout is not None
    for number in range(2):
        ran.stdin.write(json.dumps({"id": number, "turns": ["hello"]}).encode() + b"\n")
        ran.stdin.flush()
        assert json.loads(ran.stdout.readline())["id"] == number
    ran.communicate(timeout=60)


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_terminal_gets_plain_text(process: Process, term: str, no_color: str) -> None:
    leader, follower = pty.openpty()
    environment = {"TERM": term, "NO_COLOR": no_color, "COLUMNS": "20", "LINES": "5"}
    ran = process("chat", stdin=follower, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    os.write(leader, b"Is it mandatory? \x1b]0;x\x07\nquit\n")
    shown = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            chunk = os.read(leader, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(leader)
    assert ran.wait(10) == 0
    assert b"\x1b" not in shown  # the terminal itself shows what is typed as ^[
    assert b"You: " in shown
    lines = shown.replace(b"\r", b"").decode().split("\n")
    answer = lines[next(i for i, line in enumerate(lines) if line.startswith("Answer")) :]
    assert max(len(line) for line in answer) <= 20


def test_a_pipe_in_another_encoding(process: Process) -> None:
    ran = process("ask", "-", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    out, err = ran.communicate("Is it mandatory? é “x”".encode(), timeout=60)
    assert (ran.returncode, err) == (0, b"")
    assert "“" in out.decode("utf-8")
