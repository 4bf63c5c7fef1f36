"""The question before, asked of another thing: "and a cook?", "no, the diploma", "the other one"."""

from __future__ import annotations

import re
from dataclasses import replace

from faqbot.answering.names import KINDS, head_of, singular
from faqbot.answering.topic import Mention, PartialMention, Topic
from faqbot.answering.topics import MANY, Topics
from faqbot.conversation.again import of_level, replaced_phrase
from faqbot.conversation.substitution import agreeing
from faqbot.conversation.thread import Reading, Thread
from faqbot.index.text import words

_LEVEL = re.compile(r"^(?:(?:the|a|for)\s+)?level\s+(\d)(?:\s+one)?$", re.IGNORECASE)
# "A dental" before "nurse", which is all of the words that names a topic.
_ARTICLE = re.compile(
    r"\b(?:the|an?)\s+(?:(?!for\b|of\b|to\b|in\b|with\b|and\b|or\b)[a-z-]+\s+){0,2}$", re.IGNORECASE
)
# Somebody whom no document names so: "to be a bee keeper".
_BE_A = re.compile(
    r"\b(?:be|become|becoming|being|as) an? ([a-z][a-z -]{2,40})(?=[?.! ]*$)", re.IGNORECASE
)
_SMALL = frozenset("the a an one ones this that for about my your our new please then".split())
_JOB, _QUALIFICATION, _MATTER = "job", "qualification", "matter"  # sorts of topics
_SAME_SORT = re.compile(r"\b(?:one|kind|type|sort)(s?)\b", re.IGNORECASE)
_ONES = re.compile(r"\w ones$", re.IGNORECASE)
_FOR = re.compile(r"^for (?P<whom>.+)$", re.IGNORECASE)
_ENDS_FOR = re.compile(r"\bfor (?:(?!\bfor\b)\S+\s*){1,8}$", re.IGNORECASE)
_FOR_WHAT = re.compile(
    r"(?!what about\b).*\bfor (?P<what>(?:(?!for\b)[\w'’-]+ ?){1,4})[?! .]*$", re.IGNORECASE
)
_POINTS = re.compile(
    r"\b(?:that|this|it|them|those|these|ones?|others?|all|both|same)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"^(?:the )?other (?:one|ones|course|qualification|certificate)$|^the other$", re.IGNORECASE
)
# A thing by its kind that is no topic: "a physics degree" in place of "the diploma".
_KIND = re.compile(
    r"\b(?:degree|diploma|course|certificate|qualification|apprenticeship|award|nvq|programme)s?$",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"^(?:an?|another)\s+|^(?!the\b|my\b|our\b)[^\d]+s$", re.IGNORECASE)


