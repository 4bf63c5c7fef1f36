"""Colours, and whether anything is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from faqbot.preferences import THEMES, Preferences
from faqbot.tui import themes
from faqbot.tui.screens.dialog import Dialog

Outcome = Preferences | Literal["purge"]


class SettingsDialog(Dialog[Outcome]):
    """Asks what to change; one choice, and it is done.

    Args:
        preferences: as they are.
        recordable: there is a place for a journal.
    """

    def __init__(self, preferences: Preferences, *, recordable: bool) -> None:
        super().__init__("Settings")
        self._preferences = preferences
        self._recordable = recordable

    def texts(self) -> list[str]:
        """Return what can be changed, and how it is."""
        lines = [
            f"Colours: {themes.in_words(theme)}{self._now(theme == self._preferences.theme)}"
            for theme in THEMES
        ]
        if self._recordable:
            on = self._preferences.recording is True
            lines.append(f"Record nothing{self._now(not on)}")
            lines.append(
                f"Record feedback, refused questions and what was given out{self._now(on)}"
            )
            lines.append("Delete everything that was recorded")
        return lines

    def take(self, place: int) -> None:
        """End with the changed preferences, or with the wish to delete the records."""
        if place < len(THEMES):
            self.dismiss(replace(self._preferences, theme=THEMES[place]))
        elif place < len(THEMES) + 2:
            self.dismiss(replace(self._preferences, recording=place == len(THEMES) + 1))
        else:
            self.dismiss("purge")

    @staticmethod
    def _now(chosen: bool) -> str:
        return "  (now)" if chosen else ""
