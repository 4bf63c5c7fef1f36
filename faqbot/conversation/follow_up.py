"""A turn to questions that stand alone: pronouns, ellipsis, corrections, returns."""

from __future__ import annotations

import re
from dataclasses import replace

from faqbot.answering.names import head_of
from faqbot.answering.topic import Mention, PartialMention, Topic
from faqbot.answering.topics import MANY, Topics
from faqbot.conversation import turns
from faqbot.conversation.grammar import (
    JOBS,
    agrees,
    antecedents,
    merged,
    pronoun_in,
    put_in,
    refers_back,
    renumbered,
    replaced_phrase,
    with_ones,
)
from faqbot.conversation.thread import Reading, Thread
from faqbot.conversation.turns import Shape
from faqbot.index.text import stems, words

_SECOND = -0.2  # what a less likely reading has in advance, in confidence
_STAY = 0.03  # what going on with the topic has over leaving it
_INDEFINITE = re.compile(
    r"^(?:an?|another|any|some)\s+|^(?!the\b|my\b|our\b)[^\d]+s$", re.IGNORECASE
)
_APART = -0.15  # … that a turn has for itself which leans on what was said
_LEANING = re.compile(r"\b(?:then|instead|still|yet|too|afterwards|otherwise)\b", re.IGNORECASE)
_HE = re.compile(  # with nobody before it: "my manager says she …" is about the manager
    r"(?P<before>(?:(?!\b(?:an?|the|my|our|your|this|that)\b).)*?)\b(?:he|she|him|her|his|hers)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,] )(?!I\b)[A-Z][a-z]{2,}")  # inside a sentence; no acronym
_DEFINITE = re.compile(r"\bthe \w+|\b(?:would|do|can|could|will|should) i\b", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:the|this|that|my|your|our)\s+(?:new\s+)?(?:{kind}|qualification|course)\b", re.IGNORECASE
)


