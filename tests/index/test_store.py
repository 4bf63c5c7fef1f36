"""The index folder: pointer, lock, generations, and a switch that is all or nothing."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.errors import IndexUnusableError
from faqbot.index import store

FILES = {"a.json": b"{}\n", "b.npy": b"\x93NUMPY"}


def publish(index: Path, name: str, files: dict[str, bytes] | None = None) -> Path:
    with store.writing(index):
        folder = store.write_generation(index, name, files or FILES, {"schema": 1})
        store.switch(index, name)
        return folder


def test_a_published_generation_answers(tmp_path: Path) -> None:
    """What is published is current, whole, and carries the digest of each file."""
    folder = publish(tmp_path, "gen-a")
    assert store.current_generation(tmp_path) == folder
    manifest = store.read_manifest(folder)
    assert set(manifest["files"]) == set(FILES)
    for name, data in FILES.items():
        assert store.read_checked(folder, name, manifest["files"]) == data
    assert sorted(p.name for p in tmp_path.iterdir()) == [".lock", "CURRENT", "gen-a"]


def test_publishing_the_same_again_touches_nothing_in_it(tmp_path: Path) -> None:
    """A generation that is there and whole stays; its files are not written anew."""
    folder = publish(tmp_path, "gen-a")
    before = {p.name: p.stat().st_ino for p in folder.iterdir()}
    publish(tmp_path, "gen-a")
    assert {p.name: p.stat().st_ino for p in folder.iterdir()} == before


def test_publishing_over_a_damaged_one_mends_it(tmp_path: Path) -> None:
    """A generation with a changed or missing file is replaced by a whole one."""
    folder = publish(tmp_path, "gen-a")
    (folder / "b.npy").write_bytes(b"other")
    publish(tmp_path, "gen-a")
    assert (folder / "b.npy").read_bytes() == FILES["b.npy"]
    (folder / "a.json").unlink()
    publish(tmp_path, "gen-a")
    assert (folder / "a.json").read_bytes() == FILES["a.json"]
    assert not list(tmp_path.glob("tmp-*"))


@pytest.mark.parametrize(
    "pointer",
    [
        b"",
        b"\n",
        b"x",
        b"gen-b/../gen-a",
        b"../gen-a",
        b"gen-\\a",
        b"gen-gone",
        b"\xff\xfe",
        b"gen-\0",
    ],
)
def test_a_damaged_pointer_is_refused(tmp_path: Path, pointer: bytes) -> None:
    """CURRENT that names nothing, or leads elsewhere, is refused with what to run."""
    publish(tmp_path, "gen-a")
    (tmp_path / "CURRENT").write_bytes(pointer)
    with pytest.raises(IndexUnusableError) as caught:
        store.current_generation(tmp_path)
    assert caught.value.exit_code == 3
    assert str(tmp_path) in str(caught.value)
    assert "faqbot index build" in str(caught.value)


def test_a_damaged_pointer_names_the_generations_that_are_there(tmp_path: Path) -> None:
    """The message says which generations could answer instead."""
    publish(tmp_path, "gen-a")
    publish(tmp_path, "gen-b")
    (tmp_path / "CURRENT").write_text("gen-c\n")
    with pytest.raises(IndexUnusableError, match="gen-a, gen-b"):
        store.current_generation(tmp_path)


def test_no_index(tmp_path: Path) -> None:
    """A folder without CURRENT, no folder, or a file in its place says how to build one."""
    (tmp_path / "file").write_text("x")
    for index in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(IndexUnusableError, match="faqbot index build") as caught:
            store.current_generation(index)
        assert str(index) in str(caught.value)
    assert store.generations(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"files": []}', b"{}", b"\xff", b"\x00" * 40]
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    """A manifest that is empty, cut short or of another form is refused by name."""
    folder = publish(tmp_path, "gen-a")
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(IndexUnusableError) as caught:
        store.read_manifest(folder)
    assert str(folder / "manifest.json") in str(caught.value)
    assert "faqbot index build" in str(caught.value)


def test_every_cut_of_a_manifest_is_refused(
    tmp_path: Path, tried: Callable[[int], None]
) -> None:
    """Wherever a manifest ends early, it does not pass for a whole one."""
    folder = publish(tmp_path, "gen-a")
    path = folder / "manifest.json"
    whole = path.read_bytes().rstrip()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexUnusableError):
            store.read_manifest(folder)
    tried(len(whole))


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    """A generation without a manifest is none: it is refused, and not listed."""
    folder = publish(tmp_path, "gen-a")
    (folder / "manifest.json").unlink()
    with pytest.raises(IndexUnusableError, match="missing"):
        store.read_manifest(folder)
    assert store.generations(tmp_path) == []


def test_a_file_that_the_manifest_does_not_know_is_not_read(tmp_path: Path) -> None:
    """A file without a digest, and one that is missing, are refused by name."""
    folder = publish(tmp_path, "gen-a")
    files = store.read_manifest(folder)["files"]
    (folder / "c.json").write_text("{}")
    for name in ("c.json", "d.json"):
        with pytest.raises(IndexUnusableError, match=name):
            store.read_checked(folder, name, files)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    """While somebody writes, another writer is told so; afterwards the lock is free."""
    with (
        store.writing(tmp_path),
        pytest.raises(IndexUnusableError) as caught,
        store.writing(tmp_path),
    ):
        pass
    assert "another build" in str(caught.value)
    assert "Wait" in str(caught.value)
    with store.writing(tmp_path):
        pass


def test_the_lock_is_released_after_an_error(tmp_path: Path) -> None:
    """Whatever ends a build, the next one can begin."""
    with pytest.raises(KeyboardInterrupt), store.writing(tmp_path):
        raise KeyboardInterrupt
    with store.writing(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only or foreign folder, or a file in its place, is an error with its path."""
    (tmp_path / "file").write_text("x")
    for index in (tmp_path / "file", tmp_path / "file" / "index"):
        with pytest.raises(IndexUnusableError, match=str(index)), store.writing(index):
            pass

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(IndexUnusableError, match="Permission denied"), store.writing(tmp_path):
        pass


