"""One answer: what was asked, a line to say, the quotation, badges, numbered choices."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from faqbot.answering.answer import Status
from faqbot.transcript import question_in_words, taken_as
from faqbot.tui import wording
from faqbot.tui.session import Depth, Exchange


class Line(Static):
    """Plain text that takes no room while it is empty."""

    def __init__(self, text: str = "", *, classes: str) -> None:
        super().__init__(Content(text), classes=classes, markup=False)
        self.set_class(not text, "-blank")

    def say(self, text: str) -> None:
        """Show another text."""
        self.update(Content(text))
        self.set_class(not text, "-blank")


class Choice(Static):
    """A question that a number key or the mouse chooses.

    Args:
        number: from 1.
        text: the question.
    """

    @dataclass
    class Clicked(Message):
        """It was chosen with the mouse."""

        number: int

    def __init__(self, number: int, text: str) -> None:
        super().__init__(Content(f"{number}  {text}"), classes="choice", markup=False)
        self._number = number

    def on_click(self, event: events.Click) -> None:
        """Choose it."""
        event.stop()
        self.post_message(self.Clicked(self._number))


class Card(Vertical):
    """An answer.

    Args:
        exchange: the question, its answer, when, and from which documents.
        place: its place in the conversation, from 0.
    """

    @dataclass
    class Clicked(Message):
        """An answer was chosen with the mouse."""

        place: int

    def __init__(self, exchange: Exchange, place: int) -> None:
        super().__init__(classes=f"-{exchange.answer.status.value}")
        self.exchange = exchange
        self.place = place
        self._depth = Depth.QUOTATION
        self._selected = False

    def compose(self) -> ComposeResult:
        """Lay out all parts; which of them show is decided by `show`."""
        answer = self.exchange.answer
        asked = question_in_words(answer)
        yield Line(f"{self.exchange.at:%H:%M}  {asked}", classes="asked")
        taken = taken_as(answer, asked)
        yield Line(f"Taken as: {taken}" if taken else "", classes="taken detail")
        yield Line(wording.heading(answer), classes="heading detail")
        yield Line(wording.line_to_say(answer), classes="say")
        yield Line(wording.badges(self.exchange), classes="badges detail")
        yield Line(wording.notes(answer), classes="notes detail")
        yield Line(classes="body detail")
        yield Line(classes="feedback detail")
        number = 1
        for title, texts in wording.choice_lists(answer):
            yield Line(title, classes="choices-title detail")
            for text in texts:
                choice = Choice(number, text)
                choice.add_class("detail")
                yield choice
                number += 1

    def on_mount(self) -> None:
        """Show what was decided before the parts were there."""
        self._apply()

    def show(self, depth: Depth, *, selected: bool) -> None:
        """Show the answer at a depth; one that is not selected in two lines."""
        self._depth, self._selected = depth, selected
        if self.is_mounted:
            self._apply()

    def _apply(self) -> None:
        self.set_class(self._selected, "-selected")
        if not self._selected:
            return
        self.query_one(".body", Line).say(wording.body(self.exchange, self._depth))
        helpful = self.exchange.helpful
        said = "" if helpful is None else f"You said: {'helpful' if helpful else 'not helpful'}"
        self.query_one(".feedback", Line).say(said)

    def on_click(self, event: events.Click) -> None:
        """Select this answer."""
        event.stop()
        self.post_message(self.Clicked(self.place))

    @property
    def answered(self) -> bool:
        """Whether there are sources to go to."""
        return self.exchange.answer.status is Status.ANSWERED
