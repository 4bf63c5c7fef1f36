"""Adding a document and replacing one: files, manifest and history."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faqbot.corpus.adding import add_document, id_of, read_arrival, replace_document
from faqbot.corpus.load import load_corpus, load_document
from faqbot.corpus.manifest import load_manifest
from faqbot.corpus.manifest_text import with_document, with_replacement
from faqbot.corpus.stated import Fact
from faqbot.errors import CorpusError, UsageError

TinyCorpus = Callable[..., Path]
TODAY = dt.date(2026, 11, 22)
OLD = "# Rules\n\nThe employer pays.\n"
NEW = "# Rules\n\nNobody pays.\n"


@pytest.fixture
def arriving(tmp_path: Path) -> Callable[..., Any]:
    """A function that writes a file and reads it as one that is to be added."""

    def make(name: str, text: str = NEW) -> Any:
        (tmp_path / "new").mkdir(exist_ok=True)
        (tmp_path / "new" / name).write_text(text, encoding="utf-8")
        return read_arrival(tmp_path / "new" / name)

    return make


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_new_document(tiny_corpus: TinyCorpus, arriving: Callable[..., Any]) -> None:
    """The file lies in the corpus, byte for byte, and the manifest holds its facts and digest."""
    folder = tiny_corpus({"a.md": OLD})
    facts: dict[str, Fact] = {
        "title": "New rules",
        "published": TODAY,
        "applies_to": ("England",),
    }
    added = add_document(folder, arriving("Neue Regeln (2).MD"), facts)
    assert added.document.source.id == "neue-regeln-2"
    assert added.document.source.file == "documents/Neue-Regeln-2.md"
    assert (folder / added.document.source.file).read_text() == NEW
    corpus = load_corpus(folder)
    assert corpus.documents[1] == added.document
    assert corpus.documents[1].source.sha256
    assert load_document(folder, corpus.documents[1].source).source.applies_to == ("England",)


def test_a_folder_without_a_manifest_gets_one(tmp_path: Path, arriving: Callable[..., Any]) -> None:
    """The first document of an empty folder makes it a corpus."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    add_document(folder, arriving("a.md"), {"title": "Rules"})
    assert [d.id for d in load_corpus(folder).documents] == ["a"]


def test_a_file_that_lies_there_already_is_used(
    tiny_corpus: TinyCorpus, arriving: Callable[..., Any]
) -> None:
    """A file put under documents/ by hand is named, not copied; another of its name is kept."""
    folder = tiny_corpus({"a.md": OLD})
    (folder / "documents" / "b.md").write_text(NEW)
    added = add_document(folder, arriving("b.md"), {"title": "Rules"})
    assert added.document.source.file == "documents/b.md"
    (folder / "documents" / "c.md").write_text("another")
    added = add_document(folder, arriving("c.md"), {"title": "Rules"})
    assert added.document.source.file.startswith("documents/c-")
    assert (folder / "documents" / "c.md").read_text() == "another"


@pytest.mark.parametrize(
    "name, id", [("A b.md", "a-b"), ("__.md", "document"), ("É.md", "document")]
)
def test_ids(name: str, id: str) -> None:
    """An id is made of the file's name, and always a possible one."""
    assert id_of(Path(name)) == id


def test_the_next_version(tiny_corpus: TinyCorpus, arriving: Callable[..., Any]) -> None:
    """It takes over the id and what lasts; the version before is kept under history/."""
    folder = tiny_corpus(
        {"a.md": OLD}, a={"version": "1 / 2", "publisher": "P", "authority": "official"}
    )
    added = replace_document(folder, arriving("a.md"), {"title": "T", "version": "1.3"}, "a", TODAY)
    source = added.document.source
    assert (source.id, source.title, source.version, source.publisher) == ("a", "T", "1.3", "P")
    assert (source.file, source.authority.value) == ("documents/a-1.3.md", "official")
    assert names(folder) == ["documents/a-1.3.md", "history/a/1-2.md", "sources.toml"]
    (old,) = load_manifest(folder).superseded
    assert old == added.superseded
    assert (old.version, old.replaced, old.title) == ("1 / 2", TODAY, "a")
    assert load_document(folder, old).text == "Rules\n\nThe employer pays."
    third = replace_document(folder, arriving("c.md", OLD), {"title": "T"}, "a", TODAY)
    assert third.document.source.version is None
    assert [old.version for old in load_manifest(folder).superseded] == ["1 / 2", "1.3"]


def test_versions_of_one_name_do_not_overwrite_each_other(
    tiny_corpus: TinyCorpus, arriving: Callable[..., Any]
) -> None:
    """Two versions that call themselves the same are kept beside each other."""
    folder = tiny_corpus({"a.md": OLD}, a={"version": "1"})
    for text in (NEW, "# Rules\n\nEverybody pays.\n", OLD + "\nAs before.\n"):
        replace_document(folder, arriving("a.md", text), {"title": "T", "version": "1"}, "a", TODAY)
    kept = load_manifest(folder).superseded
    assert [load_document(folder, old).text.split("\n")[-1] for old in kept] == [
        "The employer pays.",
        "Nobody pays.",
        "Everybody pays.",
    ]


