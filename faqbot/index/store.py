"""The index folder: generations beside each other, and one pointer that is switched.

    index/
      CURRENT              the name of the generation that answers
      history.jsonl        which generation answered from when on; may be missing
      encoders/<digest>/   encoders, shared by generations
      gen-<digest>/        one whole generation; manifest.json is written last
      .lock                held while somebody writes

A writer fills `tmp-…`, syncs it, renames it, and only then switches CURRENT
with an atomic replace; whoever is killed in between leaves the old index
whole. Readers write nothing. Every byte that is written to an index folder is
written by this module.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from faqbot.disk import sync_folder, write_synced
from faqbot.errors import IndexUnusableError

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
PREFIX = "gen-"
_TEMPORARY = "tmp-"  # begins the name of a folder that is not finished
_UNFINISHED = ".tmp"  # ends the name of a file that is not finished
REBUILD = "Build it with: faqbot index build"


def current_generation(index: Path) -> Path:
    """Return the folder of the generation that answers.

    Raises:
        IndexUnusableError: there is no index, or its pointer is damaged.
    """
    pointer = index / CURRENT
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise IndexUnusableError("there is no index", where=str(index), fix=REBUILD) from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusableError(
            f"cannot read the index pointer ({error})", where=str(pointer), fix=REBUILD
        ) from error
    if not name.startswith(PREFIX) or "/" in name or "\\" in name:
        raise IndexUnusableError(
            "the index pointer is damaged", where=str(pointer), fix=_offer(index, name)
        )
    folder = index / name
    if not folder.is_dir():
        raise IndexUnusableError(
            f"the generation {name} is missing", where=str(index), fix=_offer(index, name)
        )
    return folder


def generations(index: Path) -> list[str]:
    """Return the names of all whole generations, in order of name."""
    if not index.is_dir():
        return []
    return sorted(p.name for p in index.glob(f"{PREFIX}*") if (p / MANIFEST).is_file())


def _offer(index: Path, broken: str) -> str:
    """Return what to do about a broken generation: go back to another, or build."""
    others = ", ".join(name for name in generations(index) if name != broken)
    back = f"; or go back with: faqbot index rollback GENERATION (there are: {others})"
    return REBUILD + (back if others else "")


def _unusable(what: str, path: Path) -> IndexUnusableError:
    """Return the error of a file inside a generation, with what can be done about it."""
    folder = path.parent
    return IndexUnusableError(what, where=str(path), fix=_offer(folder.parent, folder.name))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a generation's manifest.

    Raises:
        IndexUnusableError: it is missing, empty or cut short.
    """
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _unusable("the index manifest is missing", path) from None
    except (OSError, ValueError) as error:
        raise _unusable(f"the index manifest is damaged ({error})", path) from error
    if not isinstance(data, dict) or not isinstance(data.get("files"), dict):
        raise damaged_manifest(folder)
    return data


def damaged_manifest(folder: Path) -> IndexUnusableError:
    """Return the error for a manifest that does not say what its generation is."""
    return _unusable("the index manifest is damaged", folder / MANIFEST)


