"""What to save, and in which folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from faqbot.tui.screens.dialog import Dialog

KINDS = (
    ("caller", ".txt", "This answer, for the caller"),
    ("note", ".txt", "This answer, as a case note"),
    ("conversation", ".md", "The whole conversation, to read (Markdown)"),
    ("conversation", ".json", "The whole conversation, for programs (JSON)"),
    ("conversation", ".csv", "The whole conversation, for a spreadsheet (CSV)"),
)


@dataclass(frozen=True, slots=True)
class SaveChoice:
    """What is to be saved."""

    kind: str  # caller, note or conversation
    suffix: str
    folder: Path


class SaveDialog(Dialog[SaveChoice]):
    """Asks what to save.

    Args:
        folder: offered; it can be changed.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__("Save to a file")
        self._folder = folder

    def compose_more(self) -> ComposeResult:
        """Lay out the folder."""
        yield Static(Content("In the folder (Tab, then type another):"), markup=False)
        yield Input(str(self._folder), id="folder", select_on_focus=False)

    def texts(self) -> list[str]:
        """Return the kinds of file."""
        return [text for _, _, text in KINDS]

    def take(self, place: int) -> None:
        """End with a kind of file and the folder."""
        kind, suffix, _ = KINDS[place]
        typed = self.query_one("#folder", Input).value.strip()
        try:
            folder = Path(typed).expanduser() if typed else self._folder
        except RuntimeError:  # "~" and no home folder
            folder = Path(typed)
        self.dismiss(SaveChoice(kind, suffix, folder))
