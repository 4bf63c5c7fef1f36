"""Blocks to sentences: the unit that an answer quotes.

A sentence ends at . ! or ? followed by white space and a capital, a digit or
an opening quotation mark, unless the mark belongs to an abbreviation, an
initial or a number. A sentence never leaves its block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from faqbot.corpus.furniture import is_pointer
from faqbot.documents import Block, BlockKind, Sentence, Span

# Possessive, and looked back at no further than needed: time grows with the text, not its square.
_END = re.compile(r"(?<![.!?…])[.!?…]++['\"’”)\]]*+(?=\s+['\"‘“(\[]?[A-Z0-9£])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|etc|vs|cf|approx|no|nos|dr|mr|mrs|ms|prof|st|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|inc|ltd|dept|tel|ext|para|ref|fig|vol|pp?|ph\.d|[ap]\.m|(?:[A-Z]\.){1,4}[A-Z]|[A-Z])\.$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"[ap]\.m\.$", re.IGNORECASE)
_WHEN = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|GMT|BST|UK)\b"
)
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
# Words that begin a sentence and no name: "in the U.K. The course …", not "the U.K. Government".
_OPENER = re.compile(
    r"\s+['\"‘“(\[]?(?:The|This|That|These|Those|It|Its|We|You|Your|They|Their|He|She|There|If|When|Where|While"
    r"|What|Who|How|Why|In|On|At|For|From|To|As|After|Before|But|And|Or|So|A|An|All|Some|Most|No|Not|However)\b"
)

_LONGEST = 12  # characters; no abbreviation is longer


def sentence_spans(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a piece of `text`, without the white space between them.

    Together they cover every character of the piece that is not white space.
    """
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        candidate = text[max(start, match.start() - _LONGEST) : match.end()]
        if _ABBREVIATION.search(candidate.rstrip("'\"’”)]")) and not _ends_anyway(text, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, span.end)


def _ends_anyway(text: str, match: re.Match[str]) -> bool:
    """Return whether an abbreviation before a capital closes a sentence: "no.", "9 a.m.", "U.K."."""
    before = text[max(0, match.start() - _LONGEST) : match.start() + 1]
    if _HOUR.search(before):
        return not _WHEN.match(text, match.end())
    if _INITIALS.search(before):
        return bool(_OPENER.match(text, match.end()))
    after = text[match.end() : match.end() + 2].strip()
    return bool(re.search(r"(?:\s|^)(?:no|etc|may)\.$", before)) and after.isalpha()


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def block_sentences(text: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    """Yield the sentences of blocks in order; `block` counts from 0 within `blocks`."""
    for position, block in enumerate(blocks):
        for n, span in enumerate(sentence_spans(text, block.span)):
            kind = block.kind
            if kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and is_pointer(span.of(text)):
                kind = BlockKind.POINTER
            yield Sentence(span, block.lead_in if n == 0 else None, kind, position)
