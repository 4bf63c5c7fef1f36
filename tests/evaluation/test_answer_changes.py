"""Answers then and now: what a caller would notice is told, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from faqbot.answering.answer import Alternative, Answer, Notice, NoticeKind, Reason, Status
from faqbot.assistant import Assistant, Turn
from faqbot.conversation.conversation import Conversation
from faqbot.evaluation.answer_changes import (
    AnswerComparison,
    Outcome,
    Question,
    compare_answers,
    questions_of,
)

DAY = dt.date(2026, 11, 22)


def assistant(text: str, **answers: Answer) -> Assistant:
    """Return what answers questions by name, from one document d with that text."""

    def ask(words: str, conversation: Conversation, as_of: dt.date) -> Turn:
        return Turn(answers[words], conversation)

    corpus = SimpleNamespace(documents=[SimpleNamespace(id="d", text=text)])
    return cast("Assistant", SimpleNamespace(ask=ask, corpus=corpus))


def compared(
    pairs: Mapping[str, tuple[Answer, Answer]], text: str = "It is free. Ask."
) -> AnswerComparison:
    old = assistant("", **{name: pair[0] for name, pair in pairs.items()})
    new = assistant(text, **{name: pair[1] for name, pair in pairs.items()})
    return compare_answers([Question(n, "case", (n,), DAY) for n in pairs], old, new)


Make = Callable[..., Any]


@pytest.fixture
def free(answer: Make) -> Answer:
    return cast("Answer", answer("It is free."))


@pytest.fixture
def paid(answer: Make) -> Answer:
    return cast("Answer", answer("It is £5."))


@pytest.fixture
def no(answer: Make) -> Answer:
    return cast("Answer", answer())


def test_each_outcome_is_counted(free: Answer, paid: Answer, no: Answer, answer: Make) -> None:
    """All questions are the same, changed, now refused or now answered; lost ones among these."""
    found = compared({
        "same": (free, free),
        "changed": (paid, free),
        "other": (free, answer("Ask.")),
        "refused": (free, no),
        "gone": (paid, no),
        "answered": (no, free),
    })  # fmt: skip
    assert found.asked == 6
    assert found.same == 1
    assert found.count(Outcome.CHANGED) == 2
    assert found.count(Outcome.NOW_REFUSED) == 2
    assert found.count(Outcome.NOW_ANSWERED) == 1
    assert found.lost_citations == 2
    lost = {c.questions[0].id for c in found.changes if c.lost_citation}
    assert lost == {"changed", "gone"}


def test_what_is_refused_comes_first(free: Answer, paid: Answer, no: Answer) -> None:
    """What a caller no longer gets is what a maintainer must see."""
    found = compared({"answered": (no, free), "changed": (paid, free), "refused": (free, no)})
    assert [c.outcome for c in found.changes] == [
        Outcome.NOW_REFUSED, Outcome.CHANGED, Outcome.NOW_ANSWERED,
    ]  # fmt: skip


def test_the_same_change_is_told_once(free: Answer, paid: Answer, no: Answer) -> None:
    """Many wordings with one answer are one change."""
    found = compared({"a": (paid, free), "b": (paid, free), "c": (no, free), "d": (paid, free)})
    assert [[q.id for q in c.questions] for c in found.changes] == [["a", "b", "d"], ["c"]]
    assert found.count(Outcome.CHANGED) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": 0.9},
        {"elapsed_ms": 9.0},
        {"telling": "It is free."},
        {"standalone_question": "is the certificate free?"},
        {"answer": "- It is free."},
        {"notices": (Notice(NoticeKind.OLD, "It is old."),)},
        {"notices": (Notice(NoticeKind.UNDATED, "It has no date."),)},
        {"notices": (Notice(NoticeKind.UNOFFICIAL, "It is not official."),)},
    ],
)
def test_what_nobody_hears_is_no_change(
    free: Answer, answer: Make, changes: dict[str, Any]
) -> None:
    """Certainty, layout and what is said of a document as a whole are not the answer."""
    assert compared({"a": (free, answer("It is free.", **changes))}).same == 1


@pytest.mark.parametrize(("quote", "start"), [("It is free.", 700), ("It  is\nfree.", 0)])
def test_the_place_of_a_quotation_is_no_change(
    free: Answer, answer: Make, citation: Make, quote: str, start: int
) -> None:
    """Places and line ends change with every version of a document."""
    moved = answer("It is free.", citations=(citation(quote, start=start),))
    assert compared({"a": (free, moved)}).same == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"assumption": "I took it to be so."},
        {"notices": (Notice(NoticeKind.WINDOW_CLOSED, "That was in May."),)},
        {"alternatives": (Alternative("Other", "is the other free?"),)},
    ],
)
def test_what_is_heard_beside_the_words_is_a_change(
    free: Answer, answer: Make, changes: dict[str, Any]
) -> None:
    found = compared({"a": (free, answer("It is free.", **changes))})
    assert found.count(Outcome.CHANGED) == 1


def test_another_source_is_a_change(free: Answer, answer: Make, citation: Make) -> None:
    """Who says it is part of the answer, and so is how many do."""
    other = answer("It is free.", citations=(citation("It is free.", document="e"),))
    both = answer("It is free.", citations=(citation("It is free."), citation("Ask.")))
    assert compared({"a": (free, other), "b": (free, both)}).count(Outcome.CHANGED) == 2


def test_another_reason_for_a_refusal_is_a_change(no: Answer, answer: Make) -> None:
    other = answer(reason=Reason.OTHER_NATION)
    clarify = answer(status=Status.CLARIFY, reason=Reason.AMBIGUOUS)
    found = compared({"a": (no, other), "b": (no, clarify)})
    assert found.count(Outcome.CHANGED) == 2
    assert found.lost_citations == 0


def test_the_words_quoted_are_looked_for_in_their_own_document(
    free: Answer, no: Answer, answer: Make, citation: Make
) -> None:
    """List marks and line ends do not hide them; another document's words do not save them."""
    assert compared({"a": (free, no)}, text="- It\n  is free.").lost_citations == 0
    elsewhere = answer("It is free.", citations=(citation("It is free.", document="e"),))
    assert compared({"a": (elsewhere, no)}).lost_citations == 1


