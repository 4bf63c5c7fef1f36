"""A turn to a question that stands alone: pronouns, ellipsis, choices from a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from faqbot.answering.topics import Mention, Topic, Topics
from faqbot.index.text import stems, words

# What follows a word that stands by itself, and does not belong to a noun or a name after it.
_ALONE = (
    r"(?=[?!.,;]|$|\s+(?:is|are|was|were|be|been|can|could|will|would|should|may|must|do|does|did"
    r"|has|have|had|for|in|on|at|to|as|with|and|or|but|if|when|work|works|cover|covers|take|takes"
    r"|mean|means|apply|count|cost|costs|run|last|lasts|still|also|then|about|compare|compared"
    r"|worth|involve|need|needs|myself|now|yet|again|online|please)\b)"
)
_PRONOUN = re.compile(
    r"\b(?:it|they|them|this one|that one"
    rf"|(?:this|that|those|these){_ALONE}"
    rf"|(?:this|that|the) (?:course|qualification|certificate|training|job|role){_ALONE})\b"
    r"(?!\s+(?:possible|true|ok|okay|likely|better|worth it|raining|there|here)\b)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:become|be|being|becoming) (?P<one>one)\b", re.IGNORECASE)
_EMPTY_IT = re.compile(
    r"\bit\b(?=\s+(?:matter|take to become|rain|cost to become)\b)|\bthat\b(?=\s+(?:is|are|can|i|you|we|they|he|she|will|has|have|do|does)\b)",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(
    r"^(?:and |ok |so |but )*(?:what|how) about\s+(?P<rest>.+?)\??$", re.IGNORECASE
)
_AND = re.compile(r"^(?:and|but|or|also|so)\b[ ,]*(?P<rest>.+?)\??$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:for|in|at|with|from|by|outside|within|under|before|after|to|as|if|when|without)\b",
    re.IGNORECASE,
)
_NAMED_THEN_ASKED = re.compile(
    r"^(?P<name>(?:the |this |that |my |our )?[\w' -]{2,40}),\s*(?P<asked>(?:is|are|was|were|do|does|did|can"
    r"|could|will|would|has|have|how|when|where|who|what|which|why)\b.{2,60})$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_POSSESSIVES = frozenset({"his", "her", "hers"})
_CORRECTION = re.compile(
    r"^(?:no|nope|sorry|actually)?[ ,]*(?:i (?:meant|mean)|not that[ ,]+)\s*(?P<rest>.+?)\??$",
    re.IGNORECASE,
)
_AGREE = {"is": "are", "does": "do", "was": "were", "has": "have"}
_SINGULAR = re.compile(r"\b(?:is|does|was|has)\b(?=\s+$)", re.IGNORECASE)
_BEFORE_PRONOUN = 2  # telling words before a pronoun that may still mean an earlier turn's topic
_PLURALS = frozenset({"they", "them", "those", "these"})
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3}
_CHOICE = re.compile(
    r"^(?:number |option |the )?(?P<n>\d|first|second|third|fourth)(?: one)?(?:,? please)?[.!]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a turn was taken to ask."""

    standalone: str
    topic: Topic | None  # what it is about, for the turns after it
    assumed: str | None = None  # the word that stood for the topic
    assumed_topic: Topic | None = None  # the topic it was taken for, where none was named before
    span: tuple[int, int] | None = None  # where in the turn the topic was put in
    follows: bool = False  # it goes on from the turn before


