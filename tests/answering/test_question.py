"""What of a question is met, and how often a question is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.question import Question, QuestionAnalyser
from faqbot.documents import Corpus
from faqbot.index.lexical import LexicalIndex, passage_tokens

WORDS = st.sampled_from(("fund", "level", "diploma", "care", "age"))
SETS = st.frozensets(WORDS)


@given(
    weights=st.dictionaries(WORDS, st.floats(0.1, 7.0)),
    alternatives=st.dictionaries(WORDS, SETS),
    have=SETS,
)
def test_coverage_is_the_share_of_the_weight_that_is_met(
    weights: dict[str, float], alternatives: dict[str, frozenset[str]], have: frozenset[str]
) -> None:
    question = Question("", {}, tuple(weights), weights, alternatives, ("", ""))
    met = sum(weight * question.met(token, have) for token, weight in weights.items())
    total = sum(weights.values())

    assert question.coverage(have) == pytest.approx(met / total if total else 0.0)


def test_a_word_is_met_by_itself_by_an_alternative_or_not_at_all() -> None:
    weights = {"fund": 2.0, "age": 2.0}
    question = Question("", {}, ("fund", "age"), weights, {"fund": frozenset({"money"})}, ("", ""))

    assert question.met("fund", {"fund"}) == 1.0
    assert question.met("fund", {"money"}) == 0.8
    assert question.met("age", {"money"}) == 0.0
    assert question.coverage({"money"}) == pytest.approx(0.4)


def test_a_turn_that_several_stages_read_is_analysed_once(real_corpus: Corpus) -> None:
    lexical = LexicalIndex(passage_tokens(real_corpus))
    analyser = QuestionAnalyser(real_corpus, lexical)

    assert analyser.analyse("Is there funding?") is analyser.analyse("Is there funding?")
