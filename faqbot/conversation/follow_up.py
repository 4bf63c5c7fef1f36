"""A turn to questions that stand alone: pronouns, ellipsis, corrections, returns."""

from __future__ import annotations

import re
from dataclasses import replace

from faqbot.answering.nations import Nations
from faqbot.answering.topic import Topic
from faqbot.answering.topics import Topics
from faqbot.conversation import turns
from faqbot.conversation.again import asked_for, merged, renumbered, replaced_phrase, with_ones
from faqbot.conversation.grammar import (
    A_THING,
    DEFINITE,
    JOBS,
    agrees,
    antecedents,
    is_got,
    kind_in,
    leans,
    pronoun_in,
    refers_back,
)
from faqbot.conversation.spoken_of import SpokenOf
from faqbot.conversation.substitution import put_in, taking
from faqbot.conversation.swapping import Swaps
from faqbot.conversation.thread import Reading, Thread
from faqbot.conversation.turns import Shape
from faqbot.index.text import stems

_SECOND = -0.2  # what a less likely reading has in advance, in confidence
_STAY = 0.03  # what going on with the topic has over leaving it
_APART = -0.15  # … that a turn has for itself which leans on what was said
_THEY = re.compile(r"\b(?:they|them|their|he|she|him|his|it|its|that)\b", re.IGNORECASE)


