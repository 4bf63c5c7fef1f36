"""The interface driven by key presses: a person at a terminal of a given size."""

from __future__ import annotations

import asyncio
import datetime as dt
import inspect
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from faqbot.answering.answer import Answer
from faqbot.assistant import Assistant, Turn
from faqbot.documents import Corpus
from faqbot.tui.app import FaqbotApp
from faqbot.tui.state import Setup

DAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 14, 5, tzinfo=dt.UTC)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


_NAMES = {" ": "space", "?": "question_mark", "/": "slash", ".": "full_stop", "-": "minus"}


class StillAssistant:
    """The real assistant; only what differs from run to run is held still."""

    def __init__(self, assistant: Assistant, generation: str = "gen-0123456789ab") -> None:
        self._assistant = assistant
        self.generation = generation
        self.asked: list[str] = []
        self.error: Exception | None = None  # raised for the next question
        self.change: Callable[[Answer], Answer] = lambda answer: answer
        self._free = threading.Event()  # to answer
        self._free.set()

    @property
    def corpus(self) -> Corpus:
        return self._assistant.corpus

    @contextmanager
    def held(self) -> Iterator[Callable[[], None]]:
        """Hold every answer back until the end, or until the function that is given is called."""
        self._free.clear()
        try:
            yield self._free.set
        finally:
            self._free.set()

    def ask(self, question: str, conversation: Any = None, as_of: dt.date | None = None) -> Turn:
        if self.error is not None and question != self.corpus.main_topic:
            error, self.error = self.error, None
            raise error
        if question != self.corpus.main_topic:  # which is asked once to warm up
            self.asked.append(question)
            assert self._free.wait(30)
        turn = self._assistant.ask(question, conversation, as_of)
        answer = replace(
            turn.answer,
            elapsed_ms=5.0,
            index=replace(turn.answer.index, generation=self.generation),
        )
        return Turn(self.change(answer), turn.conversation)


@pytest.fixture
def still(assistant: Assistant) -> StillAssistant:
    """An assistant on the committed index."""
    return StillAssistant(assistant)


class Person:
    """Someone at the keyboard."""

    def __init__(self, app: FaqbotApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when all that the one before did is done."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text as fast as a terminal hands it on."""
        self.send(*text)
        await self.settle()

    def send(self, *keys: str) -> None:
        """Hand key presses to the driver, as a terminal does."""
        for pressed in keys:
            key = _NAMES.get(pressed, pressed)
            self._hand_on(events.Key(key, key_to_character(key)))

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal with bracketed paste hands it on."""
        self._hand_on(events.Paste(text))
        await self.settle()

    def _hand_on(self, event: events.Event) -> None:
        driver = self.app._driver
        assert driver is not None
        event.set_sender(self.app)
        driver.send_message(event)

    async def ask(self, question: str) -> None:
        """Type a question and press Enter."""
        await self.type(question)
        await self.press("enter")

    async def settle(self) -> None:
        """Wait until all workers are done and what they told is shown."""
        while True:
            await self.pilot.pause()
            running = [w for w in self.app.workers if not w.is_finished]
            if not running:
                break
            with suppress(WorkerCancelled):  # suggestions for words that were typed on
                await self.app.workers.wait_for_complete(running)

    async def until(self, words: str, *, gone: bool = False) -> None:
        """Wait until the terminal shows some words, or shows them no more."""
        for _ in range(2_000):
            if (words in self.screen) is not gone:
                return
            await asyncio.sleep(0.005)
        raise AssertionError(f"{words!r} is {'still' if gone else 'not'} in:\n{self.screen}")

    @property
    def screen(self) -> str:
        """What the terminal shows."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def shown(self, selector: str) -> str:
        """The text of a widget, whether scrolled into view or not."""
        widgets = [w for w in self.app.screen.query(selector) if w.display]
        return "\n".join(str(widget.render()) for widget in widgets)

    @property
    def typed(self) -> str:
        """What stands in the question."""
        value: str = self.app.screen.query_one("#question").value  # type: ignore[attr-defined]
        return value


@pytest.fixture(scope="session")
def person_at() -> Callable[[FaqbotApp, Pilot[Any]], Person]:
    """The class Person, for tests that open the interface in their own way."""
    return Person


Opened = Callable[..., AbstractAsyncContextManager[Person]]


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The interface has its colours, whatever the tests were started with."""
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def setup(still: StillAssistant, tmp_path: Path) -> Setup:
    """The setup of the interface, with a folder of its own for everything it writes."""
    return Setup(
        index=tmp_path / "index",
        as_of=DAY,
        folder=tmp_path,
        open_index=lambda _index: cast("Assistant", still),
        newest=lambda _index: still.generation,
        clock=lambda: NOON,
        watch_seconds=0,
    )


@pytest.fixture
def opened(setup: Setup) -> Iterator[Opened]:
    """A function that opens the interface: `async with opened((80, 24), **changes) as person`."""
    apps: list[FaqbotApp] = []

    @asynccontextmanager
    async def open_(
        size: tuple[int, int] = (80, 24), *, loaded: bool = True, **changes: Any
    ) -> AsyncIterator[Person]:
        app = FaqbotApp(replace(setup, **changes))
        apps.append(app)
        async with app.run_test(size=size) as pilot:
            person = Person(app, pilot)
            if loaded:
                await person.settle()
            yield person

    yield open_
    for app in apps:
        expected = getattr(app, "expected_failures", 0)
        assert len(app.failures) == expected, app.failures
