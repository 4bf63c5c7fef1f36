"""One reading of a turn answered, with what must be said beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from faqbot.answering.answer import Alternative, Answer
from faqbot.answering.answerer import Answerer
from faqbot.answering.query import Query
from faqbot.answering.ranker import Ranking
from faqbot.answering.reader import in_conversation
from faqbot.answering.senses import Sense, Senses, taken
from faqbot.answering.signals import Place
from faqbot.answering.topic import Topic
from faqbot.answering.topics import Topics
from faqbot.conversation.substitution import in_place, put_in
from faqbot.conversation.thread import Reading, Thread, side_by_side
from faqbot.conversation.wordings import Wordings

_FOREIGN = 0.4  # share of a turn's weight in words no document holds, from which it is no follow-up
_ALTERNATIVES = 3
_ANY = re.compile(  # before words that mean each of their kind, none of them
    r"\b(?:which|what|any|all|every|each|other|how many|kinds? of|types? of|sorts? of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)

Reply = tuple[Reading, Answer]  # with the topic that the reading turned out to have


@dataclass(frozen=True, slots=True)
class Said:
    """A turn, and when it was said."""

    text: str  # cleaned
    thread: Thread  # what was said before
    focus: Place | None  # document and section that answered last
    as_of: dt.date  # the day the answer is for
    nation: str | None = None  # where somebody said before that they are


@dataclass(frozen=True, slots=True)
class Searched:
    """A reading of a turn, and what was found for it."""

    reading: Reading
    query: Query
    ranking: Ranking


class Replier:
    """Searches for the readings of turns, and answers them.

    Args:
        answerer: answers questions that stand alone.
        wordings: what maintainers have settled for a question.
    """

    def __init__(self, answerer: Answerer, wordings: Wordings) -> None:
        self._answerer = answerer
        self._wordings = wordings
        self._topics: Topics = answerer.topics

    def searched(self, said: Said, readings: Sequence[Reading]) -> list[Searched]:
        """Return each reading that a turn may have, with what was found for it.

        Args:
            said: the turn.
            readings: what it may ask; a topic is not added to what speaks of other things.
        """
        foreign = self.foreign(said, readings) >= _FOREIGN
        return [self.search(said, r) for r in readings if not (foreign and r.carried)]

    def foreign(self, said: Said, readings: Sequence[Reading]) -> float:
        """Return the share of a turn in words no document has, if a topic was added to it."""
        return self._answerer.foreign(said.text) if any(r.carried for r in readings) else 0.0

    def search(self, said: Said, reading: Reading) -> Searched:
        """Return a reading of a turn with what was found for it."""
        query = self._query(said, reading)
        return Searched(reading, query, self._answerer.ranker.rank(query))

    def _query(self, said: Said, reading: Reading) -> Query:
        """Return what is searched for, for one reading of a turn."""
        assumption = None
        if reading.assumed is not None and reading.assumed_topic is not None:
            assumption = taken(reading.assumed, reading.assumed_topic)
        # What was said before plays no part in a question that is whole.
        before = None if reading.whole else said.thread.question
        approved, worded = self._wordings.settled(reading.standalone)
        return Query(
            said.text,
            reading.standalone,
            said.as_of,
            assumption=assumption,
            alternatives=self._alternatives(said.text, reading),
            focus=said.focus if reading.follows else None,
            context=None if before is None else side_by_side(before, said.text),
            said=None if before is None else in_conversation(before, said.text),
            worded=worded,
            chosen=self._wordings.chosen(approved, said.as_of),
            senses=self._senses(reading),
            nation=said.nation,
        )

    def reply(
        self, searched: Searched, *, sure: float | None = None, refuse: bool = False
    ) -> Reply:
        """Return the answer to one reading, and the reading with the topic that it turned out.

        Args:
            searched: the reading, with what was found.
            sure: how sure the answer is, 0 to 1, where more than the question tells.
            refuse: no answer is given, whatever was found.
        """
        reading, query = searched.reading, searched.query
        answer = self._answerer.decide(query, searched.ranking, sure=sure, refuse=refuse)
        approved, _ = self._wordings.settled(reading.standalone)
        if approved is not None and query.chosen is None:
            answer = replace(answer, notices=(*answer.notices, self._wordings.lost(approved)))
        senses = query.senses
        if senses is not None:
            for sense in senses.of:
                if answer.assumption == taken(senses.words, sense.topic):
                    others = tuple(t for t in reading.topics if t.name not in senses.names)
                    return replace(reading, topics=(sense.topic, *others)), answer
        return reading, answer

    def _senses(self, reading: Reading) -> Senses | None:
        """Return the words of a question that may stand for several topics, and these topics."""
        text = reading.standalone
        if reading.words is not None or reading.assumed is not None:
            return None
        if reading.anything is not None:
            start, end = reading.anything
            topics = self._topics.of_documents()
            if len(topics) > 1:
                return _senses_at(text, start, end, topics, ask=True)
        for mention in self._topics.mentions(text):
            twins = self._topics.ambiguous(mention)
            if twins and not set(twins) & set(reading.topics):
                topics = (mention.topic, *twins)
                shared = any(self._topics.is_name(twin, mention.words) for twin in twins)
                return _senses_at(text, mention.start, mention.end, topics, ask=shared)
        for part in self._topics.partial(text):
            spoken_of = self._topics.main in part.topics or set(part.topics) & set(reading.topics)
            if len(part.topics) > 1 and not spoken_of and not _ANY.search(text[: part.start]):
                return _senses_at(text, part.start, part.end, part.topics, ask=True)
        return None

    def _alternatives(self, asked: str, reading: Reading) -> tuple[Alternative, ...]:
        """Return the question asked of the topics that the assumed one is confused with."""
        if reading.assumed_topic is None or reading.span is None:
            return ()
        word = reading.assumed or ""
        kind = word.split()[-1:]
        twins = [self._topics.named(name) for name in reading.assumed_topic.confusable]
        found = [twin for twin in twins if twin is not None]
        # "The certificate" is no apprenticeship.
        same = [t for t in found if kind and self._topics.is_called(t, kind[0])]
        return tuple(
            Alternative(topic.name, put_in(asked, reading.span, topic, word))
            for topic in (same or found)[:_ALTERNATIVES]
        )

    def topics_of(self, answer: Answer) -> tuple[Topic, ...]:
        """Return what an answer was about, for a question that named nothing."""
        place = place_of(answer)
        for passage in self._answerer.corpus.passages:
            if (passage.document_id, passage.path) == place:
                topic = self._topics.of_passage(passage)
                return () if topic is None else (topic,)
        return ()


def place_of(answer: Answer) -> Place | None:
    """Return the document and section that an answer quotes first."""
    if not answer.citations:
        return None
    return answer.citations[0].document_id, answer.citations[0].section


def _senses_at(text: str, start: int, end: int, topics: Sequence[Topic], *, ask: bool) -> Senses:
    of = tuple(Sense(topic, in_place(text, (start, end), topic)) for topic in topics)
    return Senses(text[start:end], of, ask)
