"""Did it help? And a line of text, if the person likes."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from faqbot.tui.screens.dialog import Dialog


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the person said."""

    helpful: bool
    comment: str
    record: bool  # keep it: recording was on, or the person turned it on here


class FeedbackDialog(Dialog[Feedback]):
    """Asks whether an answer helped.

    Args:
        recording: whether what is said is kept.
    """

    def __init__(self, *, recording: bool) -> None:
        super().__init__("Did this answer help?")
        self._recording = recording
        self._helpful: bool | None = None

    def compose_more(self) -> ComposeResult:
        """Lay out the line of text."""
        yield Static(Content(self._explanation()), id="kept", markup=False)
        yield Input(
            placeholder="A line about it (may stay empty), then Enter", id="comment", max_length=500
        )

    def texts(self) -> list[str]:
        """Return the two answers, and the way to have them kept."""
        turn_on = [] if self._recording else ["Turn recording on first"]
        return ["Helpful", "Not helpful", *turn_on]

    def take(self, place: int) -> None:
        """Take the answer and go on to the line of text, or turn recording on."""
        if place == 2:
            self._recording = True
            self.choices.offer(self.texts())
            self.query_one("#kept", Static).update(Content(self._explanation()))
            return
        self._helpful = place == 0
        self.query_one("#comment", Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._helpful is None:
            self.choices.focus()
            return
        self.dismiss(Feedback(self._helpful, event.value, self._recording))

    def _explanation(self) -> str:
        if self._recording:
            return "It is kept on this computer only; numbers and addresses are taken out."
        return "Recording is off: what you say here is not kept."
