"""Text is data, and a failure costs neither the conversation nor what was typed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from faqbot.answering.answer import Answer, Notice, NoticeKind, Related
from faqbot.cleaning import clean_text
from faqbot.tui.widgets.card import Card

if TYPE_CHECKING:
    from tests.tui.conftest import Opened, StillAssistant

QUESTION = "is it mandatory"
MARKUP = "[/foo] [@click=app.quit]x[/] [link=http://a.b]y[/link] [ [b"
CONTROLS = "\x1b]52;c;UE9JU09O\x07\x1b]0;POISON\x07\x1b[2J\x9b2J\u202e\u200b\x1b]8;;http://x\x07"


def _poisoned(answer: Answer) -> Answer:
    bad = f"{MARKUP}{CONTROLS}"
    citations = tuple(
        replace(c, title=f"{c.title} {bad}", publisher=bad, section=(*c.section, bad))
        for c in answer.citations
    )
    return replace(
        answer,
        citations=citations,
        assumption=bad,
        telling=f"{answer.telling} {bad}",
        notices=(Notice(NoticeKind.OLD, bad),),
        related=(Related("x", (bad,), f"What is {bad}?"),),
    )


async def test_markup_and_controls_are_shown_as_plain_text(
    opened: Opened, still: StillAssistant
) -> None:
    still.change = _poisoned
    async with opened((120, 60)) as person:
        await person.ask(QUESTION)
        screen = person.screen
        assert "[/foo]" in screen
        assert "[@click=app.quit]" in screen
        assert clean_text(screen) == screen
        assert "POISON" not in screen
        for key in ("ctrl+t", "ctrl+y", "ctrl+o"):
            await person.press(key)
        await person.press("escape")


async def test_markup_in_the_question(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        question = person.app.screen.query_one("#question")
        question.value = f"is it {MARKUP}"  # type: ignore[attr-defined]
        await person.settle()
        await person.press("enter")
        await person.until("[@click=app.quit]")
        assert person.app.is_running


async def test_question_that_fails_is_given_back(opened: Opened, still: StillAssistant) -> None:
    async with opened() as person:
        await person.ask(QUESTION)
        still.error = RuntimeError("07700 900123 and [/foo]")
        await person.ask("who pays for it")
        await person.until("could not be answered: unexpected failure (RuntimeError)")
        await person.until("900123", gone=True)
        assert person.typed == "who pays for it"
        assert len(person.app.state.session.exchanges) == 1
        await person.press("enter")
        assert len(person.app.state.session.exchanges) == 2


async def test_failure_of_the_screen_keeps_everything(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        monkeypatch.undo()
        raise ValueError("secret 07700 900123")

    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        await person.type("half a quest")
        person.app.expected_failures = 1  # type: ignore[attr-defined]
        monkeypatch.setattr(Card, "show", fail)
        person.send("ctrl+t")
        await person.until("Something went wrong (ValueError)")
        await person.until("900123", gone=True)
        assert "mandatory at the moment." in person.shown(".say")
        assert person.typed == "half a quest"
        await person.press("enter")
        assert len(person.app.state.session.exchanges) == 2


async def test_failures_without_end_end_the_interface_in_few_words(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ValueError("secret 07700 900123")

    async with opened() as person:
        await person.ask(QUESTION)
        monkeypatch.setattr(Card, "_apply", fail)
        person.send("ctrl+t")
        while person.app.is_running:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    person.app.expected_failures = len(person.app.failures)  # type: ignore[attr-defined]
    assert isinstance(person.app.failure, ValueError)
    captured = capsys.readouterr()
    assert "900123" not in captured.out + captured.err
