"""What a turn speaks of: topics it names, names it brings in, "the first one"."""

from __future__ import annotations

import re

from faqbot.answering.topic import Topic
from faqbot.answering.topics import Topics
from faqbot.conversation.again import of_level
from faqbot.conversation.substitution import put_in
from faqbot.conversation.thread import Thread

_NAME = re.compile(r"(?<=[a-z,] )(?!I\b)[A-Z][a-z]{2,}")  # inside a sentence; no acronym
_CAPITAL = re.compile(r"\b(?!I\b)[A-Z]")
# "What is Skills Direct?" speaks of it, topic or not.
_WHAT_IS = re.compile(
    r"^(?:(?:so|and|ok|hi|hello),? )?(?:(?:what|who)(?:['’]s| is| are| was| were)|tell me about|what do you know about)\s+"
    r"(?P<name>(?!an? )(?:the )?(?:[\w&'’-]+ ){0,5}[\w&'’-]+)[?.! ]*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;]\s+")
_TURN_OF = re.compile(  # of two things spoken of: "is the first one free?"
    r"\bthe (?:(?P<which>first|second|latter|former|other) (?:one|course|qualification|job)|(?P<bare>latter|former))\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:the|this|that|my|your|our)\s+(?:new\s+)?(?:{kind}|qualification|course)\b", re.IGNORECASE
)


class SpokenOf:
    """Finds what turns speak of.

    Args:
        topics: of the corpus.
    """

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        kind = topics.main.name.split()[-1] if topics.main else "topic"
        self._kind = re.compile(_KIND.pattern.format(kind=re.escape(kind)), re.IGNORECASE)

    def named_in(self, text: str) -> tuple[Topic, ...]:
        """Return the topics that a text names, the most telling first."""
        found = [m.topic for m in self._topics.things(text)]
        parts = [p for p in self._topics.partial(text) if not p.kind and len(p.topics) == 1]
        found += [p.topics[0] for p in parts]
        if self._topics.main is not None and self._kind.search(text):
            found.append(self._topics.main)
        return tuple(sorted(dict.fromkeys(found), key=lambda t: t.subject + 2 * t.term))

    def introduced(self, text: str, named: tuple[Topic, ...]) -> tuple[Topic, ...]:
        """Return what "What is X?" speaks of, where X is a name but no topic."""
        asked = _WHAT_IS.match(text)
        if asked is None or any(not topic.term for topic in named):
            return ()
        name = asked["name"]
        known = any(m.words.lower() in name.lower() for m in self._topics.things(name))
        if not known and not _CAPITAL.search(name):
            return ()
        return (Topic(name, subject=True, said=name),)

    def first_named(self, text: str, pronoun: tuple[int, int]) -> int | None:
        """Return where a turn first names something that a pronoun in it may stand for.

        What a section is about counts where a sentence before speaks of it.
        """
        begun = max((m.end() for m in _SENTENCE.finditer(text, 0, pronoun[0])), default=0)
        for mention in self._topics.things(text):
            about = mention.topic.subject and mention.end > begun
            if not mention.topic.term and not about:
                return mention.start
        return None

    def told_apart(self, text: str, thread: Thread) -> str:
        """Return a turn with "the first one" and "the level 5 one" as what was spoken of."""
        text = of_level(text, thread.question or "") or text
        spoken = list(dict.fromkeys(t for group in thread.named for t in group[:1] if not t.term))
        match = _TURN_OF.search(text)
        if match is None or len(spoken) < 2 or match.span() == (0, len(text)):
            return text
        which = (match["which"] or match["bare"]).lower()
        topic = spoken[0] if which in {"second", "latter"} else spoken[1]
        return put_in(text, match.span(), topic, "it")

    def other_name_in(self, text: str) -> bool:
        """Return whether a turn has a name that is no topic: "the largest river in America"."""
        known = [(m.start, m.end) for m in self._topics.things(text)]
        return any(
            not any(start <= match.start() < end for start, end in known)
            for match in _NAME.finditer(text)
        )
