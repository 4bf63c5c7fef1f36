"""Signals of candidates: read from a few rows, they are those of the whole matrix."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from faqbot.answering.question import QuestionAnalyser
from faqbot.answering.retriever import Retriever
from faqbot.answering.signals import SIGNALS, SignalReader
from faqbot.index.generation import Generation, load_generation

QUESTIONS = ("Who pays for the Level 2 Adult Social Care Certificate?", "What does a cook do?")


@pytest.fixture(scope="module")
def generation(root: Path) -> Generation:
    """The committed index."""
    return load_generation(root / "index")


@pytest.mark.parametrize("text", QUESTIONS, ids=["with the topic", "without it"])
def test_cosines_of_sentences_are_those_of_their_own_rows(
    generation: Generation, text: str
) -> None:
    """Each candidate has the cosine of its own sentence, as asked and without the topic."""
    question = QuestionAnalyser(generation.corpus, generation.lexical).analyse(text)
    retrieval = Retriever(generation).retrieve(question)
    reader = SignalReader(generation)
    candidates = reader.candidates(retrieval.rows)
    signals = reader.read(question, retrieval, candidates)
    whole = generation.vectors.sentences.astype(np.float64)
    asked, residual = generation.encoder.encode(list(question.encodings))
    for name, vector in (("sentence", asked), ("sentence_without_topic", residual)):
        cosines = whole @ vector.astype(np.float64)
        expected = [cosines[c.row] for c in candidates]
        assert signals[:, SIGNALS.index(name)] == pytest.approx(expected, abs=2e-6)
    assert (question.encodings[0] == question.encodings[1]) is (text == QUESTIONS[1])


def test_no_candidates_have_no_signals(generation: Generation) -> None:
    """A question that nothing is read for gives a table without rows."""
    question = QuestionAnalyser(generation.corpus, generation.lexical).analyse(QUESTIONS[1])
    retrieval = Retriever(generation).retrieve(question)
    assert SignalReader(generation).read(question, retrieval, []).shape == (0, len(SIGNALS))
