"""Sizes, themes, keys in words, new guidance, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from textual.widgets import Footer

from faqbot.preferences import PreferenceFile
from faqbot.tui.actions import ACTIONS
from faqbot.tui.screens.ask import AskScreen
from faqbot.tui.screens.help import HelpScreen, help_text

if TYPE_CHECKING:
    from pathlib import Path

    from faqbot.assistant import Assistant
    from tests.tui.conftest import Opened, StillAssistant

QUESTION = "is it mandatory"


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (12, 3), (300, 100)])
async def test_every_screen_at_every_size(opened: Opened, size: tuple[int, int]) -> None:
    """The sizes that no other test opens."""
    async with opened(size) as person:
        await person.ask(QUESTION)
        for keys in (
            ("ctrl+t",), ("ctrl+t",), ("ctrl+d", "enter", "o", "escape", "escape", "escape"),
            ("f1", "escape"), ("ctrl+o", "escape"), ("ctrl+f", "escape"), ("ctrl+k", "escape"),
            ("ctrl+p", "escape"), ("tab", "tab", "tab"),
        ):  # fmt: skip
            await person.press(*keys)
        assert isinstance(person.app.screen, AskScreen)


async def test_resize_while_answering(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.pilot.press(*"cook", "enter")
        await person.pilot.resize_terminal(20, 5)
        await person.pilot.resize_terminal(80, 24)
        await person.settle()
        assert len(person.app.state.session.exchanges) == 1


async def test_panes_stack_and_stand_beside_each_other(opened: Opened) -> None:
    async with opened((80, 24)) as person:
        await person.ask(QUESTION)
        answers = person.app.screen.query_one("#conversation").region
        sources = person.app.screen.query_one("#sources").region
        assert sources.y >= answers.bottom
        await person.pilot.resize_terminal(120, 40)
        await person.settle()
        answers = person.app.screen.query_one("#conversation").region
        sources = person.app.screen.query_one("#sources").region
        assert sources.x >= answers.right


async def test_footer_fits_into_eighty_columns(opened: Opened) -> None:
    async with opened((80, 24)) as person:
        footer = person.app.screen.query_one(Footer)
        assert footer.max_scroll_x == 0
        assert "Help" in person.screen.split("\n")[-1]


async def test_theme_is_chosen_and_remembered(opened: Opened, tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "config" / "preferences.json")
    async with opened(preferences=file) as person:
        assert person.app.theme == "faqbot-dark"
        await person.press("ctrl+k", "3")
        assert person.app.theme == "faqbot-contrast"
    async with opened(preferences=file) as person:
        assert person.app.theme == "faqbot-contrast"


async def test_choice_that_cannot_be_remembered_is_said(opened: Opened) -> None:
    async with opened() as person:
        await person.press("ctrl+k", "2")
        assert person.app.theme == "faqbot-light"
        await person.until("cannot be remembered")


async def test_no_color(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened() as person:
        await person.ask(QUESTION)
        assert person.app.no_color
        await person.until("SAY")
        backdrop = person.app.screen.background_colors[0]
        for drawn in person.app.screen._compositor.render_strips():
            strip = drawn
            for each in person.app._filters:
                strip = strip.apply_filter(each, backdrop)
            styles = [segment.style for segment in strip if segment.style]
            for color in [c for s in styles for c in (s.color, s.bgcolor) if c]:
                assert len({*color.get_truecolor()}) == 1  # a shade of grey


async def test_every_action_has_a_key_a_line_of_help_and_a_place_in_the_palette(
    opened: Opened,
) -> None:
    async with opened() as person:
        bound = person.app.screen.active_bindings
        palette = {c.title for c in person.app.get_system_commands(person.app.screen)}
    swallowed = {"ctrl+b", "ctrl+s", "ctrl+z", "f10", "f11", "f12"}
    for action in ACTIONS:
        keys = action.keys.split(",")
        assert not swallowed & set(keys)
        assert not any(key.startswith("alt+") for key in keys)
        assert all(key in bound for key in keys)
        assert action.title in help_text()
        assert action.title in palette


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help(opened: Opened, key: str) -> None:
    async with opened() as person:
        await person.press(key)
        assert isinstance(person.app.screen, HelpScreen)
        await person.until("Ctrl+Y or F5")
        await person.press("escape")
        await person.type("is it? ")
        assert person.typed == "is it? "


async def test_palette_runs_an_action(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.press("ctrl+p")
        await person.type("all documents")
        await person.pilot.pause(0.3)  # the palette looks things up by a timer of its own
        await person.press("enter")
        await person.until("5 documents")


async def test_new_guidance_is_offered_and_the_conversation_kept(
    opened: Opened, still: StillAssistant, assistant: Assistant
) -> None:
    newer = type(still)(assistant, "gen-ffffffffffff")
    loaded = iter([still, newer])
    async with opened(
        open_index=lambda _index: cast("Assistant", next(loaded)),
        newest=lambda _index: newer.generation,
    ) as person:
        await person.ask(QUESTION)
        person.app._watch()
        await person.settle()
        await person.until("New guidance is there. Ctrl+G loads it")
        await person.press("ctrl+g")
        assert "ffffff" in person.shown("#status")
        await person.until("New guidance", gone=True)
        assert len(person.app.state.session.exchanges) == 1
        await person.ask("who pays for it")
        assert newer.asked == ["who pays for it"]
        assert len(person.app.state.session.exchanges) == 2


async def test_index_being_switched_says_nothing(opened: Opened) -> None:
    def gone(_index: object) -> str:
        raise FileNotFoundError

    async with opened(newest=gone) as person:
        person.app._watch()
        await person.settle()
        await person.until("New guidance", gone=True)


@pytest.mark.parametrize(("keys", "code"), [(("ctrl+c", "ctrl+c"), 130), (("ctrl+q",), 0)])
async def test_leaving(opened: Opened, keys: tuple[str, ...], code: int) -> None:
    async with opened() as person:
        await person.press(keys[0])
        if len(keys) > 1:
            await person.until("Press Ctrl+C again to leave.")
            await person.pilot.press(keys[1])
        await person.pilot.pause()
    assert (person.app.return_value or 0) == code


async def test_quit_can_be_typed(opened: Opened, still: StillAssistant) -> None:
    async with opened() as person:
        await person.pilot.press(*"quit", "enter")
        await person.pilot.pause()
    assert still.asked[:1] != ["quit"]
    assert person.app.return_value == 0


async def test_nothing_moves(opened: Opened) -> None:
    async with opened() as person:
        assert person.app.animation_level == "none"
        assert person.app.screen.query_one("#question").cursor_blink is False  # type: ignore[attr-defined]
