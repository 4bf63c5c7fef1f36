"""`faqbot ask`: one question, one cited answer."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from faqbot.assistant import Assistant
from faqbot.cleaning import clean_text

if TYPE_CHECKING:
    from tests.cli.conftest import Run


DAY = ("--as-of", "2026-11-22")
HOSTILE = "Is it mandatory?\x1b]52;c;eA==\x07\x1b[2J\x9b2J\x9d0;x\x9c\u202e\u200b [/foo] [@click=x]"


def test_text_has_the_answer_and_its_source(run: Run) -> None:
    ran = run("ask", *DAY, "Is it mandatory?")
    assert (ran.code, ran.err) == (0, "")
    assert "not the Department's intention" in ran.out
    assert (
        "\nSource: Level 2 Adult Social Care Certificate: Frequently Asked Questions, " in ran.out
    )


def test_words_without_quotes_are_joined(run: Run) -> None:
    ran = run("ask", "Is", "it", "mandatory?", "--json")
    assert json.loads(ran.out)["question"] == "Is it mandatory?"


def test_json_quotes_the_text_that_corpus_text_prints(run: Run) -> None:
    answer = json.loads(run("ask", "--json", *DAY, "How long does it take?").out)
    assert answer["status"] == "answered"
    for citation in answer["citations"]:
        text = run("corpus", "text", citation["document_id"]).out
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_same_question_gives_the_same_bytes(run: Run) -> None:
    first, second = (json.loads(run("ask", "--json", *DAY, "Who pays?").out) for _ in range(2))
    assert first | {"elapsed_ms": 0} == second | {"elapsed_ms": 0}


def test_stdin(run: Run) -> None:
    ran = run("ask", "--json", "-", stdin="Is it mandatory?\n")
    assert json.loads(ran.out)["question"] == "Is it mandatory?"


def test_stdin_that_is_no_text(run: Run) -> None:
    assert run("ask", "-", stdin=b"\xff\xfe\x00").code == 0
    assert run("ask", "-", stdin=b"x" * 4_000_001).code == 2


def test_explain(run: Run) -> None:
    text = run("ask", "--explain", "Is it mandatory?").out
    assert "Why this answer:" in text
    assert "Sentences weighed, best first:" in text
    explanation = json.loads(run("ask", "--explain", "--json", "Is it mandatory?").out)[
        "explanation"
    ]
    assert explanation["candidates"]


def test_strict(run: Run) -> None:
    assert run("ask", "--strict", "Is it mandatory?").code == 0
    assert run("ask", "--strict", "How do I boil an egg?").code == 10
    assert run("ask", "How do I boil an egg?").code == 0


@pytest.mark.parametrize(
    "day", ["tomorrow", "2026-13-01", "20261122", "2026-W47-7", "", "٢٠٢٦-11-22"]
)
def test_bad_day(run: Run, day: str) -> None:
    ran = run("ask", "--as-of", day, "Is it mandatory?")
    assert (ran.code, ran.out) == (2, "")
    assert "--as-of" in ran.err
    assert "2026-11-22" in ran.err


@pytest.mark.parametrize(
    "question",
    ["", "   ", "the of and", "🙂🙂", "x" * 100_000, "qwertz zxcvb", "Est-ce obligatoire ?", "\0"],
)
def test_odd_questions_end_well(run: Run, question: str) -> None:
    """With a reply, and in little time of the processor, however busy the machine is."""
    before = time.process_time()
    ran = run("ask", "--json", "-", stdin=question)
    assert ran.code == 0
    assert json.loads(ran.out)["answer"]
    assert time.process_time() - before < 5


@pytest.mark.parametrize("flags", [[], ["--json"], ["--explain"], ["--json", "--explain"]])
def test_control_characters_never_come_out(run: Run, flags: list[str]) -> None:
    ran = run("ask", *flags, HOSTILE)
    assert ran.code == 0
    assert clean_text(ran.out) == ran.out
    assert clean_text(ran.err) == ran.err


def test_a_crash_does_not_tell_the_question(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Assistant, question: str, **_options: object) -> None:
        raise ValueError(f"bad {question}")

    monkeypatch.setattr(Assistant, "ask", fail)
    for debug in ("", "1"):
        monkeypatch.setenv("FAQBOT_DEBUG", debug)
        ran = run("ask", "call 07700 900123")
        assert (ran.code, ran.out) == (1, "")
        assert "ValueError" in ran.err
        assert "07700" not in ran.err
        assert ("Traceback" in ran.err) == bool(debug)
