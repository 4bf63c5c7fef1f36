"""`faqbot doctor`: what is well, what is not, and what to do about it."""

from __future__ import annotations

import argparse
import datetime as dt
import locale
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import Commands, add_globals, as_called
from faqbot.cli.interface import can_draw
from faqbot.cli.terminal import is_terminal, say, text_width

if TYPE_CHECKING:
    from faqbot.doctor.findings import Finding
    from faqbot.doctor.surroundings import Terminal

SCHEMA = 1
_INDENT = 11  # columns that the state of a finding takes


def add_commands(commands: Commands) -> None:
    """Add `doctor` to the command line."""
    parser = commands.add_parser(
        "doctor",
        help="check installation, settings, index, corpus and terminal",
        description="Says what is well and what is not, each with a remedy. Exits 0 when nothing is"
        " at fault, 3 when the corpus or the index is, 2 for the settings, 1 for the rest.",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    add_globals(parser)
    parser.set_defaults(run=run, private=False)


def run(options: argparse.Namespace) -> int:
    """Examine everything and print what was found; return the exit code."""
    from faqbot.doctor.examination import Surroundings, examine
    from faqbot.doctor.findings import exit_code

    given = Surroundings(
        environment=os.environ,
        terminal=_terminal(),
        today=dt.date.today(),
        corpus=options.corpus,
        index=options.index,
    )
    findings = examine(given)
    if options.json:
        print(_json(findings, options))
    else:
        for area, found in groupby(findings, lambda finding: finding.area):
            say(area.value)
            for finding in found:
                say(_text(finding, options))
        say(_sum(findings))
    return exit_code(findings)


def _terminal() -> Terminal:
    """Return the terminal that this was started in."""
    from faqbot.doctor.surroundings import Terminal

    columns, lines = shutil.get_terminal_size((80, 24))
    return Terminal(
        present=is_terminal(sys.stdin) and is_terminal(sys.stdout),
        columns=columns,
        lines=lines,
        draws=can_draw(os.environ),
        encoding=locale.getencoding(),
    )


def _text(finding: Finding, options: argparse.Namespace) -> str:
    """Return a finding as lines: its state, what it is, and under it the remedy."""
    lines = [f"  {finding.state.value:<{_INDENT - 2}}{clean_line(finding.what)}"]
    if finding.remedy is not None:
        lines.append(" " * _INDENT + clean_line(as_called(finding.remedy, options)))
    width = text_width()
    if width is None:
        return "\n".join(lines)
    indent = " " * min(_INDENT, width // 3)
    return "\n".join(
        textwrap.fill(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        for line in lines
    )


def _sum(findings: Sequence[Finding]) -> str:
    counts = {state: sum(f.state == state for f in findings) for state in ("fault", "warning")}
    return f"At fault: {counts['fault']}. Warnings: {counts['warning']}."


def _json(findings: Sequence[Finding], options: argparse.Namespace) -> str:
    from faqbot.rendering import to_json

    worst = next((s for s in ("fault", "warning") if any(f.state == s for f in findings)), "ok")
    rows = [asdict(finding) for finding in findings]
    for row in rows:
        row["remedy"] = as_called(row["remedy"], options) if row["remedy"] else None
    return to_json({"schema": SCHEMA, "state": worst, "findings": rows}, indent=2)
