"""Text on the pages of a PDF: pieces that belong together, and what stands in the margins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from faqbot.cleaning import clean_line
from faqbot.corpus.extract import ExtractWriter
from faqbot.corpus.furniture import furniture

_SAME_LINE = 0.4  # of a letter's height: what is raised less than this stands on the line
_HANGING = 4.0  # letter heights at most from a bullet to its words
_WIDE = 1.0  # letter heights of empty space that part two columns
_MARGIN = 0.12  # share of the page's height in which headers and footers stand
_APART = 1.5  # letter heights between a header and the text
_FEW_PAGES = 5  # two equal lines are enough to tell a header in so short a document
_NARROW = frozenset("ijltfrI.,;:'|!()[]/\\ -’‘")
_BROAD = frozenset("mwMW@%&—")
# Names of typographic letters that one code stands for, and of bullets without a name.
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
BULLETS = frozenset("•·▪▫■□●○◦‣⁃∙➢►▶✓✔❖–-*o§Øü\x7f\x95\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf06f")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text that was drawn in one go; places in points, y upwards."""

    words: str
    x: float
    y: float
    size: float  # height of its letters
    bold: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Fragments on one line with no wide gap between them."""

    words: str
    x: float
    end: float  # where it ends, estimated: widths of letters are not known
    y: float
    size: float
    bold: bool  # all of it
    page: int  # from 1
    bullet: bool = False  # nothing but the mark of a list item


def runs_of(fragments: Iterable[Fragment], page: int) -> Iterator[Run]:
    """Yield the runs of a page in the order in which they were drawn, bullets before their line.

    Args:
        fragments: in the order in which they were drawn.
        page: its number, from 1.
    """
    open_run: list[Fragment] = []
    runs: list[Run] = []
    for fragment in fragments:
        if open_run and not _goes_on(open_run, fragment):
            runs += _run(open_run, page)
            open_run = []
        if open_run or fragment.words.strip():
            open_run.append(fragment)
    runs += _run(open_run, page)
    yield from _bullets_first(runs)


def _bullets_first(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield runs with each bullet before the line that it marks: some programs draw it later."""
    marks: dict[int, list[Run]] = {}  # by the place of the run that they mark
    lone = set[int]()
    for i, bullet in enumerate(runs):
        if not bullet.bullet:
            continue
        marked = [n for n, run in enumerate(runs) if not run.bullet and _marks(bullet, run)]
        nearest = min(marked, key=lambda n: runs[n].x, default=i)
        if nearest < i:
            marks.setdefault(nearest, []).append(bullet)
            lone.add(i)
    for i, run in enumerate(runs):
        yield from marks.get(i, ())
        if i not in lone:
            yield run


def _marks(bullet: Run, run: Run) -> bool:
    """Return whether a run stands on the line of a bullet, right after it."""
    size = max(bullet.size, run.size)
    on_line = abs(run.y - bullet.y) <= _SAME_LINE * size
    return on_line and 0 < run.x - bullet.x < _HANGING * size


def _goes_on(before: Sequence[Fragment], fragment: Fragment) -> bool:
    first, last = before[0], before[-1]
    if not fragment.words.strip():
        return True
    if "\n" in last.words or abs(fragment.y - first.y) > _SAME_LINE * max(
        first.size, fragment.size
    ):
        return False
    if _is_bullet("".join(f.words for f in before)):
        return False
    gap = fragment.x - _end(last)
    return fragment.x >= last.x and gap < _WIDE * max(first.size, fragment.size)


def _run(fragments: Sequence[Fragment], page: int) -> Iterator[Run]:
    words = ""
    for fragment in fragments:
        words += fragment.words.replace("\n", " ").replace("\xad", "-").translate(_LETTERS)
    bullet = _is_bullet(words)
    shown = words.strip() if bullet else clean_line(words)
    if not shown:
        return
    seen = [f for f in fragments if f.words.strip()]
    sizes: Counter[float] = Counter()
    for fragment in seen:
        sizes[fragment.size] += len(fragment.words)
    yield Run(
        words=shown,
        x=seen[0].x + (len(words) - len(words.lstrip())) * 0.28 * seen[0].size,
        end=_end(seen[-1]),
        y=seen[0].y,
        size=sizes.most_common(1)[0][0],
        bold=all(f.bold for f in seen),
        page=page,
        bullet=bullet,
    )


def _is_bullet(words: str) -> bool:
    return len(words.strip()) == 1 and words.strip() in BULLETS


def _end(fragment: Fragment) -> float:
    """Return about where a fragment ends."""
    width = 0.0
    for letter in fragment.words.rstrip("\n"):
        if letter in _NARROW:
            width += 0.3
        elif letter in _BROAD:
            width += 0.85
        else:
            width += 0.68 if letter.isupper() else 0.53
    return fragment.x + width * fragment.size


def without_margins(pages: Sequence[Sequence[Run]], writer: ExtractWriter) -> list[list[Run]]:
    """Return the pages without what is repeated at their top and bottom.

    A header or footer is further out than all else on its page, and stands at
    the same height of other pages, too, page numbers aside; a page number may
    stand alone.

    Args:
        pages: runs of each page.
        writer: gets what is left out.
    """
    heights = [run.y for page in pages for run in page]
    low, high = min(heights), max(heights)
    edge = max((high - low) * _MARGIN, 1.0)
    seen = Counter(key for page in pages for key in {_place(run) for run in page})
    said: set[str] = set()
    needed = 2 if len(pages) <= _FEW_PAGES else 3

    def is_repeated(run: Run) -> bool:
        words, height = _place(run)
        times = sum(seen[words, height + step] for step in (-1, 0, 1))
        return times >= needed or furniture(run.words) == "page furniture"

    margins: list[set[int]] = []
    for page in pages:
        upwards = sorted(range(len(page)), key=lambda i: page[i].y)
        outer = {i for i in upwards if not low + edge < page[i].y < high - edge}
        repeated = {i for i in outer if is_repeated(page[i])}
        margins.append({*_margin(page, upwards, repeated), *_margin(page, upwards[::-1], repeated)})
    if all(len(margin) == len(page) for margin, page in zip(margins, pages, strict=True)):
        return [list(page) for page in pages]  # there is nothing else on them
    for page, margin in zip(pages, margins, strict=True):
        for run in (page[i] for i in sorted(margin)):
            if _place(run)[0] not in said:  # page numbers once
                said.add(_place(run)[0])
                writer.leave_out(run.words, "page header or footer")
    return [
        [run for i, run in enumerate(page) if i not in margin]
        for page, margin in zip(pages, margins, strict=True)
    ]


def _margin(page: Sequence[Run], inwards: Sequence[int], repeated: set[int]) -> Sequence[int]:
    """Return which runs make a header or footer: the outermost, and well apart from the rest."""
    length = next((n for n, i in enumerate(inwards) if i not in repeated), len(inwards))
    while 0 < length < len(inwards):
        last, following = page[inwards[length - 1]], page[inwards[length]]
        if abs(following.y - last.y) >= _APART * last.size:
            break
        length -= 1
    return inwards[:length]


def _place(run: Run) -> tuple[str, int]:
    """Return a run's words without page numbers, and its height on the page, roughly."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", run.words), round(run.y / 4)
