"""Arguments that commands share: the parser, the global flags, days, folders."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from faqbot.cleaning import clean_line
from faqbot.cli.terminal import warn
from faqbot.errors import CorpusError, IndexUnusableError, UsageError

if TYPE_CHECKING:
    from faqbot.assistant import Assistant
    from faqbot.settings import Settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
Kinds: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001  # of one command
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Midnight of a day further out may be a time that no date can hold, in UTC or by this clock.
_EARLIEST, _LATEST = dt.date(2, 1, 1), dt.date(9998, 12, 31)


class Parser(argparse.ArgumentParser):
    """An argument parser without colour, whose errors are two clean lines."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)
        self.color = False  # from Python 3.14 the default is True

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end with 2."""
        warn(f"faqbot: {clean_line(message, 300)}\nSee: {self.prog} --help")
        raise SystemExit(2)


def add_globals(parser: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    """Add --corpus and --index, which every command knows, before its name and after it."""
    parser.add_argument(
        "--corpus", metavar="DIR", default=default, help="folder with sources.toml and documents/"
    )
    parser.add_argument("--index", metavar="DIR", default=default, help="folder of the index")


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Add --as-of."""
    parser.add_argument(
        "--as-of", metavar="YYYY-MM-DD", default=None, help="the day to answer for (today)"
    )


def day_of(text: str) -> dt.date:
    """Return the day that `text` names as YYYY-MM-DD.

    Raises:
        ValueError: it names none; the message says so in words for a person.
    """
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"{clean_line(text, 40)!r} is not a day such as 2026-11-22")


def as_of(options: argparse.Namespace) -> dt.date | None:
    """Return the day that --as-of names, or None.

    Raises:
        UsageError: it is not a day.
    """
    return None if options.as_of is None else day_of_flag(options.as_of, "--as-of")


def begin_of_day(text: str | None, flag: str) -> dt.datetime | None:
    """Return when the day that a flag names begins here, or None where it is not given.

    A day in the years 1 and 9999 gives the nearest that has a time on every clock: nothing was
    ever recorded that far away.

    Raises:
        UsageError: it is not a day.
    """
    if text is None:
        return None
    day = min(max(day_of_flag(text, flag), _EARLIEST), _LATEST)
    return dt.datetime.combine(day, dt.time()).astimezone()


def day_of_flag(text: str, flag: str) -> dt.date:
    """Return the day that a flag names.

    Raises:
        UsageError: it is not a day.
    """
    try:
        return day_of(text)
    except ValueError as error:
        raise UsageError(
            str(error), where=flag, fix="Write the day as YYYY-MM-DD, for example 2026-11-22."
        ) from None


def as_called(message: str, options: argparse.Namespace | None) -> str:
    """Return a message whose "faqbot index …" names the folders that this call named."""
    flags = "".join(
        f" --{key} {shlex.quote(value)}"
        for key in ("corpus", "index")
        if (value := getattr(options, key, None)) is not None
    )
    return message.replace("faqbot index ", f"faqbot{flags} index ")


def settings(options: argparse.Namespace) -> Settings:
    """Return the settings in force for a command.

    Raises:
        SettingsError: the settings file, a variable or a flag cannot be used.
    """
    from faqbot.settings import load_settings

    return load_settings(os.environ, corpus=options.corpus, index=options.index)


def writable_index(chosen: Settings) -> Path:
    """Return the index folder, if it is not part of the installed program.

    Raises:
        SettingsError, UsageError: the folders are not well set.
        IndexUnusableError: it is, or none is found.
    """
    from faqbot.settings import is_bundled

    index = chosen.index_folder()
    if is_bundled(index):
        raise IndexUnusableError(
            "the index that came with the program is read-only",
            where=str(index),
            fix="Name folders of your own: faqbot --corpus DIR --index DIR index build",
        )
    return index


def writable_corpus(options: argparse.Namespace, again: str) -> Path:
    """Return the corpus folder, if it is not part of the installed program.

    Args:
        options: of the command.
        again: the command, for the message.

    Raises:
        SettingsError, UsageError: the folders are not well set.
        CorpusError: it is, or none is found.
    """
    from faqbot.settings import is_bundled

    folder: Path = settings(options).corpus_folder()
    if is_bundled(folder):
        raise CorpusError(
            "the corpus that came with the program is read-only",
            where=str(folder),
            fix=f"Name a folder of your own: faqbot --corpus DIR {again}",
        )
    return folder


def open_assistant(options: argparse.Namespace) -> Assistant:
    """Return the assistant for the index in force.

    Raises:
        SettingsError, UsageError: the folders are not well set.
        IndexUnusableError: the index is missing or damaged.
    """
    index: Path = settings(options).index_folder()
    from faqbot.assistant import Assistant

    return Assistant.open(index)


def warn_of_changed_corpus(options: argparse.Namespace, assistant: Assistant) -> None:
    """Say on stderr that an index answers whose corpus has changed since it was built.

    Nothing is said where the index was named without a corpus, or the corpus cannot be read: an
    index answers by itself.
    """
    chosen = settings(options)
    from faqbot.corpus.digest import has_changed

    try:
        folder = chosen.corpus_of_index()
        changed = folder is not None and has_changed(folder, assistant.corpus)
    except (CorpusError, OSError):
        return
    if changed:
        said = (
            "faqbot: the corpus has changed since the index was built, and the index answers. "
            "What would change: faqbot index diff – to rebuild it: faqbot index build"
        )
        warn(as_called(said, options))
