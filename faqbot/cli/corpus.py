"""`faqbot corpus`: what the source documents are, whether they are sound, what they say."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from faqbot.cli import corpus_add, corpus_approve, corpus_precedents
from faqbot.cli.arguments import Commands, Parser, add_as_of, add_globals, as_of, settings
from faqbot.cli.guidance import folder_first, index_first
from faqbot.cli.terminal import columns, is_terminal, say
from faqbot.errors import CorpusError, UsageError


def add_commands(commands: Commands) -> None:
    """Add `corpus list`, `check`, `text`, `add`, `approve` and `precedents` to the command line."""
    family = commands.add_parser(
        "corpus",
        help="list, check, print and add source documents; approve answers",
        description="The source documents and what is known about them.",
    )
    add_globals(family)
    kinds = family.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=Parser
    )
    listing = kinds.add_parser("list", help="the documents and the facts about them")
    listing.add_argument("--json", action="store_true", help="print the list as JSON")
    listing.set_defaults(run=run_list, private=False)
    check = kinds.add_parser(
        "check",
        help="what was read from each document, what was left out, what is wrong",
        description="Reports on every document; exits 3 when one cannot be used.",
    )
    add_as_of(check)
    check.set_defaults(run=run_check, private=False)
    text = kinds.add_parser(
        "text",
        help="print the text of a document that offsets refer to",
        description="Prints a document's text as read: a citation's quote is text[start:end].",
    )
    text.add_argument("id", metavar="ID", help="of the document, as `corpus list` shows it")
    text.set_defaults(run=run_text, private=False)
    for parser in (listing, check, text):
        add_globals(parser)
    corpus_add.add_arguments(
        kinds.add_parser("add", help="put a file into the corpus, or a document's next version")
    )
    corpus_approve.add_arguments(
        kinds.add_parser("approve", help="pin an answer to a question, with your name")
    )
    corpus_precedents.add_arguments(
        kinds.add_parser("precedents", help="do the questions that were asked before still hold?")
    )


def run_list(options: argparse.Namespace) -> int:
    """List the documents; return the exit code."""
    corpus = folder_first(settings(options))
    counts = dict.fromkeys((d.id for d in corpus.documents), 0)
    for passage in corpus.passages:
        counts[passage.document_id] += 1
    if options.json:
        from dataclasses import asdict

        from faqbot.rendering import to_json

        rows = [
            {**asdict(d.source), "characters": len(d.text), "passages": counts[d.id]}
            for d in corpus.documents
        ]
        print(to_json(rows, indent=2))
        return 0
    table = [("id", "title", "publisher", "version", "date", "authority", "passages")]
    for document in corpus.documents:
        source = document.source
        table.append(
            (
                source.id,
                source.title,
                source.publisher or "unknown",
                source.version or "unknown",
                source.dated.isoformat() if source.dated else "undated",
                source.authority.value,
                str(counts[document.id]),
            )
        )
    say(columns(table))
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Report on every document of the corpus folder; return the exit code."""
    folder = settings(options).corpus_folder()
    from faqbot.cli.corpus_report import report_on

    report = report_on(folder, as_of(options) or dt.date.today())
    say("\n".join(report.lines))
    if report.problems:
        number = f"{report.problems} problem" + ("s" if report.problems > 1 else "")
        raise CorpusError(
            f"the corpus has {number}", where=str(folder), fix="They are marked PROBLEM above."
        )
    return 0


def run_text(options: argparse.Namespace) -> int:
    """Print a document's text, nothing added; return the exit code."""
    corpus = index_first(settings(options))
    try:
        text = corpus.document(options.id).text
    except KeyError:
        known = ", ".join(d.id for d in corpus.documents)
        raise UsageError(
            "there is no document of that id", where=options.id, fix=f"Documents: {known}"
        ) from None
    if is_terminal(sys.stdout):
        say(text)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    return 0
