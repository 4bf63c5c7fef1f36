"""The citations of the selected answer."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from faqbot.answering.answer import Citation
from faqbot.cleaning import clean_line
from faqbot.tui.session import Exchange
from faqbot.tui.wording import citation_facts


class Sources(OptionList):
    """One entry a citation; Enter opens the document at the passage."""

    @dataclass
    class Opened(Message):
        """A citation is to be read where it stands."""

        exchange: Exchange
        citation: Citation

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.border_title = "Sources"
        self._exchange: Exchange | None = None

    def show(self, exchange: Exchange | None) -> None:
        """Show the citations of an answer."""
        self._exchange = exchange
        citations = exchange.answer.citations if exchange else ()
        self.set_options(Option(Content(in_words(citation))) for citation in citations)
        self.highlighted = 0 if citations else None
        self.border_subtitle = "Enter opens" if citations else ""
        self.set_class(not citations, "-empty")

    def open(self, number: int = 1) -> None:
        """Open a citation by its number."""
        if self._exchange is None:
            return
        for citation in self._exchange.answer.citations:
            if citation.n == number:
                self.post_message(self.Opened(self._exchange, citation))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._exchange is not None:
            citation = self._exchange.answer.citations[event.option_index]
            self.post_message(self.Opened(self._exchange, citation))


def in_words(citation: Citation) -> str:
    """Return a citation on three lines: title, facts, section."""
    section = clean_line(" > ".join(citation.section))
    lines = [f"[{citation.n}] {clean_line(citation.title)}", citation_facts(citation), section]
    return "\n".join(line for line in lines if line)
