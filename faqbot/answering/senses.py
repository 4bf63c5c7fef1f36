"""Words with several senses: do the readings lead to different answers, and is none far likelier?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faqbot.answering.signals import Candidate
from faqbot.answering.topic import Topic

FAR = 4.0  # ranking score by which evidence for one sense leads, so that no other is meant


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the things that ambiguous words may stand for."""

    topic: Topic
    question: str  # the question with the topic's name in it


@dataclass(frozen=True, slots=True)
class Senses:
    """Words that may stand for several things."""

    words: str
    of: tuple[Sense, ...]
    ask: bool  # whether to ask back; otherwise the likeliest is taken, and said

    @property
    def names(self) -> frozenset[str]:
        """The names of all these things."""
        return frozenset(sense.topic.name for sense in self.of)


def evidence_by_sense(
    senses: Sequence[Sense],
    ranked: Sequence[Candidate],
    scores: Sequence[float],
    names: Callable[[Candidate], frozenset[str]],
) -> tuple[Sense, ...]:
    """Return the senses that the evidence at the top speaks of, the likeliest first.

    Args:
        senses: what the words may stand for.
        ranked: candidates, best first.
        scores: ranking score of each.
        names: the topics that a candidate's sentence or heading names.

    Returns:
        None of them where the best candidate speaks of no sense, or of several
        alike; one where it leads by far; else all whose own evidence is near the top.
    """
    if not ranked:
        return ()
    by_name = {sense.topic.name: sense for sense in senses}
    found: list[Sense] = []
    for candidate, score in zip(ranked, scores, strict=True):
        if score < scores[0] - FAR:
            break
        about = [by_name[name] for name in by_name if name in names(candidate)]
        if not found and len(about) != 1:
            return ()
        if len(about) == 1 and about[0] not in found:
            found.append(about[0])
    return tuple(found)


def taken(words: str, topic: Topic) -> str:
    """Return what is said where words were taken for a topic."""
    return f"I took “{words}” to be {topic.phrase}."
