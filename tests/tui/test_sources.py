"""Sources, documents, outline and search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faqbot.tui.screens.document import DocumentScreen
from faqbot.tui.widgets.document_text import DocumentText

if TYPE_CHECKING:
    from tests.tui.conftest import Opened

QUESTION = "how long does it take"


async def test_source_opens_at_the_passage(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        await person.press("ctrl+r", "enter")
        assert isinstance(person.app.screen, DocumentScreen)
        await person.until("369 hours")
        await person.until("Outline")
        await person.press("end")
        await person.until("369 hours", gone=True)
        await person.press("p")
        await person.until("369 hours")
        await person.press("escape")
        assert not isinstance(person.app.screen, DocumentScreen)


async def test_passage_is_marked(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        await person.press("ctrl+r", "enter")
        text = person.app.screen.query_one(DocumentText)
        marked = [
            segment.text
            for y in range(text.size.height)
            for segment in text.render_line(y)
            if segment.style is not None and segment.style.reverse
        ]
        quote = person.app.state.session.exchanges[0].answer.citations[0].quote
        assert " ".join("".join(f"{m} " for m in marked).split()) == " ".join(quote.split())


async def test_search(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        await person.press("ctrl+r", "enter")
        await person.press("slash")
        await person.type("ofqual")
        assert " found" in person.shown("#found")
        await person.press("enter")
        first = person.shown("#found")
        assert first.split(" of ")[0].isdigit()
        await person.press("n", "N")
        assert person.shown("#found") == first
        await person.press("slash")
        await person.type("xyzzy")
        await person.press("enter")
        assert person.shown("#found") == "not found"
        await person.press("escape")
        assert isinstance(person.app.screen, DocumentScreen)
        await person.press("escape")
        assert not isinstance(person.app.screen, DocumentScreen)


async def test_outline_in_little_room(opened: Opened) -> None:
    async with opened((80, 24)) as person:
        await person.ask(QUESTION)
        await person.press("ctrl+r", "enter")
        assert not person.app.screen.query_one("#outline").display
        before = person.app.screen.query_one(DocumentText).scroll_offset.y
        await person.press("o")
        await person.until("Outline")
        await person.press("home", "enter")
        assert person.app.screen.query_one("#text").display
        assert person.app.screen.query_one(DocumentText).scroll_offset.y < before


async def test_text_stays_in_place_when_the_window_changes(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask(QUESTION)
        await person.press("ctrl+r", "enter")
        await person.pilot.resize_terminal(60, 20)
        await person.settle()
        await person.until("specification sets out")


async def test_documents_are_listed_with_what_matters(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.press("ctrl+d")
        for words in (
            "5 documents",
            "Department of Health & Social Care",
            "version 1.2",
            " months old",
            " passages",
            "undated",
            "unofficial",
        ):
            await person.until(words)
        await person.press("down", "enter")
        await person.until("role category")
        await person.press("escape", "escape")
        await person.until("Type a question")


async def test_refusal_has_no_sources(opened: Opened) -> None:
    async with opened((120, 40)) as person:
        await person.ask("xyzzy plugh")
        await person.press("ctrl+r", "enter")
        assert not isinstance(person.app.screen, DocumentScreen)
