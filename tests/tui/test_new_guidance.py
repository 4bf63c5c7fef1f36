"""An index that is built while the interface is open and answering from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from faqbot.index.build import build_index
from faqbot.tui.state import newest_generation, open_index

if TYPE_CHECKING:
    from faqbot.assistant import Assistant
    from tests.conftest import HashEncoder, TinyCorpus
    from tests.tui.conftest import Opened, StillAssistant

OLD = "# Rules\n\nThe employer pays. It takes a week.\n"
NEW = "# Rules\n\nThe state pays. It takes a year.\n"


async def test_it_keeps_its_generation_and_offers_the_new_one(
    opened: Opened, tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: HashEncoder
) -> None:
    """The files of the old generation may be gone: what was loaded answers until Ctrl+G."""
    index = tmp_path / "index"
    first = build_index(tiny_corpus({"a.md": OLD}), index).generation
    async with opened(index=index, open_index=open_index, newest=newest_generation) as person:
        await person.ask("who pays for it")
        second = build_index(tiny_corpus({"a.md": NEW}), index, keep=0).generation
        assert not (index / first).exists()
        await person.ask("how long does it take")
        exchanges = person.app.state.session.exchanges
        assert [e.answer.index.generation for e in exchanges] == [first, first]
        person.app._watch()
        await person.settle()
        await person.until("New guidance is there. Ctrl+G loads it")
        await person.press("ctrl+g")
        await person.until("New guidance", gone=True)
        await person.ask("who pays for it")
        generations = [e.answer.index.generation for e in person.app.state.session.exchanges]
        assert generations == [first, first, second]


async def test_it_says_that_the_documents_have_changed(
    opened: Opened, tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: HashEncoder
) -> None:
    """Until the index is built anew; without a corpus folder nothing is said."""
    index = tmp_path / "index"
    build_index(tiny_corpus({"a.md": OLD}), index)
    folder = tiny_corpus({"a.md": NEW}, a={"authority": "official"})
    from_disk = {"index": index, "open_index": open_index, "newest": newest_generation}
    async with opened(**from_disk) as person:
        await person.ask("who pays for it")
        assert "The documents changed" not in person.screen
    async with opened(**from_disk, corpus=folder) as person:
        await person.until("The documents changed after the index was built")
        build_index(folder, index)
        await person.press("ctrl+g")
        await person.until("The documents changed", gone=True)


async def test_it_says_that_new_guidance_cannot_be_loaded(
    opened: Opened, still: StillAssistant
) -> None:
    answers: list[Exception | StillAssistant] = [still, OSError(2, "No such file")]

    def open_next(_index: object) -> Assistant:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return cast("Assistant", answer)

    async with opened(open_index=open_next) as person:
        await person.press("ctrl+g")
        await person.until("could not be loaded: No such file")
        assert "Loading the guidance" not in person.screen
        await person.ask("who pays for it")  # what was loaded goes on answering
        assert still.asked == ["who pays for it"]
