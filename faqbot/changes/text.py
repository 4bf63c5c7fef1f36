"""A difference as text for a terminal or a file: the guidance first, then the answers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from faqbot.answering.answer import Answer
from faqbot.changes.report import IndexDifference, Side
from faqbot.changes.wording import (
    ARROW,
    ASKED,
    CHANGES,
    LOST,
    NOT_ASKED,
    OUTCOMES,
    PREFACE,
    SAME_WORDS,
    answer_counts,
    asked_in_words,
    beside,
    compared_words,
    figure_in_words,
    guidance_summary,
    headings_in_words,
    renumbered_in_words,
)
from faqbot.cleaning import clean_line
from faqbot.evaluation.answer_changes import AnswerChange, AnswerComparison
from faqbot.index.difference import Change, DocumentChange
from faqbot.index.word_marks import Mark, Marked, Piece
from faqbot.rendering import wrapped

_AROUND = 10  # words shown on either side of a change
_COLUMNS = 76  # characters from which on two answers stand side by side
_SHOWN = 25  # changes listed for each outcome; the JSON and the page have all
_MARKS = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}


def difference_text(difference: IndexDifference, width: int | None = None) -> str:
    """Return a difference for a person to read.

    Args:
        difference: what changed.
        width: characters in a line; None leaves each paragraph on one line.
    """
    lines = [_side("From", difference.old), _side("To", difference.new), ""]
    lines.append(wrapped(guidance_summary(difference), width))
    guidance = difference.guidance
    if guidance.aids:
        lines.append(wrapped(f"Changed beside the documents: {', '.join(guidance.aids)}.", width))
    for document in guidance.documents:
        lines += ["", *_document(document, width)]
    lines.append("")
    if difference.answers is None:
        lines.append(NOT_ASKED)
    else:
        lines += _answers(difference.answers, width)
    return "\n".join(lines) + "\n"


def _side(label: str, side: Side) -> str:
    return (
        f"{label + ':':<6}{side.generation} ({side.standing.value}), "
        f"documents: {side.documents}, passages: {side.passages}"
    )


def _document(document: DocumentChange, width: int | None) -> Iterator[str]:
    yield wrapped(f"{CHANGES[document.change]}: {document.title} ({document.id})", width, hanging=2)
    for fact in document.facts:
        words = f"{fact.fact}: {fact.old or 'unknown'} {ARROW} {fact.new or 'unknown'}"
        yield wrapped(words, width, indent=2, hanging=2)
    if document.preface:
        yield wrapped(f"{CHANGES[Change.CHANGED]}: {PREFACE}", width, indent=2, hanging=2)
        yield from _marked(document.preface, width)
    for heading in document.headings:
        label = f"{CHANGES[heading.change]}: {headings_in_words(heading)}"
        yield wrapped(label, width, indent=2, hanging=2)
        if heading.text and document.change is Change.CHANGED:
            yield from _marked(heading.text, width)
    if renumbered := renumbered_in_words(document):
        yield wrapped(renumbered, width, indent=2, hanging=2)


def _marked(text: Marked, width: int | None) -> Iterator[str]:
    """Yield the figures that changed, then the words around every change."""
    for figure in text.figures:
        yield wrapped(figure_in_words(figure), width, indent=4, hanging=2)
    yield wrapped(marked_words(text.pieces), width, indent=4)


def marked_words(pieces: Sequence[Piece]) -> str:
    """Return words with [-what went-] and {+what came+}, the rest shortened."""
    parts = []
    for at, piece in enumerate(pieces):
        words = clean_line(piece.text)
        if piece.mark is Mark.SAME:
            words = _shortened(words.split(), first=at == 0, last=at == len(pieces) - 1)
        parts.append(_MARKS[piece.mark].format(words))
    return " ".join(part for part in parts if part)


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Return unchanged words, only those next to a change."""
    start = 0 if first else _AROUND
    end = 0 if last else _AROUND
    if len(words) <= start + end + 2:
        return " ".join(words)
    return " ".join([*words[:start], "…", *words[len(words) - end :]])


def _answers(answers: AnswerComparison, width: int | None) -> Iterator[str]:
    yield f"{ASKED}: {answers.asked}"
    for count, words in answer_counts(answers):
        yield f"{count:>6} {words}"
    for outcome, title in OUTCOMES.items():
        changes = [change for change in answers.changes if change.outcome is outcome]
        if changes:
            yield ""
            yield f"{title}:"
        for change in changes[:_SHOWN]:
            yield ""
            yield from _change(change, width)
        if len(changes) > _SHOWN:
            yield f"… and {len(changes) - _SHOWN} more: --html FILE or --json FILE has all."


def _change(change: AnswerChange, width: int | None) -> Iterator[str]:
    more = len(change.questions) - 1
    also = f" (and {more} more that ask for it)" if more else ""
    yield wrapped(f"“{clean_line(asked_in_words(change))}”{also}", width, indent=2, hanging=2)
    if change.lost_citation:
        yield wrapped(LOST, width, indent=2, hanging=2)
    if width is not None and width >= _COLUMNS:
        yield from _side_by_side(_said(change.old), _said(change.new), width - 4)
    else:
        yield from _one_below_the_other(change, width)


def _one_below_the_other(change: AnswerChange, width: int | None) -> Iterator[str]:
    """Yield both answers; of two that are alike, the words once, and then what differs."""
    text = compared_words(change)
    if text is not None:
        yield wrapped(marked_words(text.pieces), width, indent=4)
    elif change.old.answer == change.new.answer:
        yield wrapped(SAME_WORDS, width, indent=4)
    old, new = (_said(answer) for answer in (change.old, change.new))
    if text is not None or change.old.answer == change.new.answer:
        was, now = ([clean_line(w) for w in beside(a)] for a in (change.old, change.new))
        old, new = [w for w in was if w not in now], [w for w in now if w not in was]
    for label, lines in (("Before:", old), ("Now:", new)):
        if lines:
            yield f"    {label}"
        for line in lines:
            yield wrapped(line, width, indent=6)


def _said(answer: Answer) -> list[str]:
    """Return an answer line by line, and what stands beside it."""
    lines = [line for line in answer.answer.split("\n") if line.strip()]
    return [clean_line(line) for line in (*lines, *beside(answer))]


def _side_by_side(old: Sequence[str], new: Sequence[str], width: int) -> Iterator[str]:
    half = (width - 3) // 2
    columns = [
        [label, *(part for line in lines for part in textwrap.wrap(line, half) or [""])]
        for label, lines in (("Before", old), ("Now", new))
    ]
    for left, right in zip_longest(*columns, fillvalue=""):
        yield f"    {left:<{half}} | {right}".rstrip()
