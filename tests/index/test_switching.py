"""Publishing and going back: recorded, verified, and all or nothing."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from faqbot.errors import EncoderError, GateError, IndexUnusableError, UsageError
from faqbot.index import store
from faqbot.index.build import build_index
from faqbot.index.generation import Generation, load_generation
from faqbot.index.history import Event, read_history
from faqbot.index.switching import find_generation, rollback

if TYPE_CHECKING:
    from tests.index.conftest import AtCall

TinyCorpus = Callable[..., Path]


@pytest.fixture(autouse=True)
def _unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def index(tmp_path: Path, quick_encoder: Any) -> Path:
    return tmp_path / "index"


@pytest.fixture
def build(index: Path, tiny_corpus: TinyCorpus) -> Callable[..., str]:
    """A function that builds an index of one sentence and returns the generation's name."""

    def make(words: str, **options: Any) -> str:
        corpus = tiny_corpus({"a.md": f"# Rules\n\n{words}\n"})
        return build_index(corpus, index, **options).generation

    return make


def objection(_: Generation) -> str:
    raise GateError("the gate failed", where="a: 5 lost", fix="Look.")


# --- going back


def test_going_back_gives_the_bytes_of_before(index: Path, build: Callable[..., str]) -> None:
    """The earlier generation answers as it was, the later one stays, and the history tells both."""
    first = build("One hour.")
    before = {p.name: p.read_bytes() for p in (index / first).iterdir()}
    second = build("Two hours.")
    assert rollback(index) == (second, first)
    assert load_generation(index).name == first
    assert {p.name: p.read_bytes() for p in (index / first).iterdir()} == before
    assert store.generations(index) == sorted([first, second])
    events = [(e.event, e.generation, e.before) for e in read_history(index).entries]
    assert events[-1] == (Event.ROLLED_BACK, first, second)
    assert rollback(index, second) == (first, second)
    assert load_generation(index).name == second


def test_one_step_after_another(index: Path, build: Callable[..., str]) -> None:
    """Twice back is two steps back; before the first there is nothing."""
    names = [build(f"{n} hours.") for n in (1, 2, 3)]
    assert rollback(index)[1] == names[1]
    assert rollback(index)[1] == names[0]
    with pytest.raises(UsageError, match="no generation before"):
        rollback(index)


@pytest.mark.parametrize("name", ["corpus.json", "passages.npy", "manifest.json"])
def test_a_damaged_generation_is_not_gone_back_to(
    index: Path, build: Callable[..., str], name: str
) -> None:
    """It is verified before the switch: the file is named, what answers still does."""
    first, second = build("One hour."), build("Two hours.")
    path = index / first / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:])
    recorded = read_history(index)
    with pytest.raises(IndexUnusableError, match=name):
        rollback(index)
    assert load_generation(index).name == second
    assert read_history(index) == recorded


