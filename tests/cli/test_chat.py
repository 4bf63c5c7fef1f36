"""`faqbot chat`: a conversation in plain lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from faqbot import clipboard
from faqbot.assistant import Assistant, Turn
from faqbot.cleaning import clean_text
from faqbot.errors import IndexUnusableError

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def _chat(run: Run, *lines: str, flags: tuple[str, ...] = ()) -> str:
    ran = run(*flags, "chat", stdin="\n".join(lines))
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_roles_are_spelled_out(run: Run) -> None:
    out = _chat(run, "Is it mandatory?", "quit", "never asked")
    assert out.startswith("faqbot: ")
    for role in ("\nYou: Is it mandatory?\n", "\nAnswer:", "\nSource 1: "):
        assert role in out
    assert "never asked" not in out


def test_bare_command_is_a_conversation(run: Run) -> None:
    ran = run(stdin="Is it mandatory?\n")
    assert ran.code == 0
    assert "\nAnswer:" in ran.out


def test_more_and_source(run: Run) -> None:
    out = _chat(run, "Is it mandatory?", "more", "source 1", "Source 9", "source")
    _, more, one, nine, every = out.split("\nYou: ")[1:]
    assert "General questions > 14." in more
    assert "Receipt: fb2:" in one
    assert "there is no source 9" in nine
    assert "Receipt: fb2:" in every


def test_a_number_picks_a_question(run: Run) -> None:
    out = _chat(run, "Is it mandatory?", "1")
    offered = out.split("  1. ")[1].split("\n")[0]
    assert "\nYou: 1\n" in out
    assert out.rstrip().count("Answer:") == 2
    assert offered


def test_how_a_turn_was_read_is_said_before_its_answer(run: Run) -> None:
    out = _chat(run, "Is it mandatory?", "and for healthcare staff?", "1", "thanks")
    first, follow_up, choice, small_talk = out.split("\nYou: ")[1:]
    assert "Assumed: I took “it”" in first
    assert "Taken as" not in first + small_talk
    asked = "Is the Level 2 Adult Social Care Certificate mandatory for healthcare staff?"
    assert follow_up.startswith(f"and for healthcare staff?\n\nTaken as: {asked}\n\nAnswer:")
    chosen = follow_up.split("\n  1. ")[1].split("\n")[0]
    assert choice.startswith(f"1\n\nTaken as: {chosen}\n\nAnswer:")


def test_more_before_any_answer_is_a_question(run: Run) -> None:
    assert "Answer:" in _chat(run, "more", "source 1")


def test_control_characters_are_not_repeated(run: Run) -> None:
    out = _chat(run, "Is it \x1b]0;x\x07\x1b[2J mandatory?\u202e", "\x1b[2J", "\x00")
    assert clean_text(out) == out


def test_end_of_input_and_no_input(run: Run) -> None:
    assert _chat(run).count("\n") == 1
    assert _chat(run, "", "   ", "EXIT.").count("You:") == 1


FAILS = "this one fails"
Raising = Callable[..., None]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, assistant: Assistant) -> Raising:
    """A function that makes FAILS raise each error in turn; any other question is answered."""

    def make(*errors: Exception) -> None:
        ask, waiting = assistant.ask, iter(errors)

        def raising(question: str, *rest: object) -> Turn:
            if question.strip() == FAILS:
                raise next(waiting)
            return ask(question, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(Assistant, "open", lambda _index: assistant)
        monkeypatch.setattr(Assistant, "ask", staticmethod(raising))

    return make


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ValueError("of the question"), 1, "unexpected failure (ValueError)"),
        (OSError(28, "No space left on device", "/x"), 1, "No space left on device: /x"),
        (IndexUnusableError("it is gone", fix="Build it."), 3, "it is gone\nBuild it."),
    ],
)
def test_a_turn_that_fails_costs_nothing_else(
    run: Run, failing: Raising, error: Exception, code: int, said: str
) -> None:
    failing(error)
    before, after = "Is it mandatory?", "and for healthcare staff?"
    ran = run("chat", stdin=f"{before}\n{FAILS}\n{after}\nmore\n")
    assert ran.code == code
    assert ran.err.startswith(f"faqbot: {said}")
    assert "of the question" not in ran.err
    assert ran.out.replace(f"You: {FAILS}\n", "") == _chat(run, before, after, "more")


def test_the_first_failure_decides_the_exit_code(run: Run, failing: Raising) -> None:
    failing(IndexUnusableError("it is gone"), ValueError())
    ran = run("chat", stdin=f"{FAILS}\n{FAILS}\n")
    assert ran.code == 3
    assert "it is gone" in ran.err
    assert "ValueError" in ran.err


def test_debugging_shows_where_a_turn_failed(
    run: Run, failing: Raising, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAQBOT_DEBUG", "1")
    failing(ValueError("of the question"))
    ran = run("chat", stdin=f"{FAILS}\nIs it mandatory?\n")
    assert "Traceback" in ran.err
    assert "raising" in ran.err
    assert "of the question" not in ran.err
    assert "\nAnswer:" in ran.out


def test_a_command_that_fails_costs_nothing_else(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str) -> bool:
        raise RuntimeError

    monkeypatch.setattr(clipboard, "to_system", broken)
    ran = run("chat", stdin="Is it mandatory?\ncopy\nsource 1\n")
    assert ran.code == 1
    assert ran.err.startswith("faqbot: unexpected failure (RuntimeError)\n")
    assert "Receipt: fb2:" in ran.out


def test_nobody_reading_ends_it(run: Run, failing: Raising) -> None:
    failing(ValueError(), BrokenPipeError())
    ran = run("chat", stdin=f"{FAILS}\n{FAILS}\nIs it mandatory?\n")
    assert ran.out.count("You: ") == 2
    assert ran.err.count("faqbot: ") == 1
    assert ran.code == 0
