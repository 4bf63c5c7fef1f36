"""How good a ranking is: one measure, one function, its source named.

Everywhere `ranking` holds ids best first, each once, and `relevant` maps the
ids that are relevant to their grade (1 or more). With nothing relevant a
measure is undefined: NaN. The values are those of `ir-measures`, which a test
holds them against.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)


def hit(ranking: Sequence[Id], relevant: Mapping[Id, int], k: int) -> float:
    """Return 1 when one of the first `k` is relevant, else 0 (Success@k of TREC)."""
    if not relevant:
        return math.nan
    return float(any(item in relevant for item in ranking[:k]))


def precision(ranking: Sequence[Id], relevant: Mapping[Id, int], k: int) -> float:
    """Return the share of the first `k` places that hold a relevant id, 0 to 1."""
    if not relevant:
        return math.nan
    return sum(item in relevant for item in ranking[:k]) / k


def recall(ranking: Sequence[Id], relevant: Mapping[Id, int], k: int) -> float:
    """Return the share of the relevant ids that stand among the first `k`, 0 to 1."""
    if not relevant:
        return math.nan
    return sum(item in relevant for item in ranking[:k]) / len(relevant)


def reciprocal_rank(ranking: Sequence[Id], relevant: Mapping[Id, int]) -> float:
    """Return 1 / the rank of the first relevant id, 0 when there is none.

    Voorhees: The TREC-8 Question Answering Track Report (1999). Its mean over
    questions is the MRR.
    """
    if not relevant:
        return math.nan
    return next((1 / rank for rank, item in enumerate(ranking, 1) if item in relevant), 0.0)


def ndcg(ranking: Sequence[Id], relevant: Mapping[Id, int], k: int) -> float:
    """Return the discounted gain of the first `k` as a share of the best possible, 0 to 1.

    Järvelin & Kekäläinen: Cumulated gain-based evaluation of IR techniques
    (ACM TOIS 20, 2002), with the grade as gain and 1 / log2(rank + 1) as
    discount, as trec_eval computes it.
    """
    if not relevant:
        return math.nan
    gains = [relevant.get(item, 0) for item in ranking[:k]]
    return _discounted(gains) / _discounted(sorted(relevant.values(), reverse=True)[:k])


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive scores above a negative, ties counting half, 0 to 1.

    Hanley & McNeil: The meaning and use of the area under a ROC curve
    (Radiology 143, 1982). NaN when either side is empty.
    """
    if not positive or not negative:
        return math.nan
    wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
