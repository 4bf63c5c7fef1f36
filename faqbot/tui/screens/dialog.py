"""A small window over the main screen: a title, numbered choices, Esc."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

Result = TypeVar("Result")


class Choices(OptionList):
    """Numbered choices; a number key takes one."""

    def on_key(self, event: events.Key) -> None:
        """Take the choice that a digit names."""
        if event.character and event.character in "123456789"[: self.option_count]:
            event.stop()
            event.prevent_default()
            self.highlighted = int(event.character) - 1
            self.action_select()

    def offer(self, texts: list[str]) -> None:
        """Show choices, the first one marked, or the one that was marked before."""
        marked = self.highlighted
        self.set_options(Option(Content(f"{n}  {text}")) for n, text in enumerate(texts, 1))
        self.highlighted = min(marked or 0, len(texts) - 1)


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """Asks one thing.

    Args:
        title: what is asked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out title, choices and what a dialog has besides."""
        with Vertical(classes="window"):
            yield Static(Content(self._title), classes="title", markup=False)
            yield Choices(markup=False)
            yield from self.compose_more()
            yield Static(Content("Esc goes back"), classes="hint", markup=False)

    def compose_more(self) -> ComposeResult:
        """Yield what stands under the choices."""
        yield from ()

    def on_mount(self) -> None:
        """Show the choices."""
        self.choices.offer(self.texts())
        self.choices.focus()

    @property
    def choices(self) -> Choices:
        """The list."""
        return self.query_one(Choices)

    def texts(self) -> list[str]:
        """Return the choices in words."""
        raise NotImplementedError

    def take(self, place: int) -> None:
        """Act on a choice, by its place from 0."""
        raise NotImplementedError

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.take(event.option_index)
