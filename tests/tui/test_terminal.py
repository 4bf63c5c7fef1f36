"""The interface in a real pseudo-terminal: what reaches it, and how it is left."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faqbot.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds, after which a test gives up
POISON = (
    "\x1b]52;c;UE9JU09O\x07\x1b]0;POISON-TITLE\x07\x1b]8;;http://poison.example\x07"
    "\x1b[2J\x1bPpoison-dcs\x1b\\\x9b2J\x9d52;c;UE9JU09O\x9c\u202e\u200b\u2066\ufeff"
)
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"
CURSOR_ON = b"\x1b[?25h"


class Terminal:
    """A command in a pseudo-terminal."""

    def __init__(self, *arguments: str, env: dict[str, str], size: tuple[int, int]) -> None:
        self._main, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.settings = termios.tcgetattr(child)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "faqbot.cli", *arguments],
            cwd=ROOT,
            env={**os.environ, **env},
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            close_fds=True,
        )
        self._child = child
        self._lost = False
        self.output = b""

    def read_until(self, done: Callable[[bytes], bool]) -> None:
        """Collect output until it holds what is waited for, or the command ended."""
        deadline = time.monotonic() + PATIENCE
        while not done(self.output):
            ready, _, _ = select.select([self._main], [], [], 0.1)
            if ready:
                self.output += os.read(self._main, 65_536)
            elif self.process.poll() is not None:
                return
            assert time.monotonic() < deadline, self.output[-2_000:]

    def send(self, text: str) -> None:
        os.write(self._main, text.encode())

    def press(self, key: str) -> None:
        """Press a key, and wait until the screen shows something new for it."""
        before = len(self.output)
        self.send(key)
        self.read_until(lambda output: len(output) > before)
        while select.select([self._main], [], [], 0.3)[0]:
            self.output += os.read(self._main, 65_536)

    def end(self) -> int:
        """Return the exit code, once all output is read."""
        self.read_until(lambda _output: False)
        return self.process.wait(PATIENCE)

    def lose(self) -> None:
        """Take the terminal away, as when its window is closed."""
        for handle in (self._main, self._child):
            os.close(handle)
        self._lost = True

    def is_restored(self) -> bool:
        return bool(termios.tcgetattr(self._child)[3] == self.settings[3])

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if not self._lost:
            self.lose()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """A function that runs faqbot in a terminal, away from the person's own files."""
    opened: list[Terminal] = []

    def start(*arguments: str, size: tuple[int, int] = (100, 40), **env: str) -> Terminal:
        own = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "TMUX": ""}
        kept = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "SSH_CONNECTION": "none"}
        opened.append(Terminal(*arguments, env=own | kept | env, size=size))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Flags for a corpus whose one document, title and publisher are full of sequences."""
    folder = tmp_path_factory.mktemp("poisoned")
    documents = folder / "corpus" / "documents"
    documents.mkdir(parents=True)
    words = f"Staff must {POISON}wash their hands [/foo][@click=app.quit]before meals."
    (documents / "a.txt").write_text(
        f"1. When must staff wash hands?\n\n{words} {POISON}\n\n2. Who checks it?\n\nNobody.\n",
        encoding="utf-8",
    )
    escaped = "".join(f"\\u{ord(c):04x}" if not c.isprintable() or c > "~" else c for c in POISON)
    (folder / "corpus" / "sources.toml").write_text(
        "schema = 1\n[[document]]\n"
        'id = "a"\nfile = "documents/a.txt"\n'
        f'title = "Hands {escaped}"\npublisher = "P {escaped}[/foo]"\n',
        encoding="utf-8",
    )
    index = folder / "index"
    index.mkdir()
    (index / "encoders").symlink_to(ROOT / "index" / "encoders")
    if (ROOT / "index" / "readers").is_dir():
        (index / "readers").symlink_to(ROOT / "index" / "readers")
    flags = ("--corpus", str(folder / "corpus"), "--index", str(index))
    if main([*flags, "index", "build"]) != 0:
        pytest.fail("the index of the poisoned document could not be built")
    return flags


def test_no_control_byte_of_a_document_reaches_the_terminal(
    terminal: Callable[..., Terminal], poisoned: tuple[str, ...]
) -> None:
    faqbot = terminal(*poisoned)
    faqbot.read_until(lambda out: b"1 document" in out)
    faqbot.send("When must staff wash hands?\r")
    faqbot.read_until(lambda out: b"Hands" in out and b"before" in out)
    faqbot.press("\x14")  # Ctrl+T: the whole section
    faqbot.read_until(lambda out: b"whole" in out)
    faqbot.press("\x12")  # Ctrl+R: the sources
    faqbot.send("\r")
    faqbot.read_until(lambda out: b"Passage" in out)
    faqbot.press("o")
    faqbot.press("\x1b")
    faqbot.press("\x1b")
    faqbot.send("\x04")  # Ctrl+D: the documents
    faqbot.read_until(lambda out: b"opens one" in out)
    faqbot.send("\x11")  # Ctrl+Q
    assert faqbot.end() == 0
    out = faqbot.output
    for poison in (
        b"UE9JU09O", b"POISON-TITLE", b"poison.example", b"poison-dcs", b"\x1b]0;", b"\x1b]8;",
        b"\x1b]52", b"\x1bP", b"\x1b[2J\x1bP", b"\xc2\x9b", b"\xc2\x9d",
        "\u202e".encode(), "\u200b".encode(), "\u2066".encode(), "\ufeff".encode(),
    ):  # fmt: skip
        assert poison not in out, poison
    assert b"[/foo]" in out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signal_leaves_the_terminal_as_it_was(
    terminal: Callable[..., Terminal], number: int, code: int
) -> None:
    faqbot = terminal()
    faqbot.read_until(lambda out: b"ype a question" in out)
    faqbot.process.send_signal(number)
    assert faqbot.end() == code
    assert ALTERNATE_SCREEN_OFF in faqbot.output
    assert CURSOR_ON in faqbot.output
    assert faqbot.is_restored()
    assert b"Traceback" not in faqbot.output


@pytest.mark.parametrize("hang_up", [True, False])
def test_it_ends_when_the_terminal_goes(terminal: Callable[..., Terminal], hang_up: bool) -> None:
    faqbot = terminal()
    faqbot.read_until(lambda out: b"ype a question" in out)
    faqbot.lose()
    if hang_up:
        faqbot.process.send_signal(signal.SIGHUP)
    assert faqbot.process.wait(PATIENCE) in {129, 1}


@pytest.mark.parametrize("size", [(20, 5), (80, 24)])
def test_it_opens_and_leaves(terminal: Callable[..., Terminal], size: tuple[int, int]) -> None:
    faqbot = terminal(size=size, NO_COLOR="1")
    faqbot.read_until(lambda out: b"ype a question" in out)
    faqbot.send("\x03")
    faqbot.read_until(lambda out: b"Press Ctrl+C" in out)
    faqbot.send("\x03")
    assert faqbot.end() == 130
    assert faqbot.is_restored()


def test_dumb_terminal_gets_plain_lines(terminal: Callable[..., Terminal]) -> None:
    faqbot = terminal(TERM="dumb")
    faqbot.read_until(lambda out: b"You: " in out)
    faqbot.send("quit\n")
    assert faqbot.end() == 0
    assert b"\x1b" not in faqbot.output
