"""A whole document as text: a passage marked, words found, a heading gone to.

Only the lines on the screen are drawn, so a long document opens at once. Each
line knows its place in the text; what is drawn is cleaned piece by piece, so
cleaning never moves a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from faqbot.cleaning import clean_line
from faqbot.documents import Document, Span
from faqbot.tui.wrapping import Line, line_at, wrap

_ABOVE = 2  # lines shown above what was gone to


class DocumentText(ScrollView, can_focus=True):
    """The text of a document.

    Args:
        document: to show.
        passage: the span to mark, if any.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--heading",
        "text--passage",
        "text--match",
        "text--this-match",
    }

    def __init__(self, document: Document, passage: Span | None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._document = document
        self._headings = [s.heading for s in document.sections if s.heading is not None]
        self._passage = passage
        self._lines: list[Line] = [Line(0, 0)]
        self._width = 0
        self._matches: list[Span] = []
        self._this_match: int | None = None

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the text out anew, the same words at the top."""
        width = max(self.scrollable_content_region.width - 2, 1)
        if width == self._width:
            return
        first = self._width == 0
        top = self._lines[min(self.scroll_offset.y, len(self._lines) - 1)].start
        self._width = width
        self._lines = wrap(self._document.text, width)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()
        if first:
            self.call_after_refresh(self.go_to_passage)
        else:
            self.scroll_to(y=line_at(self._lines, top), animate=False, immediate=True)

    def go_to(self, offset: int) -> None:
        """Scroll so that a place in the text is near the top."""
        row = max(line_at(self._lines, offset) - _ABOVE, 0)
        self.scroll_to(y=row, animate=False, immediate=True)

    def go_to_passage(self) -> None:
        """Scroll to the marked passage."""
        if self._passage is not None:
            self.go_to(self._passage.start)

    def find(self, words: str) -> int:
        """Mark all places where words stand, letters' case aside; return how many."""
        parts = clean_line(words).split()
        pattern = r"\s+".join(re.escape(part) for part in parts)
        found = re.finditer(pattern, self._document.text, re.IGNORECASE) if parts else iter(())
        self._matches = [Span(*match.span()) for match in found]
        self._this_match = None
        self.refresh()
        return len(self._matches)

    @property
    def find_count(self) -> int:
        """How many places were found."""
        return len(self._matches)

    def next_match(self, step: int = 1) -> int | None:
        """Go to the next match, or back with -1; return its number from 1, None without any."""
        if not self._matches:
            return None
        if self._this_match is None:
            top = self._lines[min(self.scroll_offset.y, len(self._lines) - 1)].start
            later = (n for n, match in enumerate(self._matches) if match.start >= top)
            self._this_match = next(later, 0)
        else:
            self._this_match = (self._this_match + step) % len(self._matches)
        self.go_to(self._matches[self._this_match].start)
        self.refresh()
        return self._this_match + 1

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        row = y + self.scroll_offset.y
        base = self.rich_style
        if row >= len(self._lines):
            return Strip.blank(self.size.width, base)
        line = self._lines[row]
        marks = list(self._marks(line))
        segments = [Segment(" ", base)]
        cuts = sorted({line.start, line.end, *(p for s, _ in marks for p in (s.start, s.end))})
        for start, end in pairwise(cuts):
            style = base
            for span, name in marks:
                if span.start <= start and end <= span.end:
                    style = base + self.get_component_rich_style(name)
            segments.append(Segment(_shown(self._document.text[start:end]), style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _marks(self, line: Line) -> Iterator[tuple[Span, str]]:
        """Yield what is marked in a line, cut to it; later marks win over earlier ones."""
        here = Span(line.start, line.end)
        yield from ((s, "text--heading") for s in _inside(self._headings, here))
        if self._passage is not None:
            yield from ((s, "text--passage") for s in _inside([self._passage], here))
        near = bisect_left(self._matches, here.start, key=lambda match: match.end)
        for number in range(near, len(self._matches)):
            if self._matches[number].start >= here.end:
                break
            name = "text--this-match" if number == self._this_match else "text--match"
            yield from ((s, name) for s in _inside([self._matches[number]], here))


def _inside(spans: Sequence[Span], line: Span) -> Iterator[Span]:
    for span in spans:
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end:
            yield Span(start, end)


def _shown(text: str) -> str:
    """Return a piece of a line, safe to draw, its spaces kept."""
    lead = len(text) - len(text.lstrip())
    trail = len(text) - len(text.rstrip()) if text.strip() else 0
    return " " * lead + clean_line(text) + " " * trail
