"""Handing an answer on: copied, saved, and what the person says of it."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.screen import Screen

from faqbot import clipboard
from faqbot.transcript import case_note, for_caller
from faqbot.tui import work
from faqbot.tui.messages import Copied, Noted, Saved
from faqbot.tui.screens.feedback import Feedback, FeedbackDialog
from faqbot.tui.screens.save import SaveChoice, SaveDialog
from faqbot.tui.session import Exchange
from faqbot.tui.state import State
from faqbot.tui.widgets.banner import Banner
from faqbot.tui.widgets.conversation import Conversation

_NOTHING_YET = "There is no answer yet."


class HandingOn(Screen[None]):
    """The part of the main screen that acts on the selected answer.

    Args:
        state: shown, and changed by what the person does.
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state

    @property
    def banner(self) -> Banner:
        """Where the person is told things."""
        return self.query_one(Banner)

    def action_copy_caller(self) -> None:
        """Copy the selected answer in plain words."""
        current = self.state.session.current
        if current is None:
            self.banner.say(_NOTHING_YET)
        else:
            self._copy("The answer for the caller", for_caller(current.answer), current)

    def action_copy_note(self) -> None:
        """Copy the selected answer as a case note."""
        current = self.state.session.current
        if current is None:
            self.banner.say(_NOTHING_YET)
        else:
            self._copy("The case note", case_note(current.entry), current)

    def _copy(self, what: str, text: str, exchange: Exchange) -> None:
        terminal = not self.app.is_headless and clipboard.osc52(text) is not None
        self.app.copy_to_clipboard(text)
        job = partial(work.copy, self.state, what, text, exchange.answer, terminal=terminal)
        self.app.run_worker(job, thread=True, group="copy")

    @on(Copied)
    def _copied(self, event: Copied) -> None:
        said = clipboard.in_words(system=event.system, terminal=event.terminal, save="Ctrl+O")
        self.banner.say(f"{event.what}: {said[:1].lower()}{said[1:]}")

    def action_save(self) -> None:
        """Ask what to save."""
        session = self.state.session
        current = session.current
        if current is None:
            self.banner.say(_NOTHING_YET)
            return
        entries = [exchange.entry for exchange in session.exchanges]

        def chosen(choice: SaveChoice | None) -> None:
            if choice is not None:
                job = partial(work.save, self.state, choice, entries, current.entry)
                self.app.run_worker(job, thread=True, group="save")

        self.app.push_screen(SaveDialog(self.state.setup.folder), chosen)

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        self.banner.say(f"Saved: {event.path}")

    def action_feedback(self) -> None:
        """Ask whether the selected answer helped."""
        current = self.state.session.current
        if current is None:
            self.banner.say(_NOTHING_YET)
            return

        def said(feedback: Feedback | None) -> None:
            if feedback is not None:
                self._take_feedback(current, feedback)

        recording = self.state.recording or self.state.setup.journal is None
        self.app.push_screen(FeedbackDialog(recording=recording), said)

    def _take_feedback(self, exchange: Exchange, feedback: Feedback) -> None:
        exchange.helpful = feedback.helpful
        self.query_one(Conversation).refresh_from(self.state.session)
        if feedback.record and not self.state.recording:
            self.state.record_from_now()
        journal = self.state.journal
        if journal is None:
            self.banner.say("Thank you. Recording is off, so it is not kept.")
            return
        job = partial(
            work.record_feedback,
            self.state,
            journal,
            exchange.answer,
            helpful=feedback.helpful,
            comment=feedback.comment,
        )
        self.app.run_worker(job, thread=True, group="record")

    @on(Noted)
    def _noted(self, event: Noted) -> None:
        self.banner.say(event.text)
