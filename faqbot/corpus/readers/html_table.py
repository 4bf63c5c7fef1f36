"""Tables of a page: which hold data, and which cell stands in which row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from selectolax.lexbor import LexborNode

_SPAN = 100  # the most rows or columns that a cell is taken to cover


def holds_data(table: LexborNode) -> bool:
    """Return whether a table has rows and columns, and is not there for the layout of a page."""
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    if any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return False
    if table.css_first("h1, h2, h3, h4, h5, h6") is not None:
        return False
    rows = [len(row.css("td, th")) for row in table.css("tr")]
    return len(rows) > 1 and max(rows) > 1


def grid(table: LexborNode) -> list[tuple[list[LexborNode | None], bool]]:
    """Return the rows of a table, a cell wherever it reaches, and whether each names columns.

    A cell that reaches over several rows stands in each of them; in further
    columns of its own row there is None.
    """
    out: list[tuple[list[LexborNode | None], bool]] = []
    above: dict[int, tuple[LexborNode, int]] = {}  # by column: the cell and the rows it has left
    for row in table.css("tr"):
        cells: list[LexborNode | None] = []
        own = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        for cell in own:
            _fill(cells, above)
            column = len(cells)
            cells.append(cell)
            cells += [None] * (min(number_of(cell, "colspan"), _SPAN) - 1)
            if (reach := min(number_of(cell, "rowspan"), _SPAN)) > 1:
                above[column] = (cell, reach)
        _fill(cells, above)
        above = {i: (cell, left - 1) for i, (cell, left) in above.items() if left > 1}
        in_head = row.parent is not None and row.parent.tag == "thead"
        if own:
            out.append((cells, in_head or all(cell.tag == "th" for cell in own)))
    return out


def _fill(cells: list[LexborNode | None], above: dict[int, tuple[LexborNode, int]]) -> None:
    """Add the cells that reach down from rows above into the next columns."""
    while len(cells) in above:
        cells.append(above[len(cells)][0])


def joined_header(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the names of columns that stand in two rows."""
    pairs = zip_longest(above, below, fillvalue="")
    return [" ".join(dict.fromkeys(name for name in pair if name)) for pair in pairs]


def number_of(node: LexborNode, key: str) -> int:
    """Return a number that an element has as an attribute; 1 if it has none."""
    value = node.attributes.get(key) or ""
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else 1
