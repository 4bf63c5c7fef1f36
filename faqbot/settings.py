"""Where the corpus and the index are, and what else is set: defaults < file < environment < flags.

The settings file is TOML with the keys of `Settings`:

    corpus = "guidance/corpus"     # relative to the settings file; "~" is the home folder
    index = "guidance/index"
    keep = 5                       # earlier generations of the index that a build leaves there
    journal_days = 90              # how long what was recorded is kept

It is `$FAQBOT_SETTINGS`, else `faqbot/settings.toml` in `$XDG_CONFIG_HOME`, else in
`~/.config`. FAQBOT_CORPUS, FAQBOT_INDEX, FAQBOT_KEEP and FAQBOT_JOURNAL_DAYS set the same
things. Folders that nobody sets are found by `Settings.corpus_folder` and `Settings.index_folder`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faqbot.errors import CorpusError, IndexUnusableError, SettingsError, UsageError

FOLDERS = ("corpus", "index")
NUMBERS = {"keep": range(1_000), "journal_days": range(1, 3_651)}  # what each may be
KEYS = (*FOLDERS, *NUMBERS)
_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_data"  # where the wheel carries corpus/ and index/


@dataclass(frozen=True, slots=True)
class Folders:
    """A corpus folder and the index folder that belongs to it."""

    corpus: Path
    index: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set; None where nobody set anything."""

    corpus: Path | None = None
    index: Path | None = None
    keep: int | None = None  # earlier generations that a build leaves in the index
    journal_days: int | None = None  # that an entry of the journal is kept

    def index_folder(self, here: Path | None = None) -> Path:
        """Return the index folder to read.

        Args:
            here: the current folder, if not the process's own.

        Raises:
            UsageError: a corpus of one's own is set, and no index for it.
            IndexUnusableError: nothing is set, and no index is found.
        """
        if self.index is not None:
            return self.index
        found = default_folders(here)
        if self.corpus is not None and not (found and _same(self.corpus, found.corpus)):
            raise UsageError(
                "which index belongs to this corpus is not said",
                where=str(self.corpus),
                fix="Name its folder too, with --index DIR (it is made by: index build).",
            )
        if found is None:
            raise IndexUnusableError(
                "no index is set, and none is found here or in the installation",
                fix="Name the folders: faqbot --corpus DIR --index DIR index build",
            )
        return found.index

    def corpus_folder(self, here: Path | None = None) -> Path:
        """Return the corpus folder.

        Args:
            here: the current folder, if not the process's own.

        Raises:
            CorpusError: nothing is set, and no corpus is found.
        """
        if self.corpus is not None:
            return self.corpus
        found = default_folders(here)
        if found is None:
            raise CorpusError(
                "no corpus is set, and none is found here or in the installation",
                fix="Name its folder with --corpus DIR; it holds sources.toml and documents/.",
            )
        return found.corpus

    def corpus_of_index(self) -> Path | None:
        """Return the corpus folder that belongs to the index that answers, if it is at hand."""
        if self.corpus is not None:
            return self.corpus
        found = default_folders()
        if found is None or (self.index and self.index.resolve() != found.index.resolve()):
            return None
        return found.corpus


def load_settings(
    environment: Mapping[str, str],
    *,
    corpus: str | None = None,
    index: str | None = None,
) -> Settings:
    """Return the settings in force.

    Args:
        environment: usually os.environ.
        corpus: the folder that --corpus names, if given.
        index: the folder that --index names, if given.

    Raises:
        SettingsError: the settings file, a variable or a flag cannot be used.
    """
    values: dict[str, Any] = {}
    file = settings_file(environment)
    if file is not None:
        values.update(_read(file))
    for key in KEYS:
        variable = f"FAQBOT_{key.upper()}"
        given = environment.get(variable)
        if given and key in FOLDERS:
            values[key] = _path(given, Path(), variable)
        elif given:
            number = (
                int(given) if given.isascii() and given.isdigit() and len(given) < 10 else given
            )
            values[key] = _number(key, number, variable)
    for key, flag in (("corpus", corpus), ("index", index)):
        if flag is not None:
            values[key] = _path(flag, Path(), f"--{key}")
    return Settings(**values)


