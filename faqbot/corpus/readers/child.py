"""The process that reads one file: bytes on standard input, JSON on standard output."""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress

from faqbot.corpus.extract import Extract
from faqbot.corpus.readers.isolation import extract_to_json
from faqbot.corpus.readers.kind import Kind
from faqbot.corpus.readers.refusal import Refused

_RESAVE = "Save it anew from the program that made it, or save its text as .md or .txt."


def main(kind: str, seconds: int, memory: int, answer_size: int) -> None:
    """Read the file and answer.

    Args:
        kind: name of the format.
        seconds: of processor time.
        memory: bytes of address space.
        answer_size: bytes of the answer.
    """
    for limit, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, answer_size),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # not every system has each
            resource.setrlimit(limit, (value, value))
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing that a library prints gets into it
    data = sys.stdin.buffer.read()
    try:
        told: dict[str, object] = {"extract": extract_to_json(_reader(Kind[kind])(data))}
    except Refused as refused:
        told = {"refused": [refused.what, refused.fix]}
    except MemoryError:
        told = {"refused": [f"reading the file takes more than {memory // 1_000_000} MB", _RESAVE]}
    except RecursionError:
        told = {"refused": ["parts of the file are nested too deeply", _RESAVE]}
    with answer:
        json.dump(told, answer, ensure_ascii=False)


def _reader(kind: Kind) -> Callable[[bytes], Extract]:
    if kind is Kind.PDF:
        from faqbot.corpus.readers.pdf import read_pdf

        return read_pdf
    if kind is Kind.DOCX:
        from faqbot.corpus.readers.docx import read_docx

        return read_docx
    from faqbot.corpus.readers.html import read_html

    return lambda data: read_html(data.decode("utf-8"))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
