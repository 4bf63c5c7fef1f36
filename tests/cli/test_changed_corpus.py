"""An index goes on answering after its corpus was changed, and ask, chat and batch say so."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.index.build import build_index

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import HashEncoder, TinyCorpus

OLD = "# Rules\n\n## Who pays?\n\nThe employer pays.\n"
WHO = "Who pays?"
SAID = (
    "faqbot: the corpus has changed since the index was built, and the index answers. "
    "What would change: faqbot {flags} index diff – to rebuild it: faqbot {flags} index build\n"
)


@pytest.fixture
def flags(tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: HashEncoder) -> list[str]:
    """The flags that name a small corpus and its index."""
    corpus, index = tiny_corpus({"rules.md": OLD}), tmp_path / "index"
    build_index(corpus, index)
    return ["--corpus", str(corpus), "--index", str(index)]


@pytest.mark.parametrize(
    ("command", "given"),
    [
        (["ask", WHO], ""),
        (["chat"], f"{WHO}\n{WHO}\n"),
        (["batch"], '{"id": 1, "turns": ["Who pays?"]}\n' * 2),
    ],
)
def test_it_is_said_once(
    run: Run, flags: list[str], tiny_corpus: TinyCorpus, command: list[str], given: str
) -> None:
    before = run(*flags, *command, stdin=given)
    assert (before.code, before.err) == (0, "")
    tiny_corpus({"rules.md": OLD, "more.md": OLD})
    after = run(*flags, *command, stdin=given)
    assert (after.code, after.err) == (0, SAID.format(flags=" ".join(flags)))
    assert "The employer pays." in after.out


def test_facts_and_aids_count_too(
    run: Run, flags: list[str], tmp_path: Path, tiny_corpus: TinyCorpus
) -> None:
    tiny_corpus({"rules.md": OLD}, rules={"version": "2"})
    assert "has changed" in run(*flags, "ask", WHO).err
    (tiny_corpus({"rules.md": OLD}) / "glossary.toml").write_text("schema = 1\n")
    assert "has changed" in run(*flags, "ask", WHO).err
    tiny_corpus({"rules.md": OLD})
    assert not run(*flags, "ask", WHO).err


def test_an_index_by_itself_answers_in_silence(
    run: Run, flags: list[str], tiny_corpus: TinyCorpus
) -> None:
    """There the corpus in force belongs to another index, or there is none."""
    corpus, index = tiny_corpus({"rules.md": OLD, "more.md": OLD}), flags[2:]
    assert "has changed" in run(*flags, "ask", WHO).err
    assert not run(*index, "ask", WHO).err
    shutil.rmtree(corpus)
    assert not run(*flags, "ask", WHO).err