def read_checked(folder: Path, name: str, files: Mapping[str, str]) -> bytes:
    """Return a file of a generation whose SHA-256 is the manifest's.

    Raises:
        IndexUnusableError: it is missing, unreadable or changed.
    """
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"cannot read a file of the index ({error.strerror})"
        raise _unusable(what, path) from error
    if hashlib.sha256(data).hexdigest() != files.get(name):
        raise _unusable("a file of the index was changed or is damaged", path)
    return data


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the writer's lock of an index folder, making the folder if need be.

    Raises:
        IndexUnusableError: somebody else is writing, or the folder cannot be written.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock = os.open(index / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise IndexUnusableError(
            f"cannot write to the index folder ({error.strerror})",
            where=str(index),
            fix="Mend its rights, or name another folder with --index DIR.",
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise IndexUnusableError(
                "another build is writing to this index",
                where=str(index),
                fix="Wait for it to end, then run the command again.",
            ) from None
        for left in index.glob(f"{_TEMPORARY}*"):
            shutil.rmtree(left, ignore_errors=True)
        for left in index.glob(f"*{_UNFINISHED}"):
            with suppress(OSError):
                left.unlink()
        yield
    finally:
        os.close(lock)


def write_generation(
    index: Path, name: str, files: Mapping[str, bytes], manifest: Mapping[str, Any]
) -> Path:
    """Write a generation beside the others; call while holding `writing`.

    Args:
        index: the index folder.
        name: of the generation, beginning with "gen-".
        files: contents by file name.
        manifest: what to store; the digests of `files` are added.

    Raises:
        IndexUnusableError: the disk is full or fails; the old index still answers.
    """
    folder = index / name
    temporary = index / f"{_TEMPORARY}{name}"
    with _failing(temporary):
        digests = {file: hashlib.sha256(data).hexdigest() for file, data in sorted(files.items())}
        encoded = json.dumps({**manifest, "files": digests}, indent=2, sort_keys=True) + "\n"
        contents = {**files, MANIFEST: encoded.encode("utf-8")}
        # The same generation, whole, stays: it may be the one that answers.
        if not _holds(folder, contents):
            _fill(temporary, contents)
            old = index / f"{_TEMPORARY}old-{name}"
            if folder.exists():
                folder.rename(old)
            temporary.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
            sync_folder(index)
    return folder


def switch(index: Path, name: str) -> None:
    """Make a generation the one that answers, atomically; call while holding `writing`.

    Raises:
        IndexUnusableError: the pointer cannot be written; the old index still answers.
    """
    replace_file(index / CURRENT, f"{name}\n".encode("ascii"))


def replace_file(path: Path, data: bytes) -> None:
    """Put new contents into a file of the index folder, all or nothing.

    Raises:
        IndexUnusableError: the disk is full or fails; the old contents stay.
    """
    temporary = path.with_name(f"{path.name}{_UNFINISHED}")
    with _failing(temporary):
        write_synced(temporary, data)
        temporary.replace(path)
        sync_folder(path.parent)


def copy_in(index: Path, source: Path, target: Path) -> None:
    """Copy the files of a folder to a new one inside the index, whole or not at all.

    Raises:
        IndexUnusableError: the files cannot be read or written.
    """
    temporary = index / f"{_TEMPORARY}{target.name}"
    with _failing(temporary):
        _fill(temporary, {p.name: p.read_bytes() for p in sorted(source.iterdir()) if p.is_file()})
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.rename(target)
        sync_folder(target.parent)


def prune(index: Path, keep: int, newest_first: Sequence[str] = ()) -> list[str]:
    """Delete all but the current and `keep` other generations; return their names.

    Args:
        index: the index folder; call while holding `writing`.
        keep: how many stay beside the current one.
        newest_first: the order in which they stay; others follow, the newest folder first.
    """
    current = current_generation(index).name
    order = {name: place for place, name in enumerate(newest_first)}
    others = [index / name for name in generations(index) if name != current]
    others.sort(key=lambda p: (p.stat().st_mtime_ns, p.name), reverse=True)
    others.sort(key=lambda p: order.get(p.name, len(order)))
    gone = [folder.name for folder in others[keep:]]
    remove(index, gone)
    return gone


def remove(index: Path, names: Collection[str]) -> None:
    """Delete generations, as far as that is possible; call while holding `writing`."""
    for name in names:
        doomed = index / f"{_TEMPORARY}old-{name}"
        with suppress(OSError):
            # Out of sight first: half a generation must not look like one to go back to.
            (index / name).rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)


def _holds(folder: Path, contents: Mapping[str, bytes]) -> bool:
    """Return whether a folder has exactly these contents in these files."""
    try:
        return all((folder / file).read_bytes() == data for file, data in contents.items())
    except OSError:
        return False


@contextmanager
def _failing(temporary: Path) -> Iterator[None]:
    """Turn a failure to write into an error for a person, leaving nothing half done.

    Raises:
        IndexUnusableError: the disk is full or fails.
    """
    try:
        yield
    except OSError as error:
        if temporary.is_dir():
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise IndexUnusableError(
            f"cannot write the index ({error.strerror})",
            where=str(error.filename or temporary),
            fix="The index before it still answers. Make room or mend the rights, then try again.",
        ) from error


def _fill(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder with these files and sync it."""
    folder.mkdir()
    for file, data in contents.items():
        write_synced(folder / file, data)
    sync_folder(folder)
