"""Why a file cannot be read, before anybody knows its name."""

from __future__ import annotations


class Refused(Exception):
    """A file cannot be read.

    Args:
        what: the reason, as a clause about the file.
        fix: what to do next.
    """

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what, fix)
        self.what = what
        self.fix = fix