class FollowUps:
    """Reads turns in the light of what was said before.

    Args:
        topics: of the corpus.
        nations: that its glossary knows, if any.
    """

    def __init__(self, topics: Topics, nations: Nations | None = None) -> None:
        self._topics = topics
        self._nations = nations
        self._swaps = Swaps(topics)
        self._spoken_of = SpokenOf(topics)
        self.named_in = self._spoken_of.named_in

    def read(self, text: str, thread: Thread) -> list[Reading]:
        """Return the turn as questions that stand alone, the likeliest first.

        Args:
            text: the turn, cleaned.
            thread: what was said before.

        Returns:
            One reading, or a few where only the guidance can tell which is meant.
        """
        back = turns.returning(text)
        if back is not None and thread.question is not None:
            return self._returned(back, thread)
        rest = turns.without_opener(text)
        if thread.question is not None:
            if turns.is_why(rest):
                return self._fragment("why", Shape.ASKING, thread)
            wrong = turns.exchanged(text)
            if wrong is not None and re.search(
                rf"\b{re.escape(wrong[0])}\b", thread.question, re.IGNORECASE
            ):
                return self._exchanged(*wrong, thread)
            meant = turns.corrected(text)
            if meant is not None:
                return self._corrected(turns.without_opener(meant), thread)
            about = turns.asked_about(rest)
            if about is not None:
                return self._asked_about(about, thread)
            first = turns.named_first(rest)
            if first is not None and (of_it := self._asked_of(*first, thread.topic)):
                return of_it
            rest = turns.as_condition(rest)
            shape = turns.shape(rest)
            if shape is not Shape.CLAUSE:
                return self._fragment(rest, shape, thread)
        # The words of a whole question stay as they were typed, "and" in front or not.
        return self._clause(rest if thread.question is not None else text, thread)

    def _asked_of(self, name: str, asked: str, spoken_of: Topic | None) -> list[Reading]:
        """Return what is asked of a thing that the turn names first; none if no pronoun is about it."""
        topic = next(iter(self._swaps.covering(name)), None)
        pronoun = _THEY.search(asked)
        if topic is None and pronoun is not None and A_THING.match(name):
            alone = Reading(f"{name}, {asked}", self.named_in(asked), follows=True)
            return [alone, *([self._about(alone.standalone, spoken_of)] if spoken_of else [])]
        if topic is None or pronoun is None or not antecedents(pronoun[0], [(topic,)]):
            return []
        standalone = put_in(asked, pronoun.span(), topic, pronoun[0])
        return [Reading(standalone, (topic,), follows=True)]

    def _clause(self, text: str, thread: Thread) -> list[Reading]:
        """Return the readings of a turn with a verb of its own."""
        text = self._spoken_of.told_apart(text, thread)
        pronoun = pronoun_in(text, thread.topic)
        first = self._spoken_of.first_named(text, pronoun) if pronoun else None
        if pronoun is not None and refers_back(text, pronoun, first):
            readings = self._replaced(text, pronoun, thread)
            if readings:
                return readings
        named = self.named_in(text)
        named = (*named, *self._spoken_of.introduced(text, named))
        alone = Reading(text, named)
        if any(not t.term for t in named):
            return [replace(alone, whole=True)]
        if thread.topic is None or self._spoken_of.other_name_in(text):
            return [alone]
        within = [
            replace(self._about(text, topic), prior=_STAY + i * _SECOND)
            for i, topic in enumerate(antecedents("it", thread.named, loose=True)[:2])
        ]
        if DEFINITE.search(text):
            within = [replace(r, own=r.topics[0].role or r.topics[0].section) for r in within]
        if leans(text):
            return [*within, replace(alone, prior=_APART)]
        return [*within, alone] if len(set(stems(text))) <= 1 else [alone, *within]

    def _about(self, text: str, topic: Topic) -> Reading:
        standalone = f"{text.rstrip('?! .')}, about {topic.phrase}?"
        return Reading(standalone, (topic,), follows=True, carried=True)

    def _replaced(self, text: str, pronoun: tuple[int, int], thread: Thread) -> list[Reading]:
        """Return the turn with its pronoun replaced by what it may stand for."""
        word = text[pronoun[0] : pronoun[1]]
        ones = with_ones(text, thread.question or "")
        if ones is not None and thread.named:
            return [Reading(ones, thread.named[0], follows=True)]
        found = antecedents(word, thread.named)
        matters = [t for t in (thread.named[0] if thread.named else ()) if t.subject]
        if matters and is_got(text):
            found = list(dict.fromkeys([*matters, *found]))
        # "What is it worth compared with the GCSE?": what is named after it, it is not.
        after = {topic.phrase.lower() for topic in self.named_in(text[pronoun[1] :])}
        found = [topic for topic in found if topic.phrase.lower() not in after]
        if not found:
            main = self._topics.main
            if thread.named or word.split()[-1].lower() in JOBS:
                return []
            if main is None:
                return [Reading(text, anything=pronoun)]
            if not agrees(word, main):
                return []
            standalone = put_in(text, pronoun, main, word)
            assumed = Reading(standalone, (main,), word.lower(), main, pronoun)
            return [assumed, Reading(text, self.named_in(text))]
        readings: list[Reading] = []
        for i, topic in enumerate(self._swaps.described(word, t) for t in found[:2]):
            put = taking(text, pronoun, topic) or put_in(text, pronoun, topic, word)
            standalone, other = self._with_kind(put, topic, thread)
            topics = tuple(dict.fromkeys((topic, *other, *self.named_in(text))))
            readings.append(Reading(standalone, topics, follows=True, prior=i * _SECOND))
        return readings

    def _with_kind(self, text: str, topic: Topic, thread: Thread) -> tuple[str, tuple[Topic, ...]]:
        """Return a turn with "the certificate", said beside another pronoun, as what it stands for."""
        kind = kind_in(text)
        if kind is None:
            return text, ()
        word = text[kind[0] : kind[1]]
        found = [t for t in antecedents(word, thread.named) if t != topic and t.qualification]
        main = self._topics.main
        if not found and main is not None and main != topic and agrees(word, main):
            found = [main]
        return (put_in(text, kind, found[0], word), (found[0],)) if found else (text, ())

    def _fragment(self, text: str, shape: Shape, thread: Thread) -> list[Reading]:
        """Return a turn without a verb as the question before, asked again with it."""
        before = thread.question or ""
        bare = turns.without_tag(text)
        pronoun = pronoun_in(bare, thread.topic)
        if pronoun is not None and shape is not Shape.NAME:
            replaced = self._replaced(bare, pronoun, thread)
            bare = replaced[0].standalone if replaced else bare
        if shape is Shape.ASKING:
            again = self._again(merged(before, bare), thread)
            if stems(bare) == []:
                return [replace(again, frame=before)]
            topic = thread.topic
            if topic is None or set(stems(bare)) & set(stems(before)):
                return [again]
            # "How many teams?" after "Is it like rugby?" asks of the topic, not of the question.
            return [again, replace(self._about(bare, topic), prior=_SECOND)]
        return self._asked_about(bare, thread)

    def _again(self, standalone: str, thread: Thread) -> Reading:
        named = self.named_in(standalone)
        return Reading(
            standalone, named or thread.named[0][:1] if thread.named else named, follows=True
        )

    def _asked_about(self, rest: str, thread: Thread) -> list[Reading]:
        """Return "what about X?" as the question before, asked of X, or as a question about X."""
        before = thread.question or ""
        clause = re.match(r"^(?P<name>[^,]{2,60}),\s*(?P<asked>.+)$", rest)
        if clause is not None and turns.shape(clause["asked"]) is Shape.CLAUSE:
            if turns.shape(clause["name"]) is Shape.JOINED:  # "if they fail, who pays?"
                return self._clause(rest, thread)
            named = self.named_in(clause["name"]) or (
                Topic(clause["name"], subject=True, said=clause["name"]),
            )
            return self._clause(f"{clause['asked']}?", Thread((named,), before))
        if turns.shape(rest) is Shape.CLAUSE:
            return self._clause(rest, thread)
        if turns.shape(rest) is Shape.ASKING:
            return self._fragment(rest, Shape.ASKING, thread)
        if self._nations and (elsewhere := self._nations.exchanged(before, rest)) is not None:
            return [replace(self._again(elsewhere, thread), whole=True)]
        rest = self._swaps.of_sort(rest, thread.topic)
        number = renumbered(before, rest)
        if number is not None:
            return [self._again(number, thread)]
        if turns.shape(rest) is Shape.JOINED:
            # "For nurses" takes the place of "cooks", wherever they stand in the question.
            swaps = self._swaps.for_another(rest, thread)
            if swaps:
                return swaps
            fixed = self._swaps.fixed(before, rest)
            return [self._again(replaced_phrase(before, rest, fixed), thread)]
        return self._swaps.named(rest, thread) or self._unknown(rest, thread)

    def _unknown(self, phrase: str, thread: Thread) -> list[Reading]:
        """Return readings of a thing that is no topic: asked of it, or about it for the topic."""
        before, topic = thread.question or "", thread.topic
        named = self.named_in(phrase)
        swap = self._swaps.unnamed(phrase, thread, named)
        if swap is not None:
            return [swap]
        if topic is None:
            return [Reading(f"{phrase.rstrip('?')}?", named)]
        within = Reading(f"{phrase.rstrip('?! .')}?", named, follows=True)
        there = asked_for(phrase, topic.phrase)
        if there is not None:
            return [Reading(there, (topic, *named), follows=True)]
        if all(t.term or t.subject for t in named):
            standalone = f"what about {phrase.rstrip('?! .')} for {topic.phrase}?"
            within = Reading(standalone, (*named, topic), follows=True)
        swapped = Reading(
            f"{before.rstrip('?! .')}, {phrase.rstrip('?')}?", (*named, topic), follows=True
        )
        if not topic.subject or topic in self.named_in(before):
            return [within, replace(swapped, prior=_SECOND)]
        # The topic is only what the answer was about: the words were not put to it.
        joined = f"{before.rstrip('?! .')}, and {phrase.rstrip('?')}?"
        return [replace(swapped, standalone=joined), replace(within, prior=_SECOND)]

    def _exchanged(self, wrong: str, right: str, thread: Thread) -> list[Reading]:
        """Return the question before with words of it exchanged for others."""
        swaps = self._swaps.named(right, thread)
        if swaps:
            return swaps
        before = thread.question or ""
        bare = re.sub(r"^(?:the|an?) ", "", right, flags=re.IGNORECASE)
        pattern = re.compile(rf"\b{re.escape(wrong)}\b", re.IGNORECASE)
        mended = pattern.sub(lambda _: bare, before, count=1)
        return [Reading(mended, self.named_in(mended) or (Topic(bare, subject=True, said=bare),))]

    def _corrected(self, meant: str, thread: Thread) -> list[Reading]:
        """Return the question before, mended."""
        about = turns.asked_about(meant)
        if about is not None:
            return self._asked_about(about, thread)
        shape = turns.shape(meant)
        # "For nurses, I mean" takes the place of "cooks", but of nothing that is no job.
        joined = shape is Shape.JOINED and not self._swaps.same_sort(meant, thread.question or "")
        swaps = [] if joined else self._swaps.named(meant, thread)
        if swaps:
            return swaps
        if shape is Shape.CLAUSE:
            return self._clause(meant, thread)
        return self._fragment(meant, shape, thread)

    def _returned(self, back: turns.Return, thread: Thread) -> list[Reading]:
        """Return the question of a turn that goes back to something."""
        named = self._swaps.covering(back.name)[:1] or list(self.named_in(back.name)[:1])
        topics = tuple(named) or (Topic(back.name, subject=True, said=back.name),)
        again = thread.after(thread.question or "", topics)
        if back.rest is not None and named:
            return self._clause(back.rest, again)
        if back.rest is not None:
            subject = self._clause(back.name, thread)[0].standalone.rstrip("?! .")
            return [
                Reading(f"{back.rest.rstrip('?! .')}, about {subject}?", self.named_in(subject))
            ]
        wanted = set(stems(back.name))
        for question in thread.questions:
            held = self.named_in(question)
            if any(topic in held for topic in named) or (wanted and wanted <= set(stems(question))):
                return [Reading(question, (*topics, *held))]
        return [Reading(f"what about {back.name}?", topics)]
