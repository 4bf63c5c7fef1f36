"""Text with blocks to a Document: metadata, headings with their nesting, sections.

The steps, each a general rule: leave out page furniture, rejoin sentences that
a page break cut, decide which short lines are headings, nest the headings,
and say what kind each section is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.corpus.extract import Extract, Mark, MarkKind
from faqbot.corpus.furniture import (
    contents_entries,
    furniture,
    is_contents_list,
    is_metadata,
)
from faqbot.corpus.headings import Heading, normalise, resolve_headings
from faqbot.corpus.imprint import states_facts, states_only_facts
from faqbot.documents import Block, BlockKind, Document, LeftOut, Section, SectionKind, Source, Span

_BODY = (MarkKind.PARAGRAPH, MarkKind.ITEM)
_SENTENCE_END = re.compile(r"[.!?:;…]['\"’”)\]]*$")
_ROLE_LABEL = re.compile(
    r"^(?:available in|progression(?: available)?(?: to)?|settings?|entry requirements|salary)\b.*:$",
    re.IGNORECASE,
)


def parse(extract: Extract, source: Source) -> Document:
    """Return the document that an extracted text makes.

    Args:
        extract: text and blocks from a reader.
        source: the manifest's entry; its title tells which line is the title.
    """
    text = extract.text
    left_out: list[LeftOut] = []
    marks = _without_furniture(extract, source, left_out)
    marks, contents = _without_contents(marks, text, left_out)
    marks = _rejoined(marks, text)
    headings = resolve_headings(marks, text, contents, left_out)
    sections = _sections(marks, headings, text, left_out)
    left_out.sort(key=lambda item: item.span)
    return Document(source, text, tuple(sections), tuple(left_out), extract.anchors)


def _without_furniture(extract: Extract, source: Source, left_out: list[LeftOut]) -> list[Mark]:
    """Drop what stands before the title, the title itself, and page furniture."""
    text = extract.text
    marks = list(extract.marks)
    title = _title_position(marks, text, source.title)
    kept: list[Mark] = []
    for i, mark in enumerate(marks):
        words = mark.span.of(text)
        reason = mark.reason if mark.kind is MarkKind.FURNITURE else furniture(words)
        if title is not None and i == title:
            reason = "title"
        elif title is not None and i < title and not is_metadata(words):
            reason = "before the title"
        elif reason is None and _is_strapline(marks, i, title, text):
            reason = "line under the title"
        if reason is None:
            kept.append(mark)
        else:
            left_out.append(LeftOut(mark.span, reason))
    return kept


def _title_position(marks: Sequence[Mark], text: str, title: str) -> int | None:
    """Return which of the first blocks is the title that the manifest gives."""
    wanted = normalise(title)
    for i, mark in enumerate(marks[:12]):
        words = normalise(mark.span.of(text))
        if not words:
            continue
        shorter, longer = sorted((words, wanted), key=len)
        if shorter in longer and len(shorter) >= len(longer) // 2:
            return i
    return None


_SECTION_NAME = re.compile(
    r"^(?:overview|introduction|summary|background|purpose|about)\b", re.IGNORECASE
)


def _is_strapline(marks: Sequence[Mark], i: int, title: int | None, text: str) -> bool:
    """Return whether a short line right under the title is a caption, not a heading."""
    if title is None or i != title + 1 or marks[i].kind is not MarkKind.MAYBE_HEADING:
        return False
    words = marks[i].span.of(text)
    if is_metadata(words) or words.endswith("?") or _SECTION_NAME.match(words):
        return False
    return i + 1 < len(marks) and marks[i + 1].kind is MarkKind.PARAGRAPH


def _without_contents(
    marks: list[Mark], text: str, left_out: list[LeftOut]
) -> tuple[list[Mark], list[str]]:
    """Drop contents lists; return the rest and the headings the lists name."""
    entries: list[str] = []
    dropped: set[int] = set()
    headings = {
        normalise(m.span.of(text)): i
        for i, m in enumerate(marks)
        if m.kind in (MarkKind.HEADING, MarkKind.MAYBE_HEADING)
    }
    i = 0
    while i < len(marks):
        words = marks[i].span.of(text)
        if marks[i].kind is not MarkKind.HEADING and is_contents_list(words):
            entries += contents_entries(words)
            dropped.add(i)
        elif marks[i].kind is MarkKind.ITEM:
            run = i
            while run < len(marks) and marks[run].kind is MarkKind.ITEM:
                run += 1
            items = [m.span.of(text) for m in marks[i:run]]
            introduced = i > 0 and marks[i - 1].span.of(text).endswith(":")
            ahead = all(headings.get(normalise(item), -1) >= run for item in items)
            if len(items) > 1 and ahead and not introduced:
                entries += items
                dropped.update(range(i, run))
            i = run
            continue
        i += 1
    for i, mark in enumerate(marks):
        titled = normalise(mark.span.of(text)) in ("contents", "table of contents", "on this page")
        if titled and mark.kind is not MarkKind.ITEM:
            dropped.add(i)
    left_out += [LeftOut(marks[i].span, "contents list") for i in sorted(dropped)]
    return [m for i, m in enumerate(marks) if i not in dropped], entries


def _rejoined(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Join a block that stops mid-sentence with a next one that starts in lower case."""
    out: list[Mark] = []
    for mark in marks:
        words = mark.span.of(text)
        if out and mark.kind is MarkKind.PARAGRAPH and words[:1].islower():
            before = out[-1]
            tail = before.span.of(text)
            cut = not _SENTENCE_END.search(tail) or tail.endswith(":")
            if before.kind in (*_BODY, MarkKind.MAYBE_HEADING) and cut:
                kind = MarkKind.ITEM if before.kind is MarkKind.ITEM else MarkKind.PARAGRAPH
                joined = before.span.to(mark.span)
                out[-1] = Mark(kind, joined, before.level, before.indent)
                continue
        out.append(mark)
    return out


