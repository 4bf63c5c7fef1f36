"""What was spoken of, and what a turn was taken to ask."""

from __future__ import annotations

from dataclasses import dataclass, replace

from faqbot.answering.topic import Topic

_REMEMBERED = 8  # questions


@dataclass(frozen=True, slots=True)
class Thread:
    """What was spoken of, for a next turn to refer to."""

    named: tuple[tuple[Topic, ...], ...] = ()  # by question, the last first; most telling first
    question: str | None = None  # the last one, stand-alone
    questions: tuple[str, ...] = ()  # all of them, the last first

    @property
    def topic(self) -> Topic | None:
        """What the conversation is about now."""
        return next((t for group in self.named for t in group if not t.term), None)

    def after(self, question: str, named: tuple[Topic, ...]) -> Thread:
        """Return the thread after a question that names, or is about, these topics."""
        groups = (named, *self.named) if named else self.named
        return Thread(groups[:_REMEMBERED], question, (question, *self.questions)[:_REMEMBERED])

    def remarked(self, named: tuple[Topic, ...]) -> Thread:
        """Return the thread after a remark on these topics: what was asked last still is."""
        return replace(self.after("", named), question=self.question, questions=self.questions)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a turn was taken to ask."""

    standalone: str
    topics: tuple[Topic, ...] = ()  # what it names or stands for, the most telling first
    assumed: str | None = None  # the word that stood for a topic that nobody had named
    assumed_topic: Topic | None = None
    span: tuple[int, int] | None = None  # where in the turn the topic was put in
    follows: bool = False  # it goes on from the turn before, so its section is read again
    own: bool = False  # what it asks for is the topic's own: its section answers best
    carried: bool = False  # the topic was added to a turn that is complete without it
    whole: bool = False  # it names what it is about: what was said before plays no part
    prior: float = 0.0  # confidence that it has in advance of other readings
    frame: str | None = None  # the question that a further fragment is put to; None: `standalone`
    anything: tuple[int, int] | None = None  # a pronoun that nothing was said for
    beside: bool = False  # it is the turn with the question before it, as it was said
    words: str | None = None  # words that stand for one of several topics in this reading


def side_by_side(before: str, turn: str) -> str:
    """Return a turn with the question before it, each as it was put."""
    return f"{before.rstrip('?! .')}? {turn}"
