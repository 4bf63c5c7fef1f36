"""The clipboard: the system's own, and the terminal's by the sequence OSC 52.

Nobody can ask a terminal whether it took OSC 52. So the words for a person say
what was done, and what to do where it was not enough.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping

_LONGEST = 50_000  # bytes of text; many terminals drop longer sequences


def osc52(text: str) -> str | None:
    """Return the sequence that asks a terminal to take text, or None for too long a text.

    The text is carried in base64, so no character of it acts on the terminal.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > _LONGEST:
        return None
    return f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\a"


def is_remote(environment: Mapping[str, str]) -> bool:
    """Return whether the person sits at another machine than the one this runs on."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


def has_system(environment: Mapping[str, str]) -> bool:
    """Return whether there is a clipboard that `to_system` can use; nothing is copied."""
    if is_remote(environment):
        return False
    import pyperclip

    copy, _paste = pyperclip.determine_clipboard()
    return bool(copy)  # pyperclip's stand-in for no clipboard is false


def to_system(text: str, environment: Mapping[str, str] | None = None) -> bool:
    """Put text on the clipboard of the machine that the person sits at; return whether it did.

    Over SSH that would be another machine's clipboard, so nothing is done there.

    Args:
        text: what to copy.
        environment: usually os.environ, which is the default.
    """
    if is_remote(os.environ if environment is None else environment):
        return False
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError, ValueError):
        return False
    return True


def in_words(
    *, system: bool, terminal: bool, save: str, environment: Mapping[str, str] | None = None
) -> str:
    """Return for a person what copying did, honestly.

    Args:
        system: the system clipboard has it.
        terminal: the terminal was asked to take it.
        save: how to save it instead, for example "Ctrl+O".
        environment: usually os.environ, which is the default.
    """
    environment = os.environ if environment is None else environment
    if system:
        return "Copied."
    if not terminal:
        return f"Not copied: there is no clipboard to reach from here. {save} saves it to a file."
    if environment.get("TMUX"):
        return (
            "Sent to the terminal. tmux passes it on only with “set -g set-clipboard on”; "
            f"if pasting brings nothing, {save} saves it to a file."
        )
    return (
        f"Sent to the terminal. Not every terminal takes it: if pasting brings nothing, "
        f"{save} saves it to a file."
    )
