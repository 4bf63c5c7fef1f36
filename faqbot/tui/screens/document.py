"""One document, with its outline; a passage is marked, and words can be searched for."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from faqbot.cleaning import clean_line
from faqbot.documents import Document, Span
from faqbot.tui.widgets.document_text import DocumentText
from faqbot.tui.wording import source_facts


class DocumentScreen(Screen[None]):
    """Shows a document.

    Args:
        document: to show.
        passage: the span to go to and to mark, if any.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("slash", "search", "Search"),
        Binding("n", "match(1)", "Next"),
        Binding("N", "match(-1)", "Previous", key_display="N"),
        Binding("o", "outline", "Outline"),
        Binding("p", "passage", "Passage"),
    ]

    def __init__(self, document: Document, passage: Span | None) -> None:
        super().__init__()
        self._document = document
        self._passage = passage
        self._sections = [s for s in document.sections if s.heading is not None]

    def compose(self) -> ComposeResult:
        """Lay out title, outline, text and the search line."""
        source = self._document.source
        with Vertical(id="title"):
            yield Static(Content(clean_line(source.title)), classes="title", markup=False)
            yield Static(Content(source_facts(source)), classes="facts", markup=False)
        with Horizontal():
            yield OptionList(id="outline", markup=False)
            yield DocumentText(self._document, self._passage, id="text")
        with Horizontal(id="search"):
            yield Input(placeholder="Search in this document, Enter goes on", id="words")
            yield Static(Content(""), id="found", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the outline, and let the text take the keys."""
        outline = self.query_one("#outline", OptionList)
        outline.border_title = "Outline"
        outline.set_options(
            Option(Content(f"{'  ' * (len(section.path) - 1)}{clean_line(section.title)}"))
            for section in self._sections
        )
        here = self._section_of_passage()
        outline.highlighted = here if here is not None else (0 if self._sections else None)
        self.query_one("#search").display = False
        self._text.focus()

    @property
    def _text(self) -> DocumentText:
        return self.query_one(DocumentText)

    def _section_of_passage(self) -> int | None:
        if self._passage is None:
            return None
        before = [
            n
            for n, section in enumerate(self._sections)
            if section.heading is not None and section.heading.start <= self._passage.start
        ]
        return before[-1] if before else None

    @on(OptionList.OptionSelected)
    def _heading_taken(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        heading = self._sections[event.option_index].heading
        if heading is not None:
            self._text.go_to(heading.start)
            self._text.focus()
            self.remove_class("-outline")

    @on(Input.Changed)
    def _words_changed(self, event: Input.Changed) -> None:
        event.stop()
        count = self._text.find(event.value)
        self._say_found("" if not event.value.strip() else f"{count} found")

    @on(Input.Submitted)
    def _words_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_match(1)
        self._text.focus()

    def _say_found(self, text: str) -> None:
        self.query_one("#found", Static).update(Content(text))

    def action_search(self) -> None:
        """Open the search line."""
        self.query_one("#search").display = True
        self.query_one("#words", Input).focus()

    def action_match(self, step: int) -> None:
        """Go to the next place found, or back."""
        number = self._text.next_match(step)
        if number is not None:
            count = self._text.find_count
            self._say_found(f"{number} of {count}")
        elif self.query_one("#search").display:
            self._say_found("not found")

    def action_outline(self) -> None:
        """Go to the outline; where there is little room it takes the text's place."""
        self.add_class("-outline")
        self.query_one("#outline", OptionList).focus()

    def action_passage(self) -> None:
        """Go back to the marked passage."""
        self._text.go_to_passage()
        self._text.focus()

    def action_back(self) -> None:
        """Close the search or the outline, or else leave the document."""
        search = self.query_one("#search")
        if search.display:
            search.display = False
            self.query_one("#words", Input).value = ""
            self._text.focus()
        elif self.query_one("#outline").has_focus:
            self.remove_class("-outline")
            self._text.focus()
        else:
            self.dismiss()
