"""What to quote of what was found, with its source, and how a quotation is laid out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.answering.answer import Citation
from faqbot.answering.extraction import MAX_WORDS, quotation
from faqbot.answering.headline import headline, saying
from faqbot.answering.signals import Candidate
from faqbot.documents import Corpus, Document, Passage, SectionKind, Sentence, Span
from faqbot.receipts.receipt import receipt_of

Piece = tuple[Passage, Sentence, Span]  # where it stands, what tells, all that is quoted
_NEARLY = 1.0  # ranking score that the best sentence of another passage may lack
# A list mark between two sentences, once they stand on one line.
_MARK_BETWEEN = re.compile(r"(?<=[.!?]) [-•*] (?=[A-Z])")
_MARKS = ("- ", "• ", "* ", "– ")


class Quoter:
    """Chooses the pieces of one corpus that an answer quotes.

    Args:
        corpus: the documents.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def best(self, ranked: Sequence[Candidate], question: str) -> list[Piece]:
        """Return what to quote: the best sentence's piece, and the same words elsewhere."""
        best = ranked[0]
        text = self.text(best.passage)
        span = quotation(best.passage, best.sentence, text)
        there = [c.sentence for c in ranked if c.passage == best.passage]
        quoted = [(best.passage, saying(there, span, text, question), span)]
        telling, words = self.words(best), " ".join(span.of(text).split())
        for other in ranked[1:]:
            seen = any(other.passage == passage for passage, _, _ in quoted)
            if seen or self.words(other) != telling:
                continue
            other_text = self.text(other.passage)
            same = quotation(other.passage, other.sentence, other_text)
            if " ".join(same.of(other_text).split()) == words:
                quoted.append((other.passage, other.sentence, same))
        return quoted

    def second(
        self, ranked: Sequence[Candidate], scores: Sequence[float], first: Piece
    ) -> list[Piece]:
        """Return the piece of the next best passage, where little speaks for the best over it.

        Args:
            ranked: candidates, best first.
            scores: ranking score of each.
            first: what is quoted of the best.

        Returns:
            One piece, or none where the next best is far behind or does not fit. The same sentence
            in another place says no more.
        """
        said = self._words(ranked[0]) if ranked else ""
        for candidate, score in zip(ranked, scores, strict=False):
            if scores[0] - score >= _NEARLY:
                break
            if candidate.passage == first[0] or candidate.passage.kind is SectionKind.STORY:
                continue
            if self._words(candidate) == said:
                continue
            text = self.text(candidate.passage)
            span = quotation(candidate.passage, candidate.sentence, text)
            used = len(first[2].of(self.text(first[0])).split())
            if used + len(span.of(text).split()) > MAX_WORDS and not candidate.sentence.lead_in:
                span = headline(candidate.passage, candidate.sentence, span, text)
            if used + len(span.of(text).split()) > MAX_WORDS:
                break
            return [(candidate.passage, candidate.sentence, span)]
        return []

    def _words(self, candidate: Candidate) -> str:
        """Return a sentence on one line."""
        return " ".join(candidate.sentence.span.of(self.text(candidate.passage)).split())

    def with_other_side(self, quoted: Sequence[Piece], other: Candidate) -> list[Piece]:
        """Return what is quoted with what contradicts it: official first, then the newest."""
        text = self.text(other.passage)
        span = quotation(other.passage, other.sentence, text)

        def standing(piece: Piece) -> tuple[int, int]:
            source = self._corpus.document(piece[0].document_id).source
            return source.authority.rank, -(source.dated.toordinal() if source.dated else 0)

        return sorted([*quoted, (other.passage, other.sentence, span)], key=standing)

    def piece(self, document: Document, span: Span) -> Piece:
        """Return a piece of a document with the passage it begins in, or one of its own."""
        sentence = Sentence(span)
        for passage in self._corpus.passages:
            begins = passage.span.start <= span.start < passage.span.end
            if passage.document_id == document.id and begins:
                return passage, sentence, span
        own = Passage(f"{document.id}#", document.id, (), SectionKind.PROSE, span, (sentence,))
        return own, sentence, span

    def citation(self, n: int, passage: Passage, span: Span) -> Citation:
        """Return the source of a piece that is quoted as the `n`th, with its receipt."""
        document = self._corpus.document(passage.document_id)
        source = document.source
        return Citation(
            n=n,
            document_id=document.id,
            title=source.title,
            publisher=source.publisher,
            version=source.version,
            published=source.published,
            updated=source.updated,
            authority=source.authority,
            section=passage.path,
            quote=span.of(document.text),
            start=span.start,
            end=span.end,
            anchor=document.anchor_at(span.start),
            receipt=str(receipt_of(document, span)),
        )

    def telling(self, piece: Piece) -> str:
        """Return what is to be said first of what is quoted, on one line."""
        passage, sentence, span = piece
        text = self.text(passage)
        words = " ".join(headline(passage, sentence, span, text).of(text).split())
        return _MARK_BETWEEN.sub(" ", words)

    def words(self, candidate: Candidate) -> str:
        """Return the sentence of a candidate, on one line."""
        return " ".join(candidate.sentence.span.of(self.text(candidate.passage)).split())

    def text(self, passage: Passage) -> str:
        """Return the text of the document that a passage is from."""
        return self._corpus.document(passage.document_id).text


def holds(piece: Piece, candidate: Candidate) -> bool:
    """Return whether a piece that is quoted covers a candidate."""
    same = candidate.passage.document_id == piece[0].document_id
    return same and piece[2].covers(candidate.sentence.span)


def readable(quote: str) -> str:
    """Return a quotation without the layout of its file: one line a block, single-spaced.

    A quotation that begins inside a list gets the list's mark in front.
    """
    lines = [" ".join(line.split()) for line in quote.split("\n")]
    mark = next((line[:2] for line in lines[1:] if line[:2] in _MARKS), None)
    # A line that ends with a colon introduces a list that begins further down.
    introduced = any(line.endswith(":") and line[:2] not in _MARKS for line in lines)
    if mark is not None and not introduced and lines[0][:2] not in _MARKS:
        lines[0] = mark + lines[0]
    out: list[str] = []
    for line in filter(None, lines):
        if out and line[:1].islower() and not out[-1].endswith((".", "!", "?", ":", ";")):
            out[-1] += f" {line}"  # a sentence that a page break cut
        else:
            out.append(line)
    return "\n".join(out)
