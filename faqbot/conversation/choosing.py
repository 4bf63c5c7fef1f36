"""Readings of one turn answered, and the best kept; or a question back where none is likelier."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from faqbot.answering.answer import Alternative, Answer, Reason, Status
from faqbot.answering.answerer import Answerer
from faqbot.answering.reader import in_conversation
from faqbot.answering.senses import Sense, Senses, taken
from faqbot.answering.signals import Place
from faqbot.answering.topic import Topic
from faqbot.answering.topics import Topics
from faqbot.conversation.grammar import in_place, put_in
from faqbot.conversation.thread import Reading, Thread
from faqbot.conversation.weighing import ReadingModel, features, load_readings, sure_features
from faqbot.conversation.wordings import Wordings
from faqbot.index.text import stems

_FOREIGN = 0.4  # share of a turn's weight in words no document holds, from which it is no follow-up
_LIKELIER = 0.3  # confidence by which one of several things leads, so that no other is meant
_ALTERNATIVES = 3
_LITTLE = 1  # telling words beside "it", up to which a first turn is about the main topic
_ANY = re.compile(  # before words that mean each of their kind, none of them
    r"\b(?:which|what|any|all|every|each|other|how many|kinds? of|types? of|sorts? of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(?<=\S )[A-Z][a-z]+")  # a name: the turn may be about anything


class Chooser:
    """Answers the readings of a turn and keeps the one that the guidance answers best.

    Args:
        answerer: answers questions that stand alone.
        wordings: what maintainers have settled for a question.
        model: tells which reading is meant; None for the one that comes with the package.
    """

    def __init__(
        self, answerer: Answerer, wordings: Wordings, model: ReadingModel | None = None
    ) -> None:
        self._answerer = answerer
        self._wordings = wordings
        self._topics: Topics = answerer.topics
        self._model = model

    def best(
        self,
        asked: str,
        readings: Sequence[Reading],
        thread: Thread,
        focus: Place | None,
        as_of: dt.date,
    ) -> tuple[Reading, Answer]:
        """Return the reading that the guidance answers best, and the answer.

        Args:
            asked: the turn.
            readings: what it may ask, the likeliest first.
            thread: what was said before.
            focus: document and section that answered last.
            as_of: the day the answer is for.
        """

        replies = self.replies(asked, readings, thread, focus, as_of)
        answered = [pair for pair in replies if pair[1].status is not Status.NOT_COVERED]
        if len(readings) > 1 and readings[0].words is not None:
            return self._one_of(asked, answered or replies, readings)
        if len(replies) > 1 and readings[0].assumed_topic is not None:
            return self._assumed_or_said(asked, replies[0], replies[1])
        settled = self._settled(asked, answered, thread)
        if settled is not None:
            return settled
        if not answered:
            return self._refused(asked, replies, readings, thread, focus, as_of)
        # The sort is stable: of readings that the guidance answers alike, the first stays.
        return max(answered, key=lambda pair: pair[1].confidence + pair[0].prior)

    def likeliest(
        self,
        asked: str,
        readings: Sequence[Reading],
        thread: Thread,
        focus: Place | None,
        as_of: dt.date,
    ) -> tuple[Reading, Answer]:
        """Return the likeliest reading of a turn that leans on what was said, and its answer.

        Args, and what comes back, are as for `best`; the readings are held against each other.
        """
        replies = self.replies(asked, readings, thread, focus, as_of)
        for pair in replies:
            # What a person has written an answer for, or what is not for this nation, stands.
            if any(self._wordings.settled(pair[0].standalone)):
                return pair
        if replies[0][1].reason is Reason.OTHER_NATION:
            return replies[0]
        model = self._model or load_readings()
        rows = features(asked, replies, thread, focus)
        chosen = model.choose(rows)
        sure = model.sure(sure_features(rows, chosen, replies))
        reading, answer = replies[chosen]
        if answer.status is Status.CLARIFY:
            return reading, answer
        # Of readings that found the same, the one that says best what was meant is shown.
        reading = next(r for r, other in replies if found_by(other) == found_by(answer))
        reply = self._answered(asked, reading, thread, focus, as_of, sure=sure)
        if reply[1].status is Status.NOT_COVERED and reply[1].reason is not Reason.OTHER_NATION:
            return self._refused(asked, [reply], readings, thread, focus, as_of, sure)
        return reply

    def replies(
        self,
        asked: str,
        readings: Sequence[Reading],
        thread: Thread,
        focus: Place | None,
        as_of: dt.date,
    ) -> list[tuple[Reading, Answer]]:
        """Return each reading that a turn may have with its answer; args as for `best`."""
        foreign = self._foreign(asked, readings) >= _FOREIGN
        kept = [r for r in readings if not (foreign and r.carried)]
        return [self._answered(asked, r, thread, focus, as_of) for r in kept]

    def _foreign(self, asked: str, readings: Sequence[Reading]) -> float:
        """Return the share of a turn in words no document has, if a topic was added to it."""
        return self._answerer.foreign(asked) if any(r.carried for r in readings) else 0.0

    def _refused(
        self,
        asked: str,
        replies: Sequence[tuple[Reading, Answer]],
        readings: Sequence[Reading],
        thread: Thread,
        focus: Place | None,
        as_of: dt.date,
        sure: float | None = None,
    ) -> tuple[Reading, Answer]:
        """Return the refusal of a turn that no reading is answered of: as a question on the topic."""
        going_on = next((r for r in readings if r.follows and not r.beside), None)
        if going_on is None or _ELSEWHERE.search(asked):
            return max(replies, key=lambda pair: pair[1].confidence + pair[0].prior)
        reading, answer = self._answered(
            asked, going_on, thread, focus, as_of, sure=sure, refuse=True
        )
        whole = next((r for r in readings if not r.follows), None)
        if going_on.carried and self._foreign(asked, readings) > 0 and whole is not None:
            # With a word that no document has, it is not put as if it spoke of the topic.
            answer = replace(answer, standalone_question=whole.standalone)
            reading = replace(reading, frame=whole.standalone)
        return reading, answer

    def _settled(
        self, asked: str, answered: Sequence[tuple[Reading, Answer]], thread: Thread
    ) -> tuple[Reading, Answer] | None:
        """Return the reply whose place says that it is the one, whatever the confidence."""
        best = max((_met(asked, answer) for r, answer in answered if not r.follows), default=0)
        for reading, answer in answered:
            # "The training" of a nurse is what the section on nurses says of it.
            place = place_of(answer)
            if not reading.own or place is None:
                continue
            in_own = place[1][-1:] == (reading.topics[0].name,)
            if in_own and _met(asked, answer) >= best:
                return reading, answer
        for reading, answer in answered:
            # What is found without naming the topic, and is about it, is not drowned by its name.
            if not reading.follows and thread.topic in self.topics_of(answer):
                return reading, answer
        return None

    def _assumed_or_said(
        self, asked: str, assumed: tuple[Reading, Answer], said: tuple[Reading, Answer]
    ) -> tuple[Reading, Answer]:
        """Return the reply to a turn with a word taken for the main topic, or to its words as they are.

        "Is it mandatory?" asks of the main topic. A turn that says more may mean by "it" what it
        speaks of itself, so what is found without the topic decides, unless both find the same or
        a maintainer has written the question about the main topic.
        """
        reading, answer = assumed
        abroad = answer.reason is Reason.OTHER_NATION  # said of the main topic, it stands
        if abroad or any(self._wordings.settled(reading.standalone)):
            return assumed
        if answer.status is not Status.ANSWERED:
            return said
        rest = asked if reading.span is None else _without(asked, reading.span)
        same = place_of(answer) == place_of(said[1])
        return assumed if same or len(set(stems(rest))) <= _LITTLE else said

    def _one_of(
        self,
        asked: str,
        replies: Sequence[tuple[Reading, Answer]],
        readings: Sequence[Reading],
    ) -> tuple[Reading, Answer]:
        """Return the reply for one of the things that the words may mean, or ask which is meant."""
        words = readings[0].words or ""
        ranked = sorted(replies, key=lambda pair: -pair[1].confidence)
        reading, answer = ranked[0]
        near = [pair for pair in ranked if pair[1].confidence > answer.confidence - _LIKELIER]
        places = {place_of(a) for _, a in near}
        if answer.citations and len(places) > 1:
            senses = [Sense(r.topics[0], r.standalone) for r, _ in near]
            return reading, self._answerer.composer.which(answer, words, senses)
        others = [r for r in readings if r is not reading]
        return reading, replace(
            answer,
            question=asked,
            assumption=taken(words, reading.topics[0]),
            alternatives=tuple(Alternative(r.topics[0].name, r.standalone) for r in others),
        )

    def _answered(
        self,
        asked: str,
        reading: Reading,
        thread: Thread,
        focus: Place | None,
        as_of: dt.date,
        *,
        sure: float | None = None,
        refuse: bool = False,
    ) -> tuple[Reading, Answer]:
        """Return the answer to one reading, and the reading with the topic that it turned out."""
        assumption = None
        if reading.assumed is not None and reading.assumed_topic is not None:
            assumption = taken(reading.assumed, reading.assumed_topic)
        senses = self._senses(reading)
        # What was said before plays no part in a question that is whole.
        before = None if reading.whole else thread.question
        approved, worded = self._wordings.settled(reading.standalone)
        chosen = self._wordings.chosen(approved, as_of)
        answer = self._answerer.answer(
            asked,
            reading.standalone,
            as_of,
            assumption=assumption,
            alternatives=self._alternatives(asked, reading),
            focus=focus if reading.follows else None,
            context=None if before is None else f"{before} {reading.standalone}",
            said=None if before is None else in_conversation(before, asked),
            worded=worded,
            chosen=chosen,
            senses=senses,
            sure=sure,
            refuse=refuse,
        )
        if approved is not None and chosen is None:
            answer = replace(answer, notices=(*answer.notices, self._wordings.lost(approved)))
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

    def topics_of(self, answer: Answer) -> tuple[Topic, ...]:
        """Return what an answer was about, for a question that named nothing."""
        place = place_of(answer)
        for passage in self._answerer.corpus.passages:
            if (passage.document_id, passage.path) == place:
                topic = self._topics.of_passage(passage)
                return () if topic is None else (topic,)
        return ()

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


def place_of(answer: Answer) -> Place | None:
    """Return the document and section that an answer quotes first."""
    if not answer.citations:
        return None
    return answer.citations[0].document_id, answer.citations[0].section


def found_by(answer: Answer) -> tuple[str, str] | None:
    """Return the passage and the sentence that an answer was weighed by, shown or not."""
    if answer.explanation is None or not answer.explanation.candidates:
        return None
    best = answer.explanation.candidates[0]
    return best.passage_id, best.sentence


def _without(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}"


def _met(asked: str, answer: Answer) -> int:
    """Return how many telling words of a turn an answer has."""
    return len(set(stems(asked)) & set(stems(answer.answer)))


def _senses_at(text: str, start: int, end: int, topics: Sequence[Topic], *, ask: bool) -> Senses:
    of = tuple(Sense(topic, in_place(text, (start, end), topic)) for topic in topics)
    return Senses(text[start:end], of, ask)
