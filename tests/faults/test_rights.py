"""Row 7: folders that cannot be written, files that cannot be read, as a user without rights."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.failpoints import Request

if TYPE_CHECKING:
    from tests.faults.conftest import Builder, Place

ONE = "# Rules\n\nThe employer pays. It takes a week.\n"


@pytest.fixture
def shared(place: Place, open_folder: Path, builder: Builder) -> Iterator[tuple[str, ...]]:
    """Flags for folders that belong to somebody else, and that may be read."""
    place.says(ONE)
    assert builder.run(place.build()).code == 0
    for folder in (place.corpus, place.index):
        shutil.copytree(folder, open_folder / folder.name)
    (open_folder / "index" / ".lock").unlink()
    close(open_folder)
    yield ("--corpus", str(open_folder / "corpus"), "--index", str(open_folder / "index"))
    for path in (open_folder, *open_folder.rglob("*")):
        path.chmod(0o755)


def close(folder: Path) -> None:
    """Let nobody write, and everybody read, what is in a folder."""
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)


def test_an_index_that_cannot_be_written_answers(
    shared: tuple[str, ...], builder: Builder, open_folder: Path
) -> None:
    """Reading needs no rights to write; building says which folder, and harms nothing."""
    asked = builder.run(Request((*shared, "ask", "who pays?"), powerless=True))
    assert (asked.code, asked.err) == (0, "")
    (open_folder / "corpus" / "documents" / "a.md").chmod(0o644)
    (open_folder / "corpus" / "documents" / "a.md").write_text(ONE + "\nMore.\n")
    before = sorted(p.name for p in open_folder.rglob("*"))
    built = builder.run(Request((*shared, "index", "build"), powerless=True))
    assert (built.code, built.out) == (3, "")
    assert f"Permission denied): {open_folder / 'index'}" in built.err
    assert "rights" in built.err
    assert sorted(p.name for p in open_folder.rglob("*")) == before
    again = builder.run(Request((*shared, "ask", "who pays?"), powerless=True))
    assert again.out == asked.out


@pytest.mark.parametrize(
    "file",
    ["sources.toml", "documents/a.md", "glossary.toml", "signposts.toml", "approved.toml"],
)
def test_a_file_of_the_corpus_that_cannot_be_read(
    shared: tuple[str, ...], builder: Builder, open_folder: Path, file: str
) -> None:
    """It is named; that it cannot be read is not taken for its not being there."""
    path = open_folder / "corpus" / file
    path.parent.chmod(0o755)
    path.touch()
    path.chmod(0)
    reply = builder.run(Request((*shared, "index", "check"), powerless=True))
    assert (reply.code, reply.out) == (3, "")
    assert str(path) in reply.err
    assert "Permission denied" in reply.err
    assert len(reply.err.splitlines()) == 2


@pytest.mark.parametrize("file", ["CURRENT", "manifest.json", "tokens.json"])
def test_a_file_of_the_index_that_cannot_be_read(
    shared: tuple[str, ...], builder: Builder, open_folder: Path, file: str
) -> None:
    """It is named, and there is no answer."""
    (path,) = (open_folder / "index").rglob(file)
    path.chmod(0)
    reply = builder.run(Request((*shared, "ask", "who pays?"), powerless=True))
    assert (reply.code, reply.out) == (3, "")
    assert str(path) in reply.err


@pytest.mark.parametrize("folder", ["corpus", "index"])
def test_a_folder_that_cannot_be_entered(
    shared: tuple[str, ...], builder: Builder, open_folder: Path, folder: str
) -> None:
    """A foreign folder is told by name, not by a traceback; who does not need it goes on."""
    (open_folder / folder).chmod(0)
    for command in (("ask", "who pays?"), ("index", "check"), ("corpus", "check")):
        reply = builder.run(Request((*shared, *command), powerless=True))
        needed = {"ask": ["index"], "index": ["index", "corpus"], "corpus": ["corpus"]}[command[0]]
        assert reply.code == (3 if folder in needed else 0), (command, reply)
        assert reply.code == 0 or str(open_folder / folder) in reply.err, (command, reply)