def _sections(
    marks: Sequence[Mark], headings: dict[int, Heading], text: str, left_out: list[LeftOut]
) -> list[Section]:
    """Cut the body at its headings; each section's path holds the headings above it.

    What the document says of itself, at its head and its end, are sections of their own.
    """
    sections: list[Section] = []
    path: list[str] = []
    heading: Heading | None = None
    body: list[Mark] = []
    begun = False  # guidance was seen
    dropped = {item.span for item in left_out}
    end = len(marks)
    while end and end - 1 not in headings and states_only_facts(marks[end - 1].span.of(text)):
        end -= 1

    def imprint(lines: Sequence[Mark]) -> None:
        if lines:
            sections.append(Section((), SectionKind.IMPRINT, None, _blocks(lines, text)))

    def close() -> None:
        nonlocal begun
        head = 0 if begun else _imprint_length(body, text)
        imprint(body[:head])
        begun = begun or head < len(body)
        if heading is not None or body[head:]:
            blocks = _blocks(body[head:], text)
            sections.append(_section(tuple(path), heading, blocks, text))

    for i, mark in enumerate(marks[:end]):
        if i in headings:
            close()
            body = []
            heading = headings[i]
            path = [*path[: heading.level - 1], heading.words]
        elif mark.span not in dropped:
            body.append(mark)
    close()
    imprint(marks[end:])
    return sections


def _imprint_length(body: Sequence[Mark], text: str) -> int:
    """Return how many blocks state facts about the document, before any that does not."""
    other = (i for i, mark in enumerate(body) if not states_facts(mark.span.of(text)))
    return next(other, len(body))


def _blocks(body: Sequence[Mark], text: str) -> tuple[Block, ...]:
    """Return the blocks of a section; items know the words that introduce them."""
    blocks: list[Block] = []
    introducing: dict[int, Span] = {}  # by depth of the items introduced
    for i, mark in enumerate(body):
        words = mark.span.of(text)
        following = body[i + 1] if i + 1 < len(body) else None
        if mark.kind is MarkKind.ITEM:
            lead = introducing.get(mark.level)
            if words.endswith(":"):
                introducing[mark.level + 1] = mark.span
            else:
                introducing.pop(mark.level + 1, None)
            blocks.append(Block(BlockKind.ITEM, mark.span, mark.level, lead))
            continue
        introduces = following is not None and following.kind is MarkKind.ITEM
        label = introduces and mark.kind is MarkKind.MAYBE_HEADING
        introducing = {}
        if (words.endswith(":") and introduces) or label:
            introducing[0] = mark.span
            blocks.append(Block(BlockKind.LEAD_IN, mark.span))
        elif words.endswith(":"):
            blocks.append(Block(BlockKind.POINTER, mark.span))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, mark.span))
    return tuple(blocks)


def _section(
    path: tuple[str, ...], heading: Heading | None, blocks: tuple[Block, ...], text: str
) -> Section:
    kinds = {block.kind for block in blocks}
    labels = [
        b for b in blocks if b.kind is BlockKind.LEAD_IN and _ROLE_LABEL.match(b.span.of(text))
    ]
    if heading is not None and heading.question:
        kind = SectionKind.QUESTION
    elif heading is not None and labels:
        kind = SectionKind.ROLE
    elif heading is not None and _is_story(path, blocks, text):
        kind = SectionKind.STORY
    elif kinds and kinds <= {BlockKind.ITEM, BlockKind.LEAD_IN}:
        kind = SectionKind.LIST
    else:
        kind = SectionKind.PROSE
    return Section(path, kind, heading.span if heading else None, blocks)


_STORY_HEADING = re.compile(
    r"\b(?:personas?|case stud(?:y|ies)|stor(?:y|ies)|profiles?)\b", re.IGNORECASE
)


def _is_story(path: tuple[str, ...], blocks: Sequence[Block], text: str) -> bool:
    """Return whether a section tells of one person: by its heading, or a name as heading."""
    if any(_STORY_HEADING.search(name) for name in path):
        return True
    name = path[-1]
    if not re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", name) or len(blocks) < 2:
        return False
    starts = sum(b.span.of(text).startswith(name.split()[0]) for b in blocks)
    told = sum(len(re.findall(r"\b(?:he|she|his|her)\b", b.span.of(text))) for b in blocks)
    return starts * 2 >= len(blocks) and told >= len(blocks)
