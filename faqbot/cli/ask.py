"""`faqbot ask`: one question, one cited answer."""

from __future__ import annotations

import argparse
import sys

from faqbot.cli.arguments import (
    Commands,
    add_as_of,
    add_globals,
    as_of,
    open_assistant,
    warn_of_changed_corpus,
)
from faqbot.cli.recording import add_no_record, now, record_refusal, recording_journal
from faqbot.cli.terminal import say, text_width
from faqbot.errors import UsageError

NOT_ANSWERED = 10  # exit code of --strict
_MOST = 4_000_000  # bytes read from stdin; a question is far shorter


def add_commands(commands: Commands) -> None:
    """Add `ask` to the command line."""
    parser = commands.add_parser(
        "ask",
        help="answer one question, with its source",
        description="Answers one question from the guidance, word for word, with its source.",
    )
    parser.add_argument(
        "question", nargs="+", metavar="QUESTION", help='the question; "-" reads it from stdin'
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.add_argument(
        "--explain", action="store_true", help="say why this passage, and why not the others"
    )
    add_as_of(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help=f"exit {NOT_ANSWERED} when the question was not answered",
    )
    add_no_record(parser)
    add_globals(parser)
    parser.set_defaults(run=run, private=True)


def run(options: argparse.Namespace) -> int:
    """Answer the question; return the exit code."""
    day = as_of(options)
    question = _question(options.question)
    journal = recording_journal(options)
    assistant = open_assistant(options)
    warn_of_changed_corpus(options, assistant)
    from faqbot import rendering
    from faqbot.cli.explanation import explanation_to_dict, explanation_to_text

    answer = assistant.ask(question, as_of=day).answer
    if options.json:
        fields = rendering.to_dict(answer)
        if options.explain:
            fields["explanation"] = explanation_to_dict(answer.explanation)
        print(rendering.to_json(fields, indent=2))
    else:
        width = text_width()
        say(rendering.to_text(answer, width=width))
        if options.explain:
            say()
            say(explanation_to_text(answer.explanation, width=width))
    record_refusal(journal, answer, now())
    answered = answer.status == "answered"
    return NOT_ANSWERED if options.strict and not answered else 0


def _question(words: list[str]) -> str:
    """Return the question that the arguments hold or that stdin gives.

    Raises:
        UsageError: stdin holds more than any question.
    """
    if words != ["-"]:
        return " ".join(words)
    data = sys.stdin.buffer.read(_MOST + 1)
    if len(data) > _MOST:
        raise UsageError(
            f"more than {_MOST // 1_000_000} MB were given as one question",
            where="stdin",
            fix="Give one question; for many, use: faqbot batch",
        )
    return data.decode("utf-8", "replace")
