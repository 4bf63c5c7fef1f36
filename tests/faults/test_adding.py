"""`corpus add` stopped at any call that changes the disk: the corpus is as before, or as after."""

from __future__ import annotations

import hashlib
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.corpus.load import load_corpus, read_source
from faqbot.corpus.manifest import load_manifest
from faqbot.documents import Corpus

if TYPE_CHECKING:
    from tests.faults.conftest import Builder, Place
    from tests.faults.failpoints import Request

OLD = "# Rules\n\nVersion 1.2\n\nThe employer pays. It takes a week.\n"
NEW = "# Rules\n\nVersion 1.3\n\nNobody pays. It takes a week.\n"


def add(place: Place, file: Path, at: int, act: str) -> Request:
    from tests.faults.failpoints import Request

    flags = ("--corpus", str(place.corpus), "corpus", "add", str(file), "--as-of", "2026-11-22")
    return Request((*flags, "--replaces", "a"), at=at, act=act)


def state(folder: Path) -> dict[str, str]:
    """Return every file of a folder with the digest of its contents."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stop_everywhere(
    act: str, place: Place, builder: Builder, tmp_path: Path, most: int | None
) -> int:
    """Stop a change at its calls; return at how many.

    Args:
        act: what stops it.
        place: the folders.
        builder: runs the command.
        tmp_path: for the new version, and the corpus to start from.
        most: how many calls, spread over all; None: each.
    """
    place.says(OLD)
    before = load_corpus(place.corpus)
    start = tmp_path / "start"
    shutil.copytree(place.corpus, start)
    (tmp_path / "a.md").write_text(NEW)
    done = builder.run(add(place, tmp_path / "a.md", 0, "kill"))
    assert done.code == 0, done.err
    after, files = load_corpus(place.corpus), state(place.corpus)
    assert after != before
    calls = [n for n, call in enumerate(done.calls, 1) if act != "torn" or call == "write"]
    calls = list(place.spread(calls, most))
    for at in calls:
        shutil.rmtree(place.corpus)
        shutil.copytree(start, place.corpus)
        reply = builder.run(add(place, tmp_path / "a.md", at, act))
        where = (act, at, done.calls[at - 1], reply)
        found: Corpus = load_corpus(place.corpus)
        assert found in (before, after), where
        for old in load_manifest(place.corpus).superseded:
            assert read_source(place.corpus, old) == OLD.encode(), where
        if act in ("enospc", "eio") and reply.code != 0:
            assert reply.code == 3, where
            assert str(place.corpus) in reply.err
        if act not in ("kill", "torn") and found == before:
            assert state(place.corpus) == state(start), where  # no trace
        if act in ("kill", "torn"):
            assert reply.code == -signal.SIGKILL
        if found == before:
            again = builder.run(add(place, tmp_path / "a.md", 0, "kill"))
            assert again.code == 0, (where, again.err)
            assert state(place.corpus) == files, where
    return len(calls)


ACTS = ("kill", "torn", "enospc", "eio", "SIGTERM", "SIGINT")


@pytest.mark.parametrize("act", ACTS)
def test_a_new_version_that_is_stopped(
    act: str, place: Place, builder: Builder, tmp_path: Path, tried: Callable[[int], None]
) -> None:
    """Whatever stops it: the old or the new version is there, whole, and the next try works."""
    tried(stop_everywhere(act, place, builder, tmp_path, 3))


@pytest.mark.nightly
@pytest.mark.parametrize("act", ACTS)
def test_a_new_version_that_is_stopped_anywhere(
    act: str, place: Place, builder: Builder, tmp_path: Path, tried: Callable[[int], None]
) -> None:
    """The same at every call that changes the disk."""
    tried(stop_everywhere(act, place, builder, tmp_path, None))
