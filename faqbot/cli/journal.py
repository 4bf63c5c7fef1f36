"""`faqbot journal`: whether anything is recorded, what was, and how to be rid of it."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import Commands, Parser, add_globals, begin_of_day
from faqbot.cli.recording import kept_journal, now, recording_chosen
from faqbot.cli.terminal import say
from faqbot.errors import SettingsError

if TYPE_CHECKING:
    from faqbot.journal import Entry, Journal

SCHEMA = 1
KINDS = ("refused", "feedback", "given_out")
HOW_TO_RECORD = "Turn it on with: faqbot journal on"
FUTURE = " (in the future: check this computer's clock)"
_IN_WORDS = {"refused": "refused", "feedback": "feedback", "given_out": "given out"}
_COLUMNS = (
    "id", "at", "kind", "question", "status", "reason", "helpful", "comment", "receipt",
    "generation",
)  # fmt: skip
_DESCRIPTION = """\
Nothing is recorded unless you turn it on. Then questions that were refused, feedback, and the
receipts of answers that were copied or saved are kept in one file that only you can read, for
a number of days (journal_days in the settings). Telephone, card, NHS and National Insurance
numbers, e-mail addresses and postcodes are taken out first; names are not.
"""


def add_commands(commands: Commands) -> None:
    """Add `journal` and its commands to the command line."""
    family = commands.add_parser(
        "journal",
        help="whether anything is recorded; list, export, delete it",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_globals(family)
    family.set_defaults(run=run_status, private=True)
    kinds = family.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    turn_on = kinds.add_parser("on", help="record from now on")
    turn_on.set_defaults(run=run_switch, recording=True)
    turn_off = kinds.add_parser("off", help="record no more; what was recorded stays")
    turn_off.set_defaults(run=run_switch, recording=False)
    listing = kinds.add_parser("list", help="what was recorded, newest first")
    listing.add_argument("--json", action="store_true", help="print it as JSON")
    listing.set_defaults(run=run_list)
    export = kinds.add_parser("export", help="the same as CSV, for a spreadsheet")
    export.add_argument("--csv", metavar="FILE", help="a new file to write it to (stdout)")
    export.set_defaults(run=run_export)
    for parser in (listing, export):
        parser.add_argument("--kind", choices=KINDS, help="only this kind")
        add_since(parser)
    purge = kinds.add_parser(
        "purge",
        help="delete for good what is too old, or all of it",
        description="Deletes for good: by itself, what is older than journal_days.",
    )
    which = purge.add_mutually_exclusive_group()
    which.add_argument("--before", metavar="YYYY-MM-DD", help="what was recorded before that day")
    which.add_argument("--all", action="store_true", help="everything")
    purge.set_defaults(run=run_purge)
    for parser in (turn_on, turn_off, listing, export, purge):
        add_globals(parser)


def add_since(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add --since."""
    parser.add_argument(
        "--since",
        metavar="YYYY-MM-DD",
        default=default,
        help="only what was recorded on that day or later",
    )


def run_status(options: argparse.Namespace) -> int:
    """Say whether anything is recorded, and how much was; return the exit code."""
    journal = kept_journal(options)
    say("Recording: on." if recording_chosen() else f"Recording: off. {HOW_TO_RECORD}")
    if journal is None:
        say("There is no place for a journal: neither HOME nor XDG_STATE_HOME is set.")
        return 0
    say(f"The file: {journal.path}, entries kept for {journal.keep_days} days")
    entries = entries_of(journal)
    for kind in KINDS:
        count = sum(entry.kind == kind for entry in entries)
        say(f"{_IN_WORDS[kind]}: {count}")
    if entries:
        days = sorted(entry.at for entry in entries)
        say(f"from {_local(days[0])} to {_local(days[-1])}")
    return 0


