"""What is said first of a quotation: its telling sentence, with what it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.answering.anaphora import leans_back
from faqbot.corpus.sentences import sentence_spans
from faqbot.documents import BlockKind, Passage, Sentence, Span

_MOST = 80  # words of what is said first
_LIST = 40  # words up to which an item is said with the words that introduce it
# It says where something is said, and not what.
_POINTS = re.compile(
    r"^(?:for|(?:(?:you can|to|please)\s+)?(?:also\s+)?(?:find|see|read|learn|get)"
    r"|if you\b[^,.–]{0,40}?\b(?:find|finding|read|reading|learn|learning))?(?:\s+out)?\s*"
    r"\b(?:more|further|additional)\s+(?:information|details?|guidance|about|on|at|in|from|here)\b",
    re.IGNORECASE,
)
_ASKS_WHERE = re.compile(
    r"\b(?:where|find|more|further|links?|lists?|tables?|pages?|sites?|web\w*|online|read|look|see|visit|point|contact|info\w*|details?"
    r"|who (?:can|could|do|should) (?:i|we|they|you) (?:ask|call|ring|talk|speak))\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?:the following|as follows|below)\b", re.IGNORECASE)
# An introduction without which its items say something else.
_QUALIFIES = re.compile(
    r"\b(?:not|no|none|never|neither|nor|without|cannot|if|unless|except|only|until|before|between|expects?|plans?|may|might|could)\b|n['’]t\b",
    re.IGNORECASE,
)


def saying(ranked: Sequence[Sentence], quoted: Span, text: str, question: str) -> Sentence:
    """Return the sentence of a quotation that is to be said first.

    Args:
        ranked: sentences of the quoted passage, the one that tells most first.
        quoted: what is quoted.
        text: the document's text.
        question: what was asked.

    Returns:
        The first; the next that says something, where the first only says where
        more is to be read and nobody asked for that.
    """
    if not _points(ranked[0], text) or _ASKS_WHERE.search(question):
        return ranked[0]
    inside = (s for s in ranked if s.quotable and quoted.covers(s.span))
    return next((s for s in inside if not _points(s, text)), ranked[0])


def headline(passage: Passage, telling: Sentence, quoted: Span, text: str) -> Span:
    """Return the run of sentences that says what a telling sentence says.

    Args:
        passage: where it stands.
        telling: one of the quoted sentences.
        quoted: what is quoted of the passage.
        text: the document's text.

    Returns:
        A piece of what is quoted: the telling sentence; before it what it leans
        on, or the words that introduce its list; after a colon what follows.
    """
    inside = [s for s in passage.sentences if s.quotable and quoted.covers(s.span)]
    at = next((i for i, s in enumerate(inside) if s.span == telling.span), None)
    if at is None:
        return telling.span
    low = _back(inside, at, text)
    run = inside[low].span.to(telling.span)
    lead = telling.lead_in if low == at else inside[low].lead_in
    lead = lead or _announced(inside, low, text)
    if lead is not None and quoted.covers(lead):
        run = _introduced(run, lead, text)
    for n, following in enumerate(inside[at + 1 :] if _opens(telling, text) else ()):
        listed = following.lead_in is not None and following.lead_in.covers(telling.span)
        longer = run.to(following.span)
        if n and (not listed or _words(longer, text) > _MOST):
            break
        run = longer
    return run


def _back(inside: Sequence[Sentence], at: int, text: str) -> int:
    """Return where to begin so that nothing leans on what was not said; `at` where that is too far."""
    low = at
    while low > 0 and leans_back(inside[low].span.of(text), inside[low - 1].span.of(text)):
        low -= 1
        if _words(inside[low].span.to(inside[at].span), text) > _MOST:
            return at
    return low


def _announced(inside: Sequence[Sentence], at: int, text: str) -> Span | None:
    """Return the paragraph before a list that speaks of what follows, without a colon."""
    if inside[at].kind is not BlockKind.ITEM:
        return None
    before = [s for s in inside[:at] if s.kind is not BlockKind.ITEM]
    if not before:
        return None
    spans = [s.span for s in before if s.block == before[-1].block]
    paragraph = spans[0].to(spans[-1])
    return paragraph if _ANNOUNCES.search(paragraph.of(text)) else None


def _introduced(run: Span, lead: Span, text: str) -> Span:
    """Return a list item with its introduction, where it says too little or too much without."""
    sentences = list(sentence_spans(text, lead))
    turning = next((s for s in sentences if _QUALIFIES.search(s.of(text))), None)
    whole = (turning or sentences[-1]).to(run)
    if turning is not None:
        return whole
    words = run.of(text)
    complete = words[:1].isupper() and words.endswith((".", "!", "?"))
    return run if complete or _words(whole, text) > _LIST else whole


def _points(sentence: Sentence, text: str) -> bool:
    return bool(_POINTS.match(" ".join(sentence.span.of(text).split())))


def _opens(sentence: Sentence, text: str) -> bool:
    return sentence.span.of(text).rstrip().endswith(":")


def _words(span: Span, text: str) -> int:
    return len(span.of(text).split())
