"""The streams: what goes out is clean, in UTF-8, and never ends in a traceback.

No colour is used anywhere, so NO_COLOR holds by itself.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from faqbot.cleaning import clean_line, clean_text
from faqbot.errors import FaqbotError, UsageError

WIDEST = 100  # characters in a line of text, however wide the terminal is
NARROWEST = 20


def prepare_streams() -> None:
    """Make the standard streams safe to write any text to, even where one is closed."""
    _open_missing()
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(OSError, ValueError):  # something was read from it already
                stream.reconfigure(encoding="utf-8", errors=errors)


def _open_missing() -> None:
    """Put the null device where a standard stream is closed, so that no file takes its number."""
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    sys.stdin = sys.stdin or os.fdopen(0, closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)


def say(text: str = "") -> None:
    """Print text for a person on stdout, cleaned, and a line end."""
    print(clean_text(text), flush=True)


def warn(text: str) -> None:
    """Print a warning or an error on stderr, cleaned, and a line end."""
    print(clean_text(text), file=sys.stderr, flush=True)


def answered_line(prompt: str, command: str, instead: str) -> str:
    """Return the line that a person types after a prompt, cleaned.

    Args:
        prompt: that is shown.
        command: that asks, for the message.
        instead: flags that make it ask nothing, for the message.

    Raises:
        UsageError: there is no more input.
    """
    try:
        return clean_line(input(clean_line(prompt) + " "))
    except EOFError:
        raise UsageError(
            "the questions were not answered", where=command, fix=f"Give {instead}."
        ) from None


def is_terminal(stream: IO[str]) -> bool:
    """Return whether a person sits at the other end of a stream."""
    try:
        return stream.isatty()
    except (OSError, ValueError):
        return False


def text_width() -> int | None:
    """Return how many characters a line on stdout may have; None: as many as it has."""
    if not is_terminal(sys.stdout):
        return None
    columns = shutil.get_terminal_size((80, 24)).columns
    return max(NARROWEST, min(columns, WIDEST))


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines, each column as wide as its widest cell."""
    cells = [[clean_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join(lines)


class ProgressBar:
    """A line on stderr that shows how far a long step is; silent where nobody looks.

    Args:
        label: what is being done, in a word or two.
    """

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._last = ""

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` steps are done."""
        if not self._shown or total <= 0:
            return
        full = 30 * done // total
        line = f"{self._label} [{'#' * full}{'.' * (30 - full)}] {done}/{total}"
        line = line[: shutil.get_terminal_size((80, 24)).columns - 1]
        if line != self._last:
            before, self._last = self._last, line  # first, so that `close` knows of it
            sys.stderr.write("\r" + line.ljust(len(before)))
            sys.stderr.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._last:
            sys.stderr.write("\r" + " " * len(self._last) + "\r")
            sys.stderr.flush()
            self._last = ""


def silence_stdout() -> None:
    """Send whatever is still to be written to stdout nowhere: its reader has gone."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = io.StringIO()
    finally:
        os.close(null)


def stack_of(error: BaseException, *, private: bool) -> str:
    """Return the traceback of an error, without the values of any variable.

    Args:
        error: what was raised.
        private: leave out the messages of errors that are not the program's own; they may
            quote what a person asked.
    """
    parts: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        frames = "".join(traceback.format_tb(link.__traceback__))
        hidden = private and not isinstance(link, FaqbotError)
        message = "(message left out: it may quote the question)" if hidden else str(link)
        parts.append(f"{frames}{type(link).__name__}: {message}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "Traceback, innermost call last:\n" + "\nCaused by:\n".join(parts)
