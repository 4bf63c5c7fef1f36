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
from itertools import combinations, pairwise

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
_SECTION_WORD = re.compile(r"\bsection")
_NEAR = 40  # characters between a quoted heading and the word "section" that refers to it
_LONGEST = 130  # characters of a heading that is referred to
_LONGEST_QUESTION = 60  # words
_LONGEST_NUMBER = 12  # characters: "Q 123. W"
_MOST_QUOTES = 20  # looked at around one such word
_IS = re.compile(r"\s+(?:is|are|refers?|means?)\b")
_QUOTES = "‘'“\"’”"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its place in the outline."""

    words: str
    span: Span
    level: int  # 1 is outermost
    question: bool  # it asks, and what stands under it answers


def is_numbered(words: str) -> bool:
    """Return whether words begin with the number of a heading or question: "16. Who …"."""
    return bool(_NUMBERED.match(words))


def is_numbered_question(words: str) -> bool:
    """Return whether words are a question of a numbered series: "16. Who pays for it?"."""
    return is_numbered(words) and words.endswith("?") and len(words.split()) <= _LONGEST_QUESTION


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
    outer = _outer(marks)
    sentence_case = _is_sentence_case(marks, text)
    chosen = [
        i
        for i in range(len(marks))
        if _is_heading(marks, i, text, left_out, outer, sentence_case=sentence_case)
    ]
    chosen = sorted({*chosen, *_missing_in_series(marks, chosen, text)})
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


def _missing_in_series(marks: Sequence[Mark], chosen: Sequence[int], text: str) -> list[int]:
    """Return the paragraphs that ask and whose numbers stand between those of two headings."""
    found: list[int] = []
    for before, after in pairwise(i for i in chosen if _number(marks[i], text)):
        number = _number(marks[before], text)
        for i in range(before + 1, after):
            asks = marks[i].kind is MarkKind.PARAGRAPH and _is_question(marks[i].span.of(text))
            if asks and number < _number(marks[i], text) < _number(marks[after], text):
                found.append(i)
    return found


def _number(mark: Mark, text: str) -> int:
    """Return the number that a block begins with, or 0."""
    start = text[mark.span.start : mark.span.start + _LONGEST_NUMBER]
    found = _NUMBERED.match(start)
    return int(re.sub(r"\D", "", found[0])) if found else 0


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


def _is_heading(
    marks: Sequence[Mark],
    i: int,
    text: str,
    left_out: list[LeftOut],
    outer: Sequence[int | None],
    *,
    sentence_case: bool,
) -> bool:
    mark = marks[i]
    if mark.kind in (MarkKind.HEADING, MarkKind.ENTRY):
        return True
    if mark.kind is not MarkKind.MAYBE_HEADING or i + 1 == len(marks):
        return False
    words = mark.span.of(text)
    if is_metadata(words) or _RUN_IN.match(words):
        return False
    above = outer[i]
    if above is not None and marks[above].kind is MarkKind.ENTRY:
        return False  # indented under a list item that heads an entry
    before = marks[i - 1] if i else None
    after = marks[i + 1]
    if before is not None:
        previous = before.span.of(text)
        if after.kind is MarkKind.ITEM and _RUN_IN.match(previous):
            return False  # one of a run of "Term - definition", with its items
        if previous.endswith(":") and _share(words, previous) >= 0.5:
            left_out.append(LeftOut(mark.span, "link text"))
            return False
        if before.kind is MarkKind.MAYBE_HEADING and sentence_case and _is_titled(words):
            return False  # a proper name
    return True


def _outer(marks: Sequence[Mark]) -> list[int | None]:
    """Return for each block the nearest one before it that is indented less."""
    out: list[int | None] = []
    enclosing: list[int] = []
    for i, mark in enumerate(marks):
        while enclosing and marks[enclosing[-1]].indent >= mark.indent:
            enclosing.pop()
        out.append(enclosing[-1] if enclosing else None)
        enclosing.append(i)
    return out


def _share(words: str, other: str) -> float:
    """Return the share of the content words of `words` that stand in `other`."""
    mine = set(normalise(words).split()) - _SMALL
    return len(mine & set(normalise(other).split())) / len(mine) if mine else 0.0


def _is_titled(line: str) -> bool:
    """Return whether every word of a line that carries meaning has a capital."""
    content = [w for w in re.findall(r"[A-Za-z][\w’'-]*", line) if w.lower() not in _SMALL]
    return len(content) >= 3 and all(w[0].isupper() for w in content)


def _is_sentence_case(marks: Sequence[Mark], text: str) -> bool:
    """Return whether most short lines of a document have capitals only where sentences do."""
    maybe = (m.span.of(text) for m in marks if m.kind is MarkKind.MAYBE_HEADING)
    long = [line for line in maybe if len(line.split()) >= 3]
    return sum(map(_is_titled, long)) * 3 < len(long)


def _plain_levels(marks: Sequence[Mark], chosen: Sequence[int], text: str) -> dict[int, int]:
    """Return levels for headings without mark-up, by what stands around them.

    A heading is a main one when the text under it speaks of "this section" or
    begins by defining it, when the text elsewhere refers to it as a section in
    quotes, or when another heading follows it at once. A heading right under
    another is its child; any other has the level of the one before it, or is
    the child of a main one that only introduces.
    """
    heads = set(chosen)
    referred_to = _sections_referred_to(text)
    levels: dict[int, int] = {}
    previous: int | None = None
    for i in chosen:
        nested = previous is not None and i == previous + 1
        contains = i + 1 in heads and marks[i + 1].kind is not MarkKind.ENTRY
        if nested and previous is not None:
            levels[i] = levels[previous] + 1
        elif previous is None or contains or _is_main(marks, i, text, referred_to):
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


def _is_main(marks: Sequence[Mark], i: int, text: str, referred_to: set[str]) -> bool:
    words = marks[i].span.of(text)
    first = words.split()[0].lower()
    for mark in marks[i + 1 : i + 3]:
        if mark.kind is not MarkKind.PARAGRAPH:
            break
        body = mark.span.of(text)
        if _THIS_SECTION.search(body) or _defines(first, body.lower()):
            return True
    return words in referred_to


def _defines(first: str, body: str) -> bool:
    """Return whether a text begins with a word and what it is."""
    return body.startswith(first) and bool(_IS.match(body, len(first)))


def _sections_referred_to(text: str) -> set[str]:
    """Return what stands in quotes near the word "section"."""
    found: set[str] = set()
    for match in _SECTION_WORD.finditer(text):
        begin = max(0, match.start() - _NEAR - _LONGEST - 2)
        end = match.end() + _NEAR + _LONGEST + 2
        quotes = [i for i in range(begin, min(end, len(text))) if text[i] in _QUOTES]
        for left, right in combinations(quotes[:_MOST_QUOTES], 2):
            near = left - _NEAR <= match.end() and right + 1 + _NEAR >= match.start()
            if near and right - left <= _LONGEST + 1:
                found.add(text[left + 1 : right])
    return found


def _only_introduces(marks: Sequence[Mark], i: int, heads: set[int], text: str) -> bool:
    """Return whether the section at `i` is a main one with nothing but prose that introduces."""
    body = []
    for j in range(i + 1, len(marks)):
        if j in heads:
            break
        body.append(marks[j])
    speaks = any(_THIS_SECTION.search(m.span.of(text)) for m in body)
    return speaks and all(m.kind is MarkKind.PARAGRAPH for m in body)