def test_a_conversation_is_asked_in_order(free: Answer, no: Answer) -> None:
    """Each turn goes on from the one before; the last answer counts."""
    seen: list[tuple[str, object]] = []

    def ask(words: str, conversation: object, as_of: dt.date) -> Turn:
        seen.append((words, conversation))
        return Turn(free if words == "two" else no, cast("Conversation", f"after {words}"))

    corpus = SimpleNamespace(documents=[])
    both = cast("Assistant", SimpleNamespace(ask=ask, corpus=corpus))
    question = Question("q", "case", ("one", "two"), DAY)
    assert compare_answers([question], both, both).same == 1
    assert [words for words, _ in seen] == ["one", "two", "one", "two"]
    assert [conversation for _, conversation in seen][1::2] == ["after one", "after one"]


def test_progress_is_told(free: Answer) -> None:
    steps: list[tuple[int, int]] = []
    both = assistant("", a=free, b=free)
    questions = [Question(n, "case", (n,), DAY) for n in "ab"]
    compare_answers(questions, both, both, lambda done, total: steps.append((done, total)))
    assert steps == [(1, 2), (2, 2)]


def test_cases_and_further_questions_are_asked(tmp_path: Path) -> None:
    """A folder without cases gives what else there is to ask."""
    extra = Question("approved-1", "approved answer", ("is it free?",), DAY)
    assert questions_of(tmp_path, [extra]) == [extra]
    (tmp_path / "evaluation").mkdir()
    line = (
        '{"id": "k-1", "turns": ["a", "b"], "status": "not_covered", "fact": "f", "tags": ["t"], '
        '"as_of": "2025-01-31"}\n'
    )
    (tmp_path / "evaluation" / "k.jsonl").write_text(line)
    first = Question("k-1", "case", ("a", "b"), dt.date(2025, 1, 31))
    assert questions_of(tmp_path, [extra]) == [first, extra]
