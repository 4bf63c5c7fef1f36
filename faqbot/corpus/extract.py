"""What a reader hands to the parser: the text, and the structure it is sure of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from faqbot.documents import Anchor, Span


class MarkKind(StrEnum):
    """What a reader found at a place in the text."""

    HEADING = "heading"  # marked up as one
    MAYBE_HEADING = "maybe-heading"  # looks like one; the parser decides
    ENTRY = "entry"  # a list item with paragraphs under it: the heading of an entry
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FURNITURE = "furniture"  # the format itself says that it is not guidance


@dataclass(frozen=True, slots=True)
class Mark:
    """One block of text, in document order, without its list mark."""

    kind: MarkKind
    span: Span
    level: int = 0  # of a heading: 1 is outermost; of an item: 0 is the outer list
    indent: int = 0  # columns before the block, where the format has columns
    reason: str = ""  # of furniture: why it is left out


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file and its blocks; offsets of all later work refer to `text`."""

    text: str
    marks: tuple[Mark, ...]
    anchors: tuple[Anchor, ...] = ()  # in order
    # What the format's own fields say of the file, such as {"title": "…"}; see readers.
    stated: Mapping[str, str] = field(default_factory=dict)


class ExtractWriter:
    """Puts blocks together to a text: one blank line apart, list items on lines of their own."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._anchors: list[Anchor] = []
        self._furniture: dict[tuple[str, str], None] = {}  # words and reason, each once

    def add(
        self,
        words: str,
        kind: MarkKind = MarkKind.PARAGRAPH,
        level: int = 0,
        *,
        item_mark: str = "-",
        reason: str = "",
    ) -> int:
        """Add a block; one without words adds nothing.

        Args:
            words: of the block, cleaned.
            kind: what it is.
            level: of a heading or item.
            item_mark: what stands before a list item.
            reason: of furniture.

        Returns:
            Where its words begin in the text.
        """
        words = words.strip()
        if not words:
            return self._length
        prefix = ""
        if self._marks:
            both = kind is MarkKind.ITEM and self._marks[-1].kind is MarkKind.ITEM
            prefix = "\n" if both else "\n\n"
        if kind is MarkKind.ITEM:
            prefix += "  " * level + item_mark + " "
        start = self._length + len(prefix)
        self._parts += [prefix, words]
        self._length = start + len(words)
        self._marks.append(Mark(kind, Span(start, self._length), level, 0, reason))
        return start

    def anchor(self, start: int, name: str) -> None:
        """Say how the place from `start` on is named in the file; an empty name ends one."""
        before = self._anchors[-1].name if self._anchors else ""
        if name != before:
            self._anchors.append(Anchor(start, name))

    def leave_out(self, words: str, reason: str) -> None:
        """Keep words that are no guidance: they stand at the end of the text, each once."""
        if words.strip():
            self._furniture[words.strip(), reason] = None

    def extract(self, stated: Mapping[str, str] | None = None) -> Extract:
        """Return what was put together.

        Args:
            stated: what the file says about itself.
        """
        if self._furniture:
            self.anchor(self._length, "")
        for words, reason in self._furniture:
            self.add(words, MarkKind.FURNITURE, reason=reason)
        self._furniture = {}
        return Extract("".join(self._parts), tuple(self._marks), tuple(self._anchors), stated or {})
