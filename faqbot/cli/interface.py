"""`faqbot` by itself: the terminal interface, or plain lines where there is no such terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping

from faqbot.cli import chat
from faqbot.cli.arguments import as_of, settings
from faqbot.cli.terminal import is_terminal


def run(options: argparse.Namespace) -> int:
    """Open the interface, or hold a conversation in plain lines; return the exit code."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not can_draw(os.environ) or not all(is_terminal(stream) for stream in streams):
        return chat.run(options)
    day = as_of(options)
    chosen = settings(options)
    index = chosen.index_folder()
    from faqbot.tui.app import run as run_interface
    from faqbot.tui.state import Setup

    corpus = chosen.corpus_of_index()
    return run_interface(Setup.of_person(index, corpus, day, os.environ, chosen.journal_days))


def can_draw(environment: Mapping[str, str]) -> bool:
    """Return whether a terminal of that kind can show more than lines."""
    return environment.get("TERM", "") not in {"", "dumb", "unknown"}
