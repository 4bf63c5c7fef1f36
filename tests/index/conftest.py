"""Calls that change the disk, made to fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeAlias

import pytest

AtCall: TypeAlias = Callable[[int, BaseException], AbstractContextManager[list[str]]]
_CALLS = ("fsync", "rename", "replace", "unlink", "rmdir", "mkdir")


class Killed(BaseException):
    """Stands for kill -9: no handler of an error runs after it."""


@contextmanager
def at_call(number: int, error: BaseException) -> Iterator[list[str]]:
    """Raise at the given one of the calls that change the disk.

    Yields:
        The names of the calls made so far.
    """
    made: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS:
            patch.setattr(os, name, _counted(name, getattr(os, name), made, number, error))
        yield made


def _counted(
    name: str, real: Callable[..., Any], made: list[str], number: int, error: BaseException
) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        made.append(name)
        if len(made) > number:
            raise error
        return real(*args, **kwargs)

    return call


@pytest.fixture(name="at_call")
def _at_call() -> AtCall:
    """A function that raises an error at the given one of the calls that change the disk."""
    return at_call


@pytest.fixture
def killed() -> Killed:
    """What stands for kill -9."""
    return Killed()
