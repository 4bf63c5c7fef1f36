"""`faqbot chat`: a conversation in plain lines, for screen readers, braille and pipes."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import (
    Commands,
    add_as_of,
    add_globals,
    as_of,
    open_assistant,
    warn_of_changed_corpus,
)
from faqbot.cli.failure import tell_failure
from faqbot.cli.recording import add_no_record, recording_journal
from faqbot.cli.terminal import is_terminal, say, text_width

if TYPE_CHECKING:
    from faqbot.answering.answer import Answer
    from faqbot.documents import Corpus

_ENDS = frozenset({"quit", "exit"})
_DESCRIPTION = """\
A conversation, line by line: type a question and press Enter. A number picks one of the
numbered questions; "more" shows the whole section that was quoted, "source 1" a source in
full; "copy" copies the answer, "export FILE" writes the conversation; "help" says all that
works; "quit" or the end of the input ends.
"""


def add_commands(commands: Commands) -> None:
    """Add `chat` to the command line."""
    parser = commands.add_parser(
        "chat",
        help="a conversation in plain lines",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_as_of(parser)
    add_no_record(parser)
    add_globals(parser)
    parser.set_defaults(run=run, private=True)


def run(options: argparse.Namespace) -> int:
    """Hold a conversation on stdin and stdout; return the exit code.

    A turn that fails is told and changes nothing: the conversation goes on from before it, and
    the exit code is that of the first such failure.
    """
    day = as_of(options)
    journal = recording_journal(options)
    assistant = open_assistant(options)
    warn_of_changed_corpus(options, assistant)
    from faqbot.cli.chat_commands import Desk

    desk = Desk(assistant.corpus, journal)
    say(_greeting(assistant.corpus))
    state, code = None, 0
    while (line := _next_line()) is not None:
        cleaned = clean_line(line, 1_000)
        if not cleaned:
            continue
        if cleaned.rstrip(".!").lower() in _ENDS:
            break
        try:
            said = desk.act(cleaned)
            if said is not None:
                say(f"\n{said}\n")
                continue
            turn = assistant.ask(line, state, day)
            say(f"\n{_reply(turn.answer)}\n")
            state = turn.conversation
            desk.take(turn.answer)
        except BrokenPipeError:  # nobody reads any longer
            raise
        except Exception as error:  # one turn must not cost the conversation
            failed = tell_failure(error, options)
            code = code or failed
    return code


def _greeting(corpus: Corpus) -> str:
    about = f"about {corpus.main_topic}" if corpus.main_topic else "what the guidance says"
    return clean_line(
        f"faqbot: ask {about}. Type a question or a number; "
        '"more", "source 1", "copy", "help" and "quit" work, too.'
    )


def _next_line() -> str | None:
    """Return the next line that a person types or a pipe gives; None at the end.

    A terminal shows a prompt, on stderr; a line from a pipe is repeated on
    stdout, so that what comes out reads as a conversation.
    """
    typed = is_terminal(sys.stdin)
    if typed:
        print("You: ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        if typed:
            print(file=sys.stderr)
        return None
    if not typed and line.strip():
        say(f"You: {clean_line(line, 1_000)}")
    return line


def _reply(answer: Answer) -> str:
    from faqbot.rendering import to_text, wrapped
    from faqbot.transcript import taken_as

    width = text_width()
    text = to_text(answer, width=width, role="Answer", number_sources=True)
    taken = taken_as(answer, answer.question)
    return f"{wrapped(f'Taken as: {taken}', width, hanging=2)}\n\n{text}" if taken else text
