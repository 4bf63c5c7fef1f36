"""Row 6: two builds at once, readers during builds, and the interface while guidance changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from faqbot.assistant import Assistant

if TYPE_CHECKING:
    from tests.faults.conftest import Builder, Place

ONE = "# Rules\n\nThe employer pays. It takes a week.\n"
CHANGED = "# Rules\n\nThe state pays. It takes a year.\n"
BUILDS = 8  # that a reader sees, one after the other


def test_two_builds_at_once(
    place: Place, builder: Builder, other_builder: Builder, tried: Callable[[int], None]
) -> None:
    """Wherever the first build is, the second is refused, does no harm, and can be run again."""
    place.says(ONE)
    calls = builder.run(place.build()).calls
    old = place.texts()
    first_held = 2  # the lock file has been opened; from here on the lock is held
    tries = place.spread(range(first_held + 1, len(calls) + 1), 5)
    for number, at in enumerate(tries):
        place.says(f"{ONE}\nNumber {number}.\n")
        stopped = builder.run(place.build(at=at, act="stop"))
        assert stopped.stopped, (at, stopped)
        second = other_builder.run(place.build())
        assert (second.code, second.out) == (3, ""), (at, second)
        assert "another build is writing" in second.err
        assert str(place.index) in second.err
        held = place.texts()
        assert held == old or held[0].endswith(f"Number {number}."), at
        ended = builder.go_on()
        assert ended.code == 0, (at, ended)
        old = place.texts()
        assert old[0].endswith(f"Number {number}.")
        assert other_builder.run(place.build()).code == 0
        assert place.texts() == old
    tried(len(tries))


@pytest.mark.parametrize("keep", [2, 0])
def test_a_reader_during_builds(
    place: Place, builder: Builder, tried: Callable[[int], None], keep: int
) -> None:
    """While one build follows another, every opening gives one of the two, whole."""
    place.says(CHANGED)
    assert builder.run(place.build(keep=keep)).code == 0
    wanted = {place.texts()[0]}
    place.says(ONE)
    assert builder.run(place.build(keep=keep)).code == 0
    wanted |= set(place.texts())
    assert len(wanted) == 2
    failed: list[Any] = []

    def build() -> None:
        for number in range(BUILDS):
            place.says(CHANGED if number % 2 else ONE)
            reply = builder.run(place.build(keep=keep))
            if reply.code != 0:
                failed.append(reply)

    builds = threading.Thread(target=build)
    pinned = Assistant.open(place.index)
    begun = pinned.corpus
    builds.start()
    opened = 0
    while builds.is_alive():
        (document,) = Assistant.open(place.index).corpus.documents
        assert document.text in wanted
        opened += 1
    builds.join()
    assert failed == []
    assert opened >= 3
    assert pinned.corpus is begun
    tried(BUILDS)
