"""What is done off the event loop. Each function ends in messages to the screen, and nothing else.

A failure is told in a few words that hold nothing of what the person typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.answering.answer import Answer
from faqbot.errors import FaqbotError
from faqbot.transcript import (
    FORMATS,
    Entry,
    case_note,
    export,
    for_caller,
    free_name,
    write_new,
)
from faqbot.tui.messages import (
    Copied,
    CorpusHeld,
    GenerationSeen,
    Noted,
    Opened,
    OpenFailed,
    Replied,
    ReplyFailed,
    Saved,
    Suggested,
)
from faqbot.tui.screens.save import SaveChoice
from faqbot.tui.session import Exchange, Question
from faqbot.tui.state import State

if TYPE_CHECKING:
    from faqbot.assistant import Assistant
    from faqbot.conversation.conversation import Conversation
    from faqbot.journal import Journal
    from faqbot.suggestions import Suggester


def open_guidance(state: State) -> None:
    """Load index, encoder and suggestions."""
    try:
        assistant = state.setup.open_index(state.setup.index)
        from faqbot.suggestions import Suggester

        suggester = Suggester(assistant.corpus)
    except Exception as error:  # whatever it is, the window stays and says so
        state.tell(OpenFailed(reason(error)))
    else:
        state.tell(Opened(assistant, suggester))
        _warm(state, assistant)
        _hold(state, assistant)


def _warm(state: State, assistant: Assistant) -> None:
    """Ask once for nobody, so that the first real question finds everything in memory."""
    if not state.session.waiting:
        with state.asking, suppress(Exception):  # the first real question will tell
            assistant.ask(assistant.corpus.main_topic or "guidance", None, state.setup.as_of)


def _hold(state: State, assistant: Assistant) -> None:
    """See whether the corpus folder has changed since the index was built."""
    folder = state.setup.corpus
    if folder is not None:
        with suppress(FaqbotError, OSError):  # an index answers by itself
            state.tell(CorpusHeld(state.setup.changed(folder, assistant.corpus)))


def reply(
    state: State,
    assistant: Assistant,
    question: Question,
    conversation: Conversation | None,
) -> None:
    """Answer one question; whatever happens, it is told that the question came back."""
    try:
        with state.asking:
            turn = assistant.ask(question.text, conversation, state.setup.as_of)
        at = state.setup.clock()
    except Exception as error:  # one question must not cost the conversation
        state.tell(ReplyFailed(question, reason(error)))
        return
    # The guidance may have been loaded anew meanwhile; this answer points into what it is from.
    exchange = Exchange(turn.answer, at, assistant.corpus, turn.conversation)
    state.tell(Replied(question, exchange))
    journal = state.journal
    if journal is not None:
        _record(state, lambda: journal.record_refusal(turn.answer, at))


def suggest(state: State, suggester: Suggester, typed: str) -> None:
    """Find suggestions for what was typed."""
    try:
        found = suggester.suggest(typed)
    except Exception:  # typing goes on without them
        found = ()
    state.tell(Suggested(typed, found))


def watch(state: State) -> None:
    """See which generation the index on disk answers with."""
    try:
        name = state.setup.newest(state.setup.index)
    except Exception:  # being switched, or gone: the loaded one goes on answering
        return
    state.tell(GenerationSeen(name))


def copy(state: State, what: str, text: str, answer: Answer, *, terminal: bool) -> None:
    """Put text on the system's clipboard; record what was given out."""
    try:
        system = state.setup.to_system_clipboard(text)
    except Exception:  # the terminal's clipboard and the file are left
        system = False
    state.tell(Copied(what, system, terminal))
    _record_given_out(state, [answer])


def save(state: State, choice: SaveChoice, entries: list[Entry], current: Entry | None) -> None:
    """Write a file of its own; record what was given out."""
    at = state.setup.clock()
    try:
        path, answers = _written(choice, entries, current, at)
    except Exception as error:
        state.tell(Noted(reason(error)))
        return
    state.tell(Saved(path))
    _record_given_out(state, answers)


def _written(
    choice: SaveChoice, entries: list[Entry], current: Entry | None, at: dt.datetime
) -> tuple[Path, list[Answer]]:
    stem = f"faqbot-{at:%Y-%m-%d-%H%M}-{choice.kind}"
    path = free_name(choice.folder, stem, choice.suffix)
    if choice.suffix in FORMATS:
        return export(entries, path), [entry.answer for entry in entries]
    if current is None:
        raise ValueError("there is no answer to save yet")
    text = case_note(current) if choice.kind == "note" else for_caller(current.answer)
    return write_new(path, text), [current.answer]


def record_feedback(
    state: State, journal: Journal, answer: Answer, *, helpful: bool, comment: str
) -> None:
    """Keep what the person said of an answer."""
    at = state.setup.clock()
    if _record(
        state, lambda: journal.record_feedback(answer, at, helpful=helpful, comment=comment)
    ):
        state.tell(Noted("Thank you. It is kept on this computer."))


def purge(state: State, path: Path) -> None:
    """Delete everything that was recorded."""
    from faqbot.journal import Journal

    deleted: list[int] = []
    if _record(state, lambda: deleted.append(Journal(path).purge())):
        state.tell(Noted(f"Deleted {deleted[0]} records."))


def _record_given_out(state: State, answers: list[Answer]) -> None:
    journal = state.journal
    if journal is None:
        return
    at = state.setup.clock()
    for answer in answers:
        if not _record(state, lambda given=answer: journal.record_given_out(given, at)):  # type: ignore[misc]
            return


def _record(state: State, write: Callable[[], object]) -> bool:
    """Write to the journal; tell when that failed. Return whether it worked."""
    try:
        write()
    except Exception as error:
        state.tell(Noted(f"Not recorded: {reason(error)}"))
        return False
    return True


def reason(error: Exception) -> str:
    """Return a failure in a line or two, without anything the person typed."""
    if isinstance(error, FaqbotError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"unexpected failure ({type(error).__name__})"