class Swaps:
    """Puts another thing in the place of what the question before was about.

    Args:
        topics: of the corpus.
    """

    def __init__(self, topics: Topics) -> None:
        self._topics = topics

    def named(self, phrase: str, thread: Thread) -> list[Reading]:
        """Return the question before, asked of each topic that a phrase may name; none if it names none."""
        before = thread.question or ""
        found = self._found(phrase, before, thread)
        several = phrase if len(found) > 1 else None
        return [replace(self._swapped(before, topic), words=several) for topic in found]

    def for_another(self, phrase: str, thread: Thread) -> list[Reading]:
        """Return the question before, asked of what a phrase with "for" names, if of the same sort.

        None where it ends with such a phrase itself: that is exchanged with what is in it.
        """
        before = thread.question or ""
        match = _FOR.match(phrase)
        if match is None or not self.same_sort(phrase, before) or _ENDS_FOR.search(before):
            return []
        return self.named(match["whom"], thread)

    def unnamed(self, phrase: str, thread: Thread, named: tuple[Topic, ...]) -> Reading | None:
        """Return the question before, asked of a thing that is no topic: "and a dog walker?".

        Args:
            phrase: the thing.
            thread: what was said before.
            named: topics that the phrase names.
        """
        before = thread.question or ""
        whom = _FOR_WHAT.match(before)
        matter = whom is not None and self._sorts(whom["what"]) <= {_MATTER}
        if whom is not None and matter and not _POINTS.search(phrase):
            # "What training for dementia?", "end of life?"
            topic = Topic(phrase, subject=True, said=phrase)
            asked = f"{before[: whom.start('what')]}{phrase.rstrip('?! .')}?"
            return Reading(asked, (topic,), whole=True)
        by_kind = _KIND.search(phrase)
        old = [
            m
            for m in self._topics.mentions(before)
            if m.topic.role or (by_kind and m.topic.qualification)
        ]
        if not old or not _INDEFINITE.match(phrase):
            return None
        if named[:1] == (old[0].topic,) and not old[0].topic.role:
            return None
        standalone = before[: old[0].start] + phrase + before[old[0].end :]
        standalone = re.sub(r"\b(?:an?|the) (?=(?:an?|the|another) )", "", standalone)
        return Reading(standalone, (Topic(phrase, subject=True, said=phrase),))

    def covering(self, phrase: str) -> list[Topic]:
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

    def of_sort(self, phrase: str, topic: Topic | None) -> str:
        """Return "the registered one" and "senior ones" with the job that was spoken of."""
        if topic is None or not topic.role or not _SAME_SORT.search(phrase):
            return phrase
        head = _SAME_SORT.sub(rf"{head_of(topic.name)}\1", phrase)
        if self.covering(head):
            return head
        return _SAME_SORT.sub(rf"{topic.name.lower()}\1", phrase)

    def described(self, phrase: str, topic: Topic) -> Topic:
        """Return the job that "the clinical ones" is, said of pharmacists; else what was spoken of."""
        if not _ONES.search(phrase):
            return topic
        return next(iter(self.covering(self.of_sort(phrase, topic))), topic)

    def fixed(self, before: str, phrase: str) -> int:
        """Return how much of the question before stays when a phrase is put at its end.

        Args:
            before: the question; its names stay, but for one at its end of the same kind.
            phrase: begins with a preposition.
        """
        opening = phrase.split(maxsplit=1)[0].lower()
        sorts = self._sorts(phrase)
        stays = [
            m.end
            for m in self._topics.things(before)
            if not (
                (m.topic.term or _sort(m.topic) in sorts)
                and re.search(rf"\b{re.escape(opening)} (?:the |an? )?$", before[: m.start].lower())
            )
        ]
        return max(stays, default=0)

    def same_sort(self, phrase: str, before: str) -> bool:
        """Return whether a phrase names a job or a qualification, and the question before another."""
        return bool(self._sorts(phrase) & self._sorts(before) - {_MATTER})

    def _sorts(self, text: str) -> set[str]:
        """Return the sorts of things that a text names, wholly or in part."""
        sorts = {_sort(m.topic) for m in self._topics.things(text)}
        sorts |= {_sort(t) for part in self._topics.partial(text) for t in part.topics}
        return sorts | ({_QUALIFICATION} if _KIND.search(text) else set())

    def _found(self, phrase: str, before: str, thread: Thread) -> list[Topic]:
        """Return the topics that a phrase may name."""
        if _OTHER.match(phrase):
            return self._others(thread)
        of_kind = of_level(phrase, before)
        return (
            self._called(phrase, thread.topic)
            or self._sharing_a_word(phrase, thread.topic)
            or self._nearest(phrase, self.covering(phrase)[:MANY], thread.topic)
            or self._of_level(phrase, thread.topic)
            or (self.covering(of_kind)[:MANY] if of_kind is not None else [])
        )

    def _called(self, phrase: str, topic: Topic | None) -> list[Topic]:
        """Return the twin of the topic that "the qualification" is, if the topic is not called so."""
        kind = phrase.lower().removeprefix("the ").removeprefix("new ")
        if topic is None or singular(kind) not in KINDS or self._topics.is_called(topic, kind):
            return []
        twins = (self._topics.named(name) for name in topic.confusable)
        return [t for t in twins if t is not None and self._topics.is_called(t, kind)][:1]

    def _sharing_a_word(self, phrase: str, topic: Topic | None) -> list[Topic]:
        """Return the job that "the assistant" is after "pharmacy technician", "finance" after "HR manager".

        Of other topics only the last word stays: "secondary" after "primary care".
        """
        said = [w for w in words(phrase) if w not in _SMALL]
        if topic is None or len(said) != 1 or " " not in topic.name:
            return []
        field, kind = topic.name.rsplit(maxsplit=1)
        same_field, same_kind = f"{field} {said[0]}", f"{said[0]} {kind}"
        for name in (same_field, same_kind) if topic.role else (same_kind,):
            found = [t for t in self.covering(name) if t != topic]
            if len(found) == 1 and _sort(found[0]) == _sort(topic):
                return found
        return []

    def _nearest(self, phrase: str, found: list[Topic], topic: Topic | None) -> list[Topic]:
        """Return the one that "the level 2 qualification" is: a twin of the topic; else all."""
        if not any(singular(w) in KINDS for w in words(phrase)):
            return found
        twins = [t for t in found if topic is not None and t.name in topic.confusable]
        return twins if len(twins) == 1 else found

    def _others(self, thread: Thread) -> list[Topic]:
        """Return what "the other one" is: spoken of before, or easily confused with the topic."""
        topic = thread.topic
        spoken = [t for group in thread.named for t in group if not t.term and t != topic]
        twins = (self._topics.named(name) for name in (topic.confusable if topic else ()))
        return spoken[:1] or [twin for twin in twins if twin is not None][:MANY]

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

    def _swapped(self, before: str, topic: Topic) -> Reading:
        """Return the question before with its topic exchanged for another."""
        olds = self._topics.mentions(before)
        parts = [Mention(p.topics[0], p.start, p.end) for p in self._topics.partial(before)]
        named = [*olds, *parts]
        same = [m for m in named if _sort(m.topic) == _sort(topic) != _MATTER]
        others = [m for m in named if {_sort(m.topic), _sort(topic)} == {_JOB, _QUALIFICATION}]
        if others and not same:
            return self._beside(before, topic, others[0])
        if topic.role and not same and _ENDS_FOR.search(before.rstrip("?! .")):
            return Reading(replaced_phrase(before, f"for {topic.plural}"), (topic,))
        same = same or [m for m in olds if m.topic.role == topic.role] or olds
        if not same or topic.section != same[0].topic.section:
            known = self._topics.things(before)
            same = same or [m for m in known if not m.topic.term]
        same = same or parts or self._by_head(before, topic)
        if not same and topic.role:
            same = [Mention(topic, m.start(1), m.end(1), m[1]) for m in _BE_A.finditer(before)][:1]
        if not same:
            return Reading(f"{before.rstrip('?! .')}, {topic.phrase}?", (topic,))
        first = same[0]
        if first.topic != topic and any(m.topic == topic for m in olds):
            # Of a comparison, one side: "the difference between X and Y", "and X?"
            return Reading(f"what is {topic.phrase}?", (topic,))
        head = _ARTICLE.sub("", before[: first.start])
        plural = topic.role and head == before[: first.start] and first.words.lower().endswith("s")
        name = topic.plural if plural else topic.phrase
        return Reading(f"{agreeing(head, name)}{name}{before[first.end :]}", (topic,))

    def _beside(self, before: str, topic: Topic, other: Mention) -> Reading:
        """Return the question before, asked for a job of a qualification, or about the two.

        Neither takes the place of the other: "Is the award free?", "and cooks?"
        """
        if not topic.role:
            return Reading(
                f"what about {topic.phrase} for {other.topic.phrase}?", (topic, other.topic)
            )
        asked = replaced_phrase(before, f"for {topic.plural}", other.end)
        return Reading(asked, (other.topic, topic))

    def _by_head(self, before: str, topic: Topic) -> list[Mention]:
        """Return where a question says only what kind of thing a topic is: "an assistant"."""
        head = head_of(topic.name)
        found = re.search(rf"\b{re.escape(head)}s?\b", before, re.IGNORECASE) if head else None
        return [Mention(topic, found.start(), found.end(), found[0])] if found else []


def _sort(topic: Topic) -> str:
    """Return whether a topic is a job, a qualification or anything else."""
    return _JOB if topic.role else _QUALIFICATION if topic.qualification else _MATTER
