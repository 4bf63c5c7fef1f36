"""`faqbot chat`: a conversation in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faqbot.cleaning import clean_text

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


def test_more_before_any_answer_is_a_question(run: Run) -> None:
    assert "Answer:" in _chat(run, "more", "source 1")


def test_control_characters_are_not_repeated(run: Run) -> None:
    out = _chat(run, "Is it \x1b]0;x\x07\x1b[2J mandatory?\u202e", "\x1b[2J", "\x00")
    assert clean_text(out) == out


def test_end_of_input_and_no_input(run: Run) -> None:
    assert _chat(run).count("\n") == 1
    assert _chat(run, "", "   ", "EXIT.").count("You:") == 1
