"""What a section says further: the next piece of it, word for word."""

from __future__ import annotations

from dataclasses import replace

from faqbot.answering.answer import Citation
from faqbot.answering.extraction import quotation
from faqbot.documents import Corpus, Passage, SectionKind, Sentence, Span


def continuation(
    corpus: Corpus, shown: tuple[Citation, ...]
) -> tuple[Passage, Sentence, Span] | None:
    """Return the next piece of the section last cited: passage, first sentence, quoted span.

    Args:
        corpus: holds the section.
        shown: all citations given out so far, the last one last.

    Returns:
        What follows the last citation in its section, else what stands before
        it, unless it was shown; None when all of the section was.
    """
    if not shown:
        return None
    last = shown[-1]
    text = corpus.document(last.document_id).text
    given = [Span(c.start, c.end) for c in shown if c.document_id == last.document_id]
    left: list[tuple[Passage, list[Sentence]]] = []
    for passage in corpus.passages:
        if (passage.document_id, passage.path) != (last.document_id, last.section):
            continue
        new = [
            _without_known_lead(s, given)
            for s in passage.sentences
            if s.quotable and not any(span.covers(s.span) for span in given)
        ]
        if new:
            left.append((passage, new))
    after = [(p, [s for s in new if s.span.start >= last.end]) for p, new in left]
    for passage, new in [*after, *left]:
        run = _unbroken(new, given)
        if run:
            piece = replace(passage, sentences=tuple(run), kind=SectionKind.PROSE)
            return passage, run[0], quotation(piece, run[0], text)
    return None


def _without_known_lead(sentence: Sentence, given: list[Span]) -> Sentence:
    """Return a list item without its lead-in where that was shown before."""
    lead = sentence.lead_in
    known = lead is not None and any(span.covers(lead) for span in given)
    return replace(sentence, lead_in=None) if known else sentence


def _unbroken(new: list[Sentence], given: list[Span]) -> list[Sentence]:
    """Return the first sentences of `new` that nothing shown before stands between."""
    run: list[Sentence] = []
    for sentence in new:
        if run:
            between = Span(run[-1].span.end, sentence.span.start)
            if any(between.start < g.end and g.start < between.end for g in given):
                break
        run.append(sentence)
    return run
