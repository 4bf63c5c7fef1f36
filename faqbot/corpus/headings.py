"""Which short lines are headings, and how they nest.

Marked-up headings keep their levels, except that headings which a contents
list names are equals, and numbered questions stand below all others. Where
there is no mark-up, a level follows from what stands around a heading: see
`_plain_levels`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from faqbot.corpus.extract import Mark, MarkKind
from faqbot.corpus.furniture import is_metadata
from faqbot.documents import LeftOut, Span

_NUMBERED = re.compile(r"^(?:Q\s*)?\d{1,3}[.):]\s+(?=\S)")
_ASKS = re.compile(
    r"^(?:Q\s*)?(?:\d{1,3}[.):]\s+)?(?:who|what|when|where|why|which|how|can|could|do|does|did|is|are"
    r"|was|were|will|would|should|shall|may|must|have|has|had)\b",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"^[A-Z][\w&/,’' ]{2,40}\s[-–—]\s\S")
_SMALL = frozenset(
    "a an and as at but by for from in into nor of on or per the to via vs with".split()
)
_THIS_SECTION = re.compile(r"\bthis section\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its place in the outline."""

    words: str
    span: Span
    level: int  # 1 is outermost
    question: bool  # it asks, and what stands under it answers


def normalise(words: str) -> str:
    """Return words in lower case, without marks and numbering, single-spaced."""
    bare = re.sub(
        r"[^\w\s]", " ", _NUMBERED.sub("", words).lower().replace("’", "").replace("'", "")
    )
    return " ".join(bare.split())


def resolve_headings(
    marks: Sequence[Mark], text: str, contents: Sequence[str], left_out: list[LeftOut]
) -> dict[int, Heading]:
    """Return the headings among `marks`, by position.

    Args:
        marks: blocks in order; short lines may be headings.
        text: the document's text.
        contents: headings that a contents list names; they are equals.
        left_out: gets the short lines that turn out to be the text of a link.
    """
    chosen = [i for i in range(len(marks)) if _is_heading(marks, i, text, left_out)]
    if any(marks[i].kind is MarkKind.HEADING for i in chosen):
        levels = {i: marks[i].level or 6 for i in chosen}
    else:
        levels = _plain_levels(marks, chosen, text)
    named = {normalise(entry) for entry in contents}
    words = {i: " ".join(marks[i].span.of(text).split()) for i in chosen}
    asks = {i: _is_question(words[i]) for i in chosen}
    # Where most numbered headings ask, they all do: some end without a question mark.
    numbered = [i for i in chosen if _NUMBERED.match(words[i])]
    if len(numbered) >= 3 and sum(asks[i] for i in numbered) * 2 > len(numbered):
        asks |= dict.fromkeys(numbered, True)
    series = set(numbered) if any(asks[i] for i in numbered) else set()
    top = {i for i in chosen if normalise(words[i]) in named}
    return _outline(chosen, marks, words, levels, asks, top, series)


def _outline(
    chosen: Sequence[int],
    marks: Sequence[Mark],
    words: dict[int, str],
    levels: dict[int, int],
    asks: dict[int, bool],
    top: set[int],
    series: set[int],
) -> dict[int, Heading]:
    """Turn relative levels into depths of a tree without gaps."""
    out: dict[int, Heading] = {}
    open_ranks: list[float] = []
    for i in chosen:
        rank: float = levels[i]
        if i in top:
            rank = 1
        elif i in series:
            rank = 100
        elif marks[i].kind is MarkKind.ENTRY:
            rank = 50
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        out[i] = Heading(words[i], marks[i].span, len(open_ranks), asks[i])
    return out


def _is_question(words: str) -> bool:
    return words.endswith("?") or (bool(_NUMBERED.match(words)) and bool(_ASKS.match(words)))


