"""`faqbot corpus precedents`: do the questions that were asked before still hold?"""

from __future__ import annotations

import argparse

from faqbot.cli.arguments import Parser, add_globals, settings, writable_corpus
from faqbot.cli.terminal import say

_DESCRIPTION = """\
Says what of precedents.jsonl no longer holds: answers whose words are gone, and documents that have
changed since somebody read them against the questions that nothing answered. Lists those questions.
When you have taken out what is answered now, say so with --held: until then, questions asked before
tell nothing of whether those documents answer.
"""


def add_arguments(parser: Parser) -> None:
    """Make a parser that of `corpus precedents`."""
    parser.description = _DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--held", action="store_true", help="they were held against the documents as they are now"
    )
    add_globals(parser)
    parser.set_defaults(run=run, private=False)


def run(options: argparse.Namespace) -> int:
    """Say what no longer holds, or that all does; return the exit code."""
    from faqbot.corpus.changing import changing
    from faqbot.corpus.load import load_corpus
    from faqbot.corpus.precedents import hold, precedents_astray

    if options.held:
        folder = writable_corpus(options, "corpus precedents --held")
        corpus = load_corpus(folder)
        with changing(folder):
            hold(folder, corpus.documents)
        say("Noted. Now run: faqbot index build")
        return 0
    folder = settings(options).corpus_folder()
    corpus = load_corpus(folder)
    entries = corpus.precedents.entries
    answered = sum(1 for entry in entries if entry.answer)
    say(f"{len(entries):,} questions asked before: {answered:,} answered, the others by nothing.")
    for line in precedents_astray(folder, corpus.documents):
        say(line)
    for document in corpus.documents:
        if document.id in corpus.precedents.held_against:
            continue
        say(f"\nNothing in {document.id} answered:")
        for entry in entries:
            if entry.document_id == document.id and not entry.answer:
                say(f"- {entry.question}")
    return 0
