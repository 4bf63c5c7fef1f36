"""What a person chose in the interface, kept in a small file of their own.

    {"schema": 1, "theme": "dark", "recording": false}

It is `faqbot/preferences.json` in `$XDG_CONFIG_HOME`, else in `~/.config`. Where there
is no home, or it cannot be written, choices last until the program ends.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

SCHEMA = 1
THEMES = ("dark", "light", "contrast")  # the first is the default
_LARGEST = 10_000  # bytes of a file that is read


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices; the defaults hold until somebody chooses."""

    theme: str = THEMES[0]
    recording: bool | None = None  # None: the person was not asked yet, so nothing is recorded


class PreferenceFile:
    """Reads and writes preferences; a file that cannot be used is as good as none.

    Args:
        path: the file; None where there is no place for one.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def load(self) -> Preferences:
        """Return the choices in the file; what it lacks or holds wrongly is at its default."""
        if self.path is None:
            return Preferences()
        try:
            with self.path.open("rb") as file:
                found = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return Preferences()
        if not isinstance(found, dict):
            return Preferences()
        theme, recording = found.get("theme"), found.get("recording")
        return Preferences(
            theme=theme if theme in THEMES else THEMES[0],
            recording=recording if isinstance(recording, bool) else None,
        )

    def save(self, preferences: Preferences) -> bool:
        """Keep the choices; return whether that was possible."""
        if self.path is None:
            return False
        text = json.dumps({"schema": SCHEMA, **asdict(preferences)}, indent=2) + "\n"
        temporary: str | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=".preferences-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(temporary, self.path)
        except OSError:
            if temporary is not None:
                with suppress(OSError):
                    Path(temporary).unlink()
            return False
        return True


def preferences_file(environment: Mapping[str, str]) -> Path | None:
    """Return where the preferences are kept, or None without a home."""
    return _place(environment, "XDG_CONFIG_HOME", ".config", "preferences.json")


def journal_file(environment: Mapping[str, str]) -> Path | None:
    """Return where the journal is kept, or None without a home."""
    return _place(environment, "XDG_STATE_HOME", ".local/state", "journal.db")


def _place(environment: Mapping[str, str], variable: str, default: str, name: str) -> Path | None:
    base = Path(environment.get(variable, ""))
    if not base.is_absolute():  # unset, or not usable by the XDG specification
        home = Path(environment.get("HOME", ""))
        if not home.is_absolute():
            return None
        base = home / default
    return base / "faqbot" / name
