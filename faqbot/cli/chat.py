"""`faqbot chat`: a conversation in plain lines, for screen readers, braille and pipes."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import Commands, add_as_of, add_globals, as_of, open_assistant
from faqbot.cli.terminal import is_terminal, say, text_width

if TYPE_CHECKING:
    from faqbot.answering.answer import Answer
    from faqbot.documents import Corpus

_ENDS = frozenset({"quit", "exit"})
_DESCRIPTION = """\
A conversation, line by line: type a question and press Enter. A number picks one of the
numbered questions; "more" shows the whole section that was quoted, "source 1" a source in
full; "quit" or the end of the input ends.
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
    add_globals(parser)
    parser.set_defaults(run=run, private=True)


def run(options: argparse.Namespace) -> int:
    """Hold a conversation on stdin and stdout; return the exit code."""
    day = as_of(options)
    assistant = open_assistant(options)
    say(_greeting(assistant.corpus))
    state = None
    cited: Answer | None = None  # the last answer that quotes something
    while (line := _next_line()) is not None:
        command = clean_line(line, 200).rstrip(".!").lower()
        if not command:
            continue
        if command in _ENDS:
            break
        shown = None if cited is None else _shown(command, cited, assistant.corpus)
        if shown is not None:
            say(f"\n{shown}\n")
            continue
        turn = assistant.ask(line, state, day)
        state = turn.conversation
        cited = turn.answer if turn.answer.citations else cited
        say(f"\n{_reply(turn.answer)}\n")
    return 0


def _greeting(corpus: Corpus) -> str:
    about = f"about {corpus.main_topic}" if corpus.main_topic else "what the guidance says"
    return clean_line(
        f"faqbot: ask {about}. Type a question or a number; "
        '"more", "source 1" and "quit" work, too.'
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
    from faqbot.rendering import to_text

    return to_text(answer, width=text_width(), role="Answer", number_sources=True)


def _shown(command: str, answer: Answer, corpus: Corpus) -> str | None:
    """Return what "more" or "source 1" shows of the last answer; None for a question."""
    from faqbot.rendering import citation_in_full, section_in_full

    width = text_width()
    if command == "more":
        citation = answer.citations[-1]
        document = corpus.document(citation.document_id)
        for section in document.sections:
            if section.span is not None and section.span.start <= citation.start < section.span.end:
                return section_in_full(document, section, width=width)
        return citation_in_full(citation, width=width)
    word, _, number = command.partition(" ")
    if word != "source" or (number and not number.isdecimal()):
        return None
    if not number:
        return "\n\n".join(citation_in_full(c, width=width) for c in answer.citations)
    for citation in answer.citations:
        if citation.n == int(number):
            return citation_in_full(citation, width=width)
    return f"The last answer has {len(answer.citations)} source(s); there is no source {number}."
