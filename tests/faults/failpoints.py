"""A process that runs builds and does something to them at a call that changes the disk.

    python -m tests.faults.failpoints < requests > replies

Each line of stdin is a `Request` as JSON. The process forks, and the child runs
`faqbot` as a person would, with every call that makes, writes, syncs, renames or
removes a file counted; at the call asked for it kills itself, fails, or stops. A
line of stdout tells how the child ended. Forking is quick, and a child that is
killed is killed: no handler of it runs, and the kernel lets go of its locks.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

CALLS = (
    "mkdir", "rmdir", "unlink", "remove", "rename", "replace", "link", "symlink", "truncate",
    "ftruncate", "chmod", "utime", "fsync", "fdatasync", "write", "sendfile", "copy_file_range",
)  # fmt: skip
_FREEING = {"rmdir", "unlink", "remove", "rename", "replace"}  # these work on a full disk
_CREATES = os.O_CREAT | os.O_WRONLY | os.O_RDWR


def _synced(_handle: int) -> None:
    """Take no time: that a disk keeps what it was told to cannot be seen from here."""


_DONE: dict[str, Callable[..., Any]] = {"fsync": _synced, "fdatasync": _synced}


@dataclass(frozen=True, slots=True)
class Request:
    """One build to run."""

    arguments: tuple[str, ...]  # of faqbot
    at: int = 0  # at which call something is done; from 1; 0: never
    act: str = "kill"  # kill | torn | stop | enospc | eio | the name of a signal
    powerless: bool = False  # rights count, even where the tests run as root


@dataclass(frozen=True, slots=True)
class Reply:
    """How it ended."""

    code: int  # exit code; the number of a signal, negative; 0 while it is stopped
    stopped: bool
    calls: tuple[str, ...]  # those counted; not told by a child that was killed
    out: str
    err: str


class Failpoints:
    """Counts calls and acts at one of them.

    Args:
        request: says at which, and how.
    """

    def __init__(self, request: Request) -> None:
        self.calls: list[str] = []
        self._request = request

    def install(self) -> None:
        """Put a counter in front of everything that changes the disk."""
        for name in CALLS:
            setattr(os, name, self._counted(name, _DONE.get(name) or getattr(os, name)))
        os.open = self._opening(os.open)
        builtins.open = io.open = self._opened(io.open)

    def reach(self, name: str, path: object) -> bool:
        """Count a call; return whether it is the one to tear in the middle."""
        self.calls.append(name)
        request = self._request
        number, act = len(self.calls), request.act
        if act == "enospc" and 0 < request.at <= number and name not in _FREEING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), _named(path))
        if number != request.at:
            return False
        if act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif act == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        elif act == "eio":
            raise OSError(errno.EIO, os.strerror(errno.EIO), _named(path))
        elif act.startswith("SIG"):
            os.kill(os.getpid(), getattr(signal, act))
        return act == "torn"

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.reach(name, args[0]):
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return call

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            if flags & _CREATES and self.reach("open", path):
                os.kill(os.getpid(), signal.SIGKILL)
            return real(path, flags, *args, **kwargs)

        return call

    def _opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return `open` whose files for writing count and tear what is written."""
        points = self

        class Counted(io.FileIO):
            def write(self, data: Any, /) -> int:
                if points.reach("write", self.name):
                    super().write(bytes(data)[: len(data) // 2])
                    os.kill(os.getpid(), signal.SIGKILL)
                return super().write(data)

        def call(
            file: Any,
            mode: str = "r",
            buffering: int = -1,
            encoding: str | None = None,
            errors: str | None = None,
            newline: str | None = None,
            closefd: bool = True,
            opener: Any = None,
        ) -> Any:
            if not set(mode) & set("wxa+"):
                return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
            if points.reach("open", file):
                os.kill(os.getpid(), signal.SIGKILL)
            raw = Counted(file, mode.replace("b", "").replace("t", ""), closefd, opener)
            if buffering == 0:
                return raw
            buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            return (
                buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)
            )

        return call


def _named(path: object) -> str | None:
    """Return a path as errors of the operating system name it; a file handle has none."""
    return str(path) if isinstance(path, str | os.PathLike) else None


def run(request: Request, calls: int) -> None:
    """Run one request in this process, which ends with it.

    Args:
        request: what to run.
        calls: an open file; the names of the calls are written to it at the end.
    """
    if request.powerless and os.geteuid() == 0:
        _give_up_powers()
    write = os.write
    points = Failpoints(request)
    points.install()
    from faqbot.cli.main import main

    code = 70
    try:
        code = main(request.arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        write(calls, json.dumps(points.calls).encode())
        os._exit(code)


def _give_up_powers() -> None:
    """Let the rights of files hold for root, too, by giving up its capabilities (Linux)."""
    version_3, this_process = 0x20080522, 0
    header = (ctypes.c_uint32 * 2)(version_3, this_process)
    none = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, in two halves
    if ctypes.CDLL(None, use_errno=True).capset(header, none):
        raise OSError(ctypes.get_errno(), "cannot give up the powers of root")


def serve() -> None:
    """Answer requests until stdin ends."""
    _load()
    # Who starts tests in the background may have told them not to heed Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    running = 0
    temporary = tempfile.TemporaryFile
    with temporary() as calls, temporary() as out, temporary() as err:
        for line in sys.stdin:
            if line.strip() == "continue":
                os.kill(running, signal.SIGCONT)
            else:
                for file in (calls, out, err):
                    file.seek(0)
                    file.truncate()
                running = os.fork()
                if not running:
                    os.dup2(out.fileno(), 1)
                    os.dup2(err.fileno(), 2)
                    run(_request(json.loads(line)), calls.fileno())
            _, status = os.waitpid(running, os.WUNTRACED)
            said = []
            for file in (calls, out, err):
                file.seek(0)
                said.append(file.read().decode())
            print(json.dumps(asdict(_reply(status, *said))), flush=True)


def _reply(status: int, calls: str, out: str, err: str) -> Reply:
    """Return how a child ended, or that it stopped, from what the kernel and it tell."""
    stopped = os.WIFSTOPPED(status)
    code = 0 if stopped else os.waitstatus_to_exitcode(status)
    return Reply(code, stopped, tuple(json.loads(calls)) if calls else (), out, err)


def _request(values: dict[str, Any]) -> Request:
    return Request(**{**values, "arguments": tuple(values["arguments"])})


def _load() -> None:
    """Import what a build imports, and put the quick encoder in place of the real one."""
    from faqbot.cli import main  # noqa: F401
    from faqbot.errors import EncoderError
    from faqbot.index import build, generation
    from tests.conftest import HashEncoder

    def load(place: Path) -> HashEncoder:
        if not (place / "encoder.json").is_file():
            raise EncoderError("no encoder", where=str(place))
        return HashEncoder((place / "encoder.json").read_text(encoding="utf-8"))

    build.load_encoder = load  # type: ignore[assignment,attr-defined]
    generation.load_encoder = load  # type: ignore[assignment,attr-defined]


if __name__ == "__main__":
    serve()
