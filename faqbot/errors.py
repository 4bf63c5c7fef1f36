"""The errors a person may meet, and the exit code each one ends with.

    FaqbotError                 1   something unexpected
    ├── UsageError              2   wrong arguments, question file or flags
    ├── SettingsError           2   a settings file, variable or flag that cannot be used
    ├── CorpusError             3   a source document or sources.toml is missing or damaged
    ├── IndexUnusableError      3   the index is missing, damaged or stale
    │   └── EncoderError        3   the encoder in the index cannot be used
    └── GateError               4   the evaluation is worse than its baseline

Every error says what happened, where, and what to do next; `str(error)` is
one or two lines fit for stderr.
"""

from __future__ import annotations


class FaqbotError(Exception):
    """Base of all errors that faqbot raises on purpose.

    Args:
        what: what happened, as a clause without a full stop.
        where: the file, line or key it happened in.
        fix: what to do next, as an imperative clause.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, fix: str | None = None) -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(what, where, fix)

    def __str__(self) -> str:
        """Return the message: what and where on one line, the next step on a second."""
        first = self.what if self.where is None else f"{self.what}: {self.where}"
        return first if self.fix is None else f"{first}\n{self.fix}"


class UsageError(FaqbotError):
    """The command was called wrongly."""

    exit_code = 2


class SettingsError(FaqbotError):
    """A setting is unknown, of the wrong type or unreadable."""

    exit_code = 2


class CorpusError(FaqbotError):
    """A source document or the manifest is missing, damaged or not allowed."""

    exit_code = 3


class IndexUnusableError(FaqbotError):
    """The index is missing, damaged, stale or made for something else."""

    exit_code = 3


class EncoderError(IndexUnusableError):
    """The encoder in the index is missing, changed or gives unusable vectors."""


class GateError(FaqbotError):
    """The evaluation is significantly worse than its baseline, or breaks a promise."""

    exit_code = 4