def test_a_missing_encoder_is_found_before_the_switch(
    index: Path, build: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build("One hour.")
    second = build("Two hours.")
    shutil.rmtree(index / "encoders")
    with pytest.raises(EncoderError):
        rollback(index)
    assert store.current_generation(index).name == second


def test_back_from_a_damaged_index(index: Path, build: Callable[..., str]) -> None:
    """What the error message offers works, for a damaged generation and for a damaged pointer."""
    first, second = build("One hour."), build("Two hours.")
    (index / second / "tokens.json").write_bytes(b"[]")
    with pytest.raises(IndexUnusableError, match=f"faqbot index rollback.*{first}"):
        load_generation(index)
    assert rollback(index) == (second, first)
    (index / "CURRENT").write_bytes(b"gen-\0")
    assert rollback(index)[1] == first
    assert load_generation(index).name == first


def test_killed_at_every_step_of_going_back(
    index: Path,
    build: Callable[..., str],
    at_call: AtCall,
    killed: BaseException,
    tried: Callable[[int], None],
) -> None:
    """One or the other answers, whole; the history believes only what happened."""
    first, second = build("One hour."), build("Two hours.")
    for step in range(20):
        with at_call(step, killed) as made, suppress(type(killed)):
            rollback(index)
        answers = load_generation(index).name
        assert answers in {first, second}
        believed = [e.generation for e, effective in read_history(index).took_effect() if effective]
        assert believed[-1] == answers
        if len(made) <= step:
            break
        if store.current_generation(index).name == first:
            rollback(index, second)
    assert 3 <= step < 20
    assert not list(index.glob("*.tmp"))
    assert load_generation(index).name == first
    tried(step)


def test_no_space_for_going_back(
    index: Path, build: Callable[..., str], at_call: AtCall, tried: Callable[[int], None]
) -> None:
    """A full disk at any call ends with exit code 3 and a path; what answered before still does."""
    build("One hour.")
    second = build("Two hours.")
    errors = []
    for step in range(20):
        with at_call(step, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) as made:
            try:
                rollback(index)
            except IndexUnusableError as error:
                errors.append(error)
        if len(made) <= step:
            break
        assert load_generation(index).name
        if store.current_generation(index).name != second:
            rollback(index, second)
    assert len(errors) >= 3
    assert all(e.exit_code == 3 and str(index) in str(e) for e in errors)
    tried(step)


def test_going_back_waits_for_no_build(index: Path, build: Callable[..., str]) -> None:
    """While somebody builds, going back says so."""
    build("One hour.")
    build("Two hours.")
    with store.writing(index), pytest.raises(IndexUnusableError, match="another build"):
        rollback(index)


# --- names


def test_a_generation_is_found_by_what_names_it_alone(
    index: Path, build: Callable[..., str]
) -> None:
    first, second = build("One hour."), build("Two hours.")
    for text in (first, first[:8], first.removeprefix("gen-"), first[4:8], "previous"):
        assert find_generation(index, text) == first
    assert find_generation(index, "current") == second


@pytest.mark.parametrize("text", ["gen-", "", "x", "../index", "gen-/..", "CURRENT", "*"])
def test_what_names_none_or_several_is_refused(
    index: Path, build: Callable[..., str], text: str
) -> None:
    """The message lists what there is."""
    first, second = build("One hour."), build("Two hours.")
    with pytest.raises(UsageError) as caught:
        find_generation(index, text)
    assert caught.value.exit_code == 2
    assert first in str(caught.value)
    assert second in str(caught.value)


def test_no_index_has_no_generations(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    for text in ("current", "previous"):
        with pytest.raises(IndexUnusableError, match="faqbot index build"):
            find_generation(tmp_path / "index", text)
    with pytest.raises(UsageError, match="none"):
        find_generation(tmp_path / "index", "gen-a")


# --- which generations stay


def test_what_answered_last_stays(index: Path, build: Callable[..., str]) -> None:
    """An old folder that was gone back to outlives a newer one."""
    one, two, three = (build(f"{n} hours.") for n in (1, 2, 3))
    rollback(index, one)
    four = build("4 hours.", keep=1)
    assert store.generations(index) == sorted([one, four])
    assert {two, three}.isdisjoint(store.generations(index))


# --- the gate


def test_what_the_gate_objects_to_does_not_answer(index: Path, build: Callable[..., str]) -> None:
    """The old one answers, the new one is kept to be looked at, but not to be gone back to."""
    first = build("One hour.")
    with pytest.raises(GateError, match="nothing was published") as caught:
        build("Two hours.", gate=objection)
    assert load_generation(index).name == first
    (refused,) = set(store.generations(index)) - {first}
    assert f"index diff current {refused}" in str(caught.value)
    assert "a: 5 lost" in str(caught.value)
    assert read_history(index).entries[-1].objection == "a: 5 lost"
    with pytest.raises(UsageError, match="gate kept"):
        rollback(index, refused)
    assert load_generation(index).name == first
    third = build("Three hours.")
    assert store.generations(index) == sorted([first, third])


def test_force_publishes_and_says_why(index: Path, build: Callable[..., str]) -> None:
    """The reason and the objection are recorded together; without an objection, neither is."""
    build("One hour.")
    second = build("Two hours.", gate=objection, force="It is right.")
    assert load_generation(index).name == second
    last = read_history(index).entries[-1]
    assert (last.generation, last.forced, last.objection) == (second, "It is right.", "a: 5 lost")
    build("Three hours.", gate=lambda _: "It holds.", force="In case.")
    assert read_history(index).entries[-1].forced is None


def test_the_gate_sees_the_new_generation(index: Path, build: Callable[..., str]) -> None:
    """It is asked about what was written, before it answers."""
    first = build("One hour.")
    seen = []

    def gate(generation: Generation) -> str:
        seen.append((generation.name, store.current_generation(index).name))
        return "It holds."

    second = build("Two hours.", gate=gate)
    assert seen == [(second, first)]


def test_a_gate_that_breaks_leaves_nothing(index: Path, build: Callable[..., str]) -> None:
    """Whatever ends the evaluation, the new generation goes: nobody has said that it may answer."""
    first = build("One hour.")

    def broken(_: Generation) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build("Two hours.", gate=broken)
    assert store.generations(index) == [first]
    with pytest.raises(KeyboardInterrupt):
        build("One hour.", gate=broken)
    assert load_generation(index).name == first


def test_the_gate_objects_to_what_answers_already(index: Path, build: Callable[..., str]) -> None:
    """Nothing was switched, nothing is recorded, and the message does not say otherwise."""
    build("One hour.")
    recorded = read_history(index)
    with pytest.raises(GateError, match="answers already"):
        build("One hour.", gate=objection)
    assert read_history(index) == recorded


def test_force_stands_by_what_answers_already(index: Path, build: Callable[..., str]) -> None:
    """The reason is recorded though nothing is switched; the way back stays where it led."""
    first, second = build("One hour."), build("Two hours.")
    assert build("Two hours.", gate=objection, force="It is right.") == second
    last = read_history(index).entries[-1]
    assert (last.event, last.generation, last.before) == (Event.UPHELD, second, second)
    assert (last.forced, last.objection) == ("It is right.", "a: 5 lost")
    recorded = read_history(index)
    build("Two hours.", gate=lambda _: "It holds.", force="In case.")
    assert read_history(index) == recorded
    assert rollback(index) == (second, first)
