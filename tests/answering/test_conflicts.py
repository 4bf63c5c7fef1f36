"""Two documents that answer one question differently, and what only looks so."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from faqbot.answering.conflicts import Conflict, ConflictFinder
from faqbot.answering.question import Question
from faqbot.answering.signals import Candidate, SignalReader
from faqbot.answering.twins import TwinGuard
from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.index.text import stems
from tests.conftest import TinyCorpus


class Reading:
    """Stands for the signals: a sentence meets the words that stand in it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def text(self, candidate: Candidate) -> str:
        text = self._corpus.document(candidate.passage.document_id).text
        return " ".join(candidate.sentence.span.of(text).split())

    def in_reach(self, candidate: Candidate) -> frozenset[str]:
        return frozenset(stems(self.text(candidate)))

    def things(self, _: Candidate) -> frozenset[str]:
        return frozenset()


def conflict(
    tiny_corpus: TinyCorpus, question: str, one: str, other: str, places: str = ""
) -> Conflict | None:
    """What is found where two documents say one sentence each under one heading."""
    files = {"a.md": f"# Lifting\n\n{one}", "b.md": f"# Lifting\n\n{other}"}
    facts = {"applies_to": [places]} if places else {}
    corpus = load_corpus(tiny_corpus(files, a={"applies_to": ["England"]}, b=facts))
    ranked = [Candidate(i, i, p, p.sentences[0]) for i, p in enumerate(corpus.passages)]
    tokens = tuple(stems(question))
    asked = Question(question, {}, tokens, dict.fromkeys(tokens, 1.0), {}, (question, question))
    reading = Reading(corpus)
    vectors = np.ones((2, 1), dtype=np.float16)
    finder = ConflictFinder(
        corpus, cast("SignalReader", reading), cast("TwinGuard", reading), vectors
    )
    return finder.find(asked, ranked, [1.0, 0.9])


HOW_OFTEN = "How often is lifting training repeated?"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            HOW_OFTEN,
            "Lifting training is repeated every year.",
            "Lifting training is repeated every three years.",
        ),
        (
            "Do new staff have lifting training?",
            "Lifting training is mandatory for new staff.",
            "Lifting training is optional for new staff.",
        ),
    ],
)
def test_a_number_or_a_duty_differs(
    tiny_corpus: TinyCorpus, question: str, one: str, other: str
) -> None:
    """Both sides are told, in the words in which they differ."""
    found = conflict(tiny_corpus, question, one, other)
    assert found is not None
    assert found.candidate.passage.document_id == "b"
    assert found.said[0] != found.said[1]


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ("Lifting training is repeated every year.", "Lifting training is repeated annually.", ""),
        (
            "Lifting training is repeated every year.",
            "Fire training is repeated every three years.",
            "",
        ),
        (
            "Lifting training is repeated every year.",
            "If hoists are used, lifting training is repeated every six months.",
            "",
        ),
        (
            "Level 2 lifting training is repeated every year.",
            "Level 3 lifting training is repeated every two years.",
            "",
        ),
        (
            "Lifting training is repeated every year.",
            "Lifting training is repeated every three years.",
            "Scotland",
        ),
    ],
)
def test_what_is_no_disagreement(
    tiny_corpus: TinyCorpus, one: str, other: str, places: str
) -> None:
    """The same in other words, another matter, a condition, another level, another nation."""
    assert conflict(tiny_corpus, HOW_OFTEN, one, other, places) is None
