"""What was found, put into an Answer: quotations with their sources, or a refusal that helps."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from faqbot.answering.answer import (
    Alternative,
    Answer,
    Citation,
    Explanation,
    IndexIdentity,
    Notice,
    Reason,
    Related,
    Status,
)
from faqbot.answering.conflicts import Conflict
from faqbot.answering.continuation import continuation
from faqbot.answering.extraction import MAX_WORDS, quotation
from faqbot.answering.notices import NoticeWriter, disagreement
from faqbot.answering.senses import Sense
from faqbot.answering.signals import Candidate
from faqbot.corpus.sentences import sentence_spans
from faqbot.documents import Corpus, Document, Passage, SectionKind, Sentence, Span
from faqbot.index.text import with_article
from faqbot.receipts.receipt import receipt_of

Piece = tuple[Passage, Sentence, Span]  # where it stands, what tells, all that is quoted
_RELATED = 3
_NEARLY = 0.75  # ranking score that the best sentence of another passage may lack
_MARKS = ("- ", "• ", "* ", "– ")
_PERSON = re.compile(
    r"(?:er|or|ist|ian|ant|(?<!m)ent|ic|coach|associate|nurse|lead|GP\))$", re.IGNORECASE
)  # names of people at work, not of a field of work


@dataclass(frozen=True, slots=True)
class Found:
    """What the answering stages hand over for one question."""

    asked: str  # as the person put it
    standalone: str
    ranked: tuple[Candidate, ...]  # best first; may be empty
    nearby: tuple[Passage, ...]  # passages near enough to be worth offering, best first
    confidence: float
    explanation: Explanation
    scores: tuple[float, ...] = ()  # ranking score of each candidate in `ranked`


class Composer:
    """Makes answers from what was found in one corpus.

    Args:
        corpus: the documents.
        identity: names the index in each answer.
    """

    def __init__(self, corpus: Corpus, identity: IndexIdentity) -> None:
        self._corpus = corpus
        self._identity = identity
        self._notices = NoticeWriter(corpus)

    def answered(
        self,
        found: Found,
        as_of: dt.date,
        assumption: str | None,
        alternatives: Sequence[Alternative],
        notices: tuple[Notice, ...],
        conflict: Conflict | None = None,
    ) -> Answer:
        """Return the answer that quotes the best candidate, and what contradicts it.

        Args:
            found: with at least one candidate.
            as_of: the day that dates are compared with.
            assumption: what was assumed, in words.
            alternatives: other readings to offer.
            notices: to show beside those that the quotation itself calls for.
            conflict: what answers differently; the more official of the two comes first.
        """
        quoted = self._quoted(found.ranked)
        if conflict is not None:
            quoted = self._with_other_side(quoted, conflict.candidate)
        elif len(quoted) == 1:
            quoted += self._second(found, quoted[0])
        notices = self._notices.notices(quoted, as_of, found.standalone) + notices
        if conflict is not None:
            sides = [self._citation(n, p, span) for n, (p, _, span) in enumerate(quoted, 1)]
            notices = (disagreement(sides, conflict), *notices)
        return self._answer(found, quoted, self._line(quoted[0]), assumption, alternatives, notices)

    def quoting(
        self,
        found: Found,
        spans: Sequence[tuple[Document, Span]],
        as_of: dt.date,
        assumption: str | None,
        alternatives: Sequence[Alternative] = (),
        notices: tuple[Notice, ...] = (),
    ) -> Answer:
        """Return the answer that quotes what was chosen otherwise than by weighing sentences.

        Every sentence of it counts for the notices, as all of it was chosen.

        Args:
            found: what was weighed beside it; may be nothing.
            spans: what to quote, at least one piece.
            as_of: the day that dates are compared with.
            assumption: what was assumed, in words.
            alternatives: other readings to offer.
            notices: to show beside those that the quotation itself calls for.
        """
        quoted = [self._piece(document, span) for document, span in spans]
        sentences = [
            (passage, Sentence(sentence), sentence)
            for passage, _, span in quoted
            for sentence in sentence_spans(self._text(passage), span)
        ]
        notices = self._notices.notices(sentences, as_of, found.standalone) + notices
        chosen = [c for c in found.ranked if any(_holds(piece, c) for piece in quoted)]
        first = sentences[0][1].span.of(self._text(quoted[0][0]))
        telling = self._words(chosen[0]) if chosen else " ".join(first.split())
        return self._answer(found, quoted, telling, assumption, alternatives, notices)

    def _answer(
        self,
        found: Found,
        quoted: Sequence[Piece],
        telling: str,
        assumption: str | None,
        alternatives: Sequence[Alternative],
        notices: tuple[Notice, ...],
    ) -> Answer:
        citations = tuple(
            self._citation(n, passage, span) for n, (passage, _, span) in enumerate(quoted, 1)
        )
        return Answer(
            question=found.asked,
            standalone_question=found.standalone,
            status=Status.ANSWERED,
            reason=None,
            answer="\n\n".join(dict.fromkeys(readable(c.quote) for c in citations)),
            citations=citations,
            confidence=found.confidence,
            assumption=assumption,
            alternatives=tuple(alternatives),
            notices=notices,
            related=self._related(found.nearby, besides=quoted[0][0]),
            index=self._identity,
            elapsed_ms=0.0,
            telling=telling,
            explanation=found.explanation,
        )

    def refused(
        self,
        found: Found,
        reason: Reason,
        said: Sequence[str] = (),
        notices: tuple[Notice, ...] = (),
    ) -> Answer:
        """Return a refusal: that the guidance does not answer, why, and what is near.

        Args:
            found: what was weighed.
            reason: why not.
            said: sentences that say more about the reason.
            notices: to show with it.
        """
        lines = ["The guidance here does not answer that.", *said]
        if self._corpus.contact:
            lines.append(f"You could ask {self._corpus.contact}.")
        return Answer(
            question=found.asked,
            standalone_question=found.standalone,
            status=Status.NOT_COVERED,
            reason=reason,
            answer=" ".join(lines),
            citations=(),
            confidence=found.confidence,
            assumption=None,
            alternatives=(),
            notices=notices,
            related=self._related(found.nearby, besides=None),
            index=self._identity,
            elapsed_ms=0.0,
            explanation=found.explanation,
        )

    def unclear(self, found: Found, words: str, senses: Sequence[Sense]) -> Answer:
        """Return a question back: which of several things is meant.

        Args:
            found: what was weighed.
            words: the words that may stand for several things.
            senses: these things, the likeliest first.
        """
        return Answer(
            question=found.asked,
            standalone_question=found.standalone,
            status=Status.CLARIFY,
            reason=Reason.AMBIGUOUS,
            answer=_which(words),
            citations=(),
            confidence=found.confidence,
            assumption=None,
            alternatives=_offered(senses),
            notices=(),
            related=(),
            index=self._identity,
            elapsed_ms=0.0,
            explanation=found.explanation,
        )

    def which(self, answer: Answer, words: str, senses: Sequence[Sense]) -> Answer:
        """Return the same question back in place of an answer to the likeliest reading."""
        return replace(
            answer,
            status=Status.CLARIFY,
            reason=Reason.AMBIGUOUS,
            answer=_which(words),
            citations=(),
            assumption=None,
            alternatives=_offered(senses),
            notices=(),
            related=(),
            telling=None,
        )

    def more(self, asked: str, before: Sequence[Answer], as_of: dt.date) -> Answer | None:
        """Return what the section quoted last says further, or None where it says no more.

        Args:
            asked: the turn.
            before: the answers given out in a row on this section, the last one last.
            as_of: the day that dates are compared with.
        """
        shown = tuple(c for answer in before for c in answer.citations[:1])
        piece = continuation(self._corpus, shown)
        if piece is None:
            return None
        passage, telling, span = piece
        last = before[-1]
        citation = self._citation(1, passage, span)
        return replace(
            last,
            question=asked,
            answer=readable(citation.quote),
            citations=(citation,),
            notices=self._notices.notices([piece], as_of, last.standalone_question),
            assumption=None,
            alternatives=(),
            telling=" ".join(telling.span.of(self._text(passage)).split()),
        )

    def no_more(self, asked: str, last: Answer) -> Answer:
        """Return that the section quoted last was shown whole.

        Args:
            asked: the turn.
            last: the answer before it.
        """
        lines = ["That is all that this section of the guidance says."]
        if self._corpus.contact:
            lines.append(f"For more you could ask {self._corpus.contact}.")
        return replace(
            last,
            question=asked,
            status=Status.NOT_COVERED,
            reason=Reason.NOT_IN_GUIDANCE,
            answer=" ".join(lines),
            citations=(),
            assumption=None,
            alternatives=(),
            notices=(),
            telling=None,
        )

    def about(self, asked: str, reason: Reason, text: str, status: Status = Status.ABOUT) -> Answer:
        """Return a fixed text: small talk, facts about the documents, or a signpost."""
        return Answer(
            question=asked,
            standalone_question=asked,
            status=status,
            reason=reason,
            answer=text,
            citations=(),
            confidence=1.0,
            assumption=None,
            alternatives=(),
            notices=(),
            related=(),
            index=self._identity,
            elapsed_ms=0.0,
        )

    def _piece(self, document: Document, span: Span) -> Piece:
        """Return a piece of a document with the passage it begins in, or one of its own."""
        sentence = Sentence(span)
        for passage in self._corpus.passages:
            begins = passage.span.start <= span.start < passage.span.end
            if passage.document_id == document.id and begins:
                return passage, sentence, span
        own = Passage(f"{document.id}#", document.id, (), SectionKind.PROSE, span, (sentence,))
        return own, sentence, span

    def _quoted(self, ranked: Sequence[Candidate]) -> list[Piece]:
        """Return what to quote: the best sentence's piece, and the same words elsewhere."""
        best = ranked[0]
        text = self._text(best.passage)
        span = quotation(best.passage, best.sentence, text)
        quoted = [(best.passage, best.sentence, span)]
        telling, words = self._words(best), " ".join(span.of(text).split())
        for other in ranked[1:]:
            seen = any(other.passage == passage for passage, _, _ in quoted)
            if seen or self._words(other) != telling:
                continue
            other_text = self._text(other.passage)
            same = quotation(other.passage, other.sentence, other_text)
            if " ".join(same.of(other_text).split()) == words:
                quoted.append((other.passage, other.sentence, same))
        return quoted

    def _second(self, found: Found, first: Piece) -> list[Piece]:
        """Return the piece of the next best passage, where little speaks for the best over it."""
        for candidate, score in zip(found.ranked, found.scores, strict=False):
            if found.scores[0] - score >= _NEARLY:
                break
            if candidate.passage == first[0] or candidate.passage.kind is SectionKind.STORY:
                continue
            text = self._text(candidate.passage)
            span = quotation(candidate.passage, candidate.sentence, text)
            used = len(first[2].of(self._text(first[0])).split())
            if used + len(span.of(text).split()) > MAX_WORDS and not candidate.sentence.lead_in:
                span = candidate.sentence.span
            if used + len(span.of(text).split()) > MAX_WORDS:
                break
            return [(candidate.passage, candidate.sentence, span)]
        return []

    def _with_other_side(self, quoted: Sequence[Piece], other: Candidate) -> list[Piece]:
        """Return what is quoted with what contradicts it: official first, then the newest."""
        text = self._text(other.passage)
        span = quotation(other.passage, other.sentence, text)

        def standing(piece: Piece) -> tuple[int, int]:
            source = self._corpus.document(piece[0].document_id).source
            return source.authority.rank, -(source.dated.toordinal() if source.dated else 0)

        return sorted([*quoted, (other.passage, other.sentence, span)], key=standing)

    def _citation(self, n: int, passage: Passage, span: Span) -> Citation:
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

    def _related(self, passages: Sequence[Passage], besides: Passage | None) -> tuple[Related, ...]:
        """Return up to three sections nearby, each with a question it answers."""
        related: dict[str, Related] = {}
        for passage in passages:
            same = besides is not None and passage.path == besides.path
            question = question_for(passage)
            if passage.path and not same and question not in related:
                related[question] = Related(passage.document_id, passage.path, question)
        return tuple(related.values())[:_RELATED]

    def _text(self, passage: Passage) -> str:
        return self._corpus.document(passage.document_id).text

    def _words(self, candidate: Candidate) -> str:
        return self._line((candidate.passage, candidate.sentence, candidate.sentence.span))

    def _line(self, piece: Piece) -> str:
        """Return the telling sentence of what is quoted, on one line."""
        return " ".join(piece[1].span.of(self._text(piece[0])).split())


def _holds(piece: Piece, candidate: Candidate) -> bool:
    """Return whether a piece that is quoted covers a candidate."""
    same = candidate.passage.document_id == piece[0].document_id
    return same and piece[2].covers(candidate.sentence.span)


def _which(words: str) -> str:
    bare = words.strip()
    name = f"{bare[:1].upper()}{bare[1:]}"
    return f"“{name}” may mean several things, and the answers differ. Which do you mean?"


def _offered(senses: Sequence[Sense]) -> tuple[Alternative, ...]:
    return tuple(Alternative(sense.topic.name, sense.question) for sense in senses)


def question_for(passage: Passage) -> str:
    """Return a question that a passage answers, from its heading."""
    heading = passage.heading.lstrip("0123456789. ")
    if passage.kind is SectionKind.QUESTION:
        return heading
    if passage.kind is SectionKind.ROLE:
        if _PERSON.search(heading):
            return f"What does {with_article(heading)} do?"
        return f"What does the role “{heading}” involve?"
    return f"What does the guidance say about “{heading}”?"


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
