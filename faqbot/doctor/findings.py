"""What an examination finds: each thing is well, worth a warning, or at fault, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from faqbot.cleaning import clean_line
from faqbot.errors import CorpusError, EncoderError, FaqbotError, IndexUnusableError

INSTALL_AGAIN = "Install faqbot again: see “Start” in its README."


class State(StrEnum):
    """How a thing is."""

    OK = "ok"
    WARNING = "warning"  # works, with something to know
    FAULT = "fault"


class Area(StrEnum):
    """What was looked at, in the order of a report."""

    INSTALLATION = "installation"
    SETTINGS = "settings"
    INDEX = "index"
    ENCODER = "encoder"
    CORPUS = "corpus"
    TERMINAL = "terminal"
    JOURNAL = "journal"

    @property
    def exit_code(self) -> int:
        """What `faqbot doctor` ends with where this is at fault."""
        if self in {Area.INDEX, Area.ENCODER, Area.CORPUS}:
            return 3
        return 2 if self is Area.SETTINGS else 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    area: Area
    state: State
    what: str  # how it is, as a clause
    remedy: str | None = None  # what to do; None only where all is well


def ok(area: Area, what: str) -> Finding:
    """Return that something is well."""
    return Finding(area, State.OK, what)


def warning(area: Area, what: str, remedy: str) -> Finding:
    """Return that something works, but not as well as it could."""
    return Finding(area, State.WARNING, what, remedy)


def fault(area: Area, what: str, remedy: str) -> Finding:
    """Return that something does not work."""
    return Finding(area, State.FAULT, what, remedy)


def guarded(area: Area, check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what a check finds; its failing is a finding, too, and stops no other check.

    Args:
        area: what is looked at, where an error does not tell.
        check: looks at one thing.
    """
    try:
        yield from check()
    except FaqbotError as error:
        yield of_error(area, error)
    except ImportError as error:
        what = f"a package cannot be used ({clean_line(str(error), 200)})"
        yield fault(Area.INSTALLATION, what, INSTALL_AGAIN)
    except OSError as error:
        place = f": {error.filename}" if isinstance(error.filename, str) else ""
        yield fault(area, f"{error.strerror or 'cannot be read'}{place}", "Mend its rights.")
    except Exception as error:  # an examination goes on, whatever one check met
        what = f"cannot be checked: unexpected failure ({type(error).__name__})"
        yield fault(area, what, "This is a fault in the program; please report it.")


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 0 where nothing is at fault, else 3 for the guidance, 2 for settings, or 1."""
    return max((f.area.exit_code for f in findings if f.state is State.FAULT), default=0)


def of_error(area: Area, error: FaqbotError) -> Finding:
    """Return an error as a fault.

    Args:
        area: what was looked at, where the error does not tell.
        error: what was raised.
    """
    if isinstance(error.__cause__, ImportError):
        area = Area.INSTALLATION
    elif isinstance(error, EncoderError):
        area = Area.ENCODER
    elif isinstance(error, IndexUnusableError):
        area = Area.INDEX
    elif isinstance(error, CorpusError):
        area = Area.CORPUS
    elif error.exit_code == 2:
        area = Area.SETTINGS
    what = error.what if error.where is None else f"{error.what}: {error.where}"
    return fault(area, what, error.fix or INSTALL_AGAIN)
