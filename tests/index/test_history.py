"""The history of an index: a line a switch, written first, believed once the pointer followed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from faqbot.errors import IndexUnusableError
from faqbot.index import store
from faqbot.index.history import HISTORY, Entry, Event, History, read_history, record

AT = dt.datetime(2026, 11, 22, 10, 15, tzinfo=dt.UTC)


def entry(
    generation: str, before: str | None, event: Event = Event.BUILT, forced: str | None = None
) -> Entry:
    return Entry(event, f"gen-{generation}", before and f"gen-{before}", AT, 5, 155, None, forced)


def history(*entries: Entry, current: str | None) -> History:
    return History(entries, 0, current and f"gen-{current}")


A, B, C = entry("a", None), entry("b", "a"), entry("c", "b")
KEPT = ("gen-a", "gen-b", "gen-c")


def test_what_is_recorded_is_read(tmp_path: Path) -> None:
    """All fields come back; a reason keeps its letters; times keep their moment."""
    entries = [A, entry("b", "a", forced="„ja“\n[é]"), entry("a", "b", Event.ROLLED_BACK)]
    for one in entries:
        record(tmp_path, one)
    found = read_history(tmp_path)
    assert found.entries == tuple(entries)
    assert (found.unreadable, found.current) == (0, None)
    lines = (tmp_path / HISTORY).read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["at"] for line in lines] == ["2026-11-22T10:15:00+00:00"] * 3


def test_without_a_file_there_is_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) == History()
    assert read_history(tmp_path / "nowhere") == History()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"\xff\xfe",
        b'{"schema": 1}',
        b'{"schema": 2, "event": "built"}',
        json.dumps(A.to_json() | {"event": "eaten"}).encode(),
        json.dumps(A.to_json() | {"at": "yesterday"}).encode(),
        json.dumps(A.to_json() | {"at": "2026-11-22T10:15:00"}).encode(),
        json.dumps(A.to_json() | {"generation": 7}).encode(),
        json.dumps(A.to_json() | {"documents": "5"}).encode(),
        json.dumps(A.to_json() | {"forced": ["x"]}).encode(),
    ],
)
def test_a_bad_line_is_counted_and_kept(tmp_path: Path, line: bytes) -> None:
    """What is not an entry costs nothing else: the lines about it hold, and it is not lost."""
    record(tmp_path, A)
    path = tmp_path / HISTORY
    path.write_bytes(path.read_bytes() + line)  # without a line end, as when cut short
    record(tmp_path, B)
    found = read_history(tmp_path)
    assert found.entries == (A, B)
    assert found.unreadable == (1 if line else 0)
    assert line in path.read_bytes()


def test_a_history_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / HISTORY).mkdir()
    with pytest.raises(IndexUnusableError, match=HISTORY) as caught:
        read_history(tmp_path)
    assert caught.value.exit_code == 3


def test_a_line_takes_effect_when_the_pointer_follows(tmp_path: Path) -> None:
    """Killed between the line and the pointer, the line stays, and is not believed."""
    killed = entry("c", "b")
    retold = entry("d", "b")
    found = history(A, B, killed, retold, current="d")
    assert [effective for _, effective in found.took_effect()] == [True, True, False, True]
    assert found.answered() == ["gen-d", "gen-b", "gen-a"]
    waiting = history(A, B, killed, current="b")
    assert [effective for _, effective in waiting.took_effect()] == [True, True, False]
    assert waiting.answered() == ["gen-b", "gen-a"]


def test_what_is_upheld_does_not_begin_again() -> None:
    """It answered before; that somebody stood by it is an entry of its own."""
    found = history(A, B, entry("b", "b", Event.UPHELD), entry("c", "b"), current="c")
    assert [effective for _, effective in found.took_effect()] == [True] * 4
    assert [e.generation for e in found.began()] == ["gen-a", "gen-b", "gen-c"]
    assert found.answered() == ["gen-c", "gen-b", "gen-a"]


def test_the_current_one_is_read_with_the_history(tmp_path: Path) -> None:
    with store.writing(tmp_path):
        store.write_generation(tmp_path, "gen-a", {"a": b""}, {})
        record(tmp_path, A)
        assert read_history(tmp_path).current is None
        store.switch(tmp_path, "gen-a")
    assert read_history(tmp_path).current == "gen-a"


@pytest.mark.parametrize(
    ("entries", "current", "kept", "previous"),
    [
        ((A, B, C), "c", KEPT, "gen-b"),
        ((A, B, C), "c", ("gen-a", "gen-c"), "gen-a"),  # b is gone: further back
        ((A, B, C), "c", ("gen-c",), None),
        ((A, B, C, entry("b", "c", Event.ROLLED_BACK)), "b", KEPT, "gen-a"),  # never forward
        ((A, B, entry("a", "b", Event.ROLLED_BACK)), "a", KEPT, None),
        ((A, B, entry("a", "b", Event.ROLLED_BACK)), "a", ("gen-a", "gen-b"), None),
        ((A, B, entry("a", "b")), "a", KEPT, "gen-b"),  # the old text was built anew
        ((A, B, entry("c", "b", Event.REFUSED)), "b", KEPT, "gen-a"),
        ((A, B, entry("b", "b", Event.UPHELD)), "b", KEPT, "gen-a"),  # nothing was switched
        ((A, B, C), None, KEPT, "gen-c"),  # a damaged pointer: what answered last
        ((A, B, C), None, ("gen-a",), "gen-a"),
        ((), "a", ("gen-a", "gen-b"), "gen-b"),  # no history, one other
        ((), "a", KEPT, None),  # no history, and who knows which
        ((), "a", ("gen-a",), None),
        ((B,), "b", KEPT, "gen-a"),  # the first line tells of the one before it
    ],
)
def test_the_previous_one(
    entries: tuple[Entry, ...], current: str | None, kept: tuple[str, ...], previous: str | None
) -> None:
    """A step back leads to what answered when this one was built, and never to and fro."""
    assert history(*entries, current=current).previous(kept) == previous


def test_going_back_and_building_again_goes_round_in_no_circle() -> None:
    """The same two built in turn: each is previous to the other, and the search ends."""
    found = history(A, B, entry("a", "b"), entry("b", "a"), current="b")
    assert found.previous(("gen-b",)) is None
    assert found.previous(KEPT) == "gen-a"


def test_a_refusal_holds_until_it_is_published() -> None:
    """What has answered, now or once, may answer again."""
    no = entry("b", "a", Event.REFUSED)
    assert history(A, no, current="a").refused() == ["gen-b"]
    assert history(A, no, no, current="a").refused() == ["gen-b"]
    assert history(A, no, entry("b", "a", forced="x"), current="b").refused() == []
    assert history(A, B, no, current="b").refused() == []
    assert history(A, B, C, entry("a", "c", Event.REFUSED), current="c").refused() == []
    killed = entry("b", "a")
    assert history(A, no, killed, current="a").refused() == ["gen-b"]