def run_switch(options: argparse.Namespace) -> int:
    """Turn recording on or off; return the exit code.

    Raises:
        SettingsError: the choice cannot be kept, or there is no place for a journal.
    """
    from faqbot.preferences import PreferenceFile, preferences_file

    journal = kept_journal(options)
    file = PreferenceFile(preferences_file(os.environ))
    possible = journal is not None or not options.recording
    if not possible or not file.save(replace(file.load(), recording=options.recording)):
        raise SettingsError(
            "the choice cannot be kept",
            where=str(file.path or "neither HOME nor XDG_CONFIG_HOME is set"),
            fix="Make the folder writable, or set HOME.",
        )
    if options.recording and journal is not None:
        say(f"Recording is on, here and in the terminal interface: {journal.path}")
        say(f"Entries are deleted after {journal.keep_days} days. Names are not taken out.")
    else:
        say("Recording is off. What was recorded stays; delete it: faqbot journal purge --all")
    return 0


def run_list(options: argparse.Namespace) -> int:
    """List what was recorded, newest first; return the exit code."""
    entries, moment = _chosen(options), now()
    if options.json:
        from faqbot.rendering import to_json

        rows = [_row(entry, moment) for entry in entries]
        print(
            to_json({"schema": SCHEMA, "recording": recording_chosen(), "entries": rows}, indent=2)
        )
        return 0
    for entry in entries:
        say("\n  ".join(_lines(entry, moment)))
    if not entries:
        say(
            "Nothing recorded."
            + ("" if recording_chosen() else f" Recording is off. {HOW_TO_RECORD}")
        )
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write what was recorded as CSV; return the exit code.

    Raises:
        TranscriptError: the file is there already, or cannot be written.
    """
    from faqbot.transcript import write_new

    text = to_csv(_chosen(options), now())
    if options.csv is None or options.csv == "-":
        print(text, end="")
    else:
        say(f"Written: {write_new(Path(options.csv), text)}")
    return 0


def run_purge(options: argparse.Namespace) -> int:
    """Delete entries for good; return the exit code."""
    before = begin_of_day(options.before, "--before")
    journal = kept_journal(options)
    if journal is None:
        count = 0
    elif options.all:
        count = journal.purge()
    else:
        count = journal.purge(before) if before else journal.forget(now())
    say(f"Deleted {count} {'entry' if count == 1 else 'entries'}.")
    return 0


def entries_of(
    journal: Journal | None, kind: str | None = None, since: dt.datetime | None = None
) -> list[Entry]:
    """Return what was recorded, oldest first, after deleting what is too old to be kept.

    Raises:
        JournalError: the journal cannot be used.
    """
    if journal is None:
        return []
    from faqbot.journal import Kind

    journal.forget(now())
    return journal.entries(Kind(kind) if kind else None, since)


def to_csv(entries: Sequence[Entry], moment: dt.datetime) -> str:
    """Return entries as CSV (RFC 4180); no cell can act as a formula."""
    from faqbot.transcript import harmless

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*_COLUMNS, "in_the_future"))
    for entry in entries:
        cells = ("" if value is None else str(value) for value in _row(entry, moment).values())
        writer.writerow([harmless(clean_line(cell)) for cell in cells])
    return out.getvalue()


def _chosen(options: argparse.Namespace) -> list[Entry]:
    since = begin_of_day(options.since, "--since")
    entries = entries_of(kept_journal(options), options.kind, since)
    return sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)


def _row(entry: Entry, moment: dt.datetime) -> dict[str, Any]:
    row = asdict(entry)
    row["at"] = entry.at.isoformat(timespec="seconds")
    return {**{key: row[key] for key in _COLUMNS}, "in_the_future": entry.at > moment}


def _lines(entry: Entry, moment: dt.datetime) -> list[str]:
    """Return an entry for a person to read."""
    what = _IN_WORDS[entry.kind]
    if entry.helpful is not None:
        what = "helpful" if entry.helpful else "not helpful"
    if entry.kind == "refused" and entry.reason:
        what += f" ({entry.reason})"
    lines = [f"{when(entry.at, moment)}, {what}: {entry.question}"]
    lines += [f"Comment: {entry.comment}"] if entry.comment else []
    lines += [f"Receipt: {entry.receipt}"] if entry.receipt else []
    return [clean_line(line) for line in lines]


def when(at: dt.datetime, moment: dt.datetime) -> str:
    """Return a time in words; one that is yet to come is flagged, for a clock was set back."""
    return _local(at) + (FUTURE if at > moment else "")


def _local(at: dt.datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
