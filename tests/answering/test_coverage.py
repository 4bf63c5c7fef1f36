"""What the best candidate leaves open, on the committed index."""

from __future__ import annotations

from pathlib import Path

import pytest

from faqbot.answering.coverage import COVERAGE
from faqbot.answering.ranker import Ranker
from faqbot.index.generation import load_generation


@pytest.fixture(scope="module")
def ranker(root: Path) -> Ranker:
    """Answers from the committed index."""
    return Ranker(load_generation(root / "index"))


def _of_first(ranker: Ranker, asked: str, heading: str) -> dict[str, float]:
    """Coverage of the first candidate under a heading."""
    question, candidates, _ = ranker.weigh(asked)
    candidate = next(c for c in candidates if c.passage.heading == heading)
    return dict(zip(COVERAGE, ranker.coverage(question, candidate), strict=True))


def test_a_question_in_the_words_of_the_passage_leaves_nothing_open(ranker: Ranker) -> None:
    """Every word is met."""
    found = _of_first(ranker, "What are T levels?", "T levels")
    assert found == {"unmet": 0.0, "unknown": 0.0, "value": 1.0}


def test_words_that_the_passage_or_the_corpus_lacks(ranker: Ranker) -> None:
    """One stands nowhere, the other in other passages only."""
    strange = _of_first(ranker, "Do T levels need xylophones?", "T levels")
    assert strange["unmet"] == strange["unknown"] > 0
    elsewhere = _of_first(ranker, "Do T levels need pharmacists?", "T levels")
    assert elsewhere["unmet"] > elsewhere["unknown"] == 0


def test_a_value_that_the_quotation_does_not_give(ranker: Ranker) -> None:
    """The placement's days are given, its pay is not."""
    assert _of_first(ranker, "How many days is the T level placement?", "T levels")["value"] == 1
    assert _of_first(ranker, "How much is the T level placement paid?", "T levels")["value"] == 0


def test_a_question_without_a_telling_word(ranker: Ranker) -> None:
    """Nothing is asked, nothing is left open."""
    question, _, _ = ranker.weigh("what is it")
    _, candidates, _ = ranker.weigh("T levels")
    assert ranker.coverage(question, candidates[0]) == (0.0, 0.0, 1.0)
