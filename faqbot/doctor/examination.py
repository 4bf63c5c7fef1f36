"""All checks, one after the other. They work where things are broken: that is their point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from faqbot.doctor.findings import Area, Finding, State, guarded, of_error, warning
from faqbot.doctor.guidance import check_age, check_generation, check_match
from faqbot.doctor.installation import check_folders, check_packages, check_python
from faqbot.doctor.surroundings import (
    Terminal,
    check_clipboard,
    check_journal,
    check_settings,
    check_terminal,
)
from faqbot.errors import FaqbotError
from faqbot.preferences import journal_file, preferences_file
from faqbot.settings import Settings, default_folders, is_bundled, load_settings


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an examination is given from outside."""

    environment: Mapping[str, str]  # usually os.environ
    terminal: Terminal
    today: dt.date
    corpus: str | None = None  # the folder that --corpus names
    index: str | None = None  # the folder that --index names


def examine(given: Surroundings) -> list[Finding]:
    """Return all that is found, area by area; nothing is written, and no check stops another."""
    return sorted(_everything(given), key=lambda finding: list(Area).index(finding.area))


def _everything(given: Surroundings) -> Iterator[Finding]:
    yield from guarded(Area.INSTALLATION, check_python)
    yield from guarded(Area.INSTALLATION, check_packages)
    chosen: Settings | None = None
    try:
        chosen = load_settings(given.environment, corpus=given.corpus, index=given.index)
    except FaqbotError as error:
        yield of_error(Area.SETTINGS, error)
    index = _found(chosen.index_folder) if chosen else None
    own = {
        "choices": preferences_file(given.environment),
        "records": journal_file(given.environment),
    }
    mine = index if index is not None and not is_bundled(index) else None
    yield from guarded(Area.INSTALLATION, lambda: check_folders(mine, own))
    if chosen is None:
        remedy = "Mend the settings, then run it again."
        yield warning(Area.INDEX, "not checked: which index is meant is not known", remedy)
    else:
        known = chosen
        yield from guarded(Area.SETTINGS, lambda: check_settings(known, given.environment))
        yield from _guidance(known, given.today)
    environment = given.environment
    yield from guarded(Area.TERMINAL, lambda: check_terminal(given.terminal, environment))
    yield from guarded(Area.TERMINAL, lambda: check_clipboard(given.terminal, environment))
    yield from guarded(Area.JOURNAL, lambda: check_journal(environment))


def _guidance(chosen: Settings, today: dt.date) -> Iterator[Finding]:
    """Yield what is found of the index, the encoder and the corpus."""
    whole = True
    for finding in guarded(Area.INDEX, lambda: check_generation(chosen.index_folder())):
        whole = whole and finding.state is not State.FAULT
        yield finding
    corpus = _corpus(chosen)
    if corpus is None:
        what = "no corpus folder is found: whether the index is up to date was not checked"
        yield warning(Area.CORPUS, what, "Name it with --corpus DIR.")
        return
    if whole:
        yield from guarded(Area.INDEX, lambda: check_match(corpus, chosen.index_folder()))
    yield from guarded(Area.CORPUS, lambda: check_age(corpus, today))


def _corpus(chosen: Settings) -> Path | None:
    """Return the corpus folder, where one is known to belong to the index."""
    default = default_folders()
    if chosen.corpus is None and chosen.index is not None:
        belongs = default is not None and default.index.resolve() == chosen.index.resolve()
        return default.corpus if default is not None and belongs else None
    return _found(chosen.corpus_folder)


def _found(folder: Callable[[], Path]) -> Path | None:
    try:
        return folder()
    except FaqbotError:
        return None
