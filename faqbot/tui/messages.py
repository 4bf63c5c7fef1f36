"""What workers tell. A worker never touches a widget: it posts one of these."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from faqbot.assistant import Assistant
    from faqbot.suggestions import Suggester, Suggestion
    from faqbot.tui.session import Exchange, Question


class ForState(Message):
    """What changes the state. The app takes it; a screen may end before it has read its messages."""


@dataclass
class Opened(ForState):
    """Index and encoder are loaded."""

    assistant: Assistant
    suggester: Suggester


@dataclass
class OpenFailed(ForState):
    """They could not be loaded."""

    reason: str  # one or two lines for a person


@dataclass
class Replied(ForState):
    """A question was answered."""

    question: Question
    exchange: Exchange


@dataclass
class ReplyFailed(ForState):
    """A question could not be answered."""

    question: Question
    reason: str


@dataclass
class Suggested(Message):
    """Suggestions for what stood in the input."""

    typed: str
    suggestions: tuple[Suggestion, ...]


@dataclass
class GenerationSeen(ForState):
    """The index on disk answers with this generation now."""

    name: str


@dataclass
class CorpusHeld(ForState):
    """The corpus folder was held against what is loaded."""

    changed: bool  # since the index was built


@dataclass
class Copied(Message):
    """Text was put, or not put, on the system's clipboard."""

    what: str  # in words: "The answer for the caller"
    system: bool
    terminal: bool


@dataclass
class Saved(Message):
    """A file was written."""

    path: Path


@dataclass
class Noted(Message):
    """Something to tell the person, for example what became of the journal."""

    text: str
