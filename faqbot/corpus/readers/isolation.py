"""Reads a file in a process of its own, with limits, so that a bad file harms nothing.

The process gets the bytes and gives back JSON. It has no terminal, no time
and memory beyond its limits, and can write no file but its answer.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from operator import index
from typing import Any

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import Extract, Mark, MarkKind
from faqbot.corpus.readers.kind import Kind
from faqbot.corpus.readers.refusal import Refused
from faqbot.documents import Anchor, Span

_RESAVE = "Save it anew from the program that made it, or save its text as .md or .txt."


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reading process may use."""

    seconds: int = 60  # of time
    memory: int = 1_000_000_000  # bytes of address space
    answer: int = 100_000_000  # bytes of text and structure


LIMITS = Limits()


def read_apart(data: bytes, kind: Kind, limits: Limits = LIMITS) -> Extract:
    """Return the text and blocks of a file, read in another process.

    Args:
        data: the file's bytes; a page in UTF-8.
        kind: which reader to use.
        limits: what the process may use.

    Raises:
        Refused: the file cannot be read, or not within the limits.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        code = _run(kind, given.fileno(), answer.fileno(), limits)
        answer.seek(0)
        said = answer.read(limits.answer + 1)
    try:
        told = json.loads(said) if said else {}
        if refused := told.get("refused"):
            raise Refused(str(refused[0]), str(refused[1]))
        return extract_from_json(told["extract"])
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise Refused(f"reading the file failed (its reader ended with {code})", _RESAVE) from error


def _run(kind: Kind, given: int, answer: int, limits: Limits) -> int:
    """Run the reading process to its end; return how it ended."""
    command = [sys.executable, "-P", "-m", "faqbot.corpus.readers.child"]
    too_long = Refused(f"reading the file takes longer than {limits.seconds} seconds", _RESAVE)
    numbers = [str(n) for n in (limits.seconds, limits.memory, limits.answer)]
    try:
        code = subprocess.run(  # noqa: S603  # our own module, no shell
            [*command, kind.name, *numbers],
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"},
            start_new_session=True,  # no terminal to write to, and no Ctrl-C of its own
            timeout=limits.seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired as error:
        raise too_long from error
    if code == -signal.SIGXCPU:
        raise too_long
    return code


def extract_to_json(extract: Extract) -> dict[str, Any]:
    """Return an extract as values that JSON can hold."""
    return {
        "text": extract.text,
        "marks": [
            [m.kind.value, m.span.start, m.span.end, m.level, m.indent, m.reason]
            for m in extract.marks
        ],
        "anchors": [[anchor.start, anchor.name] for anchor in extract.anchors],
        "stated": dict(extract.stated),
    }


def extract_from_json(data: dict[str, Any]) -> Extract:
    """Return the extract that `extract_to_json` gave, held against what must be true of one.

    Raises:
        KeyError, TypeError, ValueError: the data is not of that form, its blocks do
            not follow each other in the text, or the text is not clean.
    """
    text = data["text"]
    marks = tuple(
        Mark(MarkKind(kind), Span(index(start), index(end)), index(level), index(indent), reason)
        for kind, start, end, level, indent, reason in data["marks"]
    )
    at = 0
    for mark in marks:
        if not at <= mark.span.start < mark.span.end <= len(text):
            raise ValueError("a block is out of place")
        at = mark.span.end
    stated = {str(key): str(value) for key, value in data["stated"].items()}
    anchors = tuple(Anchor(index(start), name) for start, name in data["anchors"])
    for words in (text, *stated.values(), *(a.name for a in anchors), *(m.reason for m in marks)):
        if clean_text(words) != words:
            raise ValueError("the text is not clean")
    return Extract(text, marks, anchors, stated)
