"""Row 1: `index build` killed with SIGKILL at any call that changes the disk.

Each try starts from the same folder. Afterwards a reader opens the index: it has
the old or the new generation, whole; and the next build gives exactly the files
that a build without a fault gives. `at` counts open-for-writing, write, fsync,
rename, mkdir, unlink and the like; "torn" kills in the middle of a write.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.errors import IndexUnusableError

if TYPE_CHECKING:
    from tests.faults.conftest import Builder, Place

ONE = "# Rules\n\nThe employer pays. It takes a week.\n"
TWO = "# Places\n\nYou need:\n\n- a badge\n- a coat\n"
CHANGED = ONE + "\nNobody else pays.\n"
FEW = 4  # kills of each test in the default run


def prepare(place: Place, builder: Builder, case: str) -> None:
    """Bring the folders to where a build begins."""
    if case != "first":
        place.says(ONE, TWO)
        assert builder.run(place.build(keep=2)).code == 0
    if case == "back":
        place.says(CHANGED, TWO)
        assert builder.run(place.build(keep=2)).code == 0
    if case == "damaged":
        (place.index / place.read().name / "tokens.json").write_bytes(b"[]")
    place.says(ONE if case in {"back", "damaged", "same"} else CHANGED, TWO)


def answering(place: Place) -> str:
    """Return the name of the generation that answers; where there is none, what the error says."""
    try:
        return place.read().name
    except IndexUnusableError as error:
        return "faqbot index build" if "faqbot index build" in str(error) else str(error)


def kill_everywhere(
    place: Place, builder: Builder, case: str, act: str, most: int | None = None
) -> int:
    """Kill builds, one at a call; return how many were killed.

    Args:
        place: the folders.
        builder: runs builds.
        case: what there is before: see `prepare`.
        act: "kill" or "torn".
        most: how many, spread over all calls; None: one at each call.
    """
    prepare(place, builder, case)
    allowed = set()
    if case in {"changed", "same", "back"}:
        allowed.add(place.read().name)
    start = place.index.with_name("start")
    shutil.copytree(place.index, start)
    done = builder.run(place.build())
    assert done.code == 0, done.err
    new, names, texts = place.read().name, place.names(), place.texts()
    allowed.add(new)
    calls = list(enumerate(done.calls, 1))
    places = place.spread([at for at, name in calls if act == "kill" or name == "write"], most)
    for at in places:
        shutil.rmtree(place.index)
        shutil.copytree(start, place.index)
        killed = builder.run(place.build(at=at, act=act))
        assert killed.code == -signal.SIGKILL, (at, done.calls[at - 1], killed)
        where = (case, act, at, done.calls[at - 1])
        if case in {"first", "damaged"}:  # there was none that answered
            assert answering(place) in {new, "faqbot index build"}, where
        else:
            assert answering(place) in allowed, where
        again = builder.run(place.build())
        assert again.code == 0, (where, again.err)
        assert (place.read().name, place.names(), place.texts()) == (new, names, texts), where
    assert places or (case, act) == ("same", "torn")  # what has not changed is not written
    return len(places)


@pytest.mark.parametrize(
    ("case", "act"), [("changed", "kill"), ("changed", "torn"), ("back", "kill")]
)
def test_killed_at_a_few_calls(
    place: Place, builder: Builder, tried: Callable[[int], None], case: str, act: str
) -> None:
    tried(kill_everywhere(place, builder, case, act, FEW))


@pytest.mark.nightly
@pytest.mark.parametrize("act", ["kill", "torn"])
@pytest.mark.parametrize("case", ["first", "changed", "same", "damaged", "back"])
def test_killed_at_every_call(
    place: Place, builder: Builder, tried: Callable[[int], None], case: str, act: str
) -> None:
    tried(kill_everywhere(place, builder, case, act))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(4))
def test_killed_again_and_again(
    place: Place, builder: Builder, tried: Callable[[int], None], seed: int
) -> None:
    """New guidance fifty times, most builds killed somewhere, none cleaned up after by hand."""
    chance = random.Random(seed)
    place.says(ONE)
    calls = len(builder.run(place.build(keep=chance.randrange(3))).calls)
    killed = 0
    for number in range(50):
        before = place.texts()
        place.says(f"{ONE}\nNumber {number}.\n")
        at, act = chance.randrange(1, 2 * calls), chance.choice(["kill", "torn"])
        reply = builder.run(place.build(keep=chance.randrange(3), at=at, act=act))
        killed += reply.code == -signal.SIGKILL
        assert reply.code in {0, -signal.SIGKILL}, reply
        (text,) = place.texts()
        assert [text] == before or text.endswith(f"Number {number}.")
        assert reply.code or text.endswith(f"Number {number}.")
    assert builder.run(place.build()).code == 0
    assert "Number 49." in place.texts()[0]
    assert not [name for name in place.names() if "tmp" in name]
    assert killed >= 10
    tried(killed)


def test_every_kind_of_call_is_counted(place: Place, builder: Builder) -> None:
    """A build makes folders, writes, syncs and renames; if none were counted, none were killed."""
    place.says(ONE)
    calls = builder.run(place.build()).calls
    assert {"mkdir", "open", "write", "fsync", "rename", "replace"} <= set(calls)
    size = sum(p.stat().st_size > 0 for p in Path(place.index).glob("gen-*/*"))
    assert calls.count("write") >= size
    assert calls.count("fsync") >= size
