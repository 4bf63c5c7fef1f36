"""What is handed on from a conversation: to a caller, into a case note, into a file.

Every text carries its source. In CSV no cell can act as a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faqbot.answering.answer import Answer, Citation
from faqbot.answering.notices import in_words
from faqbot.cleaning import clean_line, clean_text
from faqbot.errors import FaqbotError
from faqbot.rendering import (
    confidence_in_words,
    escaped,
    notices,
    source_line,
    to_dict,
    to_json,
    to_markdown,
)

SCHEMA = 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_COLUMNS = (
    "time", "question", "taken_as", "status", "answer", "sources", "receipts", "confidence",
    "notes", "generation",
)  # fmt: skip


class TranscriptError(FaqbotError):
    """A transcript could not be written, or its kind is not known."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, and when it was given."""

    answer: Answer
    at: dt.datetime  # local time, with its offset


def question_in_words(answer: Answer) -> str:
    """Return what was asked; for a bare choice ("2") the question that it chose."""
    asked = clean_line(answer.question)
    chosen = len(asked) <= 3 and bool(answer.standalone_question)
    return clean_line(answer.standalone_question) if chosen else asked


def taken_as(answer: Answer, shown: str) -> str | None:
    """Return how a turn was read, where what a person sees does not say so already; else None.

    Args:
        answer: its assumption counts as said.
        shown: what stands there as the question.
    """
    taken = clean_line(answer.standalone_question)
    same = taken.rstrip("?. ").casefold() == clean_line(shown).rstrip("?. ").casefold()
    return None if not taken or same or answer.assumption else taken


def for_caller(answer: Answer) -> str:
    """Return an answer in plain words for an e-mail: what it says, where, and what has lapsed."""
    parts = [clean_text(answer.answer)]
    parts += notices(answer)
    parts += [f"Source: {_source_for_caller(c)}" for c in _sources_once(answer.citations)]
    return "\n\n".join(part for part in parts if part) + "\n"


def case_note(entry: Entry) -> str:
    """Return an answer for a case note: question, answer, citations, receipts, time."""
    answer = entry.answer
    lines = [f"Question: {question_in_words(answer)}"]
    if taken := _taken_as(answer):
        lines.append(f"Taken as: {taken}")
    lines += [f"Answered: {time_in_words(entry.at)}", "", clean_text(answer.answer), ""]
    for citation in answer.citations:
        lines.append(f"Source {citation.n}: {source_line(citation)}")
        lines.append(f"Receipt {citation.n}: {clean_line(citation.receipt)}")
    if answer.citations:
        lines.append(f"Confidence: {confidence_in_words(answer)}")
    if answer.assumption:
        lines.append(f"Assumed: {clean_line(answer.assumption)}")
    lines += [f"Note: {text}" for text in notices(answer)]
    lines.append(f"Index: {clean_line(answer.index.generation)}")
    return "\n".join(lines) + "\n"


def to_markdown_file(entries: Sequence[Entry]) -> str:
    """Return a conversation in Markdown (CommonMark)."""
    parts = ["# Conversation with faqbot\n"]
    for number, entry in enumerate(entries, 1):
        parts.append(f"## {number}. {escaped(question_in_words(entry.answer))}\n")
        parts.append(f"{time_in_words(entry.at)}\n")
        if taken := _taken_as(entry.answer):
            parts.append(f"Taken as: {escaped(taken)}\n")
        parts.append(to_markdown(entry.answer))
    return "\n".join(parts)


def to_json_file(entries: Sequence[Entry]) -> str:
    """Return a conversation as one JSON object; each answer is the ANSWER of the contract."""
    answers: list[dict[str, Any]] = [
        {"time": entry.at.isoformat(timespec="seconds"), "answer": to_dict(entry.answer)}
        for entry in entries
    ]
    return to_json({"schema": SCHEMA, "conversation": answers}, indent=2) + "\n"