class FollowUps:
    """Reads turns in the light of what was said before.

    Args:
        topics: of the corpus.
    """

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        kind = topics.main.name.split()[-1] if topics.main else "topic"
        self._kind = re.compile(_KIND.pattern.format(kind=re.escape(kind)), re.IGNORECASE)

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
            meant = turns.corrected(text)
            if meant is not None:
                return self._corrected(meant, thread)
            about = turns.asked_about(rest)
            if about is not None:
                return self._asked_about(about, thread)
            shape = turns.shape(rest)
            if shape is not Shape.CLAUSE:
                return self._fragment(rest, shape, thread)
        # The words of a whole question stay as they were typed, "and" in front or not.
        return self._clause(rest if thread.question is not None else text, thread)

    def named_in(self, text: str) -> tuple[Topic, ...]:
        """Return the topics that a text names, the most telling first."""
        found = [m.topic for m in self._topics.things(text)]
        parts = [p for p in self._topics.partial(text) if not p.kind and len(p.topics) == 1]
        found += [p.topics[0] for p in parts]
        if self._topics.main is not None and self._kind.search(text):
            found.append(self._topics.main)
        return tuple(sorted(dict.fromkeys(found), key=lambda t: t.subject + 2 * t.term))

    def _clause(self, text: str, thread: Thread) -> list[Reading]:
        """Return the readings of a turn with a verb of its own."""
        mentions = [m for m in self._topics.things(text) if not (m.topic.term or m.topic.subject)]
        pronoun = pronoun_in(text, thread.topic)
        first = mentions[0].start if mentions else None
        if pronoun is not None and refers_back(text, pronoun, first):
            readings = self._replaced(text, pronoun, thread)
            if readings:
                return readings
        named = self.named_in(text)
        alone = Reading(text, named)
        if any(not t.term for t in named):
            return [replace(alone, whole=True)]
        if thread.topic is None or self._names_other(text):
            return [alone]
        within = [
            replace(self._about(text, topic), prior=_STAY + i * _SECOND)
            for i, topic in enumerate(antecedents("it", thread.named, loose=True)[:2])
        ]
        if _DEFINITE.search(text):
            within = [replace(r, own=r.topics[0].role or r.topics[0].section) for r in within]
        someone = _HE.match(text)
        nobody_nearer = someone is not None and len(stems(someone["before"])) <= 1
        if nobody_nearer or _LEANING.search(text):
            return [*within, replace(alone, prior=_APART)]
        return [*within, alone] if len(set(stems(text))) <= 1 else [alone, *within]

    def _names_other(self, text: str) -> bool:
        """Return whether a turn has a name that is no topic: "the largest river in America"."""
        known = [(m.start, m.end) for m in self._topics.things(text)]
        return any(
            not any(start <= match.start() < end for start, end in known)
            for match in _NAME.finditer(text)
        )

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
        if not found:
            main = self._topics.main
            if thread.named or word.split()[-1].lower() in JOBS:
                return []
            if main is None:
                return [Reading(text, anything=pronoun)]
            if not agrees(word, main):
                return []
            standalone = put_in(text, pronoun, main, word)
            return [Reading(standalone, (main,), word.lower(), main, pronoun)]
        return [
            Reading(
                put_in(text, pronoun, topic, word),
                tuple(dict.fromkeys((topic, *self.named_in(text)))),
                follows=True,
                prior=i * _SECOND,
            )
            for i, topic in enumerate(found[:2])
        ]

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
            named = self.named_in(clause["name"]) or (
                Topic(clause["name"], subject=True, said=clause["name"]),
            )
            return self._clause(f"{clause['asked']}?", Thread((named,), before))
        if turns.shape(rest) is Shape.CLAUSE:
            return self._clause(rest, thread)
        if turns.shape(rest) is Shape.ASKING:
            return self._fragment(rest, Shape.ASKING, thread)
        topic = thread.topic
        if topic is not None and topic.role:  # "the registered one": manager
            rest = re.sub(r"\bone(s?)\b", rf"{head_of(topic.name)}\1", rest)
        number = renumbered(before, rest)
        if number is not None:
            return [self._again(number, thread)]
        if turns.shape(rest) is Shape.JOINED:
            ends = [m.end for m in self._topics.things(before)]
            return [self._again(replaced_phrase(before, rest, max(ends, default=0)), thread)]
        return self._swaps(rest, thread) or self._unknown(rest, thread)

    def _swaps(self, phrase: str, thread: Thread) -> list[Reading]:
        """Return the question before, asked of each topic that a phrase may name."""
        found = self._covering(phrase)[:MANY] or self._of_level(phrase, thread.topic)
        words = phrase if len(found) > 1 else None
        return [replace(self._swapped(thread.question or "", t), words=words) for t in found]

    def _of_level(self, phrase: str, topic: Topic | None) -> list[Topic]:
        """Return the twin of the topic that is of another level: "and level 5?" of a diploma."""
        level = _LEVEL.match(phrase)
        if level is None or topic is None:
            return []
        twins = (self._topics.named(name) for name in topic.confusable)
        return [
            twin
            for twin in twins
            if twin is not None
            and twin.name.lower().startswith(f"level {level[1]} ")
            and head_of(twin.name) == head_of(topic.name)
        ]

    def _covering(self, phrase: str) -> list[Topic]:
        """Return the topics whose name is all of a phrase, but for "the" and "one"."""
        whole = [
            m
            for m in self._topics.things(phrase)
            if m.topic.qualification or m.topic.role or m.topic.section
        ]
        parts: list[Mention | PartialMention] = [*whole, *self._topics.partial(phrase)]
        if not parts:
            return []
        first = parts[0]
        left = phrase[: first.start] + phrase[first.end :]
        if [w for w in words(left) if w not in _SMALL]:
            return []
        return [first.topic] if isinstance(first, Mention) else list(first.topics)

    def _unknown(self, phrase: str, thread: Thread) -> list[Reading]:
        """Return readings of a thing that is no topic: asked of it, or about it for the topic."""
        before, topic = thread.question or "", thread.topic
        named = self.named_in(phrase)
        old = [m for m in self._topics.mentions(before) if m.topic.role]
        if old and _INDEFINITE.match(phrase) and named[:1] != (old[0].topic,):
            phrase_topic = Topic(phrase, subject=True, said=phrase)
            standalone = before[: old[0].start] + phrase + before[old[0].end :]
            standalone = re.sub(r"\b(?:an?|the) (?=(?:an?|the|another) )", "", standalone)
            return [Reading(standalone, (phrase_topic,), follows=False)]
        if topic is None:
            return [Reading(f"{phrase.rstrip('?')}?", named)]
        within = Reading(f"{phrase.rstrip('?! .')}?", named, follows=True)
        if all(t.term or t.subject for t in named):
            standalone = f"what about {phrase.rstrip('?! .')} for {topic.phrase}?"
            within = Reading(standalone, (*named, topic), follows=True)
        swapped = Reading(
            f"{before.rstrip('?! .')}, {phrase.rstrip('?')}?", (*named, topic), follows=True
        )
        return [within, replace(swapped, prior=_SECOND)]

    def _swapped(self, before: str, topic: Topic) -> Reading:
        """Return the question before with its topic exchanged for another."""
        olds = self._topics.mentions(before)
        same = [m for m in olds if m.topic.role == topic.role] or olds
        if not same or topic.section != same[0].topic.section:
            known = self._topics.things(before)
            same = same or [m for m in known if not m.topic.term]
        same = same or [Mention(topic, p.start, p.end) for p in self._topics.partial(before)]
        if not same:
            return Reading(f"{before.rstrip('?! .')}, {topic.phrase}?", (topic,))
        first = same[0]
        head = _ARTICLE.sub("", before[: first.start])
        plural = topic.role and head == before[: first.start] and first.words.lower().endswith("s")
        name = topic.plural if plural else topic.phrase
        return Reading(f"{head}{name}{before[first.end :]}", (topic,))

    def _corrected(self, meant: str, thread: Thread) -> list[Reading]:
        """Return the question before, mended."""
        about = turns.asked_about(meant)
        if about is not None:
            return self._asked_about(about, thread)
        swaps = self._swaps(meant, thread)
        if swaps:
            return swaps
        shape = turns.shape(meant)
        if shape is Shape.CLAUSE:
            return self._clause(meant, thread)
        return self._fragment(meant, shape, thread)

    def _returned(self, back: turns.Return, thread: Thread) -> list[Reading]:
        """Return the question of a turn that goes back to something."""
        named = self._covering(back.name)[:1] or list(self.named_in(back.name)[:1])
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


_LEVEL = re.compile(r"^(?:(?:the|a|for)\s+)?level\s+(\d)(?:\s+one)?$", re.IGNORECASE)
# "A dental" before "nurse", which is all of the words that names a topic.
_ARTICLE = re.compile(
    r"\b(?:the|an?)\s+(?:(?!for\b|of\b|to\b|in\b|with\b|and\b|or\b)[a-z-]+\s+){0,2}$", re.IGNORECASE
)
_SMALL = frozenset("the a an one ones this that for about my your our new please then".split())
