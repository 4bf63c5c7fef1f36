"""The command `faqbot`: reads the arguments, calls one command, tells how it ended."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from faqbot.cli import (
    ask,
    batch,
    chat,
    corpus,
    doctor,
    evaluate,
    gaps,
    index,
    interface,
    journal,
    told,
    verify,
)
from faqbot.cli.arguments import Parser, add_globals
from faqbot.cli.failure import tell_failure
from faqbot.cli.terminal import prepare_streams, silence_stdout, warn

_FAMILIES = (ask, chat, batch, index, corpus, evaluate, verify, told, gaps, journal, doctor)
_EPILOGUE = """\
Exit codes: 0 done (a refusal to answer is done, too), 1 unexpected failure, 2 wrong usage or
settings, 3 corpus or index missing, damaged or stale, 4 the evaluation gate failed, 130
interrupted; ask --strict exits 10 when the question was not answered. Nothing you type leaves
this machine.
"""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(BaseException):
    """A signal asked the program to end.

    Args:
        number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the command line after the program's name; None reads sys.argv.

    Returns:
        The exit code; see docs or `faqbot --help`.
    """
    prepare_streams()
    options: argparse.Namespace | None = None
    try:
        with _signals():
            options = build_parser().parse_args(arguments)
            code: int = options.run(options)
            sys.stdout.flush()
            return code
    except SystemExit as end:  # argparse: 0 after --help, 2 after wrong usage
        return _flushed(end.code if isinstance(end.code, int) else 1)
    except KeyboardInterrupt:
        return _flushed(130)
    except Stopped as stop:
        return _flushed(128 + stop.number)
    except BrokenPipeError:
        silence_stdout()
        return 0
    except Exception as error:
        return _flushed(tell_failure(error, options))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="faqbot",
        description="Answers questions from guidance documents, word for word and with sources.",
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_globals(parser, default=None)
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and end")
    parser.set_defaults(run=interface.run, private=True, as_of=None, no_record=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for family in _FAMILIES:
        family.add_commands(commands)
    return parser


class _ShowVersion(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        try:
            version = metadata.version("faqbot")
        except metadata.PackageNotFoundError:
            version = "(not installed: run from its source)"
        print(f"faqbot {version}")
        parser.exit()


def _flushed(code: int) -> int:
    """Return the exit code after writing out what is still waiting, if anybody reads it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
    except OSError as error:
        silence_stdout()
        warn(f"faqbot: cannot write the output ({error.strerror})")
        return code or 1
    return code


@contextmanager
def _signals() -> Iterator[None]:
    """Turn signals that end a program into `Stopped`, so that locks and files are let go."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise Stopped(number)

    try:
        before = {number: signal.signal(number, stop) for number in _SIGNALS}
    except ValueError:  # not the main thread: leave signals to whoever owns it
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())
