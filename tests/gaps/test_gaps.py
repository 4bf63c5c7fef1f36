"""What people asked and the guidance does not answer, ranked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from faqbot.answering.answer import Status
from faqbot.assistant import Assistant
from faqbot.gaps.gaps import Gap, find_gaps, nearest
from faqbot.index.generation import Generation, load_generation
from faqbot.journal import Entry, Kind

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def generation(root: Path) -> Generation:
    return load_generation(root / "index")


def refusal(question: str, days: int = 0, reason: str = "not_in_guidance") -> Entry:
    at = NOON - dt.timedelta(days=days)
    return Entry(0, at, Kind.REFUSED, question, Status.NOT_COVERED, reason, None, None, None, "g")


def rating(
    question: str, days: int = 0, *, helpful: bool = False, status: Status = Status.ANSWERED
) -> Entry:
    at = NOON - dt.timedelta(days=days)
    return Entry(0, at, Kind.FEEDBACK, question, status, None, helpful, f"{days}", None, "g")


LAPTOP = ["Can I get a grant for a laptop?", "is there money for a laptop"]
PASS = ["what is the pass mark of the exam", "what's the pass mark", "What's the pass mark?"]


def test_grouped_by_meaning_and_ranked(generation: Generation) -> None:
    entries = [refusal(q, days) for days, q in enumerate([*LAPTOP, *PASS])]
    first, second = find_gaps(entries, generation)
    assert (first.question, first.count) == ("what's the pass mark", 3)
    assert [count for _, count in first.wordings] == [2, 1]
    assert (first.first, first.last) == (entries[-1].at, entries[2].at)
    assert (second.count, {w for w, _ in second.wordings}) == (2, set(LAPTOP))


def test_the_order_of_the_entries_changes_nothing(generation: Generation) -> None:
    entries = [refusal(q, days) for days, q in enumerate([*LAPTOP, *PASS])]
    assert find_gaps(entries, generation) == find_gaps(entries[::-1], generation)


def test_the_main_topics_name_draws_nothing_together(generation: Generation) -> None:
    topic = "the Level 2 Adult Social Care Certificate"
    questions = [f"Who invented {topic}?", f"What colour is {topic}?"]
    assert len(find_gaps([refusal(q) for q in questions], generation)) == 2


def test_what_did_not_help_counts_and_what_helped_does_not(generation: Generation) -> None:
    asked = "How long does it take?"
    (gap,) = find_gaps(
        [rating(asked, 1), rating(asked, 2), rating("x y z", helpful=True)], generation
    )
    assert (gap.count, gap.refused, gap.not_helpful) == (2, 0, 2)
    assert gap.comments == ("1", "2")
    assert find_gaps([rating(asked, helpful=True)], generation) == []


def test_a_refusal_that_was_rated_counts_once(generation: Generation) -> None:
    said = rating(PASS[0], status=Status.NOT_COVERED)
    (gap,) = find_gaps([refusal(PASS[0]), said], generation)
    assert (gap.count, gap.refused, gap.not_helpful) == (1, 1, 1)
    (gap,) = find_gaps([said], generation)
    assert gap.count == 1


def _gap(question: str) -> Gap:
    return Gap(question, ((question, 1),), 1, 0, NOON, NOON, (), ())


def test_the_nearest_section(assistant: Assistant) -> None:
    near = nearest(_gap("Can I get a grant for a laptop?"), assistant)
    assert (near.section[0], near.answered) == ("Funding", False)
    now = nearest(_gap("Is it mandatory?"), assistant)
    assert now.answered
    assert "mandatory" in now.section[-1]
    assert nearest(_gap("xyzzy plugh"), assistant).document_id is None
