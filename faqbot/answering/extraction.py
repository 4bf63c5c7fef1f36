"""The telling sentence to a quotation: with its conditions, whole where that is short.

A quotation is one contiguous piece of the document. A short answer to a
question is quoted whole; otherwise the quotation grows from the telling
sentence over its block, its list and its neighbours while there is room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.answering.anaphora import begins_inside, names_its_condition_before
from faqbot.documents import BlockKind, Passage, SectionKind, Sentence, Span

MAX_WORDS = 120
_ROOM = {SectionKind.ROLE: 100, SectionKind.PROSE: 100, SectionKind.STORY: 100}
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def quotation(passage: Passage, telling: Sentence, text: str) -> Span:
    """Return the piece of `text` to quote for a telling sentence of a passage.

    Args:
        passage: the sentence's passage.
        telling: one of its sentences.
        text: the document's text.

    Returns:
        A span of whole sentences that covers the telling one and the words
        that introduce its list, at most about MAX_WORDS long.
    """
    sentences = passage.sentences
    at = sentences.index(telling)
    usable = [i for i, s in enumerate(sentences) if s.quotable]
    first, last = usable[0], usable[-1]
    whole = passage.kind in (SectionKind.QUESTION, SectionKind.LIST)
    if whole and _words(text, sentences, first, last) <= MAX_WORDS:
        return _span(sentences, first, last)
    core = low, high = _with_list(sentences, at, text)
    room = _ROOM.get(passage.kind, MAX_WORDS)
    while True:
        grown = _grow(sentences, low, high, text, room)
        if grown == (low, high):
            return _span(sentences, *_from_its_beginning(sentences, grown, core, text))
        low, high = grown


def _with_list(sentences: Sequence[Sentence], at: int, text: str) -> tuple[int, int]:
    """Return the range that a sentence needs: its lead-in and the items between, or its list."""
    sentence = sentences[at]
    low = high = at
    if sentence.lead_in is not None:
        low = next((i for i, s in enumerate(sentences) if s.span.end >= sentence.lead_in.end), at)
        low = min(low, at)
    if sentence.kind is BlockKind.LEAD_IN or sentence.lead_in is not None:
        lead = sentence.span if sentence.kind is BlockKind.LEAD_IN else sentence.lead_in
        while high + 1 < len(sentences):
            following = sentences[high + 1]
            same_item = following.block == sentences[high].block
            if following.lead_in != lead and not same_item:
                break
            if _words(text, sentences, low, high + 1) > MAX_WORDS:
                break
            high += 1
    elif _leans(sentences, at, text) and sentences[at - 1].quotable:
        low = at - 1
    return low, high


def _from_its_beginning(
    sentences: Sequence[Sentence], grown: tuple[int, int], core: tuple[int, int], text: str
) -> tuple[int, int]:
    """Return the range from where its first sentence can be understood, at most MAX_WORDS long.

    That is the sentence on which the first leans, if there is room. A condition
    gets the one before it in any case: what stands after the core gives way.
    Else the range begins with the first sentence up to the core that leans on none.
    """
    low, high = grown
    first = low
    while _leans(sentences, first, text) and _goes_on(sentences, first, text):
        first -= 1
    if _words(text, sentences, first, high) <= MAX_WORDS:
        return first, high
    if names_its_condition_before(sentences[low].span.of(text)):
        for end in range(high, core[1] - 1, -1):
            cut = sentences[end].kind is BlockKind.LEAD_IN
            if not cut and _words(text, sentences, low - 1, end) <= MAX_WORDS:
                return low - 1, end
    free = (i for i in range(low, core[0] + 1) if not _leans(sentences, i, text))
    return next(free, low), high


def _leans(sentences: Sequence[Sentence], at: int, text: str) -> bool:
    """Return whether a sentence, not one that its list's introduction precedes, leans on the last."""
    if at == 0 or sentences[at].lead_in is not None:
        return False
    return begins_inside(sentences[at].span.of(text), sentences[at - 1].span.of(text))


def _goes_on(sentences: Sequence[Sentence], at: int, text: str) -> bool:
    """Return whether a sentence can be quoted with the one before it."""
    before, after = sentences[at - 1], sentences[at]
    between = text[before.span.end : after.span.start]
    return before.quotable and not _LETTERS.search(between)


def _grow(
    sentences: Sequence[Sentence], low: int, high: int, text: str, room: int
) -> tuple[int, int]:
    """Return the range grown by one sentence, first inside its block, else unchanged."""
    options = []
    if high + 1 < len(sentences) and _joins(sentences[high], sentences[high + 1], text):
        options.append((sentences[high + 1].block != sentences[high].block, 0, (low, high + 1)))
    if low > 0 and _joins(sentences[low - 1], sentences[low], text):
        options.append((sentences[low - 1].block != sentences[low].block, 1, (low - 1, high)))
    for other_block, _, (a, b) in sorted(options):
        limit = room if other_block else MAX_WORDS
        if _words(text, sentences, a, b) <= limit:
            return a, b
    return low, high


def _joins(before: Sentence, after: Sentence, text: str) -> bool:
    """Return whether a quotation may go on over the border between two sentences."""
    between = text[before.span.end : after.span.start]
    # Words between two sentences are page furniture that was left out.
    if _LETTERS.search(between) or not before.quotable or not after.quotable:
        return False
    labels = (before.kind is BlockKind.LEAD_IN, after.kind is BlockKind.LEAD_IN)
    return not labels[1] and (not labels[0] or after.lead_in is not None)


def _span(sentences: Sequence[Sentence], low: int, high: int) -> Span:
    start = sentences[low].span.start
    lead = sentences[low].lead_in
    if lead is not None:
        start = min(start, lead.start)
    return Span(start, sentences[high].span.end)


def _words(text: str, sentences: Sequence[Sentence], low: int, high: int) -> int:
    return len(_span(sentences, low, high).of(text).split())
