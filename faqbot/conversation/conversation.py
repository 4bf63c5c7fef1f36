"""A conversation as a value, and who carries it on.

The same turns give the same answers in every front end. A turn that fails
leaves the value that it began with.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from faqbot.answering.answer import Alternative, Answer, Reason, Status
from faqbot.answering.answerer import Answerer, Place
from faqbot.answering.topics import Topic
from faqbot.cleaning import clean_line
from faqbot.conversation.follow_up import FollowUps, Reading, put_in
from faqbot.conversation.signpost import SignpostFinder
from faqbot.conversation.small_talk import small_talk

_STAY = 0.03  # confidence that staying with the topic has over leaving it
MAX_QUESTION = 1_000  # characters; the rest of a longer question is not read


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a next turn may refer to."""

    topic: Topic | None = None
    question: str | None = None  # the last one, stand-alone
    focus: Place | None = None  # the section that answered last
    choices: tuple[str, ...] = ()  # questions that a number chooses
    answers: tuple[Answer, ...] = ()


class Conversationalist:
    """Replies to turns, one after another.

    Args:
        answerer: answers questions that stand alone.
    """

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._topics = answerer.topics
        self._follow_ups = FollowUps(self._topics)
        self._signposts = SignpostFinder(answerer.generation)

    def reply(self, turn: str, before: Conversation, as_of: dt.date) -> tuple[Answer, Conversation]:
        """Return the answer to a turn, and the conversation after it."""
        asked = clean_line(turn, MAX_QUESTION)
        signpost = self._signposts.find(asked)
        if signpost is not None:
            answer = self._answerer.composer.about(
                asked, Reason.EMERGENCY, signpost.text, Status.SIGNPOST
            )
            return answer, replace(before, answers=(*before.answers, answer))
        talk = small_talk(asked, self._answerer.corpus)
        if talk is not None:
            answer = self._answerer.composer.about(asked, *talk)
            return answer, replace(before, answers=(*before.answers, answer))
        number = self._follow_ups.choice(asked)
        if number is not None and 0 < number <= len(before.choices):
            text = before.choices[number - 1]
            readings = [Reading(text, next((m.topic for m in self._topics.mentions(text)), None))]
        else:
            readings = self._follow_ups.read(asked, before.topic, before.question)
        replies = [self._answered(asked, reading, before, as_of) for reading in readings]
        # The sort is stable: of readings that the guidance answers alike, the first stays.
        reading, answer = max(
            zip(readings, replies, strict=True),
            key=lambda pair: pair[1].confidence + (_STAY if pair[0].follows else 0.0),
        )
        after = Conversation(
            topic=reading.topic or self._topic_of(answer) or before.topic,
            question=reading.standalone,
            focus=_place(answer) or before.focus,
            choices=tuple(a.question for a in answer.alternatives)
            + tuple(r.question for r in answer.related),
            answers=(*before.answers, answer),
        )
        return answer, after

    def _answered(
        self, asked: str, reading: Reading, before: Conversation, as_of: dt.date
    ) -> Answer:
        return self._answerer.answer(
            asked,
            reading.standalone,
            as_of,
            assumption=_assumption(reading),
            alternatives=self._alternatives(asked, reading),
            focus=before.focus if reading.follows else None,
        )

    def _topic_of(self, answer: Answer) -> Topic | None:
        """Return what an answer was about, for a question that named nothing."""
        place = _place(answer)
        if place is None:
            return None
        for passage in self._answerer.corpus.passages:
            if (passage.document_id, passage.path) == place:
                return self._topics.of_passage(passage)
        return None

    def _alternatives(self, asked: str, reading: Reading) -> tuple[Alternative, ...]:
        """Return the question asked of the topics that the assumed one is confused with."""
        if reading.assumed_topic is None or reading.span is None:
            return ()
        found = []
        for name in reading.assumed_topic.confusable[:3]:
            topic = self._topics.named(name)
            if topic is not None:
                found.append(Alternative(name, put_in(asked, reading.span, topic.phrase)))
        return tuple(found)


def _place(answer: Answer) -> Place | None:
    if not answer.citations:
        return None
    return answer.citations[0].document_id, answer.citations[0].section


def _assumption(reading: Reading) -> str | None:
    if reading.assumed is None or reading.assumed_topic is None:
        return None
    return f"I took “{reading.assumed}” to be {reading.assumed_topic.phrase}."
