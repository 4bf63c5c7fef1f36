"""The input for the question, with suggestions under it and earlier questions behind Up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from faqbot.cleaning import clean_line

if TYPE_CHECKING:
    from faqbot.suggestions import Suggestion

LONGEST = 1_000  # characters of a question
_LEFT_TO_ACTIONS = frozenset({"ctrl+d", "ctrl+k"})  # editing keys that the main screen uses


def _editing_bindings() -> list[Binding]:
    """Return Textual's keys for editing, without those that the main screen needs."""
    bindings = Binding.make_bindings(Input.BINDINGS)
    return [binding for binding in bindings if binding.key not in _LEFT_TO_ACTIONS]


class QuestionInput(Input, inherit_bindings=False):
    """An input whose digits choose, and whose "?" helps, while nothing is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*_editing_bindings()]

    @dataclass
    class Chosen(Message):
        """A number key was pressed while nothing was typed."""

        number: int

    @dataclass
    class Entered(Message):
        """Enter was pressed; the input is empty again, so that typing can go on at once."""

        text: str

    class HelpWanted(Message):
        """The question mark was pressed while nothing was typed."""

    choices = 0  # how many numbered choices there are; other digits are typed

    def on_key(self, event: events.Key) -> None:
        """Take Enter, and a digit or "?" in an empty input, as a command."""
        if event.key == "enter":
            # Told before it is emptied, or the emptying would seem an edit made before Enter.
            self.post_message(self.Entered(self.value))
            self.value = ""
            event.stop()
            event.prevent_default()
            return
        if self.value or not event.character:
            return
        if event.character == "?":
            self.post_message(self.HelpWanted())
        elif event.character in "123456789"[: self.choices]:
            self.post_message(self.Chosen(int(event.character)))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as one clean line, however many it had."""
        event.stop()
        event.prevent_default()
        self.type_in(clean_line(event.text, LONGEST))

    def type_in(self, text: str) -> None:
        """Put text where the cursor is, or in place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


class QuestionBox(Vertical):
    """The input and the list under it."""

    @dataclass
    class Asked(Message):
        """A question is to be asked."""

        text: str

    @dataclass
    class Typed(Message):
        """The input holds something else now."""

        text: str
        by_hand: bool  # the person typed it, so suggestions are wanted

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._suggestions: tuple[Suggestion, ...] = ()
        self._earlier: list[str] = []  # shared with the session; oldest first
        self._place: int | None = None  # in `_earlier`, while Up recalls
        self._marked: Suggestion | None = None
        self._kept = ""  # what was typed before Up was pressed
        self._put: str | None = None  # what was put in by the program, so not suggested for

    def compose(self) -> ComposeResult:
        """Lay out the input and the list."""
        yield QuestionInput(
            placeholder="Type a question",
            id="question",
            max_length=LONGEST,
            select_on_focus=False,
        )
        suggestions = OptionList(id="suggestions", markup=False)
        suggestions.can_focus = False
        yield suggestions

    def on_mount(self) -> None:
        """Keep the cursor still."""
        self.input.cursor_blink = False

    @property
    def input(self) -> QuestionInput:
        """The input itself."""
        return self.query_one(QuestionInput)

    @property
    def _list(self) -> OptionList:
        return self.query_one("#suggestions", OptionList)

    def use(self, earlier: list[str], draft: str) -> None:
        """Take over a session's earlier questions and what was being typed."""
        self._earlier = earlier
        self._place = None
        self.put(draft)

    def put(self, text: str) -> None:
        """Set what stands in the input, without asking for suggestions."""
        if text != self.input.value:
            self._put = text
            self.input.value = text
        self.input.cursor_position = len(text)
        self.suggest(())

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Show suggestions; none closes the list."""
        self._suggestions = tuple(suggestions)
        self._list.set_options(
            Option(Content(f"{clean_line(s.label)}  ({s.kind.value})")) for s in self._suggestions
        )
        self._mark(None)
        self._list.display = bool(self._suggestions)

    def _mark(self, place: int | None) -> None:
        """Mark the suggestion that Enter takes."""
        self._list.highlighted = place
        self._marked = None if place is None else self._suggestions[place]

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        put = self._put == event.value
        if put:
            self._put = None
        else:
            self._place = None
            self._mark(None)  # it was marked for other words than these
        if not event.value:
            self.suggest(())
        self.post_message(self.Typed(event.value, by_hand=not put))

    @on(QuestionInput.Entered)
    def _entered(self, event: QuestionInput.Entered) -> None:
        event.stop()
        marked = self._marked
        self._marked = None
        if marked is not None:
            self._take(marked)
        else:
            self._ask(event.text)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.input.value = ""
        self._take(self._suggestions[event.option_index])

    @on(OptionList.OptionHighlighted)
    def _list_moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    def _take(self, suggestion: Suggestion) -> None:
        if suggestion.asks:
            self._ask(suggestion.text)
        else:
            self.put(f"{suggestion.text} ")
            self.input.focus()

    def _ask(self, text: str) -> None:
        self.suggest(())
        self._place = None
        if text.strip():
            self.post_message(self.Asked(text))

    def on_key(self, event: events.Key) -> None:
        """Move among suggestions and earlier questions, in the order that keys come in."""
        if event.key == "down":
            self._newer()
        elif event.key == "up":
            self._older()
        elif event.key == "escape" and self._list.display:
            self.suggest(())
        else:
            return
        event.stop()
        event.prevent_default()

    def _newer(self) -> None:
        """Go down the suggestions, or forward through earlier questions."""
        if self._list.display:
            marked = self._list.highlighted
            last = len(self._suggestions) - 1
            self._mark(0 if marked is None else min(marked + 1, last))
        elif self._place is not None:
            self._recall(self._place + 1)

    def _older(self) -> None:
        """Go up the suggestions, or back through earlier questions."""
        marked = self._list.highlighted if self._list.display else None
        if marked is not None:
            self._mark(marked - 1 if marked else None)
        elif self._place is not None:
            self._recall(max(self._place - 1, 0))
        elif self._earlier:
            self._kept = self.input.value
            self._recall(len(self._earlier) - 1)

    def _recall(self, place: int) -> None:
        """Show an earlier question; behind the newest stands what was typed."""
        inside = place < len(self._earlier)
        self.put(self._earlier[place] if inside else self._kept)
        self._place = place if inside else None