class FollowUps:
    """Reads turns in the light of what was said before.

    Args:
        topics: of the corpus.
    """

    def __init__(self, topics: Topics) -> None:
        self._topics = topics

    def choice(self, text: str) -> int | None:
        """Return the number that a turn chooses, from 1, or None."""
        match = _CHOICE.match(text.strip())
        if match is None:
            return None
        word = match["n"].lower()
        return int(word) if word.isdigit() else _ORDINALS[word]

    def read(self, text: str, topic: Topic | None, before: str | None) -> list[Reading]:
        """Return the turn as questions that stand alone, the likeliest first.

        Args:
            text: the turn, cleaned.
            topic: what the conversation is about, if anything yet.
            before: the stand-alone question before this one.

        Returns:
            One reading; two where a turn may go on with the topic or begin a
            new one, and only the guidance can tell.
        """
        mentions = self._topics.mentions(text)
        if before is not None:
            elliptic = self._ellipsis(text, mentions, before, topic)
            if elliptic is not None:
                return [elliptic]
        pronoun = self._pronoun(text, topic)
        if pronoun is not None and (not mentions or pronoun[1] <= mentions[0].start):
            replaced = self._replaced(text, pronoun, topic)
            if replaced is not None:
                return [replaced]
        if mentions:
            return [Reading(text, mentions[0].topic)]
        alone = Reading(text, None)
        if before is None or topic is None:
            return [alone]
        within = Reading(f"{text.rstrip('?! .')}, about {topic.phrase}?", topic, follows=True)
        return [within] if _is_fragment(text) else [alone, within]

    def _ellipsis(
        self, text: str, mentions: list[Mention], before: str, topic: Topic | None
    ) -> Reading | None:
        """Return a turn that only makes sense with the question before it."""
        if _CORRECTION.match(text) and mentions:
            return self._swapped(before, mentions[0])
        about = _WHAT_ABOUT.match(text)
        if about is not None:
            clause = _NAMED_THEN_ASKED.match(about["rest"])
            if clause is not None:
                asked = _PRONOUN.sub(clause["name"], clause["asked"], count=1)
                return Reading(f"{asked}?", topic, follows=True)
            return self._asked_of(about["rest"], before, topic, swap=True)
        joined = _AND.match(text)
        if joined is not None:
            return self._asked_of(joined["rest"], before, topic, swap=False)
        if _PREPOSITION.match(text) and len(words(text)) <= 6:
            return Reading(f"{before.rstrip('?! .')} {text.rstrip('?! .')}?", topic, follows=True)
        return None

    def _replaced(self, text: str, pronoun: tuple[int, int], topic: Topic | None) -> Reading | None:
        """Return the turn with its pronoun replaced by the topic, or by the main one."""
        subject = topic or self._topics.main
        if subject is None:
            return None
        word = text[pronoun[0] : pronoun[1]].lower()
        name = subject.plural if word in _PLURALS else subject.phrase
        if word in _POSSESSIVES:
            name = f"{subject.name}'s"
        replaced = put_in(text, pronoun, name)
        if topic is None:
            return Reading(replaced, subject, word, subject, pronoun)
        return Reading(replaced, subject, follows=True)

    def _pronoun(self, text: str, topic: Topic | None) -> tuple[int, int] | None:
        """Return where a turn has a word that stands for a topic."""
        if topic is not None and topic.section:
            person = _PERSON.search(text)
            if person is not None:
                return person.span()
        one = _ONE.search(text)
        if one is not None:
            return one.span("one")
        for match in _PRONOUN.finditer(text):
            # What stands earlier in the turn is the nearer thing to refer to.
            spoken_of = len(stems(text[: match.start()])) > _BEFORE_PRONOUN
            plural = topic is None and match.group(0).lower() in _PLURALS
            if not spoken_of and not plural and not _EMPTY_IT.match(text, match.start()):
                return match.span()
        return None

    def _asked_of(self, rest: str, before: str, topic: Topic | None, swap: bool) -> Reading | None:
        """Return "what about X?" or "and for X?" as the question before, asked of X."""
        named = self._topics.mentions(rest)
        short = len(words(rest)) <= 6
        if named and short and named[0].end - named[0].start >= len(rest.rstrip("?")) - 10:
            return self._swapped(before, named[0])
        if short and _PREPOSITION.match(rest):
            return Reading(f"{before.rstrip('?! .')} {rest}?", topic, follows=True)
        if swap and short and not named:
            return Reading(f"{before.rstrip('?! .')}, {rest}?", topic, follows=True)
        return None

    def _swapped(self, before: str, mention: Mention) -> Reading:
        """Return the question before with its topic exchanged for another."""
        old = self._topics.mentions(before)
        if not old:
            return Reading(f"{before.rstrip('?! .')}, {mention.topic.phrase}?", mention.topic)
        first = old[0]
        head = re.sub(r"\b(?:the|an?)\s+$", "", before[: first.start], flags=re.IGNORECASE)
        return Reading(f"{head}{mention.topic.phrase}{before[first.end :]}", mention.topic)


def put_in(text: str, span: tuple[int, int], name: str) -> str:
    """Return `text` with a name at `span`, the verb before it in the name's number."""
    head = text[: span[0]]
    if name.endswith("s") and not name.endswith(("ss", "'s")):
        head = _SINGULAR.sub(lambda m: _AGREE[m.group(0).lower()], head)
        head = head[:1].upper() + head[1:] if text[:1].isupper() else head
    return f"{head}{name}{text[span[1] :]}"


def _is_fragment(text: str) -> bool:
    """Return whether a turn is too short to be a question of its own."""
    return len(set(stems(text))) <= 1 and len(words(text)) <= 5
