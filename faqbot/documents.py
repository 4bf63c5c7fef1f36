"""The values everything else is made of: documents, sections, passages, sentences.

All offsets are characters into `Document.text`, half open. Nothing here reads
a file; all values are frozen and compare by content.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from faqbot.aids import Approved, Glossary, Precedents, Signpost, Variant


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a document's text: characters `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def to(self, other: Span) -> Span:
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Authority(StrEnum):
    """Who speaks in a document; decides which of two sources wins."""

    OFFICIAL = "official"
    SECTOR = "sector"
    REGIONAL = "regional"
    UNOFFICIAL = "unofficial"

    @property
    def rank(self) -> int:
        """0 for the most authoritative."""
        return list(Authority).index(self)


class SectionKind(StrEnum):
    """What a section is, which decides how it is cut into passages and quoted."""

    QUESTION = "question"  # the heading asks, the body answers: never split
    PROSE = "prose"
    LIST = "list"  # nothing but a lead-in and its items
    ROLE = "role"  # a job profile: description, settings, progression
    STORY = "story"  # what happened to one person; not a rule
    IMPRINT = "imprint"  # what the document says of itself; not guidance, and in no passage


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    LEAD_IN = "lead-in"  # ends with a colon; its items follow
    POINTER = "pointer"  # speaks of a video, link or table that is not in the text


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of sources.toml. What is not known is None, never guessed."""

    id: str
    file: str  # path relative to the corpus folder
    title: str
    publisher: str | None = None
    version: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    applies_to: tuple[str, ...] = ()  # empty: not known
    licence: str | None = None
    url: str | None = None
    authority: Authority = Authority.UNOFFICIAL
    sha256: str | None = None  # of the file's bytes, hexadecimal

    @property
    def dated(self) -> dt.date | None:
        """The day the text was last known to be current."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded(Source):
    """A version of a document that another has replaced: kept, and never answered from."""

    replaced: dt.date  # the day the newer version took over its id, or it was withdrawn


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or lead-in, without its list mark."""

    kind: BlockKind
    span: Span
    depth: int = 0  # of a list item: 0 for the outer list
    lead_in: Span | None = None  # of a list item: the words that introduce its list


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text that stands under it, up to the next heading."""

    path: tuple[str, ...]  # headings from the outermost to its own; empty before the first
    kind: SectionKind
    heading: Span | None
    blocks: tuple[Block, ...]

    @property
    def span(self) -> Span | None:
        """The body, first block to last; None for a heading with no text of its own."""
        if not self.blocks:
            return None
        return self.blocks[0].span.to(self.blocks[-1].span)

    @property
    def title(self) -> str:
        """The section's own heading, or an empty string."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Where a named place of the source file begins in the text."""

    start: int
    name: str  # the fragment of the file's address: "page=3", "funding"; empty ends the one before


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text that is not guidance: contents lists, page furniture, image names."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as text, with its sections in order."""

    source: Source
    text: str
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...] = ()
    anchors: tuple[Anchor, ...] = ()  # in order; none where the format has no pages or anchors

    def anchor_at(self, offset: int) -> str | None:
        """Return the name of the place in the file that a character of the text stands in."""
        position = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start)
        return (self.anchors[position - 1].name or None) if position else None

    @property
    def id(self) -> str:
        """The id of the source."""
        return self.source.id

    @property
    def digest(self) -> str:
        """SHA-256 of the extracted text, hexadecimal."""
        return text_digest(self.text)

    def section_at(self, start: int) -> Section | None:
        """Return the section whose text holds the character at `start`, if any does."""
        for section in self.sections:
            span = section.span
            if span is not None and span.start <= start < span.end:
                return section
        return None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit that is quoted: a sentence, or a list item and what introduces it."""

    span: Span
    lead_in: Span | None = None  # the words before the list that the item belongs to
    kind: BlockKind = BlockKind.PARAGRAPH
    block: int = 0  # position of its block in the passage

    @property
    def quotable(self) -> bool:
        """Whether the sentence says something by itself."""
        return self.kind is not BlockKind.POINTER


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is retrieved: a question's answer, a role, a piece of a section."""

    id: str  # document id, "#", ordinal: stable while the text before it is
    document_id: str
    path: tuple[str, ...]
    kind: SectionKind
    span: Span
    sentences: tuple[Sentence, ...]
    part: int = 0  # 0 for a whole section or its first piece

    @property
    def heading(self) -> str:
        """The nearest heading, or an empty string."""
        return self.path[-1] if self.path else ""

    def says(self, sentence: Sentence, text: str) -> str:
        """Return what one of its sentences says, on one line.

        That is an item with the words that introduce its list, and such words with the whole list.

        Args:
            sentence: one of the passage's.
            text: of the document.
        """
        ends = sentence.span.end
        items = (s for s in self.sentences if s.lead_in is not None and s.lead_in.end == ends)
        spans = [sentence.lead_in, sentence.span, *(item.span for item in items)]
        return " ".join(
            word for span in spans if span is not None for word in span.of(text).split()
        )


@dataclass(frozen=True)
class Corpus:
    """All documents and what is cut out of them, in manifest order."""

    name: str | None
    main_topic: str | None
    contact: str | None
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    glossary: Glossary
    digest: str  # changes when any text, fact or aid in the corpus folder changes
    signposts: tuple[Signpost, ...] = ()
    variants: tuple[Variant, ...] = ()
    approved: tuple[Approved, ...] = ()
    precedents: Precedents = field(default_factory=Precedents)

    def document(self, document_id: str) -> Document:
        """Return the document with that id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[document_id]

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    def text_of(self, passage: Passage) -> str:
        """Return the passage's text, word for word."""
        return passage.span.of(self.document(passage.document_id).text)

    def words_of(self, passage: Passage) -> str:
        """Return the passage's sentences on one line, without what was left out between them."""
        text = self.document(passage.document_id).text
        return " ".join(" ".join(s.span.of(text).split()) for s in passage.sentences)

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """Yield (row of the passage, sentence) for every sentence, in order."""
        for row, passage in enumerate(self.passages):
            for sentence in passage.sentences:
                yield row, sentence


def text_digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