def _is_heading(marks: Sequence[Mark], i: int, text: str, left_out: list[LeftOut]) -> bool:
    mark = marks[i]
    if mark.kind in (MarkKind.HEADING, MarkKind.ENTRY):
        return True
    if mark.kind is not MarkKind.MAYBE_HEADING or i + 1 == len(marks):
        return False
    words = mark.span.of(text)
    if is_metadata(words) or _RUN_IN.match(words) or _inside_entry(marks, i):
        return False
    before = marks[i - 1] if i else None
    after = marks[i + 1]
    if before is not None:
        previous = before.span.of(text)
        if after.kind is MarkKind.ITEM and _RUN_IN.match(previous):
            return False  # one of a run of "Term - definition", with its items
        if previous.endswith(":") and _share(words, previous) >= 0.5:
            left_out.append(LeftOut(mark.span, "link text"))
            return False
        if before.kind is MarkKind.MAYBE_HEADING and _is_name(words, marks, text):
            return False
    return True


def _inside_entry(marks: Sequence[Mark], i: int) -> bool:
    """Return whether a line stands indented under a list item that heads an entry."""
    for mark in reversed(marks[:i]):
        if mark.indent < marks[i].indent:
            return mark.kind is MarkKind.ENTRY
    return False


def _share(words: str, other: str) -> float:
    """Return the share of the content words of `words` that stand in `other`."""
    mine = set(normalise(words).split()) - _SMALL
    return len(mine & set(normalise(other).split())) / len(mine) if mine else 0.0


def _is_name(words: str, marks: Sequence[Mark], text: str) -> bool:
    """Return whether a short line is a proper name in a document of sentence-case headings."""

    def titled(line: str) -> bool:
        content = [w for w in re.findall(r"[A-Za-z][\w’'-]*", line) if w.lower() not in _SMALL]
        return len(content) >= 3 and all(w[0].isupper() for w in content)

    maybe = [m.span.of(text) for m in marks if m.kind is MarkKind.MAYBE_HEADING]
    long = [line for line in maybe if len(line.split()) >= 3]
    return titled(words) and sum(titled(line) for line in long) * 3 < len(long)


def _plain_levels(marks: Sequence[Mark], chosen: Sequence[int], text: str) -> dict[int, int]:
    """Return levels for headings without mark-up, by what stands around them.

    A heading is a main one when the text under it speaks of "this section" or
    begins by defining it, when the text elsewhere refers to it as a section in
    quotes, or when another heading follows it at once. A heading right under
    another is its child; any other has the level of the one before it, or is
    the child of a main one that only introduces.
    """
    heads = set(chosen)
    levels: dict[int, int] = {}
    previous: int | None = None
    for i in chosen:
        nested = previous is not None and i == previous + 1
        contains = i + 1 in heads and marks[i + 1].kind is not MarkKind.ENTRY
        if nested and previous is not None:
            levels[i] = levels[previous] + 1
        elif previous is None or contains or _is_main(marks, i, text):
            levels[i] = 1
        elif _only_introduces(marks, previous, heads, text):
            levels[i] = levels[previous] + 1
        else:
            levels[i] = levels[previous]
        if marks[i].kind is MarkKind.ENTRY and previous is not None:
            levels[i] = levels[previous]
            continue
        previous = i
    return levels


def _is_main(marks: Sequence[Mark], i: int, text: str) -> bool:
    words = marks[i].span.of(text)
    first = words.split()[0].lower()
    for mark in marks[i + 1 : i + 3]:
        if mark.kind is not MarkKind.PARAGRAPH:
            break
        body = mark.span.of(text)
        if _THIS_SECTION.search(body):
            return True
        if re.match(rf"{re.escape(first)}\s+(?:is|are|refers?|means?)\b", body.lower()):
            return True
    quoted = rf"[‘'“\"]{re.escape(words)}[’'”\"]"
    return any(
        re.search(r"\bsection", text[max(0, m.start() - 40) : m.end() + 40])
        for m in re.finditer(quoted, text)
    )


def _only_introduces(marks: Sequence[Mark], i: int, heads: set[int], text: str) -> bool:
    """Return whether the section at `i` is a main one with nothing but prose that introduces."""
    body = []
    for j in range(i + 1, len(marks)):
        if j in heads:
            break
        body.append(marks[j])
    speaks = any(_THIS_SECTION.search(m.span.of(text)) for m in body)
    return speaks and all(m.kind is MarkKind.PARAGRAPH for m in body)
