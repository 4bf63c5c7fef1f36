"""How long a person waits for the terminal interface: first paint, Enter to answer, one key.

Measured from outside, in a pseudo-terminal of 120x40, as a terminal would see it:

    python benchmarks/tui_latency.py            # prints a table in Markdown
    python benchmarks/tui_latency.py --json FILE

First paint: from the start of the process to the first byte that shows the input.
Ready: until the status line names the documents. Enter to answer: until the
words to say are written. Key: until it is echoed, and until the last byte of the
suggestions that follow it (60 ms of silence end a key). Times in milliseconds.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import platform
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from faqbot.answering.answer import Status
from faqbot.assistant import Assistant

ROOT = Path(__file__).resolve().parents[1]
QUIET = 0.06  # seconds without output that end a keystroke
QUESTIONS = (
    "how long does the level 2 adult social care certificate take",
    "is the level 2 adult social care certificate mandatory",
    "who is eligible for funding",
    "what does a nurse do",
    "what size qualification will it be",
    "can healthcare staff take the qualification",
    "what does a social worker do",
    "will learning resources be commissioned",
    "what does a care coordinator do",
    "when will the mapping documents be available",
)


class Terminal:
    """The interface in a pseudo-terminal; what it writes is timed."""

    def __init__(self, home: str) -> None:
        self._main, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        env = {**os.environ, "HOME": home, "TERM": "xterm-256color", "XDG_CONFIG_HOME": ""}
        self.begun = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "faqbot.cli"], cwd=ROOT, env=env,
            stdin=child, stdout=child, stderr=child, start_new_session=True,
        )  # fmt: skip
        os.close(child)

    def wait_for(self, words: bytes, patience: float = 60.0) -> float:
        """Return the time at which some words were written."""
        seen = b""
        while words not in seen:
            if not select.select([self._main], [], [], patience)[0]:
                raise TimeoutError(words)
            seen += os.read(self._main, 65_536)
        return time.perf_counter()

    def settle(self) -> tuple[float | None, float | None]:
        """Return the times of the first and the last output until it is quiet."""
        first = last = None
        while select.select([self._main], [], [], QUIET)[0]:
            os.read(self._main, 65_536)
            last = time.perf_counter()
            first = first or last
        return first, last

    def send(self, text: str) -> float:
        now = time.perf_counter()
        os.write(self._main, text.encode())
        return now

    def close(self) -> None:
        self.send("\x11")
        self._process.wait(20)
        os.close(self._main)


def first_paints(home: str, times: int) -> tuple[list[float], list[float]]:
    """Return the times to first paint and to readiness of so many starts."""
    paint, ready = [], []
    for _ in range(times):
        terminal = Terminal(home)
        paint.append(terminal.wait_for(b"ype a question") - terminal.begun)
        ready.append(terminal.wait_for(b" documents, ") - terminal.begun)
        terminal.settle()
        terminal.close()
    return paint, ready


def markers() -> list[tuple[str, bytes]]:
    """Return questions that are answered, each with the first words of what is to be said."""
    assistant = Assistant.open(ROOT / "index")
    found = []
    for question in QUESTIONS:
        answer = assistant.ask(question).answer
        words = " ".join((answer.telling or "").split()[:3])
        if (
            answer.status is Status.ANSWERED
            and words
            and words.encode() not in dict(found).values()
        ):
            found.append((question, words.encode()))
    return found


def typing(home: str, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Return the times from Enter to answer, from key to echo, from key to suggestions."""
    answers, echoes, suggestions = [], [], []
    asked = markers()
    terminal = Terminal(home)
    terminal.wait_for(b" documents, ")
    time.sleep(1)
    terminal.settle()
    for question, words in asked * rounds:
        for character in question:
            sent = terminal.send(character)
            first, last = terminal.settle()
            if first and last:
                echoes.append(first - sent)
                suggestions.append(last - sent)
        sent = terminal.send("\r")
        answers.append(terminal.wait_for(words) - sent)
        terminal.settle()
        terminal.send("\x0c")  # Ctrl+L: a new call
        terminal.settle()
    terminal.close()
    return answers, echoes, suggestions


def row(name: str, values: list[float]) -> dict[str, str | float]:
    ordered = sorted(1000 * value for value in values)
    return {
        "what": name,
        "n": len(ordered),
        "p50": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 1),
        "max": round(ordered[-1], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        paint, ready = first_paints(home, options.starts)
        answers, echoes, suggestions = typing(home, options.rounds)
    rows = [
        row("start to first paint", paint),
        row("start to ready", ready),
        row("Enter to answer", answers),
        row("key to echo", echoes),
        row("key to suggestions", suggestions),
    ]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| what, in ms | n | p50 | p95 | max |\n|---|---|---|---|---|")
    for line in rows:
        print(f"| {line['what']} | {line['n']} | {line['p50']} | {line['p95']} | {line['max']} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
