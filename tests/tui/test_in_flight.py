"""What happens while an answer is on its way: choices, new guidance, failures."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING, Any, cast

import pytest

from faqbot.answering.answer import Status
from faqbot.index.build import build_index
from faqbot.tui import state
from faqbot.tui.messages import Replied
from faqbot.tui.widgets.card import Card

if TYPE_CHECKING:
    from pathlib import Path

    from textual.message import Message

    from faqbot.assistant import Assistant
    from tests.conftest import HashEncoder, TinyCorpus
    from tests.tui.conftest import Opened, StillAssistant

QUESTION = "is it mandatory"
DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("Has the diploma replaced the NVQ?", Status.CLARIFY),
        ("so no government money for her girls", Status.SIGNPOST),
    ],
)
async def test_number_key_chooses_what_it_stands_beside(
    opened: Opened, still: StillAssistant, before: str, status: Status
) -> None:
    """Though it is answered only after another question, which offers choices of its own."""
    async with opened((160, 80)) as person:
        await person.ask("How many places on the Level 2 certificate are funded?")
        await person.ask(before)
        session = person.app.state.session
        offering = session.exchanges[1]
        assert offering.answer.status is status
        meant = still.ask("1", session.conversation, DAY).answer
        with still.held():
            person.send(*"is it accredited", "enter")
            await person.until("Asked: is it accredited")
            await person.pilot.press("1")
        await person.settle()
        chosen = session.exchanges[3].answer
        assert session.exchanges[2].choices[0] != offering.choices[0]
        assert chosen.status is not Status.SIGNPOST
        assert chosen.standalone_question == meant.standalone_question
        assert [c.quote for c in chosen.citations] == [c.quote for c in meant.citations]


async def test_answer_belongs_to_the_guidance_that_it_was_asked_of(
    opened: Opened,
    still: StillAssistant,
    tmp_path: Path,
    tiny_corpus: TinyCorpus,
    quick_encoder: HashEncoder,
) -> None:
    """Its citations point into that text, whatever was loaded before it came."""
    index = tmp_path / "index"
    build_index(tiny_corpus({"a.md": "# Rules\n\nThe employer pays. It takes a week.\n"}), index)
    newer = state.open_index(index)
    loaded = iter([cast("Assistant", still), newer])
    async with opened(open_index=lambda _index: next(loaded)) as person:
        with still.held():
            person.send(*QUESTION, "enter", "ctrl+g")
            await person.until("Loaded: ")
        await person.settle()
        await person.ask("who pays")
        first, second = person.app.state.session.exchanges
        assert (first.corpus, second.corpus) == (still.corpus, newer.corpus)


@pytest.mark.parametrize("late", [True, False])
async def test_failure_of_the_screen_costs_and_doubles_no_question(
    opened: Opened, still: StillAssistant, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """Neither where the answer comes after the failure, nor where it comes in the midst of it."""
    told = threading.Event()

    async with opened((100, 50)) as person:
        await person.ask(QUESTION)
        person.app.expected_failures = 1  # type: ignore[attr-defined]
        tell = person.app.state.tell

        def tell_and_say(message: Message) -> None:
            tell(message)
            if isinstance(message, Replied):
                told.set()

        with still.held() as release:

            def fail(*_: Any, **__: Any) -> None:
                monkeypatch.undo()
                if not late:
                    release()
                    assert told.wait(30)
                raise ValueError

            person.send(*"cook", "enter", *"nurse", "enter")
            await person.until("Asked: nurse")
            person.app.state.tell = tell_and_say
            await person.pilot.press("tab")
            monkeypatch.setattr(Card, "show", fail)
            person.send("enter")  # which the screen itself acts on
            await person.until("Something went wrong (ValueError)")
        await person.settle()
        assert still.asked == [QUESTION, "cook", "nurse"]
        cards = list(person.app.screen.query(Card))
        assert [card.exchange.answer.question for card in cards] == still.asked
        await person.until("Asked:", gone=True)
