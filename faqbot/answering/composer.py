"""What was found, put into an Answer: quotations with their sources, or a refusal that helps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from faqbot.answering.answer import (
    Alternative,
    Answer,
    IndexIdentity,
    Notice,
    Reason,
    Related,
    Status,
)
from faqbot.answering.conflicts import Conflict
from faqbot.answering.continuation import continuation
from faqbot.answering.found import Found
from faqbot.answering.nations import Nations
from faqbot.answering.notices import NoticeWriter, disagreement, has_lapsed
from faqbot.answering.offering import worth_offering
from faqbot.answering.quoting import Piece, Quoter, holds, readable
from faqbot.answering.related import related
from faqbot.answering.senses import Sense
from faqbot.corpus.sentences import sentence_spans
from faqbot.documents import Corpus, Document, Sentence, Span


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
        self._quoter = Quoter(corpus)
        self._nations = Nations(corpus)

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
        quoted = self._quoter.best(found.ranked, found.standalone)
        if conflict is not None:
            quoted = self._quoter.with_other_side(quoted, conflict.candidate)
        own = self._notices.notices(quoted, as_of, found.standalone)
        if conflict is None and len(quoted) == 1:
            both = quoted + self._quoter.second(found.ranked, found.scores, quoted[0])
            of_both = self._notices.notices(both, as_of, found.standalone)
            # What has lapsed is no second answer to what has not.
            if has_lapsed(of_both) == has_lapsed(own):
                quoted, own = both, of_both
        notices = own + notices
        if conflict is not None:
            sides = [self._quoter.citation(n, p, span) for n, (p, _, span) in enumerate(quoted, 1)]
            notices = (disagreement(sides, conflict), *notices)
        return self._answer(
            found, quoted, self._quoter.telling(quoted[0]), assumption, alternatives, notices
        )

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
        quoted = [self._quoter.piece(document, span) for document, span in spans]
        sentences = [
            (passage, Sentence(sentence), sentence)
            for passage, _, span in quoted
            for sentence in sentence_spans(self._quoter.text(passage), span)
        ]
        notices = self._notices.notices(sentences, as_of, found.standalone) + notices
        held = ((c, p) for c in found.ranked for p in quoted if holds(p, c))
        best = next(((c.passage, c.sentence, span) for c, (_, _, span) in held), sentences[0])
        telling = self._quoter.telling(best)
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
            self._quoter.citation(n, passage, span)
            for n, (passage, _, span) in enumerate(quoted, 1)
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
            related=related(found.nearby, besides=quoted[0][0]),
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
        offered = related(worth_offering(found, self._corpus), besides=None)
        told = {notice.text for notice in notices}
        lines = [self._refusal(found, reason), *(s for s in said if s not in told)]
        if len(lines) == 1 and offered and reason is Reason.NOT_IN_GUIDANCE:
            lines.append(_nearest(offered[0]))
        if self._corpus.contact:
            lines.append(f"You could ask {self._corpus.contact}.")
        answer = self._unquoted(found, Status.NOT_COVERED, reason, " ".join(lines))
        return replace(answer, notices=notices, related=offered)

    def _unquoted(self, found: Found, status: Status, reason: Reason, text: str) -> Answer:
        """Return a reply that quotes nothing to a question that was weighed."""
        answer = self.about(found.asked, reason, text, status)
        return replace(
            answer,
            standalone_question=found.standalone,
            confidence=found.confidence,
            explanation=found.explanation,
        )

    def _refusal(self, found: Found, reason: Reason) -> str:
        """Return that there is no answer; for another nation, for which one."""
        places = self._nations.elsewhere(found.standalone)
        where = f" for {' or '.join(places)}" if reason is Reason.OTHER_NATION and places else ""
        return f"The guidance here does not answer that{where}."

    def unclear(self, found: Found, words: str, senses: Sequence[Sense]) -> Answer:
        """Return a question back: which of several things is meant.

        Args:
            found: what was weighed.
            words: the words that may stand for several things.
            senses: these things, the likeliest first.
        """
        answer = self._unquoted(found, Status.CLARIFY, Reason.AMBIGUOUS, _which(words))
        return replace(answer, alternatives=_offered(senses))

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
        passage, _, span = piece
        last = before[-1]
        citation = self._quoter.citation(1, passage, span)
        return replace(
            last,
            question=asked,
            answer=readable(citation.quote),
            citations=(citation,),
            notices=self._notices.notices([piece], as_of, last.standalone_question),
            assumption=None,
            alternatives=(),
            telling=self._quoter.telling(piece),
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


def _nearest(offered: Related) -> str:
    """Return which section comes nearest, and that it does not answer."""
    heading = offered.section[-1].lstrip("0123456789. ")
    return f"No sentence that I found in it does; the nearest section is “{heading}”."


def _which(words: str) -> str:
    bare = words.strip()
    name = f"{bare[:1].upper()}{bare[1:]}"
    return f"“{name}” may mean several things, and the answers differ. Which do you mean?"


def _offered(senses: Sequence[Sense]) -> tuple[Alternative, ...]:
    return tuple(Alternative(sense.topic.name, sense.question) for sense in senses)
