"""Makes the pictures in docs/screenshots/ from the running interface, by pressing keys.

python docs/make_screenshots.py
python docs/make_screenshots.py --png FOLDER      # as PNG too; needs: pip install resvg-py
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

from faqbot.assistant import Assistant, Turn
from faqbot.conversation.conversation import Conversation
from faqbot.preferences import PreferenceFile, Preferences
from faqbot.tui.app import FaqbotApp
from faqbot.tui.state import Setup

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
NOW = dt.datetime(2026, 11, 22, 14, 5, tzinfo=dt.UTC)
FONT = "DejaVu Sans Mono"  # stands in for Fira Code where that is not installed
ANSWER = ["is it mandatory", "enter"]
# name: (columns and rows, theme, key presses; a text with spaces is typed)
SCENES: dict[str, tuple[tuple[int, int], str, list[str]]] = {
    "suggestions": ((120, 40), "dark", ["what does a coo", "down"]),
    "answer": ((120, 40), "dark", ANSWER),
    "answer-small": ((80, 24), "dark", ANSWER),
    "answer-light": ((120, 40), "light", ANSWER),
    "answer-contrast": ((120, 40), "contrast", ANSWER),
    "window-closed": ((120, 40), "dark", ["who pays for the qualification", "enter"]),
    "document": ((120, 40), "dark", ["how long does it take", "enter", "ctrl+r", "enter"]),
    "refusal": ((120, 40), "dark", ["is the care certificate mandatory in scotland", "enter"]),
    "documents": ((80, 24), "dark", ["ctrl+d"]),
    "help": ((80, 24), "dark", ["f1"]),
}


class SteadyAssistant(Assistant):
    """Takes the same time for every answer, so that a picture changes only when its words do."""

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: dt.date | None = None,
    ) -> Turn:
        """Return the answer, as given in 20 ms."""
        turn = super().ask(question, conversation, as_of)
        return replace(turn, answer=replace(turn.answer, elapsed_ms=20.0))


def keys(step: str) -> list[str]:
    """Return the keys of a step."""
    return ["space" if c == " " else c for c in step] if " " in step else [step]


async def picture(size: tuple[int, int], theme: str, steps: list[str], folder: Path) -> str:
    """Return one scene as SVG."""
    file = PreferenceFile(folder / "preferences.json")
    file.save(Preferences(theme, recording=False))
    app = FaqbotApp(
        Setup(
            index=ROOT / "index",
            as_of=NOW.date(),
            preferences=file,
            folder=folder,
            open_index=SteadyAssistant.open,
            clock=lambda: NOW,
            watch_seconds=0,
        )
    )
    async with app.run_test(size=size) as pilot:
        for step in ["", *steps]:
            if step:
                await pilot.press(*keys(step))
            while running := [worker for worker in app.workers if not worker.is_finished]:
                await app.workers.wait_for_complete(running)
                await pilot.pause()
            await pilot.pause()
        return app.export_screenshot(title="faqbot", simplify=True)


def to_png(svg: str) -> bytes:
    """Return an SVG as PNG."""
    import resvg_py

    shown = svg.replace("Fira Code", FONT)
    return bytes(resvg_py.svg_to_bytes(svg_string=shown, monospace_family=FONT))


def main() -> None:
    """Make all pictures anew."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--png", type=Path, metavar="FOLDER")
    png: Path | None = parser.parse_args().png
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, (size, theme, steps) in SCENES.items():
            svg = asyncio.run(picture(size, theme, steps, Path(folder)))
            (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
            if png is not None:
                (png / f"{name}.png").write_bytes(to_png(svg))
            print(f"docs/screenshots/{name}")


if __name__ == "__main__":
    main()