def test_a_writer_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    """Unfinished folders go; generations and other files stay."""
    publish(tmp_path, "gen-a")
    (tmp_path / "tmp-gen-b").mkdir()
    (tmp_path / "tmp-gen-b" / "part").write_bytes(b"x")
    (tmp_path / "CURRENT.tmp").write_bytes(b"gen")
    with store.writing(tmp_path):
        assert sorted(p.name for p in tmp_path.iterdir()) == [".lock", "CURRENT", "gen-a"]
    assert store.generations(tmp_path) == ["gen-a"]


def test_prune_keeps_the_newest_and_the_current(tmp_path: Path) -> None:
    """The current generation stays whatever its age; of the others, the newest folder."""
    for age, name in enumerate(["gen-d", "gen-c", "gen-b", "gen-a"]):
        folder = publish(tmp_path, name)
        os.utime(folder, ns=(age * 10**9, age * 10**9))
    store.switch(tmp_path, "gen-d")
    assert sorted(store.prune(tmp_path, 1)) == ["gen-b", "gen-c"]
    assert store.generations(tmp_path) == ["gen-a", "gen-d"]
    assert store.prune(tmp_path, 0) == ["gen-a"]
    assert store.current_generation(tmp_path).name == "gen-d"


def test_prune_keeps_what_it_is_told_is_newest(tmp_path: Path) -> None:
    """The order given comes before the age of the folders: an old one may have answered last."""
    for age, name in enumerate(["gen-a", "gen-b", "gen-c", "gen-d"]):
        folder = publish(tmp_path, name)
        os.utime(folder, ns=(age * 10**9, age * 10**9))
    assert store.prune(tmp_path, 2, ["gen-d", "gen-a"]) == ["gen-b"]
    assert store.generations(tmp_path) == ["gen-a", "gen-c", "gen-d"]


def test_copy_in_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is copied with its files; a full disk leaves nothing under its name."""
    source, index = tmp_path / "source", tmp_path / "index"
    source.mkdir()
    index.mkdir()
    (source / "model").write_bytes(b"m" * 1000)
    store.copy_in(index, source, index / "encoders" / "one")
    assert (index / "encoders" / "one" / "model").read_bytes() == b"m" * 1000

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(IndexUnusableError, match="No space left"):
        store.copy_in(index, source, index / "encoders" / "two")
    assert not (index / "encoders" / "two").exists()
    assert not list(index.glob("tmp-*"))


def test_the_manifest_is_sorted_and_ends_with_a_line_break(tmp_path: Path) -> None:
    """The same contents give the same bytes, whatever the order they came in."""
    one = publish(tmp_path / "1", "gen-a")
    other = publish(tmp_path / "2", "gen-a", dict(reversed(FILES.items())))
    text = (one / "manifest.json").read_text()
    assert text == (other / "manifest.json").read_text()
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"
