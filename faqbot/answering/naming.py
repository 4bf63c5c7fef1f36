"""How topics are found in a text: by any of their names, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from faqbot.answering.names import singular
from faqbot.answering.topic import Mention, Topic
from faqbot.index.expansion import Forms


@dataclass(frozen=True, slots=True)
class Named:
    """How one topic is found in a text."""

    topic: Topic
    forms: Forms
    openings: frozenset[str]  # first words of its forms, without a plural's s: a quick look first

    @classmethod
    def of(cls, topic: Topic, forms: Iterable[str]) -> Named:
        """Return how a topic with these forms is found."""
        forms = tuple(forms)
        return cls(topic, Forms(forms), frozenset(_words(form)[0] for form in forms))


def _words(text: str) -> list[str]:
    return [singular(word.lower()) for word in re.findall(r"[^\W_]+", text)] or [""]


def longest(text: str, named: Iterable[Named]) -> list[Mention]:
    """Return the topics that a text names, in order; longer names win over parts of them."""
    opening = frozenset(_words(text))
    found = [
        Mention(
            replace(n.topic, said=match[0]) if n.topic.subject or n.topic.term else n.topic,
            match.start(),
            match.end(),
            match.group(0),
        )
        for n in named
        if not opening.isdisjoint(n.openings)
        for match in n.forms.finditer(text)
    ]
    found.sort(
        key=lambda m: (m.start - m.end, m.start, m.topic.subject, m.topic.term, m.topic.name)
    )
    kept: list[Mention] = []
    for mention in found:
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
