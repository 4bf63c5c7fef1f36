"""Row 24: Ctrl-C, SIGTERM and SIGHUP while a question is answered and while an index is built.

The interface: tests/tui/test_terminal.py; the conversation: tests/cli/test_process.py.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import TinyCorpus
    from tests.faults.conftest import Builder, Place

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds, after which a test gives up
CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
ONE = "# Rules\n\nThe employer pays. It takes a week.\n"
BUSY = """
import signal, sys
from faqbot.assistant import Assistant
def ask(*_, **__):
    print("busy", flush=True)
    while True:
        signal.pause()
Assistant.ask = ask
from faqbot.cli.main import main
sys.exit(main(["ask", "Is it mandatory?"]))
"""


class Terminal:
    """A command in a pseudo-terminal of its own."""

    def __init__(self, *command: str) -> None:
        self._main, self._child = pty.openpty()
        self._before = termios.tcgetattr(self._child)
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            stdin=self._child,
            stdout=self._child,
            stderr=self._child,
            preexec_fn=self._own,  # noqa: PLW1509 - no thread runs here
        )
        self.output = b""

    def _own(self) -> None:
        """Make the pseudo-terminal the one that Ctrl-C is sent through, and heeded."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setsid()
        import fcntl

        fcntl.ioctl(self._child, termios.TIOCSCTTY, 0)

    def read_until(self, words: bytes) -> None:
        """Collect output until it holds some words."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.output:
            assert time.monotonic() < deadline, self.output
            self._read()

    def end(self) -> int:
        """Return the exit code, once the command ended and all output is read."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.output
            self._read()
        while self._read(0):
            pass
        return self.process.returncode

    def _read(self, seconds: float = 0.05) -> bool:
        ready, _, _ = select.select([self._main], [], [], seconds)
        if ready:
            self.output += os.read(self._main, 65_536)
        return bool(ready)

    def tell(self, number: str) -> None:
        """Send a signal; SIGINT as a person does, by Ctrl-C."""
        if number == "SIGINT":
            os.write(self._main, b"\x03")
        else:
            self.process.send_signal(getattr(signal, number))

    def is_restored(self) -> bool:
        """Return whether the terminal is set as it was before."""
        return termios.tcgetattr(self._child) == self._before

    def close(self) -> None:
        """End whatever still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._main)
        os.close(self._child)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """A function that runs Python in a terminal."""
    opened: list[Terminal] = []

    def start(*command: str) -> Terminal:
        opened.append(Terminal(*command))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@pytest.mark.parametrize("number", CODES)
def test_ask(terminal: Callable[..., Terminal], number: str) -> None:
    """A question that is being answered ends at once and says nothing more."""
    faqbot = terminal("-c", BUSY)
    faqbot.read_until(b"busy")
    faqbot.tell(number)
    assert faqbot.end() == CODES[number]
    assert faqbot.output.replace(b"^C", b"").split() == [b"busy"]
    assert faqbot.is_restored()


def test_ctrl_c_while_the_index_is_built(
    terminal: Callable[..., Terminal], tiny_corpus: TinyCorpus, tmp_path: Path, builder: Builder
) -> None:
    """The bar goes away, the lock is free, and nothing half done is left."""
    words = "\n\n".join(f"Rule {n} of the {n}th kind holds on day {n}." for n in range(600))
    corpus, index = tiny_corpus({"a.md": f"# Rules\n\n{words}\n"}), tmp_path / "index"
    (index / "encoders").mkdir(parents=True)
    for folder in (ROOT / "index" / "encoders").iterdir():
        (index / "encoders" / folder.name).symlink_to(folder)
    flags = ("--corpus", str(corpus), "--index", str(index))
    faqbot = terminal("-m", "faqbot.cli", *flags, "index", "build")
    faqbot.read_until(b"Encoding [")
    faqbot.tell("SIGINT")
    assert faqbot.end() == 130
    assert faqbot.is_restored()
    assert b"Traceback" not in faqbot.output
    assert faqbot.output.rpartition(b"\r")[2].replace(b"^C", b"").strip() == b""
    assert sorted(p.name for p in index.iterdir()) in ([".lock", "encoders"], ["encoders"])
    corpus_of_one = tiny_corpus({"a.md": ONE})
    assert corpus_of_one == corpus
    ran = subprocess.run(
        [sys.executable, "-m", "faqbot.cli", *flags, "index", "build"], cwd=ROOT, check=False
    )
    assert ran.returncode == 0


def signal_everywhere(place: Place, builder: Builder, number: str, most: int | None = None) -> int:
    """Signal builds, one at a call that changes the disk; return how many were."""
    place.says(ONE)
    assert builder.run(place.build()).code == 0
    old = place.read().name
    start = place.index.with_name("start")
    shutil.copytree(place.index, start)
    place.says(f"{ONE}\nNobody else pays.\n")
    calls = builder.run(place.build()).calls
    new, names = place.read().name, place.names()
    tries = place.spread(range(1, len(calls) + 1), most)
    for at in tries:
        shutil.rmtree(place.index)
        shutil.copytree(start, place.index)
        reply = builder.run(place.build(at=at, act=number))
        where = (number, at, calls[at - 1], reply)
        assert reply.code == CODES[number], where
        assert (reply.out, reply.err) == ("", ""), where
        assert place.read().name in {old, new}, where
        assert builder.run(place.build()).code == 0, where  # the lock is free
        assert (place.read().name, place.names()) == (new, names), where
    return len(tries)


@pytest.mark.parametrize("number", CODES)
def test_a_build_that_is_told_to_end(
    place: Place, builder: Builder, tried: Callable[[int], None], number: str
) -> None:
    tried(signal_everywhere(place, builder, number, most=4))


@pytest.mark.nightly
@pytest.mark.parametrize("number", CODES)
def test_a_build_that_is_told_to_end_anywhere(
    place: Place, builder: Builder, tried: Callable[[int], None], number: str
) -> None:
    tried(signal_everywhere(place, builder, number))
