"""A call as data: what was asked and answered. The screens only show it.

It outlives every widget, so whatever happens to a screen, the conversation and
the words being typed are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import TYPE_CHECKING

from faqbot.answering.answer import Answer, Status
from faqbot.documents import Corpus
from faqbot.transcript import Entry

if TYPE_CHECKING:
    from faqbot.conversation.conversation import Conversation


class Depth(IntEnum):
    """How much of an answer is shown."""

    LINE = 0  # a line to say aloud
    QUOTATION = 1  # the quotation, word for word, with its number
    SECTION = 2  # the whole section that it stands in

    @property
    def next(self) -> Depth:
        """The one after it; after the whole section comes the line."""
        return Depth((self + 1) % len(Depth))

    @property
    def in_words(self) -> str:
        """For the person."""
        return ("a line to say", "the quotation", "the whole section")[self]


@dataclass(slots=True)
class Exchange:
    """One question and its answer."""

    answer: Answer
    at: dt.datetime
    corpus: Corpus  # that it was answered from; citations point into it
    conversation: Conversation  # after it
    helpful: bool | None = None  # what the person said of it

    @property
    def entry(self) -> Entry:
        """For a transcript."""
        return Entry(self.answer, self.at)

    @property
    def choices(self) -> tuple[str, ...]:
        """The questions that number keys choose, from 1."""
        answer = self.answer
        return tuple(a.question for a in answer.alternatives) + tuple(
            r.question for r in answer.related
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked and is not answered yet."""

    id: int  # its own, whatever the call, so that late replies are known
    text: str  # as it is asked: for a choice its number
    words: str  # as the person knows it: for a choice the question beside the number
    of: Exchange | None = None  # that offered the choice, if others come between


@dataclass(slots=True)
class Session:
    """Everything of the present call."""

    exchanges: list[Exchange] = field(default_factory=list)
    selected: int = -1  # place in `exchanges`; -1 while there is none
    waiting: list[Question] = field(default_factory=list)  # in order
    asking: bool = False  # a worker has the first of `waiting`, or its reply is on the way
    asked: list[str] = field(default_factory=list)  # typed in this call, for Up; oldest first
    draft: str = ""  # what stands in the input
    depth: Depth = Depth.QUOTATION
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def current(self) -> Exchange | None:
        """The selected answer."""
        return self.exchanges[self.selected] if self.exchanges else None

    @property
    def conversation(self) -> Conversation | None:
        """What a next question is asked in."""
        return self.exchanges[-1].conversation if self.exchanges else None

    def add(self, exchange: Exchange) -> None:
        """Take in an answer, and select it."""
        self.exchanges.append(exchange)
        self.selected = len(self.exchanges) - 1

    def ask(self, text: str) -> None:
        """Put a question behind those that wait."""
        self.waiting.append(Question(next(self._ids), text, text))

    def choose(self, number: int) -> bool:
        """Ask what a number stands for in the selected answer; return whether it does for anything."""
        current = self.current
        if current is None or not 1 <= number <= len(current.choices):
            return False
        newest = self.selected == len(self.exchanges) - 1 and not self.waiting
        words = current.choices[number - 1]
        of = None if newest else current
        self.waiting.append(Question(next(self._ids), str(number), words, of))
        return True

    def conversation_for(self, question: Question) -> Conversation | None:
        """Return what a question is asked in: for a choice, where its number stands for it.

        The choice is not asked by its words, which the conversation might take otherwise. What
        was said when a signpost came is not whole without the turns before it, so it is answered
        in the conversation of then.
        """
        of = question.of
        if of is None or self.conversation is None:
            return self.conversation
        if of.answer.status is Status.SIGNPOST:
            return of.conversation
        return self.conversation.with_answer(of.answer)

    def replied(self, question: Question) -> bool:
        """Take note that a question came back; return whether it was waited for."""
        if question not in self.waiting[:1]:
            return False
        self.asking = False
        del self.waiting[0]
        return True

    def begin_call(self) -> None:
        """Forget the call: nothing of it is left in memory but what a late worker holds."""
        self.exchanges.clear()
        self.selected = -1
        self.waiting.clear()
        self.asking = False
        self.asked.clear()
        self.draft = ""
