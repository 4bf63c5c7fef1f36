"""`faqbot batch`: JSON Lines in, JSON Lines out, one conversation a line."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import (
    Commands,
    add_as_of,
    add_globals,
    as_of,
    day_of,
    open_assistant,
    warn_of_changed_corpus,
)
from faqbot.cli.recording import add_no_record, now, record_refusal, recording_journal
from faqbot.cli.terminal import warn
from faqbot.errors import FaqbotError

if TYPE_CHECKING:
    from faqbot.answering.answer import Answer
    from faqbot.assistant import Assistant

LONGEST = 4_000_000  # bytes in a line
_KEYS = ("id", "turns", "as_of")
_DESCRIPTION = """\
Reads JSON Lines from stdin, one conversation a line, and writes one line for each, in order:

  in:   {"id": "x1", "turns": ["first question", "follow-up"], "as_of": "2026-11-22"}
  out:  {"id": "x1", "answers": [ANSWER, ANSWER]}

A line that cannot be used gives {"id": …, "line": 7, "error": "…"}, and the run goes on.
"""
Id = str | int | float


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of the input."""

    id: Id
    turns: tuple[str, ...]
    as_of: dt.date | None


class BadLine(Exception):
    """A line that cannot be used, and why.

    Args:
        reason: what is wrong, for a person.
        id: of the conversation, where the line gives a usable one.
    """

    def __init__(self, reason: str, id: Id | None = None) -> None:
        super().__init__(reason)
        self.id = id


def add_commands(commands: Commands) -> None:
    """Add `batch` to the command line."""
    parser = commands.add_parser(
        "batch",
        help="answer conversations, JSON Lines in and out",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_as_of(parser)
    add_no_record(parser)
    add_globals(parser)
    parser.set_defaults(run=run, private=True)


def run(options: argparse.Namespace) -> int:
    """Answer every line of stdin; return the exit code."""
    day = as_of(options)
    journal = recording_journal(options)
    assistant = open_assistant(options)
    warn_of_changed_corpus(options, assistant)
    from faqbot.rendering import to_dict, to_json

    total = bad = code = 0
    for number, data in _lines(sys.stdin.buffer):
        given: Id | None = None
        try:
            conversation = read_line(data)
            given = conversation.id
            answers = _answers(assistant, conversation, day)
            result: dict[str, Any] = {"id": given, "answers": [to_dict(a) for a in answers]}
            for answer in answers:
                journal = record_refusal(journal, answer, now())
        except BadLine as error:
            bad += 1
            result = {"id": error.id, "line": number, "error": str(error)}
        except Exception as error:  # one conversation must not cost the others
            code = code or (error.exit_code if isinstance(error, FaqbotError) else 1)
            said = str(error) if isinstance(error, FaqbotError) else type(error).__name__
            result = {
                "id": given,
                "line": number,
                "error": f"unexpected failure: {clean_line(said)}",
            }
        total += 1
        print(to_json(result), flush=True)
    if bad:
        warn(f"faqbot: {bad} of {total} lines could not be used; their output lines say why")
    return code


def read_line(data: bytes) -> Conversation:
    """Return the conversation that one line of the input holds.

    Raises:
        BadLine: it is not JSON, or a key is unknown, missing or of the wrong type.
    """
    if len(data) > LONGEST:
        raise BadLine(f"the line is longer than {LONGEST // 1_000_000} MB")
    try:
        entry = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise BadLine(f"the line is not UTF-8 (byte {error.start})") from None
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise BadLine(f"the line is not valid JSON ({clean_line(reason, 120)})") from None
    if not isinstance(entry, dict):
        raise BadLine("the line is not a JSON object")
    given = entry.get("id")
    if isinstance(given, bool) or not isinstance(given, Id) or not _finite(given):
        raise BadLine("id is missing" if "id" not in entry else "id is not text or a number")
    for key in entry:
        if key not in _KEYS:
            raise BadLine(f"unknown key {clean_line(key, 40)!r}; known: {', '.join(_KEYS)}", given)
    turns = entry.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        raise BadLine("turns must be a list of at least one question in quotes", given)
    return Conversation(given, tuple(turns), _day(entry.get("as_of"), given))


def _day(value: object, id: Id) -> dt.date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return day_of(value)
    except ValueError as error:
        raise BadLine(f"as_of: {error}", id) from None
    raise BadLine("as_of must be a day in quotes, such as 2026-11-22", id)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object's members.

    Raises:
        ValueError: a key is given twice, so that one value would silently be lost.
    """
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key is given twice")
    return members


def _finite(id: Id) -> bool:
    return isinstance(id, str | int) or math.isfinite(id)


def _answers(assistant: Assistant, conversation: Conversation, day: dt.date | None) -> list[Answer]:
    answers, state = [], None
    for question in conversation.turns:
        turn = assistant.ask(question, state, conversation.as_of or day)
        state = turn.conversation
        answers.append(turn.answer)
    return answers


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield (line number from 1, bytes) for each line that is not empty.

    A line over LONGEST bytes is yielded cut, one byte too long to be used.
    """
    number = 0
    while data := stream.readline(LONGEST + 1):
        number += 1
        end = data
        while len(end) > LONGEST and not end.endswith(b"\n"):
            end = stream.readline(LONGEST + 1)
        if number == 1:
            data = data.removeprefix(b"\xef\xbb\xbf")
        if data.strip():
            yield number, data
