"""Rows of a table as lines that can be read and quoted by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_NAME_WORDS = 4  # the most words in the name of a column


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row of an unmarked table names its columns.

    In a narrow or short table nothing tells names from values.

    Args:
        rows: words of the cells.
    """
    first, rest = rows[0], rows[1:]
    short = all(len(cell.split()) <= _NAME_WORDS and not re.search(r"\d", cell) for cell in first)
    return short and all(first) and len(first) > 2 and len(rest) > 1


def row_lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield each row on one line: "Role: Cook; Pay: £12 an hour".

    Args:
        header: names of the columns; fewer than cells, or empty, where there are none.
        rows: words of the cells; empty cells, and repeats of the header, are passed over.
    """
    names = [" ".join(name.split()).rstrip(":") for name in header]
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if [cell.rstrip(":") for cell in cells] == names:
            continue
        parts = []
        for i, cell in enumerate(cells):
            name = names[i] if i < len(names) else ""
            if cell:
                parts.append(f"{name}: {cell}" if name and name != cell else cell)
        if parts:
            yield "; ".join([*(part.rstrip(".;") for part in parts[:-1]), parts[-1]])
