"""What stands now where words of an earlier version stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from faqbot.corpus.sentences import block_sentences
from faqbot.documents import Document, Section, Sentence, Span
from faqbot.index.text import stems
from faqbot.receipts.receipt import bare_heading
from faqbot.receipts.words import folded

ALIKE = 0.5  # share of their telling words that two sentences have in common (Dice)


def successor(old: Document, span: Span, new: Document) -> Span | None:
    """Return what took the place of a piece of an earlier version.

    The sentences of the section with the same heading are aligned with those of the
    section before; where that leaves nothing, the sentences most alike are taken from
    wherever they stand.

    Args:
        old: the earlier version.
        span: the piece of its text.
        new: the version that answers now.

    Returns:
        Whole sentences of `new`, or None where nothing in it is like the piece.
    """
    before = old.section_at(span.start)
    if before is None:
        return None
    lines = _sentences(old, before)
    wanted = [i for i, s in enumerate(lines) if s.span.start < span.end and span.start < s.span.end]
    texts = [_words(old, s) for s in lines]
    for section in _same_heading(before, new):
        found = _aligned(texts, wanted, new, _sentences(new, section))
        if found is not None:
            return found
    return _most_alike([texts[i] for i in wanted], new)


def _aligned(
    before: Sequence[str], wanted: Sequence[int], new: Document, now: Sequence[Sentence]
) -> Span | None:
    """Return the sentences of a section that stand where the wanted ones stood.

    Equal sentences are the fixed points; between two of them, what was there before
    was replaced by what is there now.
    """
    texts = [_words(new, s) for s in now]
    found: list[int] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, texts, autojunk=False).get_opcodes():
        gone = [i for i in wanted if a <= i < b]
        if not gone:
            continue
        if kind == "equal":
            found += [c + i - a for i in gone]
        elif kind == "replace":
            alike = [
                j for j in range(c, d) if any(_alike(before[i], texts[j]) >= ALIKE for i in gone)
            ]
            found += alike or range(c, d)
    return _span(now[j] for j in found)


def _most_alike(wanted: Sequence[str], new: Document) -> Span | None:
    """Return the sentences of one section that are most like the wanted ones."""
    best, reached = None, 0.0
    for section in new.sections:
        now = _sentences(new, section)
        likeness = [max(_alike(w, _words(new, s)) for w in wanted) for s in now]
        total = sum(x for x in likeness if x >= ALIKE)
        if total > reached:
            best = _span(s for s, x in zip(now, likeness, strict=True) if x >= ALIKE)
            reached = total
    return best


def _same_heading(before: Section, new: Document) -> list[Section]:
    """Return the sections with the same heading, those under the same headings first."""
    title = bare_heading(before.title)
    path = [bare_heading(part) for part in before.path]
    found = [s for s in new.sections if s.blocks and bare_heading(s.title) == title]
    return sorted(found, key=lambda s: [bare_heading(part) for part in s.path] != path)


def _sentences(document: Document, section: Section) -> list[Sentence]:
    return list(block_sentences(document.text, section.blocks))


def _words(document: Document, sentence: Sentence) -> str:
    return folded(sentence.span.of(document.text))


def _alike(one: str, other: str) -> float:
    """Return how much of two sentences is the same, 0 to 1, by their telling words."""
    first, second = set(stems(one)), set(stems(other))
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


def _span(sentences: Iterable[Sentence]) -> Span | None:
    spans = [s.span for s in sentences]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
