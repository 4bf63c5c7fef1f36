"""Words that were given out and what stands there now, for a person: what differs is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from faqbot.index.word_marks import Figure, Mark, Piece
from faqbot.index.word_marks import marked as marked_words
from faqbot.receipts.words import folded


@dataclass(frozen=True, slots=True)
class Change:
    """Words that stand in one text and not, at that place, in the other."""

    before: str  # empty: words were put in
    after: str  # empty: words were taken out


@dataclass(frozen=True, slots=True)
class Marked:
    """Both texts on one line each, and what changed."""

    before: str  # words that are gone stand between « and »
    after: str  # words that are new stand between « and »
    figures: tuple[Figure, ...]  # numbers and dates that are not what they were
    changes: tuple[Change, ...]


def marked(before: str, after: str) -> Marked:
    """Return two texts with the words marked that differ, list marks left out."""
    old, new = folded(before), folded(after)
    found = marked_words(old.split(), new.split())
    if found is None:
        return Marked(old, new, (), ())
    return Marked(
        before=_line(found.pieces, Mark.REMOVED),
        after=_line(found.pieces, Mark.ADDED),
        figures=found.figures,
        changes=tuple(_changes(found.pieces)),
    )


def _line(pieces: Sequence[Piece], mark: Mark) -> str:
    """Return one of the two texts: what both have, and what only it has between « and »."""
    shown = (p for p in pieces if p.mark in {Mark.SAME, mark})
    return " ".join(p.text if p.mark is Mark.SAME else f"«{p.text}»" for p in shown)


def _changes(pieces: Sequence[Piece]) -> Iterator[Change]:
    """Yield what was taken out with what was put in at the same place."""
    gone = ""
    for piece in (*pieces, Piece(Mark.SAME, "")):
        if piece.mark is Mark.REMOVED:
            gone = piece.text
            continue
        come = piece.text if piece.mark is Mark.ADDED else ""
        if gone or come:
            yield Change(gone, come)
        gone = ""
