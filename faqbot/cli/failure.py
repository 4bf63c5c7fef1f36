"""How a failure is told: what, where, what to do next; the traceback only where it is asked for."""

from __future__ import annotations

import argparse
import os

from faqbot.cli.arguments import as_called
from faqbot.cli.terminal import stack_of, warn
from faqbot.errors import FaqbotError


def tell_failure(error: Exception, options: argparse.Namespace | None) -> int:
    """Report an error on stderr; return the exit code that it ends a command with.

    Args:
        error: what was raised.
        options: of the command; None where its arguments could not be read.
    """
    if os.environ.get("FAQBOT_DEBUG") == "1":
        warn(stack_of(error, private=getattr(options, "private", True)))
    if isinstance(error, FaqbotError):
        warn(as_called(f"faqbot: {error}", options))
        return error.exit_code
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if isinstance(error.filename, str) else ""
        warn(f"faqbot: {error.strerror}{place}\nMake room or mend the rights, then try again.")
        return 1
    warn(
        f"faqbot: unexpected failure ({type(error).__name__})\n"
        "This is a fault in the program. FAQBOT_DEBUG=1 shows where; please report it."
    )
    return 1