def settings_file(environment: Mapping[str, str]) -> Path | None:
    """Return the settings file to read, or None when there is none.

    Raises:
        SettingsError: FAQBOT_SETTINGS names a file that is not there.
    """
    named = environment.get("FAQBOT_SETTINGS")
    if named:
        file = _path(named, Path(), "FAQBOT_SETTINGS")
        if not file.is_file():
            raise SettingsError(
                "FAQBOT_SETTINGS names no file",
                where=str(file),
                fix="Put the file there, or unset the variable.",
            )
        return file
    base = Path(environment.get("XDG_CONFIG_HOME", ""))
    if not base.is_absolute():  # unset, or not usable by the XDG specification
        home = environment.get("HOME")
        if not home:
            return None
        base = Path(home, ".config")
    file = base / "faqbot" / "settings.toml"
    try:
        return file if file.is_file() else None
    except OSError:
        return None


def default_folders(here: Path | None = None) -> Folders | None:
    """Return the folders when none are set: a checkout's, else those of the installation.

    A checkout is the current folder or one above it that holds corpus/sources.toml
    and index/, or else the source tree that this package was imported from.

    Args:
        here: the current folder, if not the process's own.
    """
    try:
        here = (here or Path.cwd()).resolve()
        places = [here, *here.parents, _PACKAGE.parent]
    except OSError:  # the current folder was deleted
        places = [_PACKAGE.parent]
    for place in [*places, _BUNDLED]:
        if (place / "corpus" / "sources.toml").is_file() and (place / "index").is_dir():
            return Folders(place / "corpus", place / "index")
    return None


def is_bundled(folder: Path) -> bool:
    """Return whether a folder belongs to the installed package, so must not be written."""
    return folder.resolve().is_relative_to(_BUNDLED)


def _read(file: Path) -> dict[str, Path | int]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(
            f"cannot read the settings ({reason})", where=str(file), fix="Mend the file."
        ) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        last = f"at line {max(1, len(text.splitlines()))}, the last"
        reason = str(error).replace("at end of document", last)
        raise SettingsError(
            f"the settings are not valid TOML ({reason})", where=str(file), fix="Mend that line."
        ) from error
    return {key: _value(key, value, file, text) for key, value in table.items()}


def _value(key: str, value: Any, file: Path, text: str) -> Path | int:
    where = f"{file}, {_place(key, text)}"
    if key not in KEYS:
        known = ", ".join(KEYS)
        raise SettingsError(
            f"unknown setting {key!r}", where=where, fix=f"Remove it. Known settings: {known}."
        )
    if key in NUMBERS:
        return _number(key, value, where)
    if not isinstance(value, str):
        raise SettingsError(
            f"the setting {key!r} must be text, not {type(value).__name__}",
            where=where,
            fix=f'Write: {key} = "a folder"',
        )
    return _path(value, file.parent, where)


def _number(key: str, value: Any, where: str) -> int:
    """Return a number that a person wrote.

    Raises:
        SettingsError: it is no whole number, or too small or too large.
    """
    allowed = NUMBERS[key]
    if isinstance(value, int) and not isinstance(value, bool) and value in allowed:
        return value
    raise SettingsError(
        f"the setting {key!r} must be a number from {allowed[0]} to {allowed[-1]}",
        where=where,
        fix="Write a whole number, or leave it out.",
    )


def _place(key: str, text: str) -> str:
    """Return the line of a top-level key in words, or the key where it cannot be told."""
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[\].=]")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return f"line {number}"
    return f"key {key}"


def _path(value: str, base: Path, where: str) -> Path:
    """Return a path that a person wrote, relative to `base`, "~" spelt out.

    Raises:
        SettingsError: it is empty, or "~" stands for nothing.
    """
    if not value or "\0" in value:
        raise SettingsError(
            "an empty or impossible path", where=where, fix="Name a folder, or leave it out."
        )
    try:
        return base / Path(value).expanduser()
    except RuntimeError as error:  # "~" and no home folder to be found
        raise SettingsError(
            "the home folder is not known", where=f"{where}: {value}", fix="Write the path in full."
        ) from error


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
