"""What a person can do from the main screen: the one table of keys.

Footer, help screen and command palette are made from it. The keys are plain
Ctrl and letter, which every terminal, tmux and Windows Terminal pass on; the
function keys are a second way. Ctrl+B (tmux), Ctrl+S, Ctrl+Z and Alt are not used.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do."""

    name: str  # of the method: action_<name>, of the main screen or, with "app.", of the app
    keys: str  # the first one is shown in the footer
    label: str  # in the footer
    title: str  # in help and palette
    footer: bool = True

    @property
    def binding(self) -> Binding:
        """The action as Textual binds it."""
        return Binding(self.keys, self.name, self.label, show=self.footer, system=True)

    @property
    def keys_in_words(self) -> str:
        """The keys as they are written: Ctrl+Y or F5."""
        return " or ".join(in_words(key) for key in self.keys.split(","))


ACTIONS = (
    Action("depth", "ctrl+t,f2", "Depth", "Show a line to say, the quotation, or the section"),
    Action("sources", "ctrl+r,f3", "Sources", "Go to the sources of the answer"),
    Action("copy_caller", "ctrl+y,f5", "Copy", "Copy the answer for the caller"),
    Action("copy_note", "ctrl+n,f6", "Note", "Copy the answer as a case note"),
    Action("save", "ctrl+o,f7", "Save", "Save the answer or the conversation to a file"),
    Action("feedback", "ctrl+f,f8", "Rate", "Say whether the answer helped"),
    Action("documents", "ctrl+d,f4", "Docs", "List all documents"),
    Action("new_call", "ctrl+l,f9", "New call", "Begin a new call: clear the conversation", False),
    Action("app.reload", "ctrl+g", "Reload", "Load the guidance again, or new guidance", False),
    Action("app.settings", "ctrl+k", "Settings", "Choose colours and whether to record", False),
    Action("help", "f1", "Help", "Show all keys"),
)

# What the main screen knows without a binding of its own; for the help screen.
PLAIN_KEYS = (
    ("Enter", "Ask what is typed, or take the marked suggestion"),
    ("Down", "Go to the suggestions"),
    ("Up", "Bring back an earlier question"),
    ("1 to 9", "Choose a numbered question, when nothing is typed"),
    ("Page Up, Page Down", "Scroll the answer"),
    ("Tab", "Go from question to answers to sources"),
    ("Up, Down on the answers", "Choose an earlier answer"),
    ("Enter on a source", "Open the document at the passage"),
    ("Esc", "Back; close what is open"),
    ("?", "Show all keys, when nothing is typed"),
    ("Ctrl+P", "Find an action by name"),
    ("Ctrl+C twice, Ctrl+Q, or “quit”", "Leave"),
)
DOCUMENT_KEYS = (
    ("Up, Down, Page Up, Page Down, Home, End", "Move through the text"),
    ("/", "Search; Enter and n go on, N goes back"),
    ("o", "Go to the outline; Enter there goes to a heading"),
    ("p", "Back to the quoted passage"),
    ("Esc", "Back"),
)


def in_words(key: str) -> str:
    """Return a key as it is written: ctrl+y is Ctrl+Y."""
    return "+".join(part.capitalize() for part in key.split("+"))
