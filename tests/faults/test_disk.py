"""Row 2: no space, or an I/O error, at any call of `index build` that changes the disk."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.faults.conftest import Builder, Place

ONE = "# Rules\n\nThe employer pays. It takes a week.\n"


ACTS = {"enospc": errno.ENOSPC, "eio": errno.EIO}


def fail_everywhere(place: Place, builder: Builder, act: str, most: int | None = None) -> int:
    """Fail builds, one at a call; return how many were failed."""
    code = ACTS[act]
    place.says(ONE)
    assert builder.run(place.build()).code == 0
    old = place.read().name
    start = place.index.with_name("start")
    shutil.copytree(place.index, start)
    place.says(f"{ONE}\nNobody else pays.\n")
    calls = builder.run(place.build()).calls
    new = place.read().name
    refused = 0
    tries = place.spread(range(1, len(calls) + 1), most)
    for at in tries:
        shutil.rmtree(place.index)
        shutil.copytree(start, place.index)
        reply = builder.run(place.build(at=at, act=act))
        where = (at, calls[at - 1], reply)
        assert reply.code in {0, 3}, where
        answers = place.read().name
        if reply.code == 0:
            assert answers == new, where
        else:
            refused += 1
            first, second = reply.err.splitlines()
            assert os.strerror(code) in first, where
            assert str(place.index) in first, where
            assert second, where
            # An error after the switch, when its folder is synced, leaves the new one.
            assert answers in {old, new}, where
            assert reply.out == "", where
        assert builder.run(place.build()).code == 0, where
        assert place.read().name == new, where
    assert refused >= len(tries) // 2
    return len(tries)


@pytest.mark.parametrize("act", ACTS)
def test_the_old_index_answers_until_the_new_one_does(
    place: Place, builder: Builder, tried: Callable[[int], None], act: str
) -> None:
    """Exit code 3, what is wrong, where, and what to do; or else the build is done."""
    tried(fail_everywhere(place, builder, act, most=8))


@pytest.mark.nightly
@pytest.mark.parametrize("act", ACTS)
def test_a_failure_at_every_call(
    place: Place, builder: Builder, tried: Callable[[int], None], act: str
) -> None:
    """The same at every call that changes the disk."""
    tried(fail_everywhere(place, builder, act))


def test_a_disk_with_no_room_at_all(place: Place, builder: Builder) -> None:
    """An index folder in which nothing can be made is told by its path, too."""
    place.says(ONE)
    reply = builder.run(place.build(at=1, act="enospc"))
    assert reply.code == 3
    assert os.strerror(errno.ENOSPC) in reply.err
    assert str(place.index) in reply.err
