"""What a person must know beside an answer: what has lapsed, who says it, how old it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from faqbot.answering.answer import Citation, Notice, NoticeKind
from faqbot.answering.answer_type import asked_types
from faqbot.answering.conflicts import Conflict
from faqbot.answering.headline import headline
from faqbot.corpus.validity import Window, is_scheme, names_scheme, window_of
from faqbot.documents import Authority, Corpus, Document, Passage, Sentence, Source, Span

AUTHORITY = {
    Authority.OFFICIAL: "official guidance",
    Authority.SECTOR: "sector body",
    Authority.REGIONAL: "regional body",
    Authority.UNOFFICIAL: "not official guidance",
}
OLD_AFTER_DAYS = 2 * 365
# A question whether something has come, or is over.
_ASKS_TIME = re.compile(
    r"\b(?:yet|still|already|any ?more|any longer|over|ended|finished|expired|closed|launched|started|begun|too late)\b",
    re.IGNORECASE,
)


class NoticeWriter:
    """Writes the notices for quotations from one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._scheme_window = lru_cache(maxsize=1_000)(self._find_scheme_window)

    def notices(
        self,
        quoted: Sequence[tuple[Passage, Sentence, Span]],
        as_of: dt.date,
        question: str,
    ) -> tuple[Notice, ...]:
        """Return the notices for an answer, without repeats.

        Args:
            quoted: for each citation its passage, telling sentence and quoted span.
            as_of: the day the answer is for.
            question: what was asked.
        """
        found: list[Notice] = []
        for passage, telling, span in quoted:
            document = self._corpus.document(passage.document_id)
            window = self.window(document, passage, telling, question)
            if window is None:
                window = self._window_beside(document, passage, telling, span, question)
            if window is not None and window.closed(as_of):
                found.append(_closed(window))
            found += notices_about(document.source, as_of)
        return tuple(dict.fromkeys(found))

    def window(
        self, document: Document, passage: Passage, telling: Sentence, question: str
    ) -> Window | None:
        """Return the period on which a telling sentence depends.

        It has the period that it gives itself, with the words that introduce
        its list; a sentence about money on offer, or one under a heading about
        it where money is asked for, has the period of that money.
        """
        words = _words(document, telling.span)
        lead = _lead_in(passage, telling)
        if lead is not None:
            words = f"{_words(document, lead)} {words}"
        own = window_of(words, _written(document))
        headed = names_scheme(" ".join(passage.path)) and names_scheme(question)
        if own is None and (is_scheme(words) or headed):
            return self._window_of_money(document, passage, telling.span)
        return own

    def _window_beside(
        self, document: Document, passage: Passage, telling: Sentence, span: Span, question: str
    ) -> Window | None:
        """Return the latest period in what is quoted beside the telling sentence.

        Money on offer counts where the question or the telling sentence speaks
        of money, any other period where the question asks for a time, or where
        it stands in what is said first.
        """
        said = headline(passage, telling, span, document.text)
        of_money = names_scheme(question) or names_scheme(_words(document, telling.span))
        of_time = _asks_time(question)
        of_money |= of_time and names_scheme(" ".join(passage.path))
        windows = []
        for sentence in passage.sentences:
            if not span.start <= sentence.span.start < span.end:
                continue
            words = _words(document, sentence.span)
            if of_time or said.covers(sentence.span):
                windows.append(window_of(words, _written(document)))
            if of_money and is_scheme(words):
                windows.append(self._window_of_money(document, passage, sentence.span))
        return _latest(windows)

    def _window_of_money(self, document: Document, passage: Passage, span: Span) -> Window | None:
        """Return the period of money on offer: its paragraph's, else the document's."""
        block = next((s.block for s in passage.sentences if s.span.covers(span)), None)
        beside = [s.span for s in passage.sentences if s.block == block]
        found = _latest(window_of(_words(document, s), _written(document)) for s in beside)
        return found or self._scheme_window(document.id)

    def _find_scheme_window(self, document_id: str) -> Window | None:
        """Return the latest period that a document gives for money on offer."""
        document = self._corpus.document(document_id)
        windows = []
        for passage in self._corpus.passages:
            if passage.document_id != document_id:
                continue
            for sentence in passage.sentences:
                words = _words(document, sentence.span)
                window = window_of(words, _written(document)) if is_scheme(words) else None
                if window is not None and window.start is not None:
                    windows.append(window)
        return _latest(windows)


