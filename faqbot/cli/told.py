"""`faqbot told`: which answers that were given out no longer hold?"""

from __future__ import annotations

import argparse

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import Commands, add_globals, begin_of_day
from faqbot.cli.guidance import open_verifier
from faqbot.cli.journal import HOW_TO_RECORD, add_since, entries_of, when
from faqbot.cli.recording import kept_journal, now, recording_chosen
from faqbot.cli.terminal import say, text_width
from faqbot.cli.verify import finding_to_dict, finding_to_text

SCHEMA = 1


def add_commands(commands: Commands) -> None:
    """Add `told` to the command line."""
    parser = commands.add_parser(
        "told",
        help="answers given out whose text has changed since",
        description="Lists answers that were copied or saved, and whose words have since been "
        "moved, changed or withdrawn; newest first. It needs recording to be on.",
    )
    parser.add_argument("--all", action="store_true", help="also those that still hold")
    add_since(parser)
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    add_globals(parser)
    parser.set_defaults(run=run, private=True)


def run(options: argparse.Namespace) -> int:
    """List what was given out and no longer holds; return the exit code."""
    since = begin_of_day(options.since, "--since")
    given = entries_of(kept_journal(options), "given_out", since)
    from faqbot.told import told

    found = told(given, open_verifier(options), everything=options.all) if given else []
    moment = now()
    if options.json:
        from faqbot.rendering import to_json

        rows = [
            {
                **finding_to_dict(item.finding),
                "given_out": [
                    {
                        "at": entry.at.isoformat(timespec="seconds"),
                        "question": entry.question,
                        "in_the_future": entry.at > moment,
                    }
                    for entry in item.entries
                ],
            }
            for item in found
        ]
        fields = {"schema": SCHEMA, "recording": recording_chosen(), "checked": len(given)}
        print(to_json({**fields, "told": rows}, indent=2))
        return 0
    for item in found:
        times = [f"Given out {when(e.at, moment)}: {clean_line(e.question)}" for e in item.entries]
        say("\n".join((finding_to_text(item.finding, text_width()), *times, "")))
    say(_summary(len(given), len(found), everything=options.all))
    return 0


def _summary(given: int, found: int, *, everything: bool) -> str:
    if not given:
        off = "" if recording_chosen() else f" Recording is off. {HOW_TO_RECORD}"
        return f"Nothing that was given out is recorded.{off}"
    if not found:
        return f"Quotations given out: {given}. Every word still stands where it stood."
    label = "Shown" if everything else "No longer where they stood"
    return f"Quotations given out: {given}. {label}: {found}."
