"""`faqbot verify`: are words that were given out still in the guidance?"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import Commands, add_globals
from faqbot.cli.guidance import open_verifier
from faqbot.cli.terminal import say, text_width
from faqbot.errors import UsageError

if TYPE_CHECKING:
    from faqbot.receipts.receipt import Receipt
    from faqbot.receipts.verify import Finding, Place

SCHEMA = 1
_MOST = 4_000_000  # bytes read from stdin
_DESCRIPTION = """\
Says of each receipt whether the words that were given out still stand in the guidance: word
for word, moved, changed (then and now, the words between « and » differ) or withdrawn. Old
words come from the kept generations of the index and from the corpus's history.
"""


def add_commands(commands: Commands) -> None:
    """Add `verify` to the command line."""
    parser = commands.add_parser(
        "verify",
        help="is a quotation that was given out still in the guidance?",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "receipts",
        nargs="+",
        metavar="RECEIPT",
        help='as a case note or `ask --json` shows it; "-" finds all of them in what stdin holds',
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    add_globals(parser)
    parser.set_defaults(run=run, private=True)  # a pasted case note holds what a person asked


def run(options: argparse.Namespace) -> int:
    """Say what became of the words of each receipt; return the exit code.

    Raises:
        UsageError: something given is no receipt; the others are told first.
    """
    from faqbot.receipts.receipt import EXAMPLE

    given = _given(options.receipts)
    found = [item for item in given if not isinstance(item, str)]
    wrong = [item for item in given if isinstance(item, str)]
    verifier = open_verifier(options) if found else None
    findings = [verifier.verify(receipt) for receipt in found] if verifier else []
    if options.json:
        from faqbot.rendering import to_json

        rows = [finding_to_dict(finding) for finding in findings]
        rows += [{"given": text, "state": "not_a_receipt"} for text in wrong]
        print(to_json({"schema": SCHEMA, "receipts": rows}, indent=2))
    elif findings:
        say("\n\n".join(finding_to_text(finding, text_width()) for finding in findings))
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise UsageError(
            f"this is not a receipt{more}",
            where=wrong[0] or "(nothing)",
            fix=f"A receipt looks like {EXAMPLE}; case notes and ask --json hold it.",
        )
    return 0


def finding_to_text(finding: Finding, width: int | None) -> str:
    """Return a finding for a person to read."""
    from faqbot.receipts.marking import marked
    from faqbot.receipts.receipt import receipt_of
    from faqbot.receipts.verify import State
    from faqbot.receipts.words import folded
    from faqbot.rendering import wrapped

    then, now = finding.then, finding.now
    parts = [finding.why]
    before, after = (folded(place.quote) if place else "" for place in (then, now))
    if finding.state is State.UNCHANGED and now is not None:
        parts += [f"Where: {_place(now)}", f"Words: {after}"]
    elif then is not None and now is not None and finding.state is State.CHANGED:
        words = marked(before, after)
        parts += [_figure(figure.old, figure.new) for figure in words.figures]
        parts += [
            f"Then: {_place(then)}",
            f"Words then: {words.before}",
            f"Now: {_place(now)}",
            f"Words now: {words.after}",
        ]
    else:
        if then is not None:
            parts += [f"Then: {_place(then)}"]
            parts += [f"Words then: {before}"] if finding.state is State.WITHDRAWN else []
        if now is not None:
            parts += [f"Now: {_place(now)}", f"Words now: {after}"]
    lines = [wrapped(part, width, hanging=2) for part in parts]
    if now is not None and finding.state is not State.UNCHANGED:
        lines.append(f"Receipt now: {receipt_of(now.document, now.span)}")
    return "\n".join([str(finding.receipt), *lines])


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON has it."""
    from faqbot.receipts.marking import marked
    from faqbot.receipts.verify import State

    then, now = finding.then, finding.now
    changes = marked(then.quote, now.quote).changes if then is not None and now is not None else ()
    return {
        "receipt": str(finding.receipt),
        "state": finding.state.value,
        "why": finding.why,
        "document_id": finding.receipt.document_id,
        "then": _place_to_dict(then),
        "now": _place_to_dict(now),
        "changes": [
            {"before": change.before, "after": change.after}
            for change in changes
            if finding.state is State.CHANGED
        ],
    }


def _figure(old: str | None, new: str | None) -> str:
    """Return in words what became of a number or date."""
    if old is None or new is None:
        return f"New figure: {new}" if old is None else f"Figure no longer there: {old}"
    return f"Figure: {old} is now {new}"


def _given(arguments: list[str]) -> list[Receipt | str]:
    """Return the receipts that the arguments or stdin hold, and what is none.

    Raises:
        UsageError: stdin holds more than any note.
    """
    from faqbot.receipts.receipt import receipts_in

    found: list[Receipt | str] = []
    for argument in arguments:
        text = _stdin() if argument == "-" else argument
        items = list(receipts_in(text)) or [text]
        found += [clean_line(item, 80) if isinstance(item, str) else item for item in items]
    return list(dict.fromkeys(found))


def _stdin() -> str:
    data = sys.stdin.buffer.read(_MOST + 1)
    if len(data) > _MOST:
        raise UsageError(
            f"more than {_MOST // 1_000_000} MB were given", where="stdin", fix="Give less at once."
        )
    return data.decode("utf-8", "replace")


def _place(place: Place) -> str:
    source = place.document.source
    version = f"version {source.version}" if source.version else "version not known"
    day = source.dated.isoformat() if source.dated else "undated"
    section = " > ".join(place.section) or "(before the first heading)"
    where = f"characters {place.span.start} to {place.span.end}"
    return f"{source.title}, {version}, {day}, {where}. Section: {section}"


def _place_to_dict(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    from faqbot.receipts.receipt import receipt_of

    source = place.document.source
    return {
        "document_id": source.id,
        "title": source.title,
        "version": source.version,
        "date": source.dated,
        "section": list(place.section),
        "start": place.span.start,
        "end": place.span.end,
        "quote": place.quote,
        "receipt": str(receipt_of(place.document, place.span)),
    }
