"""The status line: documents, dates, generation, the last answer, and whether it is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from faqbot.cleaning import clean_line
from faqbot.documents import Document
from faqbot.tui.wording import documents_in_words

_SHORT = 6  # characters of a generation's digest


class Status(Static):
    """One line; where it is too long its end is cut off."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Content("Loading the guidance …"), id=id, markup=False)
        self._parts: dict[str, str] = {"guidance": "Loading the guidance …"}

    def guidance(self, documents: Sequence[Document], generation: str) -> None:
        """Say what is answered from."""
        self._set("guidance", documents_in_words(documents))
        self._set("generation", generation.removeprefix("gen-")[:_SHORT])

    def unavailable(self) -> None:
        """Say that there is no guidance."""
        self._set("guidance", "No guidance loaded")

    def answered(self, at: dt.datetime | None, elapsed_ms: float) -> None:
        """Say when the last answer was given, and how long it took; None for no answer yet."""
        self._set("answered", f"{at:%H:%M}, {elapsed_ms:.0f} ms" if at else "")

    def recording(self, on: bool) -> None:
        """Say whether anything is recorded."""
        self._set("recording", "recording" if on else "not recording")

    def _set(self, part: str, text: str) -> None:
        self._parts[part] = clean_line(text)
        order = ("guidance", "answered", "recording", "generation")
        shown = [self._parts[name] for name in order if self._parts.get(name)]
        self.update(Content(" · ".join(shown)))
