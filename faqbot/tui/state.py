"""What the interface works with: how it was set up, and where it stands."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from faqbot import clipboard
from faqbot.preferences import PreferenceFile, Preferences, journal_file, preferences_file
from faqbot.tui.session import Session

if TYPE_CHECKING:
    from textual.message import Message

    from faqbot.assistant import Assistant
    from faqbot.documents import Corpus
    from faqbot.journal import Journal
    from faqbot.suggestions import Suggester


def now() -> dt.datetime:
    """Return the time, with the offset of this place."""
    return dt.datetime.now().astimezone()


def open_index(index: Path) -> Assistant:
    """Return the assistant for an index; its libraries are imported only here."""
    from faqbot.assistant import Assistant

    return Assistant.open(index)


def newest_generation(index: Path) -> str:
    """Return the name of the generation that an index answers with now."""
    from faqbot.assistant import Assistant

    return Assistant.newest(index)


def has_changed(folder: Path, loaded: Corpus) -> bool:
    """Return whether a corpus folder says otherwise than what was loaded from an index."""
    from faqbot.corpus.digest import has_changed

    return has_changed(folder, loaded)


@dataclass(frozen=True, slots=True)
class Setup:
    """What the interface is given from outside; the defaults touch nothing of the person's."""

    index: Path
    corpus: Path | None = None  # the folder that the index is built from, where it is at hand
    as_of: dt.date | None = None  # the day to answer for; None is today
    preferences: PreferenceFile = field(default_factory=lambda: PreferenceFile(None))
    journal: Path | None = None  # where records go, if the person turns recording on
    journal_days: int | None = None  # that a record is kept; None is the journal's own number
    folder: Path = Path()  # where files are saved, unless the person names another
    open_index: Callable[[Path], Assistant] = open_index
    newest: Callable[[Path], str] = newest_generation
    changed: Callable[[Path, Corpus], bool] = has_changed
    to_system_clipboard: Callable[[str], bool] = lambda _text: False
    clock: Callable[[], dt.datetime] = now
    watch_seconds: float = 5.0  # between two looks for new guidance; 0 never looks

    @classmethod
    def of_person(
        cls,
        index: Path,
        corpus: Path | None,
        as_of: dt.date | None,
        environment: Mapping[str, str],
        journal_days: int | None = None,
    ) -> Setup:
        """Return the setup for the person at this computer."""
        return cls(
            index=index,
            corpus=corpus,
            as_of=as_of,
            preferences=PreferenceFile(preferences_file(environment)),
            journal=journal_file(environment),
            journal_days=journal_days,
            folder=_folder(environment),
            to_system_clipboard=clipboard.to_system,
        )


@dataclass(slots=True)
class State:
    """Where the interface stands; every screen reads it, and it outlives them."""

    setup: Setup
    preferences: Preferences
    tell: Callable[[Message], object]  # from any thread, to the screen that is there
    session: Session = field(default_factory=Session)
    assistant: Assistant | None = None
    suggester: Suggester | None = None
    asking: Lock = field(default_factory=Lock)  # one question at a time, whoever asks
    newer: str | None = None  # a generation on disk that is not the loaded one
    stale: bool = False  # the corpus folder has changed since the loaded index was built
    trouble: str = ""  # why there is no guidance

    @property
    def recording(self) -> bool:
        """Whether the person chose to record, and there is a place for it."""
        return self.preferences.recording is True and self.setup.journal is not None

    @property
    def journal(self) -> Journal | None:
        """The journal, or None where nothing is to be recorded."""
        if not self.recording or self.setup.journal is None:
            return None
        from faqbot.journal import KEEP_DAYS, Journal

        return Journal(self.setup.journal, self.setup.journal_days or KEEP_DAYS)

    def choose(self, preferences: Preferences) -> bool:
        """Take over what the person chose; return whether it will be remembered."""
        self.preferences = preferences
        return self.setup.preferences.save(preferences)

    def record_from_now(self) -> bool:
        """Record from now on; return whether that will be remembered."""
        return self.choose(replace(self.preferences, recording=True))

    @property
    def standing(self) -> str:
        """What the person should know at any time, most urgent first."""
        if self.trouble:
            return f"{self.trouble}\nThen press Ctrl+G to try again; what you typed is kept."
        if self.newer and self.assistant is not None:
            return "New guidance is there. Ctrl+G loads it; the conversation is kept."
        if self.stale:
            return "The documents changed after the index was built. Run: faqbot index build"
        if self.preferences.recording is None and self.setup.journal and not self.session.exchanges:
            return "May feedback and refused questions be kept, on this computer only? Ctrl+K."
        return ""


def _folder(environment: Mapping[str, str]) -> Path:
    """Return a folder that can be written: the current one, the home, or a temporary one."""
    places = [Path()]
    if environment.get("HOME"):
        places.append(Path(environment["HOME"]))
    for place in places:
        try:
            folder = place.resolve()
            if folder.is_dir() and os.access(folder, os.W_OK):
                return folder
        except OSError:
            continue
    return Path(tempfile.gettempdir())
