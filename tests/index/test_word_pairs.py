"""BM25 over words that stand side by side, held against its formula written out."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.index.lexical import K1, B, LexicalIndex

WORDS = st.lists(st.sampled_from("abcde"), max_size=8)


def written_out(rows: list[list[str]], query: list[str]) -> list[float]:
    """The same by a plain loop over passages and pairs."""
    pairs = [list(pairwise(row)) for row in rows]
    average = max(1.0, sum(map(len, pairs)) / len(pairs))
    scores = []
    for own in pairs:
        score = 0.0
        for pair in dict.fromkeys(pairwise(query)):
            count = own.count(pair)
            idf = math.log((len(rows) + 1) / (sum(pair in p for p in pairs) + 0.5))
            norm = K1 * (1 - B + B * len(own) / average)
            score += idf * count * (K1 + 1) / (count + norm)
        scores.append(score)
    return scores


@given(rows=st.lists(WORDS, min_size=1, max_size=6), query=WORDS)
def test_the_scores_are_those_of_the_formula(rows: list[list[str]], query: list[str]) -> None:
    """Neighbours count, in their order, within one passage."""
    found = LexicalIndex(rows).pair_scores(query)

    assert found == pytest.approx(written_out(rows, query))


def test_neighbours_are_found_before_words_far_apart() -> None:
    """The words are the same; only where they stand differs."""
    apart = "leader of a care team".split()
    beside = "a team leader of care".split()
    index = LexicalIndex([apart, beside, ["level"]])

    assert np.argmax(index.pair_scores(["team", "leader"])) == 1
    assert not index.pair_scores(["leader", "team"]).any()
    assert not index.pair_scores(["team", "unknown", "leader"]).any()


def test_other_wordings_are_found_by_their_pairs() -> None:
    """What maintainers wrote for a passage counts as what stands there."""
    index = LexicalIndex([["level"], ["care"]], [[], ["night", "shift"]])

    assert index.pair_scores(["night", "shift"]).argmax() == 1


@pytest.mark.parametrize("rows", [[], [[]], [[], []], [["one"]]])
def test_a_corpus_without_pairs_scores_nothing(rows: list[list[str]]) -> None:
    """One score for each passage all the same."""
    assert LexicalIndex(rows).pair_scores(["team", "leader"]).tolist() == [0.0] * len(rows)
