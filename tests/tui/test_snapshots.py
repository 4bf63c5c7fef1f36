"""How the screens look: SVG snapshots; after a wanted change run pytest with --snapshot-update."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.pilot import Pilot

from faqbot.preferences import PreferenceFile, Preferences
from faqbot.tui.app import FaqbotApp

if TYPE_CHECKING:
    from faqbot.tui.state import Setup
    from tests.tui.conftest import Person

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
ANSWER = ("is it mandatory", "enter")
SCENES: dict[str, tuple[str, ...]] = {
    "answer": ANSWER,
    "suggestions": ("what does a coo", "down"),
    "document": ("how long does it take", "enter", "ctrl+r", "enter"),
    "refusal": ("what is the capital of france", "enter"),
}
CASES = [
    *((scene, size, "dark") for scene in SCENES for size in SIZES),
    *(("answer", size, theme) for size in SIZES for theme in ("light", "contrast")),
]


async def _play(person: Person, steps: tuple[str, ...]) -> None:
    """Press keys, each when all that the one before did is done; a text with spaces is typed."""
    await person.settle()
    for step in steps:
        await (person.type(step) if " " in step else person.press(step))
    await person.settle()


@pytest.mark.parametrize(("scene", "size", "theme"), CASES)
def test_scene(
    snap_compare: Callable[..., bool],
    setup: Setup,
    tmp_path: Path,
    person_at: Callable[[FaqbotApp, Pilot[Any]], Person],
    scene: str,
    size: str,
    theme: str,
) -> None:
    file = PreferenceFile(tmp_path / "preferences.json")
    assert file.save(Preferences(theme, recording=False))
    app = FaqbotApp(replace(setup, preferences=file))
    assert snap_compare(
        app,
        terminal_size=SIZES[size],
        run_before=lambda pilot: _play(person_at(app, pilot), SCENES[scene]),
    )
    assert app.failures == []
    asyncio.set_event_loop(None)
