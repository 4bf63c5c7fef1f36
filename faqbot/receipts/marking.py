"""Two texts, with the words marked in which they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from faqbot.receipts.words import folded

MARKS = ("«", "»")


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
    changes: tuple[Change, ...]


def marked(before: str, after: str) -> Marked:
    """Return two texts with the words marked that differ, list marks left out."""
    old, new = folded(before).split(), folded(after).split()
    lines: tuple[list[str], list[str]] = ([], [])
    changes = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces = (old[a:b], new[c:d])
        for line, piece in zip(lines, pieces, strict=True):
            line.extend(piece if kind == "equal" else _between(piece))
        if kind != "equal":
            changes.append(Change(*(" ".join(piece) for piece in pieces)))
    return Marked(" ".join(lines[0]), " ".join(lines[1]), tuple(changes))


def _between(words: Sequence[str]) -> list[str]:
    """Return words with a mark before the first and behind the last."""
    return [MARKS[0] + " ".join(words) + MARKS[1]] if words else []