@pytest.mark.parametrize(
    "change, named",
    [
        ({"id": "a"}, "--replaces a"),
        ({"id": "A b"}, "'A b'"),
        ({"facts": {"title": "T", "authority": "royal"}}, "'royal'"),
        ({"text": "Find out more >\n"}, "no text found"),
    ],
)
def test_what_cannot_be_added_changes_nothing(
    tiny_corpus: TinyCorpus, arriving: Callable[..., Any], change: dict[str, Any], named: str
) -> None:
    """An id that is taken, a fact that cannot be, a file without text: said, and nothing done."""
    folder = tiny_corpus({"a.md": OLD})
    before = names(folder), (folder / "sources.toml").read_bytes()
    arrival = arriving("b.txt", change.get("text", NEW))
    with pytest.raises((UsageError, CorpusError)) as caught:
        add_document(folder, arrival, change.get("facts", {"title": "T"}), id=change.get("id"))
    assert named in str(caught.value)
    assert (names(folder), (folder / "sources.toml").read_bytes()) == before


def test_what_cannot_be_replaced_changes_nothing(
    tiny_corpus: TinyCorpus, arriving: Callable[..., Any]
) -> None:
    """An unknown id, the same file again, a version before that is missing."""
    folder = tiny_corpus({"a.md": OLD})
    with pytest.raises(UsageError, match="Documents: a"):
        replace_document(folder, arriving("b.md"), {"title": "T"}, "b", TODAY)
    with pytest.raises(UsageError, match="this very file"):
        replace_document(folder, arriving("b.md", OLD), {"title": "T"}, "a", TODAY)
    (folder / "documents" / "a.md").unlink()
    with pytest.raises(CorpusError, match="missing"):
        replace_document(folder, arriving("b.md"), {"title": "T"}, "a", TODAY)
    assert names(folder) == ["sources.toml"]


def test_two_at_once(tiny_corpus: TinyCorpus, arriving: Callable[..., Any]) -> None:
    """Who comes second is told to wait; the corpus is not touched."""
    folder = tiny_corpus({"a.md": OLD})
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(CorpusError, match="somebody else"):
        add_document(folder, arriving("b.md"), {"title": "T"})
    os.close(handle)
    add_document(folder, arriving("b.md"), {"title": "T"})


def test_nothing_is_written_through_a_link(
    tiny_corpus: TinyCorpus, arriving: Callable[..., Any], tmp_path: Path
) -> None:
    """A documents/ that leads out of the corpus folder is not written to."""
    folder = tmp_path / "linked"
    (tmp_path / "elsewhere").mkdir()
    folder.mkdir()
    (folder / "documents").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CorpusError, match="a link leads out"):
        add_document(folder, arriving("b.md"), {"title": "T"})
    assert names(tmp_path / "elsewhere") == []


MANIFEST = """\
# Kept by hand.
schema = 1

[[document]]
id = "a"  # never change this
file   = "documents/a.md"
title = "A"
version = "1"  # as printed
sha256 = "00"

# About the second one.
[[document]]
id = "b"
file = "documents/b.md"
title = 'B'
"""


def test_comments_and_order_stay() -> None:
    """A change touches the lines that it is about, and a new fact stands where it belongs."""
    entry = {"id": "c", "file": "documents/c.md", "title": "C", "applies_to": ("England",)}
    added = with_document(MANIFEST, entry)
    assert added == (
        f'{MANIFEST}\n[[document]]\nid = "c"\nfile = "documents/c.md"\ntitle = "C"\n'
        'applies_to = ["England"]\n'
    )
    facts = {"id": "a", "file": "documents/a2.md", "title": "A", "version": "2", "updated": TODAY}
    changed = with_replacement(added, facts, {"id": "a", "file": "history/a/1.md"}, TODAY)
    assert changed == (
        added.replace('"documents/a.md"', '"documents/a2.md"')
        .replace('"1"  # as printed\nsha256 = "00"', '"2"  # as printed\nupdated = 2026-11-22')
        + '\n[[superseded]]\nid = "a"\nfile = "history/a/1.md"\nreplaced = 2026-11-22\n'
    )  # fmt: skip
    again = with_document(changed, {**entry, "id": "d"})
    assert [d["id"] for d in tomllib.loads(again)["document"]] == ["a", "b", "c", "d"]
    assert again.index('id = "d"') < again.index("[[superseded]]")
    assert "\n\n[[superseded]]" in again


def test_entries_that_are_no_tables() -> None:
    """A manifest with its documents in one line is refused, not rewritten."""
    with pytest.raises(CorpusError, match=r"\[\[document\]\]"):
        with_document('schema = 1\ndocument = [{id = "a"}]\n', {"id": "b"})
