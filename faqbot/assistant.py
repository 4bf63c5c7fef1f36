"""The one door: open an index, ask a question, get an Answer.

CLI, terminal interface and evaluation all come through here; none of them has
a copy of any step.
"""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.answering.answer import Answer
from faqbot.documents import Corpus
from faqbot.errors import IndexUnusableError
from faqbot.index.generation import Generation, load_generation
from faqbot.index.store import CURRENT, current_generation

if TYPE_CHECKING:
    from faqbot.conversation.conversation import Conversation

_OPENINGS = 5  # tries, each after another switch


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer, and the conversation that goes on from it."""

    answer: Answer
    conversation: Conversation


class Assistant:
    """Answers questions from one generation of an index.

    Args:
        generation: loaded and verified; it is kept whatever is built meanwhile.
    """

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        from faqbot.answering.answerer import Answerer
        from faqbot.conversation.conversation import Conversationalist

        self._partner = Conversationalist(Answerer(generation))

    @classmethod
    def open(cls, index: Path) -> Assistant:
        """Return an assistant for the generation that answers in an index folder.

        Raises:
            IndexUnusableError: the index is missing, damaged or made by another version.
            EncoderError: its encoder cannot be used.
        """
        for _ in range(_OPENINGS):
            before = _pointer(index)
            try:
                return cls(_read(index))
            except IndexUnusableError:
                # A build may switch, and take the old generation away, while it is being read.
                if _pointer(index) == before:
                    raise
        return cls(_read(index))

    @staticmethod
    def newest(index: Path) -> str:
        """Return the name of the generation that an index folder answers with now.

        Raises:
            IndexUnusableError: there is no index, or its pointer is damaged.
        """
        return current_generation(index).name

    @property
    def corpus(self) -> Corpus:
        """The documents, as indexed."""
        return self._generation.corpus

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._generation.name

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: dt.date | None = None,
    ) -> Turn:
        """Return the answer to a question, and the conversation to go on with.

        Args:
            question: as typed; control characters are taken out, length is capped.
            conversation: what was said before; None begins a new one.
            as_of: the day the answer is for; None is today.

        Returns:
            The same values for the same question, conversation, day and index,
            `elapsed_ms` aside. The conversation given is never changed.
        """
        from faqbot.conversation.conversation import Conversation

        begun = time.perf_counter()
        day = as_of or dt.date.today()
        answer, after = self._partner.reply(question, conversation or Conversation(), day)
        elapsed = round((time.perf_counter() - begun) * 1000, 1)
        return Turn(replace(answer, elapsed_ms=elapsed), after)


def _read(index: Path) -> Generation:
    """Return the generation that answers.

    The rest of the program is imported while it is read: each takes about as long.

    Raises:
        IndexUnusableError: the index is missing, damaged or made by another version.
        EncoderError: its encoder cannot be used.
    """
    with ThreadPoolExecutor(1, "index") as beside:
        reading = beside.submit(load_generation, index)
        import_module("faqbot.conversation.conversation")
        return reading.result()


def _pointer(index: Path) -> bytes | None:
    """Return what says which generation answers, as it stands there; None where it cannot be read."""
    try:
        return (index / CURRENT).read_bytes()
    except OSError:
        return None
