"""Text to lines of a given width that still know where in the text they stand."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: `text[start:end]`, without the break that ends it."""

    start: int
    end: int


def wrap(text: str, width: int) -> list[Line]:
    """Return the lines of a text, broken at spaces, at least one.

    Args:
        text: offsets refer to it.
        width: cells in a line; a longer word is broken inside.
    """
    width = max(width, 1)
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        lines += _wrap_paragraph(text, start, end, width)
        start = end + 1
    return lines


def line_at(lines: list[Line], offset: int) -> int:
    """Return the row of the line that holds an offset, or the one before it."""
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        if lines[middle].start <= offset:
            low = middle
        else:
            high = middle
    return low


def _wrap_paragraph(text: str, start: int, end: int, width: int) -> list[Line]:
    lines: list[Line] = []
    while True:
        cut = _fitting(text, start, end, width)
        if cut == end:
            lines.append(Line(start, end))
            return lines
        space = text.rfind(" ", start + 1, cut + 1)
        stop = space if space > start else cut
        lines.append(Line(start, stop))
        start = stop
        while start < end and text[start] == " ":
            start += 1


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """Return how far the characters from `start` fit into a line; at least one does."""
    piece = text[start : min(end, start + width)]
    if piece.isascii():
        return start + len(piece)
    used = 0
    for place, character in enumerate(piece):
        used += cell_len(character)
        if used > width:
            return start + max(place, 1)
    return start + len(piece)
