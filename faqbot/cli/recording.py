"""What the command line keeps of what people ask: nothing, unless the person chose to record."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from typing import TYPE_CHECKING

from faqbot.cli.arguments import settings
from faqbot.cli.terminal import warn

if TYPE_CHECKING:
    from faqbot.answering.answer import Answer
    from faqbot.journal import Journal


def add_no_record(parser: argparse.ArgumentParser) -> None:
    """Add --no-record."""
    parser.add_argument(
        "--no-record", action="store_true", help="keep nothing of it, though recording is on"
    )


def now() -> dt.datetime:
    """Return the time, with the offset of this place."""
    return dt.datetime.now().astimezone()


def recording_chosen() -> bool:
    """Return whether the person at this computer chose to record."""
    from faqbot.preferences import PreferenceFile, preferences_file

    return PreferenceFile(preferences_file(os.environ)).load().recording is True


def kept_journal(options: argparse.Namespace) -> Journal | None:
    """Return the journal of the person at this computer; None where there is no place for one.

    Raises:
        SettingsError: the settings cannot be used.
    """
    from faqbot.preferences import journal_file

    path = journal_file(os.environ)
    if path is None:
        return None
    from faqbot.journal import KEEP_DAYS, Journal

    return Journal(path, settings(options).journal_days or KEEP_DAYS)


def recording_journal(options: argparse.Namespace) -> Journal | None:
    """Return the journal to write to; None where nothing is to be recorded.

    Raises:
        SettingsError: the settings cannot be used.
    """
    return kept_journal(options) if recording_chosen() and not options.no_record else None


def record_refusal(journal: Journal | None, answer: Answer, at: dt.datetime) -> Journal | None:
    """Record a question that was not answered; a journal that fails costs nobody the answer.

    Returns:
        The journal to go on with: None after a failure, which is told once.
    """
    if journal is None:
        return None
    from faqbot.journal import JournalError

    try:
        journal.record_refusal(answer, at)
    except JournalError as error:
        warn(f"faqbot: not recorded: {error}")
        return None
    return journal
