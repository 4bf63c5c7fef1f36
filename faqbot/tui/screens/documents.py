"""All source documents: who says it, in which version, from when, how old, how much."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from faqbot.cleaning import clean_line
from faqbot.documents import Corpus
from faqbot.tui.screens.document import DocumentScreen
from faqbot.tui.wording import age_in_words, documents_in_words, source_facts


class DocumentsScreen(Screen[None]):
    """Lists the documents of a corpus.

    Args:
        corpus: whose documents.
        today: the day that ages are counted to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, corpus: Corpus, today: dt.date) -> None:
        super().__init__()
        self._corpus = corpus
        self._today = today

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        title = f"Documents: {documents_in_words(self._corpus.documents)}. Enter opens one."
        yield Static(Content(title), classes="title", markup=False)
        yield OptionList(id="documents", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the list."""
        passages = Counter(p.document_id for p in self._corpus.passages)
        entries: list[Option | None] = []
        for document in self._corpus.documents:
            source = document.source
            age = age_in_words(source.dated, self._today)
            count = passages[document.id]
            facts = " · ".join(x for x in (source_facts(source), age, f"{count} passages") if x)
            entries += [Option(Content(f"{clean_line(source.title)}\n{facts}")), None]
        documents = self.query_one("#documents", OptionList)
        documents.clear_options()
        documents.add_options(entries[:-1])
        documents.highlighted = 0 if entries else None
        documents.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.app.push_screen(DocumentScreen(self._corpus.documents[event.option_index], None))
