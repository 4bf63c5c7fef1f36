"""All keys, made from the one table of actions."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from faqbot.tui.actions import ACTIONS, DOCUMENT_KEYS, PLAIN_KEYS

_KEYS_WIDE = 24  # cells for the keys; longer ones stand on a line of their own
_RECORDING = (
    "Nothing you type leaves this computer, and nothing is recorded unless you turn that on "
    "(Ctrl+K). Hold Shift while you select text with the mouse, to copy it as in any terminal."
)


class HelpScreen(Screen[None]):
    """Lists the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "dismiss", "Back")
    ]

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        with VerticalScroll(id="help"):
            yield Static(Content(help_text()), markup=False)
        yield Footer(show_command_palette=False)


def help_text() -> str:
    """Return all keys, one a line."""
    lines = ["KEYS", ""]
    lines += [_row(action.keys_in_words, action.title) for action in ACTIONS]
    lines += ["", *(_row(keys, title) for keys, title in PLAIN_KEYS)]
    lines += ["", "IN A DOCUMENT", "", *(_row(keys, title) for keys, title in DOCUMENT_KEYS)]
    lines += ["", _RECORDING]
    return "\n".join(lines)


def _row(keys: str, title: str) -> str:
    if len(keys) >= _KEYS_WIDE:
        return f"{keys}\n{'':{_KEYS_WIDE}}{title}"
    return f"{keys:{_KEYS_WIDE}}{title}"
