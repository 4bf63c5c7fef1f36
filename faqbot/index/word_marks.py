"""Two versions of a piece of text: which words went and came, and which of them are figures."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from faqbot.index.text import is_stop

BREAK = "\n"  # stands between blocks, as a word of its own
_BRIDGE = 1  # as many words between two changes are taken into one
_MONTHS = frozenset((*calendar.month_name, *calendar.month_abbr, "Sept")) - {""}
_VERBS = frozenset({"May", "March", "Mar"})  # months only beside a number
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million half twice double".split()
)
_EDGES = ".,;:!?()[]“”\"'"
_GLUE = frozenset({"–", "-", "—", "to", "and", "or"})  # may stand inside a figure
_COUNT = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:[.,]\d+)*")  # how many of something; no year, no money
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Mark(StrEnum):
    """What became of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share one fate; blocks are separated by line feeds."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date that is not what it was, with the word it counts."""

    old: str | None  # None: there was none
    new: str | None  # None: it is gone


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that changed: its figures first, then all of it with what changed marked."""

    figures: tuple[Figure, ...]
    pieces: tuple[Piece, ...]


_Run = tuple[int, int, int, int]  # changed words: from, to in the old, from, to in the new


def words_of(blocks: Sequence[str]) -> list[str]:
    """Return the words of blocks of text in order, with `BREAK` between blocks."""
    words: list[str] = []
    for block in blocks:
        if words:
            words.append(BREAK)
        words += block.split()
    return words


def similarity(old: Sequence[str], new: Sequence[str], least: float = 0.0) -> float:
    """Return how much of two lists of words is the same, from 0 to 1; 0 where under `least`."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def marked(old: Sequence[str], new: Sequence[str]) -> Marked | None:
    """Return what changed from one list of words to another; None where only breaks differ."""
    if [w for w in old if w != BREAK] == [w for w in new if w != BREAK]:
        return None
    runs = _runs(old, new)
    # What is new, or gone, as a whole has no figure that was another before.
    figures = list(_figures(old, new, runs)) if old and new else []
    return Marked(tuple(dict.fromkeys(figures)), tuple(_pieces(old, new, runs)))


def _runs(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Return the changed runs of words, those with next to nothing between them as one."""
    runs: list[_Run] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        if runs and i1 - runs[-1][1] <= _BRIDGE and BREAK not in old[runs[-1][1] : i1]:
            runs[-1] = (runs[-1][0], i2, runs[-1][2], j2)
        else:
            runs.append((i1, i2, j1, j2))
    return runs


def _pieces(old: Sequence[str], new: Sequence[str], runs: Sequence[_Run]) -> Iterator[Piece]:
    """Yield the text of both versions, marked, in order."""
    at = 0
    for i1, i2, j1, j2 in (*runs, (len(old), len(old), len(new), len(new))):
        for mark, words in (
            (Mark.SAME, old[at:i1]),
            (Mark.REMOVED, old[i1:i2]),
            (Mark.ADDED, new[j1:j2]),
        ):
            if words:
                yield Piece(mark, _joined(words))
        at = i2


def _figures(old: Sequence[str], new: Sequence[str], runs: Sequence[_Run]) -> Iterator[Figure]:
    """Yield the numbers and dates that runs change, each with what stands in its place."""
    before, after = _groups(old), _groups(new)
    for i1, i2, j1, j2 in runs:
        touched = [(a - i1, b - i2) for a, b in _inside(before, i1, i2)]
        touched += [(a - j1, b - j2) for a, b in _inside(after, j1, j2)]
        # All of "3 June 2024", where only the 3 is new.
        left = min((0, *(a for a, _ in touched)))
        right = max((0, *(b for _, b in touched)))
        gone = [_phrase(old, *g) for g in _inside(before, i1 + left, i2 + right)]
        come = [_phrase(new, *g) for g in _inside(after, j1 + left, j2 + right)]
        pairs = zip_longest([g for g in gone if g not in come], [c for c in come if c not in gone])
        yield from (Figure(was, now) for was, now in pairs)


def _groups(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where numbers and dates stand, ranges such as "6 – 8" as one."""
    groups: list[tuple[int, int]] = []
    for at in range(len(words)):
        if not _is_figure(words, at):
            continue
        end = groups[-1][1] if groups else None
        if end == at or (end is not None and end == at - 1 and words[at - 1] in _GLUE):
            groups[-1] = (groups[-1][0], at + 1)
        else:
            groups.append((at, at + 1))
    return groups


def _inside(groups: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [(a, b) for a, b in groups if a < end and start < b]


def _phrase(words: Sequence[str], start: int, end: int) -> str:
    """Return a number or date with the word that it counts, if it counts one."""
    after = words[end].rstrip(_EDGES) if end < len(words) else BREAK
    counts = _COUNT.fullmatch(words[end - 1]) or words[end - 1].lower() in _NUMBERS
    counted = counts and _WORD.fullmatch(after) and not is_stop(after.lower())
    return _joined(words[start : end + 1 if counted else end]).strip(_EDGES)


def _is_figure(words: Sequence[str], at: int) -> bool:
    """Return whether a word is a number or part of a date."""
    word = words[at].strip(_EDGES)
    if any(c.isdigit() for c in word) or word.lower() in _NUMBERS:
        return True
    if word in _VERBS:
        beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
        return any(c.isdigit() for near in beside for c in near)
    return word in _MONTHS


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).replace(f" {BREAK} ", BREAK)