def to_csv_file(entries: Sequence[Entry]) -> str:
    """Return a conversation as CSV (RFC 4180), one line an answer, for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for entry in entries:
        answer = entry.answer
        cells = (
            entry.at.isoformat(timespec="seconds"),
            question_in_words(answer),
            _taken_as(answer) or "",
            answer.status.value,
            clean_text(answer.answer),
            "\n".join(f"{c.n}. {source_line(c)}" for c in answer.citations),
            "\n".join(clean_line(c.receipt) for c in answer.citations),
            confidence_in_words(answer) if answer.citations else "",
            "\n".join(notices(answer)),
            clean_line(answer.index.generation),
        )
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue()


FORMATS: dict[str, Callable[[Sequence[Entry]], str]] = {
    ".md": to_markdown_file,
    ".json": to_json_file,
    ".csv": to_csv_file,
}


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes in front."""
    return f"'{cell}" if cell.lstrip(" \n\u00a0").startswith(_FORMULA) else cell


def export(entries: Sequence[Entry], path: Path) -> Path:
    """Write a conversation to a new file, in the form that its ending names.

    Args:
        entries: the conversation.
        path: ends in .md, .json or .csv; no ending is Markdown.

    Returns:
        Where it was written.

    Raises:
        TranscriptError: it names a folder, the ending is not known, or the file is there, or
            cannot be written.
    """
    # Not Path.is_dir: of a name that is too long it raises an error.
    folder = not path.suffix and os.path.isdir(path)  # noqa: PTH112
    if folder or path.name in {"", ".."}:  # "." has no name
        raise folder_named(str(path))
    if not path.suffix:
        path = path.with_name(path.name + ".md")
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise TranscriptError(
            "a conversation is not written in that form",
            where=clean_line(path.name, 80),
            fix=f"End the name in {', '.join(FORMATS)}.",
        )
    return write_new(path, form(entries))


def folder_named(name: str) -> TranscriptError:
    """Return the error for a name that is a folder's, where a file is to be named."""
    return TranscriptError(
        "that names a folder, not a file",
        where=clean_line(name, 300),
        fix="Name a file in it, such as conversation.md.",
    )


def write_new(path: Path, text: str) -> Path:
    """Write text to a file that only the person can read, never over another file.

    Returns:
        Where it was written.

    Raises:
        TranscriptError: the file is there already, or cannot be written.
    """
    where = clean_line(str(path), 300)
    made = False
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        made = True
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise TranscriptError(
            "the file is there already", where=where, fix="Name another."
        ) from None
    except (OSError, ValueError) as error:
        if made:
            with suppress(OSError):
                path.unlink()
        reason = (error.strerror if isinstance(error, OSError) else None) or "not a file name"
        raise TranscriptError(
            f"cannot write the file ({reason})", where=where, fix="Name another file or folder."
        ) from error
    return path


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path in a folder that no file has yet: the stem, or the stem with a number."""
    path = folder / f"{stem}{suffix}"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}{suffix}"
        number += 1
    return path


def time_in_words(at: dt.datetime) -> str:
    """Return a time as people write it: 22 November 2026, 14:05."""
    return f"{in_words(at.date())}, {at:%H:%M}"


def _taken_as(answer: Answer) -> str | None:
    taken = clean_line(answer.standalone_question)
    return None if not taken or taken == question_in_words(answer) else taken


def _source_for_caller(citation: Citation) -> str:
    facts = [citation.title, citation.publisher or ""]
    if citation.version:
        facts.append(f"version {citation.version}")
    if citation.published:
        facts.append(f"published {in_words(citation.published)}")
    if citation.updated:
        facts.append(f"updated {in_words(citation.updated)}")
    if not (citation.published or citation.updated):
        facts.append("undated")
    return clean_line(", ".join(fact for fact in facts if fact))


def _sources_once(citations: Sequence[Citation]) -> list[Citation]:
    """Return the first citation of each document."""
    first: dict[str, Citation] = {}
    for citation in citations:
        first.setdefault(citation.document_id, citation)
    return list(first.values())
