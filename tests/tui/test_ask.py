"""Asking: first paint, typing, suggestions, history, choices, depths."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.widgets import OptionList

if TYPE_CHECKING:
    from faqbot.assistant import Assistant
    from tests.tui.conftest import Opened, StillAssistant

QUESTION = "is it mandatory"


async def test_keys_are_taken_before_anything_is_loaded(
    opened: Opened, still: StillAssistant
) -> None:
    ready = threading.Event()

    def slow(_index: object) -> Assistant:
        ready.wait(30)
        return cast("Assistant", still)

    async with opened(open_index=slow, loaded=False) as person:
        try:
            await person.pilot.press(*"cook", "enter")
            await person.pilot.pause()
            await person.until("Asked: cook (answered as soon as")
            await person.until("Loading the guidance")
            await person.pilot.press(*"draft")
            assert person.typed == "draft"
        finally:
            ready.set()
        await person.settle()
        assert still.asked == ["cook"]
        assert len(person.app.state.session.exchanges) == 1
        assert person.typed == "draft"


async def test_index_that_cannot_be_loaded(opened: Opened, still: StillAssistant) -> None:
    broken = [True]

    def open_index(_index: object) -> Any:
        if broken[0]:
            raise OSError(2, "No such file")
        return still

    async with opened(open_index=open_index) as person:
        await person.ask(QUESTION)
        await person.until("could not be loaded: No such file")
        await person.until(f"Asked: {QUESTION}")
        broken[0] = False
        await person.press("ctrl+g")
        await person.until("could not be loaded", gone=True)
        assert "Loading the guidance" not in person.screen
        assert still.asked == [QUESTION]


async def test_answer_says_what_to_say_and_where_it_stands(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        assert "mandatory at the moment." in person.shown(".say")
        assert person.shown(".heading") == "SAY"
        badges = person.shown(".badges")
        for words in ("official", "version 1.2", "published 25 January 2024", "England"):
            assert words in badges
        assert "confidence: " in badges
        await person.until("[1] Level 2 Adult Social Care Certificate")
        assert "14:05, 5 ms" in person.shown("#status")


async def test_suggestions_are_taken_with_down_and_enter(
    opened: Opened, still: StillAssistant
) -> None:
    async with opened() as person:
        await person.type("what does a coo")
        await person.until("What does a cook / kitchen assistant do?  (role)")
        person.send("down", "enter", *"nurse")  # in one burst, in the order of the keys
        await person.settle()
        assert still.asked[-1] == "What does a cook / kitchen assistant do?"
        assert person.typed == "nurse"


@pytest.mark.parametrize(
    ("first", "typed", "asked"),
    [("down", " for nurses", "who pays for nurses"), ("ctrl+u", QUESTION, QUESTION)],
)
async def test_enter_asks_what_was_typed_after_a_suggestion_was_marked(
    opened: Opened, still: StillAssistant, first: str, typed: str, asked: str
) -> None:
    """In one burst, as keys come over a slow line: what is marked is of the words before."""
    async with opened() as person:
        await person.type("who pays")
        await person.press("down", first)
        person.send(*typed, "enter")
        await person.settle()
        assert still.asked == [asked]


async def test_enter_on_nothing_asks_nothing(opened: Opened, still: StillAssistant) -> None:
    async with opened() as person:
        await person.type("who pays")
        await person.press("down", "ctrl+u")
        assert not person.app.screen.query_one(OptionList).display
        await person.press("enter")
        assert still.asked == []


async def test_a_name_completes_what_is_typed(opened: Opened, still: StillAssistant) -> None:
    async with opened() as person:
        await person.type("how many glh")
        await person.press("down", "enter")
        assert person.typed == "how many guided learning hours "
        assert not person.app.screen.query_one(OptionList).display
        assert len(person.app.state.session.exchanges) == 0


async def test_enter_alone_asks_what_was_typed(opened: Opened, still: StillAssistant) -> None:
    async with opened() as person:
        await person.ask("cook")
        assert still.asked[-1] == "cook"


async def test_escape_closes_suggestions_and_keeps_the_text(opened: Opened) -> None:
    async with opened() as person:
        await person.type("cook")
        assert person.app.screen.query_one("#suggestions").display
        await person.press("escape")
        assert not person.app.screen.query_one("#suggestions").display
        assert person.typed == "cook"


async def test_stale_suggestions_are_dropped(opened: Opened) -> None:
    async with opened() as person:
        from faqbot.suggestions import Kind, Suggestion
        from faqbot.tui.messages import Suggested

        await person.type("cook")
        late = Suggestion("late", Kind.QUESTION, "late")
        person.app.tell(Suggested("coo", (late,)))
        await person.settle()
        await person.until("late", gone=True)


async def test_up_brings_back_earlier_questions_and_down_the_draft(opened: Opened) -> None:
    async with opened() as person:
        await person.ask(QUESTION)
        await person.ask("who pays for it")
        await person.type("xyzzy")
        await person.press("up")
        assert person.typed == "who pays for it"
        await person.press("up")
        assert person.typed == QUESTION
        await person.press("up", "down")
        assert person.typed == "who pays for it"
        await person.press("down")
        assert person.typed == "xyzzy"


async def test_number_keys_choose_only_while_nothing_is_typed(
    opened: Opened, still: StillAssistant
) -> None:
    async with opened() as person:
        await person.ask(QUESTION)
        offered = person.app.state.session.exchanges[0].choices
        assert offered
        await person.press("1")
        assert still.asked[-1] == "1"
        assert person.app.state.session.exchanges[1].answer.standalone_question == offered[0]
        await person.type("level 2")
        assert person.typed == "level 2"


async def test_choice_of_an_earlier_answer(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        await person.ask("who is eligible for funding")
        await person.press("tab", "up")
        assert person.app.state.session.selected == 0
        await person.press("1")
        first, _, third = person.app.state.session.exchanges
        assert third.answer.standalone_question == first.choices[0]
        await person.until(f"14:05  {first.choices[0]}")


async def test_a_digit_that_chooses_nothing_is_typed(opened: Opened) -> None:
    async with opened() as person:
        await person.type("15 standards")
        assert person.typed == "15 standards"


async def test_three_depths(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask("how long does it take")
        quotation = person.shown(".body")
        assert "369 hours" in quotation
        await person.press("ctrl+t")
        section = person.shown(".body")
        assert section.startswith("[1] ")
        assert "13. How long is it expected to take" in section
        await person.press("ctrl+t")
        assert person.shown(".body") == ""
        await person.press("f2")
        assert person.shown(".body") == quotation


async def test_refusal_helps(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask("what is the capital of france")
        assert person.app.state.session.exchanges[0].answer.citations == ()
        assert person.shown(".heading").isupper()
        assert not person.app.screen.query_one("#sources").has_class("-focus")
        await person.until("Type a question")


async def test_typing_goes_into_the_question_from_anywhere(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        await person.press("ctrl+r")
        assert person.app.focused is person.app.screen.query_one("#sources")
        await person.type("cook")
        assert person.typed == "cook"
        assert person.app.focused is person.app.screen.query_one("#question")


@pytest.mark.parametrize("focus", ["#question", "#conversation", "#sources"])
async def test_pasted_text_is_one_clean_line(opened: Opened, focus: str) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        person.app.screen.set_focus(person.app.screen.query_one(focus))
        await person.paste("is it\r\nmanda\x1b[2Jtory\u202e?\n")
        assert person.typed == "is it mandatory?"
        assert person.app.focused is person.app.screen.query_one("#question")


async def test_new_call_forgets(opened: Opened) -> None:
    async with opened() as person:
        await person.ask(QUESTION)
        await person.press("ctrl+l")
        await person.until(QUESTION, gone=True)
        assert not person.app.state.session.exchanges
        await person.press("up")
        assert person.typed == ""


async def test_questions_are_answered_in_order(opened: Opened, still: StillAssistant) -> None:
    async with opened() as person:
        person.send(*"cook", "enter", *"nurse", "enter")
        await person.settle()
        assert still.asked[-2:] == ["cook", "nurse"]
        assert len(person.app.state.session.exchanges) == 2


async def test_mouse_chooses_and_selects(opened: Opened, still: StillAssistant) -> None:
    async with opened((120, 60)) as person:
        await person.ask(QUESTION)
        await person.pilot.click(".choice")
        await person.settle()
        assert still.asked[-1] == "1"
        await person.pilot.click("Card .asked")
        await person.settle()
        assert person.app.state.session.selected == 0


async def test_earlier_answers_are_folded_to_two_lines(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask("how long does it take")
        await person.ask("what is the capital of france")
        first, second = person.app.screen.query("Card")
        assert first.size.height <= 3
        assert second.size.height > 3
