"""`faqbot index diff`: what changed in the guidance, and which answers with it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.cli.arguments import Kinds, settings
from faqbot.cli.terminal import ProgressBar, say, text_width
from faqbot.errors import CorpusError

if TYPE_CHECKING:
    from faqbot.changes.report import IndexDifference, Standing
    from faqbot.index.generation import Generation
    from faqbot.settings import Settings

_CORPUS = "corpus"  # the folder as it stands, beside the names of generations


def add_command(kinds: Kinds) -> argparse.ArgumentParser:
    """Add `index diff`; return its parser."""
    parser = kinds.add_parser(
        "diff",
        help="what changed in the guidance and in the answers",
        description=(
            "Compares two generations: headings, words, numbers and dates, then the answers to "
            "the evaluation cases on both. OLD and NEW are names as `index history` shows them, "
            "or: current, previous, corpus (the corpus folder as it stands, not built). "
            "Without them: current against corpus if the corpus has changed since it was built, "
            "else previous against current. OLD alone is compared with current."
        ),
    )
    parser.add_argument("old", metavar="OLD", nargs="?", help="what was")
    parser.add_argument("new", metavar="NEW", nargs="?", help="what is")
    parser.add_argument("--json", metavar="FILE", help="write it as JSON; - for stdout")
    parser.add_argument("--html", metavar="FILE", help="write it as one HTML page, to be mailed")
    parser.add_argument("--no-answers", action="store_true", help="compare the guidance alone")
    parser.set_defaults(run=run, private=False)
    return parser


def run(options: argparse.Namespace) -> int:
    """Print what changed, and write what was asked for; return the exit code.

    Raises:
        UsageError: there is no such generation, or none before this one.
        CorpusError: the corpus or the cases cannot be used.
        IndexUnusableError: a generation is missing or damaged.
    """
    chosen = settings(options)
    sides = _Sides(chosen).chosen(options.old, options.new)
    if sides is None:
        say("There is nothing to compare: one generation, and the corpus matches it.")
        return 0
    difference = _compared(chosen, *sides, answers=not options.no_answers)
    if options.html:
        from faqbot.changes.page import difference_page

        Path(options.html).write_text(difference_page(difference), encoding="utf-8")
    if options.json:
        from faqbot.changes.report import difference_to_json
        from faqbot.rendering import to_json

        text = to_json(difference_to_json(difference), indent=1)
        if options.json == "-":
            print(text)
            return 0
        Path(options.json).write_text(text + "\n", encoding="utf-8")
    from faqbot.changes.text import difference_text

    say(difference_text(difference, text_width()).rstrip("\n"))
    return 0


def _compared(
    chosen: Settings,
    old: tuple[Generation, Standing],
    new: tuple[Generation, Standing],
    *,
    answers: bool,
) -> IndexDifference:
    from faqbot.changes.report import compare
    from faqbot.evaluation.answer_changes import questions_of

    corpus = _corpus_folder(chosen)
    questions = questions_of(corpus) if answers and corpus is not None else []
    bar = ProgressBar("Asking both")
    try:
        return compare(old, new, questions, bar)
    finally:
        bar.close()


def _corpus_folder(chosen: Settings) -> Path | None:
    """Return the corpus folder, or None where none is set or found: an index answers alone, too."""
    try:
        return chosen.corpus_folder()
    except CorpusError:
        if chosen.corpus is not None:
            raise
        return None


class _Sides:
    """Finds and loads the two generations that a person means.

    Args:
        chosen: the settings in force.
    """

    def __init__(self, chosen: Settings) -> None:
        from faqbot.index.generation import load_generation

        self._settings = chosen
        self._index = chosen.index_folder()
        self._current = load_generation(self._index)

    def chosen(
        self, old: str | None, new: str | None
    ) -> tuple[tuple[Generation, Standing], tuple[Generation, Standing]] | None:
        """Return what is compared with what; None where there is only one thing.

        Args:
            old: as the person wrote it, or None.
            new: likewise.
        """
        from faqbot.index.switching import CURRENT, previous_generation

        if old is not None:
            was = self._named(old)
            return was, self._named(new or (CURRENT if was[0] is not self._current else _CORPUS))
        if _corpus_folder(self._settings) is not None:
            now = self._named(_CORPUS)
            if now[0].name != self._current.name:
                return self._named(CURRENT), now
        previous = previous_generation(self._index)
        return None if previous is None else (self._named(previous), self._named(CURRENT))

    def _named(self, text: str) -> tuple[Generation, Standing]:
        from faqbot.changes.report import Standing
        from faqbot.index.generation import load_generation
        from faqbot.index.switching import find_generation

        if text == _CORPUS:
            return self._unbuilt(), Standing.UNBUILT
        name = find_generation(self._index, text)
        if name == self._current.name:
            return self._current, Standing.CURRENT
        return load_generation(self._index, name, self._current.encoder), Standing.KEPT

    def _unbuilt(self) -> Generation:
        from faqbot.index.preview import preview

        bar = ProgressBar("Encoding")
        try:
            return preview(self._settings.corpus_folder(), self._current, bar)
        finally:
            bar.close()
