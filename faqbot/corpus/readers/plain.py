"""Plain text to blocks: lines, list marks, indentation and blank lines are all there is.

The text itself is not touched. A short line without a full stop may be a
heading; which of them are is decided by the parser, which sees the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from faqbot.corpus.extract import Extract, Mark, MarkKind
from faqbot.corpus.headings import is_numbered_question
from faqbot.documents import Span

_BULLET = re.compile(r"[-*•·▪◦●○–‣]\s+")
_TERMINAL = (".", "!", ":", ";", ",", "…")
_MAX_HEADING_WORDS = 18
_MAX_HEADING_LENGTH = 130


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # of its words in the text, after indentation and list mark
    end: int
    indent: int
    bullet: bool
    blank: bool
    words: str


def read_plain(text: str) -> Extract:
    """Return a plain text and its blocks.

    Args:
        text: the source, cleaned; returned unchanged.
    """
    lines = _lines(text)
    wrapped = _is_wrapped(lines)
    after = _next_with_words(lines)
    marks: list[Mark] = []
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.blank:
            i += 1
            continue
        last = i
        if wrapped:
            while last + 1 < len(lines) and _continues(lines[last], lines[last + 1], line):
                last += 1
        span = Span(line.start, lines[last].end)
        marks.append(_mark(line, span, text, after[last]))
        i = last + 1
    return Extract(text, tuple(_with_depth(marks)))


def _lines(text: str) -> list[_Line]:
    out = []
    position = 0
    for raw in text.split("\n"):
        body = raw.rstrip()
        indent = len(body) - len(body.lstrip())
        words = body.lstrip()
        found = _BULLET.match(words)
        skip = found.end() if found else 0
        start = position + indent + skip
        expanded = len(raw[:indent].expandtabs(4))
        out.append(
            _Line(start, position + len(body), expanded, bool(found), not words, words[skip:])
        )
        position += len(raw) + 1
    return out


def _next_with_words(lines: list[_Line]) -> list[_Line | None]:
    """Return for each line the next one that is not blank."""
    out: list[_Line | None] = []
    following: _Line | None = None
    for line in reversed(lines):
        out.append(following)
        following = following if line.blank else line
    return out[::-1]


def _is_wrapped(lines: list[_Line]) -> bool:
    """Return whether paragraphs run over several lines of about equal width."""
    full = [line for line in lines if not line.blank and not line.bullet]
    if not full:
        return False
    width = max(line.end - line.start + line.indent for line in full)
    if width > 110:
        return False
    broken = 0
    for here, after in pairwise(lines):
        if here.blank or after.blank or after.bullet:
            continue
        long = here.end - here.start + here.indent > 0.6 * width
        if long and not here.words.endswith((".", "!", "?", ":")):
            broken += 1
    return broken >= max(2, len(full) // 10)


def _continues(here: _Line, after: _Line, first: _Line) -> bool:
    """Return whether `after` goes on with the block that `first` began."""
    if after.blank or after.bullet:
        return False
    if first.bullet:
        return after.indent > first.indent
    return after.indent == here.indent


def _mark(line: _Line, span: Span, text: str, following: _Line | None) -> Mark:
    words = span.of(text)
    if line.bullet:
        deeper = following is not None and following.indent > line.indent + 1
        if deeper and following is not None and not following.bullet and _short(words):
            return Mark(MarkKind.ENTRY, span, 0, line.indent)
        return Mark(MarkKind.ITEM, span, 0, line.indent)
    if following is not None and looks_like_heading(words):
        return Mark(MarkKind.MAYBE_HEADING, span, 0, line.indent)
    return Mark(MarkKind.PARAGRAPH, span, 0, line.indent)


def looks_like_heading(words: str) -> bool:
    """Return whether a block is short, has no full stop and does not start mid-sentence.

    A question of a numbered series may be long, and run over several lines.
    """
    if is_numbered_question(words):
        return True
    if "\n" in words or not _short(words):
        return False
    first = words.lstrip("'\"‘’“”(")[:1]
    return first.isupper() or first.isdigit()


def _short(words: str) -> bool:
    if words.endswith(_TERMINAL) or len(words) > _MAX_HEADING_LENGTH:
        return False
    if len(words.split()) > _MAX_HEADING_WORDS:
        return False
    return not re.search(r"[.!?]\s+[A-Z]", words.lstrip("0123456789. "))


def _with_depth(marks: list[Mark]) -> list[Mark]:
    """Return the marks with each item's depth in its run of items."""
    out: list[Mark] = []
    open_indents: list[int] = []
    for mark in marks:
        if mark.kind is not MarkKind.ITEM:
            open_indents = []
            out.append(mark)
            continue
        while open_indents and open_indents[-1] > mark.indent:
            open_indents.pop()
        if not open_indents or open_indents[-1] < mark.indent:
            open_indents.append(mark.indent)
        out.append(Mark(mark.kind, mark.span, len(open_indents) - 1, mark.indent))
    return out
