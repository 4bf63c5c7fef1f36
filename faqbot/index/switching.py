"""Which generation answers: publishing one, going back to one, finding one by its name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from faqbot.errors import IndexUnusableError, UsageError
from faqbot.index import store
from faqbot.index.generation import load_generation
from faqbot.index.history import Entry, Event, History, read_history, record

CURRENT = "current"
PREVIOUS = "previous"
_LIST = "See: faqbot index history"


def publish(
    index: Path, name: str, keep: int, *, objection: str | None = None, forced: str | None = None
) -> list[str]:
    """Switch to a generation that was just written, and let go of old ones.

    Call while holding `store.writing`. A switch is recorded before it is made. Where
    the generation answers already there is none, and only an override is recorded.

    Args:
        index: the index folder.
        name: of the generation.
        keep: how many earlier generations stay.
        objection: what the evaluation gate found, where it was overridden.
        forced: why it was overridden.

    Returns:
        The names of the generations that were deleted.

    Raises:
        IndexUnusableError: the disk is full or fails; the old index still answers.
    """
    history = read_history(index)
    if history.current != name:
        record(index, _entry(index, Event.BUILT, name, history, objection, forced))
        store.switch(index, name)
        history = read_history(index)
    elif forced is not None:
        record(index, _entry(index, Event.UPHELD, name, history, objection, forced))
    refused = [n for n in history.refused() if n in store.generations(index)]
    store.remove(index, refused)
    return refused + store.prune(index, keep, history.answered())


def refuse(index: Path, name: str, objection: str) -> None:
    """Record that the evaluation gate kept a generation from answering.

    Call while holding `store.writing`.

    Raises:
        IndexUnusableError: the history cannot be written.
    """
    history = read_history(index)
    if history.current != name:
        record(index, _entry(index, Event.REFUSED, name, history, objection))


def rollback(index: Path, name: str | None = None) -> tuple[str | None, str]:
    """Go back to a generation, after verifying all of it.

    Args:
        index: the index folder.
        name: what `find_generation` takes; None is the previous one.

    Returns:
        The name of the generation that answered, if any did, and of the one that does now.

    Raises:
        UsageError: there is no such generation, or the gate kept it from answering.
        IndexUnusableError: it is damaged, or cannot be switched to; the one
            that answers still does.
    """
    if not index.is_dir():
        store.current_generation(index)  # raises: there is no index, and none is begun
    with store.writing(index):
        history = read_history(index)
        target = find_generation(index, name or PREVIOUS, history)
        if target == history.current:
            raise UsageError(
                "this generation answers already", where=target, fix=f"Name another. {_LIST}"
            )
        if target in history.refused():
            raise UsageError(
                "the evaluation gate kept this generation from answering",
                where=target,
                fix='Build it again, and say why: faqbot index build --force "REASON"',
            )
        load_generation(index, target)
        record(index, _entry(index, Event.ROLLED_BACK, target, history))
        store.switch(index, target)
    return history.current, target


def find_generation(index: Path, text: str, history: History | None = None) -> str:
    """Return the name of the generation that somebody means.

    Args:
        index: the index folder.
        text: a name, its beginning (without "gen-", too), "current" or "previous".
        history: of the index, where it was read already.

    Raises:
        UsageError: there is none, or more than one.
        IndexUnusableError: there is no index.
    """
    here = store.generations(index)
    if text == CURRENT:
        return store.current_generation(index).name
    if text == PREVIOUS:
        if not here:
            return store.current_generation(index).name  # raises: there is no index
        found = previous_generation(index, history)
        if found is not None:
            return found
        others = f"Name one. {_LIST}" if len(here) > 1 else "A build keeps some: --keep N."
        raise UsageError("no generation before this one is kept", where=str(index), fix=others)
    matches = [name for name in here if name.startswith((text, store.PREFIX + text))]
    if text in here or len(matches) == 1:
        return text if text in here else matches[0]
    what = "more than one generation begins so" if matches else "there is no such generation"
    raise UsageError(what, where=repr(text), fix=f"There are: {', '.join(matches or here) or 'none'}.")


def previous_generation(index: Path, history: History | None = None) -> str | None:
    """Return the generation that a step back leads to, or None where there is none.

    Args:
        index: the index folder.
        history: of the index, where it was read already.
    """
    return (history or read_history(index)).previous(store.generations(index))


def _entry(
    index: Path,
    event: Event,
    name: str,
    history: History,
    objection: str | None = None,
    forced: str | None = None,
) -> Entry:
    manifest = store.read_manifest(index / name)
    try:
        documents, passages = int(manifest["documents"]), int(manifest["passages"])
    except (KeyError, TypeError, ValueError) as error:
        raise IndexUnusableError(
            "the index manifest is damaged", where=str(index / name), fix=store.REBUILD
        ) from error
    now = dt.datetime.now(dt.UTC)
    return Entry(event, name, history.current, now, documents, passages, objection, forced)
