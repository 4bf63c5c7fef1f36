"""Runs of text on the pages of a PDF to headings, paragraphs, list items and rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from faqbot.corpus.extract import ExtractWriter, MarkKind
from faqbot.corpus.furniture import is_contents_list, is_metadata
from faqbot.corpus.headings import is_numbered
from faqbot.corpus.readers.pdf_runs import BULLETS, Run
from faqbot.corpus.readers.pdf_tables import table_at
from faqbot.corpus.readers.plain import looks_like_heading
from faqbot.corpus.readers.table import row_lines

_LARGER = 1.12  # times the height of the body's letters: from there on a line is a heading
_LONGEST_HEADING = 60  # words
_RUN_IN_LEVEL = 7  # of a heading that is only bold, as in Markdown
_FEW = 3  # headings by their letters; with fewer, short lines may be headings, too
_SPACED = 1.3  # times the usual distance of lines: from there on a new paragraph begins
_SIZES = 0.04  # share of a letter height by which two lines of one block may differ
_APART = 2.2  # letter heights from line to line of one heading
_USUAL = 1.2  # letter heights from line to line where there is too little to tell
_SHORT = 0.85  # share of a column's width; a sentence that ends before ends its paragraph
_COLUMN = 20.0  # points; lines that begin so near each other stand in one column
_ENDS = re.compile(r"[.!?:;…]['\"’”)\]]*$")
_MARKED = re.compile(rf"[{re.escape(''.join(BULLETS - set('o§Øü')))}]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Line:
    """Runs side by side, or the row of a table."""

    words: str
    x: float  # where the words begin, in points
    end: float
    y: float
    size: float
    bold: bool
    page: int
    mark: float | None = None  # of the first line of a list item: where its mark stands
    whole: bool = False  # it is a block by itself
    dashed: str = ""  # its words with a mark that may be a dash of the sentence before


def write_blocks(pages: Sequence[Sequence[Run]], writer: ExtractWriter) -> None:
    """Write the blocks that the runs on all pages make.

    Args:
        pages: runs of each page in the order in which they were drawn, without
            what stands in the margins.
        writer: gets the blocks, and an anchor where each page begins.
    """
    lines = [line for page in pages for line in _lines(page)]
    layout = _layout(lines)
    blocks = list(_blocks(lines, layout))
    vocabulary = {w for line in lines for w in re.findall(r"[^\W\d_]+", line.words.lower())}
    for block, (kind, level) in zip(blocks, _kinds(blocks, layout), strict=True):
        words, turns = _joined(block, vocabulary)
        start = writer.add(words, kind, level)
        for offset, page in turns:
            writer.anchor(start + offset, f"page={page}")


def _lines(runs: Sequence[Run]) -> Iterator[_Line]:
    """Yield the lines of a page; each row of a table is one."""
    at = 0
    while at < len(runs):
        table = table_at(runs, at)
        first = runs[at]
        if table is not None:
            rows = list(row_lines(table.header, table.rows))
            if table.contents:
                rows = ["\n".join("\t".join(row) for row in table.rows)]
            for words in rows:
                yield _Line(
                    words, first.x, first.end, first.y, first.size, False, first.page, whole=True
                )
            at += table.length
            continue
        side_by_side = [first]
        for run in runs[at + 1 :]:
            if abs(run.y - first.y) > 0.4 * max(run.size, first.size) or run.x < side_by_side[-1].x:
                break
            side_by_side.append(run)
        at += len(side_by_side)
        yield _line(side_by_side)


def _line(runs: Sequence[Run]) -> _Line:
    mark = None
    if runs[0].bullet and len(runs) > 1:
        mark, runs = runs[0].x, runs[1:]
    first = runs[0]
    words = " ".join(run.words for run in runs)
    x = first.x
    dashed = ""
    if mark is None and (found := _MARKED.match(words)):
        dashed = words if words[0] in "-–*" else ""
        mark, words = x, words[found.end() :]
        x += first.size * 0.6
    return _Line(
        words=words,
        x=x,
        end=runs[-1].end,
        y=first.y,
        size=max(runs, key=lambda run: len(run.words)).size,
        bold=all(run.bold for run in runs),
        page=first.page,
        mark=mark,
        whole=is_contents_list(words),
        dashed=dashed,
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """What most lines of a document look like."""

    size: float  # height of their letters, in points
    bold: bool
    distance: float  # from line to line, in letter heights
    right: dict[tuple[int, int], float]  # where the longest line ends, by page and column

    def sets_off(self, size: float, *, bold: bool) -> bool:
        """Return whether letters are larger or bolder than those of the body."""
        return size >= _LARGER * self.size or (bold and not self.bold)

    def is_full(self, line: _Line) -> bool:
        """Return whether a line goes on to about the end of its column."""
        column = round(line.x / _COLUMN)
        ends = [self.right.get((line.page, column + step), 0.0) for step in (-1, 0, 1)]
        return line.end - line.x >= _SHORT * (max(ends) - line.x)


def _layout(lines: Sequence[_Line]) -> _Layout:
    styles: Counter[tuple[float, bool]] = Counter()
    right: dict[tuple[int, int], float] = {}
    for line in lines:
        styles[round(line.size, 1), line.bold] += len(line.words)
        column = (line.page, round(line.x / _COLUMN))
        right[column] = max(right.get(column, 0.0), line.end)
    distances = Counter(
        round((above.y - below.y) / below.size, 1)
        for above, below in pairwise(lines)
        if above.page == below.page and abs(above.size - below.size) < 0.5
        if below.mark is None and 0.8 < (above.y - below.y) / below.size < 2.5
    )
    size, bold = styles.most_common(1)[0][0] if styles else (0.0, False)
    usual = distances.most_common(1)[0][0] if distances else _USUAL
    return _Layout(size, bold, max(usual, 1.0), right)


def _blocks(lines: Sequence[_Line], layout: _Layout) -> Iterator[list[_Line]]:
    """Yield the lines of each paragraph, heading or item."""
    block: list[_Line] = []
    for line in lines:
        if block and _goes_on(block, line, layout):
            block.append(replace(line, words=line.dashed or line.words, mark=None))
            continue
        if block:
            yield block
        block = [line]
    if block:
        yield block


def _goes_on(block: Sequence[_Line], line: _Line, layout: _Layout) -> bool:
    """Return whether a line belongs to the block before it."""
    first, last = block[0], block[-1]
    ended = bool(_ENDS.search(last.words))
    bold = all(above.bold for above in block)
    near = line.size / 2
    if line.whole or last.whole or abs(line.size - last.size) > _SIZES * last.size:
        return False
    if line.mark is not None:
        wrapped = line.dashed and not ended and abs(line.mark - last.x) < near
        if not wrapped or not layout.is_full(last):
            return False
    set_off = layout.sets_off(line.size, bold=bold)
    if is_numbered(line.words) and (ended or set_off):
        return False
    if bold != line.bold and (bold or ended):
        return False
    if line.page != last.page or line.y > last.y + near:
        hangs = first.mark is not None and first.mark + near < line.x
        inside = hangs and abs(line.x - last.x) < near
        return layout.is_full(last) and (not ended or inside)
    apart = max(_SPACED * layout.distance, _APART if set_off and not ended else 0.0)
    if last.y - line.y > apart * line.size:
        return False
    if set_off:
        return True
    if first.mark is not None and line.x < first.x - near:
        return layout.is_full(last) and not ended
    indented = len(block) > 1 and line.x > last.x + line.size
    return not (ended and (indented or not layout.is_full(last)))


def _kinds(blocks: Sequence[Sequence[_Line]], layout: _Layout) -> list[tuple[MarkKind, int]]:
    """Return what each block is, and its level."""
    headings = {i for i, block in enumerate(blocks) if _is_heading(block, layout)}
    styles = {_style(blocks[i]) for i in headings if layout.sets_off(blocks[i][0].size, bold=False)}
    larger = sorted(styles, reverse=True)
    out: list[tuple[MarkKind, int]] = []
    marks: list[float] = []  # where the marks of the lists stand that are open
    for i, block in enumerate(blocks):
        first = block[0]
        if first.mark is None:
            marks = []
        if first.mark is not None:
            while marks and marks[-1] > first.mark + first.size / 2:
                marks.pop()
            if not marks or marks[-1] < first.mark - first.size / 2:
                marks.append(first.mark)
            out.append((MarkKind.ITEM, len(marks) - 1))
        elif i in headings:
            style = _style(block)
            level = min(larger.index(style) + 1, 6) if style in larger else _RUN_IN_LEVEL
            out.append((MarkKind.HEADING, level))
        elif len(headings) < _FEW and not first.whole and _may_be_heading(block):
            out.append((MarkKind.MAYBE_HEADING, 0))
        else:
            out.append((MarkKind.PARAGRAPH, 0))
    return out


def _style(block: Sequence[_Line]) -> tuple[float, bool]:
    return round(block[0].size * 2) / 2, block[0].bold


def _is_heading(block: Sequence[_Line], layout: _Layout) -> bool:
    """Return whether the letters of a block set it off from the body."""
    first = block[0]
    words = " ".join(line.words for line in block)
    if first.mark is not None or first.whole or is_metadata(words):
        return False
    if len(words.split()) > _LONGEST_HEADING or not any(map(str.isalpha, words)):
        return False
    if layout.sets_off(first.size, bold=False):
        return True
    bold = all(line.bold for line in block) and not words.endswith((":", ",", ";"))
    return first.size >= 0.9 * layout.size and layout.sets_off(first.size, bold=bold)


def _may_be_heading(block: Sequence[_Line]) -> bool:
    return looks_like_heading(" ".join(line.words for line in block))


def _joined(block: Sequence[_Line], vocabulary: set[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return the words of a block, and the offsets at which pages begin."""
    words = ""
    turns = [(0, block[0].page)]
    for line in block:
        if words and words[-1] == "-" and line.words[:1].islower() and words[-2:-1].isalpha():
            left = re.findall(r"[^\W\d_]+", words)[-1].lower()
            after = re.match(r"[^\W\d_]+", line.words)
            if after and left + after[0].lower() in vocabulary:
                words = words[:-1]
        elif words:
            words += " "
        if line.page != turns[-1][1]:
            turns.append((len(words), line.page))
        words += line.words
    return words, turns
