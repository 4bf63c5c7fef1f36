"""What a reader hands to the parser: the text, and the structure it is sure of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from faqbot.documents import Span


class MarkKind(StrEnum):
    """What a reader found at a place in the text."""

    HEADING = "heading"  # marked up as one
    MAYBE_HEADING = "maybe-heading"  # looks like one; the parser decides
    ENTRY = "entry"  # a list item with paragraphs under it: the heading of an entry
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Mark:
    """One block of text, in document order, without its list mark."""

    kind: MarkKind
    span: Span
    level: int = 0  # of a heading: 1 is outermost; of an item: 0 is the outer list
    indent: int = 0  # columns before the block, where the format has columns


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file and its blocks; offsets of all later work refer to `text`."""

    text: str
    marks: tuple[Mark, ...]
