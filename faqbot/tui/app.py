"""The terminal interface: one app, whose state outlives every screen.

The window is there before anything is loaded. Index, encoder and their
libraries are loaded by a worker; a question typed meanwhile waits for it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from faqbot.preferences import Preferences
from faqbot.tui import themes, work
from faqbot.tui.actions import ACTIONS
from faqbot.tui.messages import (
    CorpusHeld,
    ForState,
    GenerationSeen,
    Opened,
    OpenFailed,
    Replied,
    ReplyFailed,
)
from faqbot.tui.screens.ask import AskScreen
from faqbot.tui.screens.settings import Outcome, SettingsDialog
from faqbot.tui.state import Setup, State

_MOST_FAILURES = 3  # unexpected ones, after which the interface ends
_PATIENCE = 3.0  # seconds to leave in good order
_BELOW = 2  # screens that stay: Textual's own empty one, and the main one
_SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


class FaqbotApp(App[int]):
    """The application.

    Args:
        setup: what it is given from outside.
    """

    TITLE = "faqbot"
    CSS_PATH = "styles/faqbot.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny-wide"), (40, "-stacked"), (100, "-beside")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny-high"), (12, "-low"), (20, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", show=False),
        Binding("ctrl+c", "interrupt", "Leave", show=False),
    ]

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.animation_level = "none"  # nothing moves by itself
        self.state = State(setup, setup.preferences.load(), self.tell)
        self.failures: list[Exception] = []  # unexpected ones that it went on after
        self.failure: Exception | None = None  # the one that ended it, if any
        self._interrupted = False
        self._desk: AskScreen | None = None
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = themes.theme_name(self.state.preferences.theme)

    async def on_mount(self) -> None:
        """Show the main screen, then load the guidance, and look for newer from time to time."""
        self._take_signals()
        self._desk = AskScreen(self.state)
        await self.push_screen(self._desk)
        self._load()
        if self.state.setup.watch_seconds > 0:
            self.set_interval(self.state.setup.watch_seconds, self._watch)

    def tell(self, message: Message) -> None:
        """Give a message to the app or, where it changes no state, to the main screen; from any thread."""
        desk = self._desk
        if desk is not None and desk.is_running and not isinstance(message, ForState):
            desk.post_message(message)
        else:
            self.post_message(message)

    def _load(self) -> None:
        job = partial(work.open_guidance, self.state)
        self.run_worker(job, thread=True, group="open", exclusive=True)

    def _watch(self) -> None:
        if not self.is_headless and not _has_terminal():
            self._leave(_SIGNALS["SIGHUP"])
        elif self.state.assistant is not None and self.state.newer is None:
            self.run_worker(partial(work.watch, self.state), thread=True, group="watch")

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        state = self.state
        again = state.assistant is not None
        state.assistant, state.suggester = event.assistant, event.suggester
        state.newer, state.trouble = None, ""
        self._loading_ended()
        if again and self._desk is not None:
            self._desk.banner.say(f"Loaded: {event.assistant.generation}.")

    @on(OpenFailed)
    def _open_failed(self, event: OpenFailed) -> None:
        self.state.trouble = f"The guidance could not be loaded: {event.reason}"
        self.state.newer = None
        self._loading_ended()

    def _loading_ended(self) -> None:
        """Show what came of loading; that it goes on is no longer so."""
        if self._desk is not None:
            self._desk.banner.hush()
        self._desk_changed()

    @on(GenerationSeen)
    def _generation_seen(self, event: GenerationSeen) -> None:
        assistant = self.state.assistant
        if assistant is not None and event.name != assistant.generation:
            self.state.newer = event.name
            self._desk_changed()

    @on(CorpusHeld)
    def _corpus_held(self, event: CorpusHeld) -> None:
        self.state.stale = event.changed
        self._desk_changed()

    @on(Replied)
    def _replied(self, event: Replied) -> None:
        if self.state.session.replied(event.question):
            self.state.session.add(event.exchange)
            if self._desk is not None:
                self._desk.call_later(self._desk.answer_came)

    @on(ReplyFailed)
    def _reply_failed(self, event: ReplyFailed) -> None:
        if self.state.session.replied(event.question) and self._desk is not None:
            self._desk.call_later(self._desk.answer_failed, event.question, event.reason)

    def _desk_changed(self) -> None:
        if self._desk is not None and self._desk.is_running:
            self._desk.guidance_changed()

    def action_reload(self) -> None:
        """Load the guidance that is on disk now."""
        self.state.trouble = ""
        if self._desk is not None:
            self._desk.banner.say("Loading the guidance …")
        self._load()

    def action_settings(self) -> None:
        """Ask what to change."""

        def chosen(outcome: Outcome | None) -> None:
            if isinstance(outcome, Preferences):
                self._take(outcome)
            elif outcome == "purge" and self.state.setup.journal is not None:
                job = partial(work.purge, self.state, self.state.setup.journal)
                self.run_worker(job, thread=True, group="record")

        recordable = self.state.setup.journal is not None
        self.push_screen(SettingsDialog(self.state.preferences, recordable=recordable), chosen)

    def _take(self, preferences: Preferences) -> None:
        remembered = self.state.choose(preferences)
        self.theme = themes.theme_name(preferences.theme)
        self._desk_changed()
        if self._desk is not None and not remembered:
            self._desk.banner.say("Chosen for now; it cannot be remembered on this computer.")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the actions for the command palette."""
        if screen is self._desk:
            for action in ACTIONS:
                run: Callable[[], Any] = partial(screen.run_action, action.name)
                yield SystemCommand(action.title, action.keys_in_words, run)
        yield SystemCommand("Leave", "Ctrl+C twice or Ctrl+Q", self.action_quit)

    def action_interrupt(self) -> None:
        """Leave at the second Ctrl+C in a row."""
        if self._interrupted:
            self.exit(130)
            return
        self._interrupted = True
        if self._desk is not None:
            self._desk.banner.say("Press Ctrl+C again to leave.")
        self.set_timer(5, self._forget_interrupt)

    def _forget_interrupt(self) -> None:
        self._interrupted = False

    def _take_signals(self) -> None:
        """Leave in good order when a signal asks for it, the terminal as it was."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name, code in _SIGNALS.items():
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._leave, code)

    def _leave(self, code: int) -> None:
        """Leave, even where the terminal has gone and what is written to it never arrives."""
        last_resort = threading.Timer(_PATIENCE, os._exit, (code,))
        last_resort.daemon = True
        last_resort.start()
        self.exit(code)

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message; the app itself, which runs all actions, lives on when that fails."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """Go on with a new screen after a failure; the state holds all that was said.

        Textual would end here and print what every variable holds: text that a
        person typed must not get into the scrollback.
        """
        self.failures.append(error)
        if len(self.failures) > _MOST_FAILURES or not self.is_running or self._closing:
            self.failure = error
            self._return_code = 1
            self._close_messages_no_wait()
            return
        self.call_later(self._recover, type(error).__name__)

    async def _recover(self, kind: str) -> None:
        """Put a new main screen in place of whatever is shown."""
        while len(self.screen_stack) > _BELOW:
            await self.pop_screen()
        self._desk = AskScreen(self.state)
        await self.switch_screen(self._desk)
        self._desk.banner.say(
            f"Something went wrong ({kind}). The conversation and what you typed are kept."
        )


def _has_terminal() -> bool:
    """Return whether the terminal is still there; it may go without any signal."""
    try:
        return sys.__stdin__ is not None and os.isatty(sys.__stdin__.fileno())
    except (OSError, ValueError):
        return False


def run(setup: Setup) -> int:
    """Open the interface; return the exit code.

    Raises:
        Exception: the interface failed and could not go on.
    """
    app = FaqbotApp(setup)
    code = app.run()
    if app.failure is not None:
        raise app.failure
    return code if code is not None else app.return_code or 0
