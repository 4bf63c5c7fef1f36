"""Tables on the pages of a PDF: rows of pieces that stand side by side, in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from faqbot.corpus.readers.pdf_runs import Run
from faqbot.corpus.readers.table import looks_like_header

_CELL_LINES = 12  # the most lines that a cell is looked at
_LEADING = 1.8  # letter heights from a line of a cell to its next


@dataclass(frozen=True, slots=True)
class Table:
    """A table found among the runs of a page."""

    header: tuple[str, ...]  # names of the columns; empty if it has none
    rows: tuple[tuple[str, ...], ...]
    contents: bool  # it is a contents list: headings and page numbers
    length: int  # of runs that it takes


@dataclass(frozen=True, slots=True)
class _Cell:
    runs: tuple[Run, ...]

    @property
    def words(self) -> str:
        return " ".join(run.words for run in self.runs)

    @property
    def x(self) -> float:
        return min(run.x for run in self.runs)

    @property
    def end(self) -> float:
        return max(run.end for run in self.runs)


def table_at(runs: Sequence[Run], start: int) -> Table | None:
    """Return the table that begins with a run, or None if none does.

    Args:
        runs: of one page, in the order in which they were drawn.
        start: position of the run.
    """
    rows: list[list[_Cell]] = []
    at = start
    while at < len(runs):
        row = _row(runs, at)
        taken = sum(len(cell.runs) for cell in row)
        if len(row) < 2 or (rows and not _fits(rows[0], rows[-1], row)):
            break
        rows.append(row)
        at += taken
    if len(rows) < 2 or any(run.bullet for row in rows for cell in row for run in cell.runs):
        return None
    columns = sorted(rows[0], key=lambda cell: cell.x)
    words = [_placed(row, columns) for row in rows]
    if all(len(row) == 2 and re.fullmatch(r"\d{1,4}", row[1]) for row in words):
        return Table((), tuple(words), contents=True, length=at - start)
    headed = _names_columns(rows, words)
    header = words[0] if headed else ()
    return Table(header, tuple(_joined(words[1:] if headed else words)), False, at - start)


def _row(runs: Sequence[Run], start: int) -> list[_Cell]:
    """Return the cells of a row: pieces whose first lines stand on one line."""
    top = runs[start].y
    cells: list[list[Run]] = [[runs[start]]]
    pending: list[Run] = []  # lines that may be further lines of the last cell
    for run in runs[start + 1 :]:
        last = pending[-1] if pending else cells[-1][-1]
        if abs(run.y - top) <= 0.4 * run.size:
            if run.x < max(r.end for r in (*cells[-1], *pending)) - run.size:
                break
            cells[-1] += pending
            pending = []
            cells.append([run])
        elif abs(run.x - last.x) <= run.size / 2 and 0 < last.y - run.y <= _LEADING * run.size:
            if len(pending) >= _CELL_LINES:
                break
            pending.append(run)
        else:
            break
    if len(cells) > 1:
        cells[-1] += [run for run in pending if run.x > runs[start].x + run.size]
    return [_Cell(tuple(cell)) for cell in cells]


def _fits(header: Sequence[_Cell], above: Sequence[_Cell], row: Sequence[_Cell]) -> bool:
    """Return whether a row stands right under another, and in the columns of the first."""
    size = row[0].runs[0].size
    lowest = min(run.y for cell in above for run in cell.runs)
    if not 0 < lowest - row[0].runs[0].y <= 4 * size:
        return False
    return all(any(_same_column(cell, name, size) for name in header) for cell in row)


def _same_column(cell: _Cell, name: _Cell, size: float) -> bool:
    return abs(cell.x - name.x) <= size or (cell.x <= name.end and name.x <= cell.end)


def _placed(row: Sequence[_Cell], columns: Sequence[_Cell]) -> tuple[str, ...]:
    """Return the words of a row by column."""
    out = [""] * len(columns)
    for cell in row:
        nearest = min(range(len(columns)), key=lambda i: abs(columns[i].x - cell.x))
        out[nearest] = f"{out[nearest]} {cell.words}".strip()
    return tuple(out)


def _names_columns(rows: Sequence[Sequence[_Cell]], words: Sequence[tuple[str, ...]]) -> bool:
    """Return whether the first row names the columns: it is bold, or short in a wide table."""
    first, rest = rows[0], rows[1:]
    if all(run.bold for cell in first for run in cell.runs):
        return not all(run.bold for row in rest for cell in row for run in cell.runs)
    return looks_like_header(words)


def _joined(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Put a line that only goes on with cells of the row above into that row."""
    out: list[tuple[str, ...]] = []
    for row in rows:
        goes_on = out and all(cell == "" or cell[:1].islower() for cell in row)
        if goes_on:
            out[-1] = tuple(f"{a} {b}".strip() for a, b in zip(out[-1], row, strict=True))
        else:
            out.append(row)
    return out
