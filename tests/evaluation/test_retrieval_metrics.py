"""Own retrieval metrics: arithmetic by hand, and agreement with ir-measures."""

from __future__ import annotations

import math
import random

import ir_measures
import pytest

from faqbot.evaluation.retrieval_metrics import (
    auc,
    hit,
    ndcg,
    precision,
    recall,
    reciprocal_rank,
)

RANKING = ["a", "b", "c"]


def test_hit_is_1_when_a_relevant_id_stands_high_enough() -> None:
    """c is relevant and third: not in the first 2, in the first 3."""
    assert hit(RANKING, {"c": 1}, 2) == 0.0
    assert hit(RANKING, {"c": 1}, 3) == 1.0


def test_precision_and_recall_count_what_is_relevant() -> None:
    """b and z are relevant, 2 in all. First 2: {a, b}: P@2 = 1/2, R@2 = 1/2."""
    assert precision(RANKING, {"b": 1, "z": 1}, 2) == 0.5
    assert recall(RANKING, {"b": 1, "z": 1}, 2) == 0.5


def test_precision_counts_places_that_the_ranking_does_not_fill() -> None:
    """Three ids for five places, one relevant: P@5 = 1/5."""
    assert precision(RANKING, {"a": 1}, 5) == 0.2


def test_reciprocal_rank_is_of_the_first_relevant() -> None:
    """b and c are relevant; the first is at rank 2: 1/2."""
    assert reciprocal_rank(RANKING, {"b": 1, "c": 1}) == 0.5
    assert reciprocal_rank(RANKING, {"z": 1}) == 0.0


def test_ndcg_by_hand() -> None:
    """Grades a = 0, b = 1, c = 2; z = 1 is not found.

    DCG  = 0/log2(2) + 1/log2(3) + 2/log2(4) = 0.63093 + 1       = 1.63093
    best = 2/log2(2) + 1/log2(3) + 1/log2(4) = 2 + 0.63093 + 0.5 = 3.13093
    nDCG = 1.63093 / 3.13093 = 0.52091
    """
    assert ndcg(RANKING, {"b": 1, "c": 2, "z": 1}, 10) == pytest.approx(0.52091, abs=1e-5)


def test_auc_by_hand() -> None:
    """Positives 0.9, 0.4; negatives 0.4, 0.1: wins 1 + 1 + 0.5 + 1 = 3.5 of 4 pairs."""
    assert auc([0.9, 0.4], [0.4, 0.1]) == 3.5 / 4


def test_nothing_relevant_is_undefined() -> None:
    values = [f(RANKING, {}, 3) for f in (hit, precision, recall, ndcg)]
    assert all(math.isnan(v) for v in [*values, reciprocal_rank(RANKING, {}), auc([], [0.1])])


@pytest.mark.parametrize("seed", range(30))
def test_agrees_with_ir_measures(seed: int) -> None:
    draw = random.Random(seed)
    ids = [f"d{n:02d}" for n in range(25)]
    ranking = draw.sample(ids, 15)
    relevant = {name: draw.choice((1, 1, 2, 3)) for name in draw.sample(ids, draw.randint(1, 8))}
    measures = [
        ir_measures.Success @ 1,
        ir_measures.Success @ 3,
        ir_measures.Success @ 5,
        ir_measures.P @ 1,
        ir_measures.R @ 5,
        ir_measures.RR,
        ir_measures.nDCG @ 10,
    ]
    run = {"q": {name: float(100 - place) for place, name in enumerate(ranking)}}
    theirs = ir_measures.calc_aggregate(measures, {"q": relevant}, run)
    ours = [
        hit(ranking, relevant, 1),
        hit(ranking, relevant, 3),
        hit(ranking, relevant, 5),
        precision(ranking, relevant, 1),
        recall(ranking, relevant, 5),
        reciprocal_rank(ranking, relevant),
        ndcg(ranking, relevant, 10),
    ]
    assert ours == pytest.approx([theirs[m] for m in measures], abs=1e-12)