def _words(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _written(document: Document) -> dt.date | None:
    return document.source.published or document.source.updated


def _latest(windows: Iterable[Window | None]) -> Window | None:
    known = (window for window in windows if window is not None)
    return max(known, key=lambda w: (w.end, w.words), default=None)


def _lead_in(passage: Passage, telling: Sentence) -> Span | None:
    """Return what introduces the list whose item a sentence stands in."""
    block = next((s.block for s in passage.sentences if s.span == telling.span), None)
    leads = (s.lead_in for s in passage.sentences if s.block == block)
    return telling.lead_in or next((lead for lead in leads if lead is not None), None)


def has_lapsed(notices: Sequence[Notice]) -> bool:
    """Return whether notices say that a window has closed."""
    return any(notice.kind is NoticeKind.WINDOW_CLOSED for notice in notices)


def _asks_time(question: str) -> bool:
    """Return whether a question asks when something is, or whether it has come or gone."""
    if _ASKS_TIME.search(question):
        return True
    return any(kind.name == "date" for kind in asked_types(question))


def _closed(window: Window) -> Notice:
    if window.start is not None and window.start != window.end:
        was = f"This was for {_month(window.start)} to {_month(window.end)}, which has ended"
    else:
        dated = any(c.isdigit() for c in window.words[-4:])
        day = window.words if dated else in_words(window.end)
        was = f"The date that this depends on, {day}, has passed"
    return Notice(NoticeKind.WINDOW_CLOSED, f"{was}; the guidance here says nothing later.")


def notices_about(source: Source, as_of: dt.date) -> list[Notice]:
    """Return what must be said of a document itself: unofficial, undated, old, from the future."""
    found = []
    name = f"“{source.title}”"
    if source.authority is Authority.UNOFFICIAL:
        who = "an unknown publisher" if source.publisher is None else source.publisher
        found.append(
            Notice(NoticeKind.UNOFFICIAL, f"{name} is from {who}: it is not official guidance.")
        )
    if source.dated is None:
        found.append(
            Notice(NoticeKind.UNDATED, f"{name} carries no date: it may no longer be current.")
        )
    elif (as_of - source.dated).days > OLD_AFTER_DAYS:
        found.append(
            Notice(
                NoticeKind.OLD,
                f"{name} is from {in_words(source.dated)}, more than two years before "
                f"{in_words(as_of)}.",
            )
        )
    elif source.dated > as_of:
        found.append(
            Notice(
                NoticeKind.OLD,
                f"{name} is dated {in_words(source.dated)}, after {in_words(as_of)}: "
                "it may not have applied then.",
            )
        )
    return found


def disagreement(citations: Sequence[Citation], conflict: Conflict) -> Notice:
    """Return the notice that two sources differ, with who says what and when.

    Args:
        citations: in the order in which they are shown.
        conflict: the two sides.
    """
    other = conflict.candidate
    sides = []
    for citation in (citations[0], citations[-1]):
        same = citation.document_id == other.passage.document_id
        there = same and citation.start <= other.sentence.span.start < citation.end
        words = conflict.said[1] if there else conflict.said[0]
        day = citation.updated or citation.published
        when = in_words(day) if day else "undated"
        sides.append(
            f"“{citation.title}” ({AUTHORITY[citation.authority]}, {when}) says “{words.rstrip('.')}”"
        )
    return Notice(NoticeKind.CONFLICT, f"The sources differ: {sides[0]}; {sides[1]}.")


def in_words(day: dt.date) -> str:
    """Return a date as people write it: 25 January 2024."""
    return f"{day.day} {day:%B %Y}"


def _month(day: dt.date) -> str:
    return f"{day:%B %Y}"
