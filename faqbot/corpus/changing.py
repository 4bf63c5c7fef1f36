"""A corpus folder is changed by one at a time, all or nothing.

New documents are written first, under names that are free; then one atomic replace
of sources.toml makes them count. A file beside them is replaced by one, too. Whoever
is stopped in between leaves the corpus as it was before or as it is after.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from faqbot.corpus.manifest import HISTORY, MANIFEST
from faqbot.disk import sync_folder, write_synced
from faqbot.errors import CorpusError

DOCUMENTS = "documents"
_TEMPORARY = ".tmp-"


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Hold a corpus folder for changing it, and clear away what a stopped change has left.

    Raises:
        CorpusError: it is not there, or somebody else is changing it.
    """
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise CorpusError(
            f"cannot open the corpus folder ({error.strerror})",
            where=str(folder),
            fix="Make it, or name another with --corpus DIR.",
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CorpusError(
                "somebody else is changing this corpus",
                where=str(folder),
                fix="Wait for that to end, then run the command again.",
            ) from None
        for place in ("", f"{DOCUMENTS}/", "evaluation/", f"{HISTORY}/*/"):
            for left in folder.glob(f"{place}{_TEMPORARY}*"):
                with suppress(OSError):
                    left.unlink()
        yield
    finally:
        os.close(lock)


def publish(folder: Path, files: Mapping[str, bytes], manifest: str) -> None:
    """Write files, then the manifest that names them; call while holding `changing`.

    Args:
        folder: of the corpus.
        files: contents by path; one that is there already stays.
        manifest: the text of sources.toml.

    Raises:
        CorpusError: the folder cannot be written; the corpus is as it was.
    """
    path, text = folder / MANIFEST, manifest.encode("utf-8")
    made: list[Path] = []
    try:
        for place in (folder / file for file in files):
            if not place.resolve().is_relative_to(folder.resolve()):
                raise CorpusError(
                    "a link leads out of the corpus folder",
                    where=str(place),
                    fix="Put a folder in its place.",
                )
        for file, data in files.items():
            if not (folder / file).exists():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                made.append(folder / file)
                _replace(folder / file, data)
        _replace(path, text)
    except BaseException as error:
        counts = _has(path, text)
        for place in () if counts else made:
            with suppress(OSError):
                place.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        if not counts:
            raise _unwritable(error, folder) from error


def rewrite(folder: Path, file: str, text: str) -> None:
    """Put another text into a file beside the documents; call while holding `changing`.

    Args:
        folder: of the corpus.
        file: its path inside the folder; made where it is not there.
        text: all of it.

    Raises:
        CorpusError: the folder cannot be written; the file is as it was.
    """
    path, data = folder / file, text.encode("utf-8")
    try:
        path.parent.mkdir(exist_ok=True)
        _replace(path, data)
    except OSError as error:
        if not _has(path, data):
            raise _unwritable(error, folder) from error


def _unwritable(error: OSError, folder: Path) -> CorpusError:
    return CorpusError(
        f"cannot write to the corpus folder ({error.strerror})",
        where=str(error.filename or folder),
        fix="The corpus is as it was. Make room or mend the rights, then try again.",
    )


def _has(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{_TEMPORARY}{path.name}")
    try:
        write_synced(temporary, data)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
