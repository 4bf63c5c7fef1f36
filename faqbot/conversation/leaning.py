"""Turns that lean on what was said: what they ask, taken as they were said.

Grammar (follow_up.py) makes a question of a turn that stands alone; it is mistaken where a turn
says little. So the turn is also searched for as it is, and beside the question before; which
of them is meant is told by what they find (weighing.py).
"""

from __future__ import annotations

from collections.abc import Callable

from faqbot.answering.topic import Topic
from faqbot.conversation import turns
from faqbot.conversation.thread import Reading, Thread, side_by_side


class Leaning:
    """Reads turns without grammar.

    Args:
        named_in: gives the topics that a text names.
    """

    def __init__(self, named_in: Callable[[str], tuple[Topic, ...]]) -> None:
        self._named_in = named_in

    def as_said(self, text: str, thread: Thread, likeliest: Reading) -> list[Reading]:
        """Return a turn that leans on what was said as it is, and beside the question before.

        Nothing, where grammar is not mistaken: of a turn that is whole, that says itself what it
        mends or goes back to, or that names another thing to ask the same of.

        Args:
            text: the turn, cleaned.
            thread: what was said before.
            likeliest: its first reading, from which the next turn goes on.
        """
        alone = likeliest.whole or likeliest.words is not None or likeliest.assumed is not None
        mends = turns.returning(text) or turns.corrected(text) or turns.exchanged(text)
        if thread.question is None or alone or mends:
            return []
        named = self._named_in(text)
        frame = likeliest.frame or likeliest.standalone
        as_it_is = Reading(text, named, frame=frame)
        new = [] if likeliest.standalone == text else [as_it_is]
        if any(not topic.term for topic in named):
            # What it names is not what was spoken of, and "and the diploma?" by itself asks nothing.
            return new if _is_clause(text) else []
        both = side_by_side(thread.question, text)
        beside = Reading(both, likeliest.topics, follows=True, frame=frame, beside=True)
        return [*new, beside]


def as_shown(text: str, reading: Reading, likeliest: Reading, *, found_alike: bool) -> str:
    """Return how a reading that took a turn as it was said is put to the person.

    Args:
        text: the turn, cleaned.
        reading: one of `as_said`.
        likeliest: what grammar makes of the turn.
        found_alike: both found the same section.
    """
    alone = _is_clause(text) and not found_alike
    return reading.standalone if alone else likeliest.standalone


def _is_clause(text: str) -> bool:
    return turns.shape(turns.without_opener(text)) is turns.Shape.CLAUSE
