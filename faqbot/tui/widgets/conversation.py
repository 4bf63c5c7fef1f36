"""All answers of a call, newest at the end; one is selected and shown in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from faqbot.cleaning import clean_line
from faqbot.tui.session import Depth, Question, Session
from faqbot.tui.widgets.card import Card, Line

_WELCOME = (
    "Type a question and press Enter.\n\n"
    "Answers are the guidance's own words, with their source. "
    "Ctrl+Y copies one for the caller, Ctrl+N as a case note. ? shows all keys."
)


class Conversation(VerticalScroll):
    """The answers, one card each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "select(-1)", show=False),
        Binding("down", "select(1)", show=False),
        Binding("enter", "deeper", show=False),
    ]

    @dataclass
    class Selected(Message):
        """Another answer is to be selected."""

        place: int

    class DeeperWanted(Message):
        """Enter was pressed on the selected answer."""

    def compose(self) -> ComposeResult:
        """Lay out what shows before the first answer and while one is waited for."""
        yield Line(_WELCOME, classes="welcome")
        yield Line(classes="waiting")

    async def show(self, session: Session) -> None:
        """Show a session from its beginning."""
        await self.remove_children(Card)
        await self.add(session)

    async def add(self, session: Session) -> None:
        """Show the answers of a session that are not shown yet."""
        shown = len(self.query(Card))
        cards = [Card(e, place) for place, e in enumerate(session.exchanges) if place >= shown]
        if cards:
            await self.mount_all(cards, before=".waiting")
        self.refresh_from(session)

    def refresh_from(self, session: Session) -> None:
        """Show which answer is selected, how deep, and what is waited for."""
        self._greet(not session.exchanges and not session.waiting)
        for card in self.query(Card):
            card.show(session.depth, selected=card.place == session.selected)
            if card.place == session.selected:
                deep = session.depth is Depth.SECTION and card.answered
                part = card.query_one(".body", Line) if deep else card
                self.call_after_refresh(self._bring_up, part)

    def wait_for(self, questions: Sequence[Question], *, ready: bool) -> None:
        """Show which questions are waited for.

        Args:
            questions: not answered yet, in order.
            ready: the guidance is loaded.
        """
        until = "" if ready else " (answered as soon as the guidance is loaded)"
        lines = [f"Asked: {clean_line(question.words)}{until}" for question in questions]
        self.query_one(".waiting", Line).say("\n".join(lines))
        if questions:
            self._greet(False)

    def _greet(self, wanted: bool) -> None:
        self.query_one(".welcome", Line).say(_WELCOME if wanted else "")

    def _bring_up(self, part: Widget) -> None:
        self.scroll_to_widget(part, animate=False, top=True, force=True)

    def action_select(self, step: int) -> None:
        """Select the answer before or after."""
        selected = next((c.place for c in self.query(Card) if c.has_class("-selected")), None)
        if selected is not None:
            self.post_message(self.Selected(selected + step))

    def action_deeper(self) -> None:
        """Show more or less of the selected answer."""
        self.post_message(self.DeeperWanted())
