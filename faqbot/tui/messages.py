"""What workers tell the screens. A worker never touches a widget: it posts one of these."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from faqbot.assistant import Assistant, Turn
    from faqbot.suggestions import Suggester, Suggestion


@dataclass
class Opened(Message):
    """Index and encoder are loaded."""

    assistant: Assistant
    suggester: Suggester


@dataclass
class OpenFailed(Message):
    """They could not be loaded."""

    reason: str  # one or two lines for a person


@dataclass
class Replied(Message):
    """A question was answered."""

    call: int  # the call it was asked in
    turn: Turn
    at: dt.datetime


@dataclass
class ReplyFailed(Message):
    """A question could not be answered."""

    call: int
    question: str
    reason: str


@dataclass
class Suggested(Message):
    """Suggestions for what stood in the input."""

    typed: str
    suggestions: tuple[Suggestion, ...]


@dataclass
class GenerationSeen(Message):
    """The index on disk answers with this generation now."""

    name: str


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
