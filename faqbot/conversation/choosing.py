"""The readings of one turn held against each other, and one kept; or a question back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from faqbot.answering.answer import Alternative, Reason, Status
from faqbot.answering.answerer import Answerer
from faqbot.answering.senses import Sense, taken
from faqbot.conversation.leaning import as_shown
from faqbot.conversation.replying import Replier, Reply, Said, Searched, place_of
from faqbot.conversation.thread import Reading
from faqbot.conversation.weighing import ReadingModel, features, load_readings, sure_features
from faqbot.conversation.wordings import Wordings
from faqbot.index.text import stems

_LIKELIER = 0.3  # confidence by which one of several things leads, so that no other is meant
_LITTLE = 1  # telling words beside "it", up to which a first turn is about the main topic
_ELSEWHERE = re.compile(r"(?<=\S )[A-Z][a-z]+")  # a name: the turn may be about anything


class Chooser:
    """Tells which reading of a turn is meant.

    Args:
        answerer: answers questions that stand alone.
        wordings: what maintainers have settled for a question.
        model: tells which reading is meant; None for the one that comes with the package.
    """

    def __init__(
        self, answerer: Answerer, wordings: Wordings, model: ReadingModel | None = None
    ) -> None:
        self._replier = Replier(answerer, wordings)
        self._composer = answerer.composer
        self._topics, self._corpus = answerer.topics, answerer.corpus
        self._wordings = wordings
        self._given_model = model
        self.topics_of = self._replier.topics_of

    @cached_property
    def _model(self) -> ReadingModel:
        return self._given_model or load_readings()

    def best(self, said: Said, readings: Sequence[Reading]) -> Reply:
        """Return the reading that the guidance answers best, and the answer.

        Args:
            said: the turn.
            readings: what it may ask, the likeliest first.
        """
        searched = self._replier.searched(said, readings)
        replies = [self._replier.reply(s) for s in searched]
        answered = [pair for pair in replies if pair[1].status is not Status.NOT_COVERED]
        if len(readings) > 1 and readings[0].words is not None:
            return self._one_of(said.text, answered or replies, readings)
        if len(replies) > 1 and readings[0].assumed_topic is not None:
            return self._assumed_or_said(said.text, replies[0], replies[1])
        if not answered:
            return self._refused(said, readings, searched, replies)
        # Of readings that the guidance answers alike, the first stays.
        return max(answered, key=_surest)

    def likeliest(self, said: Said, readings: Sequence[Reading]) -> Reply:
        """Return the likeliest reading of a turn that leans on what was said, and its answer.

        Args:
            said: the turn.
            readings: what it may ask, the likeliest first; what they find is held against each other.
        """
        searched = self._replier.searched(said, readings)
        searched = [s for s in searched if not self._strays(s, said, readings[0])] or searched[:1]
        for one in searched:
            # What a person has written an answer for stands.
            if any(self._wordings.settled(one.reading.standalone)):
                return self._replier.reply(one)
        first = self._replier.reply(searched[0])
        if first[1].reason is Reason.OTHER_NATION:
            return first
        rows = features(said, searched)
        chosen = self._model.choose(rows)
        sure = self._model.sure(sure_features(rows, chosen, searched))
        reading, answer = self._replier.reply(searched[chosen])
        if answer.status is Status.CLARIFY:
            return reading, answer
        # Of readings that found the same, the one that says best what was meant is kept.
        best = searched[chosen].ranking.best
        kept = next(s for s in searched if s.ranking.best == best)
        reading, answer = self._replier.reply(kept, sure=sure)
        if answer.status is Status.NOT_COVERED and answer.reason is not Reason.OTHER_NATION:
            return self._refused(said, readings, searched, [(reading, answer)], sure)
        if reading.frame is not None:
            alike = place_of(answer) == place_of(first[1])
            shown = as_shown(said.text, reading, readings[0], found_alike=alike)
            answer = replace(answer, standalone_question=shown)
        return reading, answer

    def _strays(self, searched: Searched, said: Said, likeliest: Reading) -> bool:
        """Return whether a turn, taken as it was said, finds what is true of another thing.

        "How long does it take?" after a paramedic was spoken of is not answered with how long a
        certificate takes that nobody spoke of.
        """
        reading, best = searched.reading, searched.ranking.best
        if reading.frame is None or best is None or not likeliest.follows or likeliest.carried:
            return False
        meant = next((t for t in likeliest.topics if not t.term), None)
        about = self._topics.of_passage(best.passage)
        if meant is None or about is None or not (about.role or about.qualification):
            return False
        within = said.focus is not None and said.focus[0] == best.passage.document_id
        if within and not (meant.role or meant.qualification):
            return False  # a matter of the document's own topic
        spoken_of = {t for group in said.thread.named for t in group}
        if set(stems(about.name)) & set(stems(said.text)):  # "and in finance?"
            return False
        if about in {meant, *spoken_of, *reading.topics}:
            return False
        passage = best.passage
        text = passage.span.of(self._corpus.document(passage.document_id).text)
        return meant not in {m.topic for m in self._topics.things(f"{passage.heading} {text}")}

    def _refused(
        self,
        said: Said,
        readings: Sequence[Reading],
        searched: Sequence[Searched],
        refusals: Sequence[Reply],
        sure: float | None = None,
    ) -> Reply:
        """Return the refusal of a turn that no reading is answered of: as a question on the topic."""
        going_on = next((r for r in readings if r.follows and not r.beside), None)
        if going_on is None or _ELSEWHERE.search(said.text):
            return max(refusals, key=_surest)
        found = next((s for s in searched if s.reading is going_on), None)
        found = found or self._replier.search(said, going_on)
        reading, answer = self._replier.reply(found, sure=sure, refuse=True)
        whole = next((r for r in readings if not r.follows), None)
        if going_on.carried and self._replier.foreign(said, readings) > 0 and whole is not None:
            # With a word that no document has, it is not put as if it spoke of the topic.
            answer = replace(answer, standalone_question=whole.standalone)
            reading = replace(reading, frame=whole.standalone)
        return reading, answer

    def _assumed_or_said(self, asked: str, assumed: Reply, said: Reply) -> Reply:
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
        replies: Sequence[Reply],
        readings: Sequence[Reading],
    ) -> Reply:
        """Return the reply for one of the things that the words may mean, or ask which is meant."""
        words = readings[0].words or ""
        ranked = sorted(replies, key=lambda pair: -pair[1].confidence)
        reading, answer = ranked[0]
        near = [pair for pair in ranked if pair[1].confidence > answer.confidence - _LIKELIER]
        places = {place_of(a) for _, a in near}
        if answer.citations and len(places) > 1:
            senses = [Sense(r.topics[0], r.standalone) for r, _ in near]
            return reading, self._composer.which(answer, words, senses)
        others = [r for r in readings if r is not reading]
        return reading, replace(
            answer,
            question=asked,
            assumption=taken(words, reading.topics[0]),
            alternatives=tuple(Alternative(r.topics[0].name, r.standalone) for r in others),
        )


def _surest(reply: Reply) -> float:
    reading, answer = reply
    return answer.confidence + reading.prior


def _without(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}"
