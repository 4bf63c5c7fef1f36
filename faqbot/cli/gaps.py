"""`faqbot gaps`: what people asked and the guidance does not answer; and a draft made of one."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import (
    Commands,
    Parser,
    add_globals,
    begin_of_day,
    settings,
    writable_corpus,
)
from faqbot.cli.journal import FUTURE, HOW_TO_RECORD, add_since, entries_of
from faqbot.cli.recording import kept_journal, now, recording_chosen
from faqbot.cli.terminal import ProgressBar, say, text_width
from faqbot.errors import UsageError

if TYPE_CHECKING:
    from faqbot.documents import Corpus
    from faqbot.gaps.gaps import Gap, Nearest
    from faqbot.index.generation import Generation

SCHEMA = 1
_WORDINGS = 3  # other wordings and comments that are shown
_DESCRIPTION = """\
Ranks what people asked and the guidance does not answer: questions that were refused, and
answers that were said not to help, put together by meaning (at most 4,000 different wordings,
the newest). It needs recording to be on.
"""
_DRAFT = """\
Makes the Nth gap of the list into a draft. --case appends an evaluation case to
evaluation/drafts.jsonl that counts for nothing until somebody completes it; --variant adds the
question to the wordings in variants.toml that a section answers. Give --since as for the list.
"""


def add_commands(commands: Commands) -> None:
    """Add `gaps` and `gaps draft` to the command line."""
    parser = commands.add_parser(
        "gaps",
        help="what people asked that the guidance does not answer",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_since(parser)
    parser.add_argument("--top", metavar="N", type=_from_one, default=20, help="how many (20)")
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    add_globals(parser)
    parser.set_defaults(run=run, private=True)
    kinds = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    draft = kinds.add_parser(
        "draft",
        help="make one into an evaluation case or a question variant",
        description=_DRAFT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    draft.add_argument("number", metavar="N", type=_from_one, help="its number in the list")
    which = draft.add_mutually_exclusive_group(required=True)
    which.add_argument("--case", action="store_true", help="an evaluation case")
    which.add_argument(
        "--variant", nargs=2, metavar=("DOCUMENT", "SECTION"), help="a question variant"
    )
    add_since(draft, argparse.SUPPRESS)
    add_globals(draft)
    draft.set_defaults(run=run_draft, private=True)


def run(options: argparse.Namespace) -> int:
    """List the gaps; return the exit code."""
    found, generation = _found(options)
    shown: list[tuple[Gap, Nearest]] = []
    if generation is not None:
        from faqbot.assistant import Assistant
        from faqbot.gaps.gaps import nearest

        assistant = Assistant(generation)
        shown = [(gap, nearest(gap, assistant)) for gap in found[: options.top]]
    if options.json:
        from faqbot.rendering import to_json

        moment = now()
        rows = [_to_dict(n, gap, near, moment) for n, (gap, near) in enumerate(shown, 1)]
        fields = {"schema": SCHEMA, "recording": recording_chosen(), "found": len(found)}
        print(to_json({**fields, "gaps": rows}, indent=2))
        return 0
    if generation is None:
        off = "" if recording_chosen() else f" Recording is off. {HOW_TO_RECORD}"
        say(f"No question is recorded that was refused or not helped.{off}")
        return 0
    for n, (gap, near) in enumerate(shown, 1):
        say(_to_text(n, gap, near, generation.corpus))
    if len(found) > len(shown):
        say(f"{len(found) - len(shown)} more: --top {len(found)} shows them.")
    say("Make one into a draft: faqbot gaps draft N --case, or --variant DOCUMENT SECTION")
    return 0


def run_draft(options: argparse.Namespace) -> int:
    """Make one gap into a draft; return the exit code.

    Raises:
        UsageError: the list has no such number, or the section is not known.
        CorpusError: the corpus cannot be read or written.
    """
    corpus = writable_corpus(options, "--index DIR gaps draft …")
    found, _ = _found(options)
    if options.number > len(found):
        raise UsageError(
            f"the list has {len(found)} gaps", where=str(options.number), fix="See: faqbot gaps"
        )
    gap = found[options.number - 1]
    from faqbot.gaps.draft import draft_case, draft_variant

    if options.case:
        path, name = draft_case(corpus, gap)
        say(f"Drafted {name} in {path}: {clean_line(gap.question)}")
        say("It counts for nothing until you complete it and take out draft. Look for names in it.")
    else:
        document_id, heading = options.variant
        path, section = draft_variant(corpus, document_id, heading, gap.question)
        say(f"Added to {path}, under “{clean_line(section)}”: {clean_line(gap.question)}")
        say("Look for names in it. Then run: faqbot index build")
    return 0


def _found(options: argparse.Namespace) -> tuple[list[Gap], Generation | None]:
    """Return the gaps in the journal, and the index that they were held against, if any."""
    since = begin_of_day(options.since, "--since")
    entries = entries_of(kept_journal(options), since=since)
    if not any(entry.kind == "refused" or entry.helpful is False for entry in entries):
        return [], None
    from faqbot.gaps.gaps import find_gaps
    from faqbot.index.generation import load_generation

    generation = load_generation(settings(options).index_folder())
    bar = ProgressBar("Comparing")
    try:
        return find_gaps(entries, generation, bar), generation
    finally:
        bar.close()


def _to_text(n: int, gap: Gap, near: Nearest, corpus: Corpus) -> str:
    from faqbot.rendering import wrapped

    times = "once" if gap.count == 1 else f"{gap.count} times"
    first, last = (f"{at.astimezone():%Y-%m-%d}" for at in (gap.first, gap.last))
    span = first if first == last else f"{first} to {last}"
    facts = f"Asked {times}, {span}"
    facts += f"; said not to help: {gap.not_helpful}" if gap.not_helpful else ""
    facts += FUTURE if gap.last > now() else ""
    lines = [f"{n}. {gap.question}", facts]
    lines += [f"Also: {text}" for text, _ in gap.wordings[1 : 1 + _WORDINGS]]
    lines += [f"Comment: {comment}" for comment in gap.comments[:_WORDINGS]]
    if near.document_id is None:
        lines.append("Nearest: nothing in the guidance is near")
    else:
        title = corpus.document(near.document_id).source.title
        label = "Answered now from" if near.answered else "Nearest"
        lines.append(f"{label}: {title}. Section: {' > '.join(near.section)}")
    width = text_width()
    head, *rest = lines
    return "\n".join([wrapped(head, width), *(wrapped(r, width, indent=3) for r in rest), ""])


def _to_dict(n: int, gap: Gap, near: Nearest, moment: dt.datetime) -> dict[str, Any]:
    place = {"document_id": near.document_id, "section": list(near.section)}
    return {
        "n": n,
        "question": gap.question,
        "count": gap.count,
        "refused": gap.refused,
        "not_helpful": gap.not_helpful,
        "first": gap.first.isoformat(timespec="seconds"),
        "last": gap.last.isoformat(timespec="seconds"),
        "in_the_future": gap.last > moment,
        "wordings": [{"question": text, "count": count} for text, count in gap.wordings],
        "reasons": list(gap.reasons),
        "comments": list(gap.comments),
        "nearest": place if near.document_id is not None else None,
        "answered_now": near.answered,
    }


def _from_one(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:9]) < 1:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number from 1 up")
    return int(text[:9])
