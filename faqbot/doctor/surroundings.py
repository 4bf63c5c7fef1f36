"""What is around the program: settings, the terminal, the clipboard, the journal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from faqbot import clipboard
from faqbot.doctor.findings import Area, Finding, fault, ok, warning
from faqbot.preferences import PreferenceFile, journal_file, preferences_file
from faqbot.settings import KEYS, Settings, settings_file

WIDTH, HEIGHT = 80, 24  # characters, lines: what the interface needs for everything
_SAVE = "in the interface Ctrl+O saves to a file, which always works"


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal that the program was started in."""

    present: bool  # whether stdin and stdout are one
    columns: int
    lines: int
    draws: bool  # whether the interface can be drawn there
    encoding: str  # of the locale


def check_settings(chosen: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield where the settings come from.

    Args:
        chosen: the settings in force.
        environment: usually os.environ.
    """
    file = settings_file(environment)
    yield ok(
        Area.SETTINGS, f"settings file: {file}" if file else "no settings file: none is needed"
    )
    for key in KEYS:
        value = getattr(chosen, key)
        if value is not None:
            yield ok(Area.SETTINGS, f"{key} is set: {value}")
    if preferences_file(environment) is None:
        what = "there is no home folder: choices and records are not kept"
        yield warning(Area.SETTINGS, what, "Set HOME to the path of a folder.")


def check_terminal(terminal: Terminal, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield how well the interface can be shown.

    Args:
        terminal: where the program was started.
        environment: usually os.environ.
    """
    if not terminal.present:
        what = "started outside a terminal: colours and size were not looked at"
        yield ok(Area.TERMINAL, what)
    else:
        if not terminal.draws:
            what = f"TERM is {environment.get('TERM', '')!r}: faqbot opens as plain lines"
            yield warning(Area.TERMINAL, what, "For the interface: export TERM=xterm-256color")
        yield ok(Area.TERMINAL, _colours(environment))
        size = f"{terminal.columns} columns, {terminal.lines} lines"
        if terminal.columns < WIDTH or terminal.lines < HEIGHT:
            remedy = f"Make the window at least {WIDTH} by {HEIGHT}, or use: faqbot chat"
            yield warning(Area.TERMINAL, f"{size}: little room", remedy)
        else:
            yield ok(Area.TERMINAL, size)
    if terminal.encoding.lower().replace("-", "") == "utf8":
        yield ok(Area.TERMINAL, "text is UTF-8")
    else:
        what = f"the locale's text is {terminal.encoding}, not UTF-8: £ and “ may look wrong"
        yield warning(Area.TERMINAL, what, "Set, for example: export LANG=C.UTF-8")


def check_clipboard(terminal: Terminal, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield where copied text goes; nothing is copied.

    Args:
        terminal: where the program was started.
        environment: usually os.environ.
    """
    if clipboard.has_system(environment):
        yield ok(Area.TERMINAL, "copying uses the system's clipboard")
        return
    remedy = f"Install xclip, xsel or wl-clipboard; {_SAVE}."
    if not terminal.present:
        yield warning(Area.TERMINAL, "no clipboard can be reached from here", remedy)
        return
    if environment.get("TMUX"):
        remedy = f"In tmux: set -g set-clipboard on; {_SAVE}."
    elif clipboard.is_remote(environment):
        remedy = f"Where pasting brings nothing, allow OSC 52 in your terminal; {_SAVE}."
    what = "no system clipboard here: copying asks the terminal (OSC 52), and not every one does it"
    yield warning(Area.TERMINAL, what, remedy)


def check_journal(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield whether anything is recorded, and whether only the person can read it.

    Args:
        environment: usually os.environ.

    Raises:
        JournalError: the journal is damaged or from a newer version.
    """
    path = journal_file(environment)
    recording = PreferenceFile(preferences_file(environment)).load().recording
    state = "recording is on" if recording else "recording is off"
    if path is None or not path.exists():
        yield ok(Area.JOURNAL, f"{state}; nothing is recorded")
        return
    closed = list(_check_rights(path))
    yield from closed
    if not closed:  # opening mends the rights, so nobody would see that they were wrong
        from faqbot.journal import Journal

        count = len(Journal(path).entries())
        records = f"{count} record" + ("s" if count != 1 else "")
        yield ok(Area.JOURNAL, f"{state}; {records}, which only you can read: {path}")


def _check_rights(path: Path) -> Iterator[Finding]:
    status = path.stat()
    if status.st_uid != os.geteuid():
        yield fault(Area.JOURNAL, f"the journal belongs to somebody else: {path}", "Move it away.")
    elif status.st_mode & 0o077:
        what = f"others on this computer may read the journal: {path}"
        yield fault(Area.JOURNAL, what, f"Run: chmod 600 '{path}'")


def _colours(environment: Mapping[str, str]) -> str:
    if environment.get("NO_COLOR"):
        return "NO_COLOR is set: shades of grey"
    if environment.get("COLORTERM", "") in {"truecolor", "24bit"}:
        return "colours: all"
    if "256" in environment.get("TERM", ""):
        return "colours: 256, the nearest are used"
    return "colours: few, the nearest are used; nothing depends on colour"
