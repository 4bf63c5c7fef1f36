"""How far a figure can be trusted, and whether two runs differ: intervals and a paired test."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from faqbot.evaluation.metrics import Measure
from faqbot.evaluation.run import Result

RESAMPLES = 2_000
_SEED = 20_261_122
_TAIL = 2.5  # per cent on either side


def intervals(measures: Sequence[Measure], results: Sequence[Result]) -> list[tuple[float, float]]:
    """Return a 95 % interval for each measure over results.

    Percentile bootstrap (Efron & Tibshirani: An Introduction to the Bootstrap,
    1993, chapter 13) that draws facts, not cases: two wordings of one fact are
    right or wrong together, and drawing cases would make intervals too narrow.
    Resamples in which a measure is undefined are left out; NaN where all are.

    Args:
        measures: what to give intervals for.
        results: of cases; those of one fact are drawn together.
    """
    facts = sorted({result.case.fact for result in results})
    if not facts:
        return [(math.nan, math.nan)] * len(measures)
    place = {fact: n for n, fact in enumerate(facts)}
    sums = np.zeros((2, len(facts), len(measures)))
    for result in results:
        for m, measure in enumerate(measures):
            sums[:, place[result.case.fact], m] += measure(result)
    draws = np.random.default_rng(_SEED).multinomial(
        len(facts), np.full(len(facts), 1 / len(facts)), size=RESAMPLES
    )
    tops, bottoms = draws @ sums[0], draws @ sums[1]
    found = []
    for m in range(len(measures)):
        defined = bottoms[:, m] > 0
        if not defined.any():
            found.append((math.nan, math.nan))
            continue
        values = tops[defined, m] / bottoms[defined, m]
        low, high = np.percentile(values, [_TAIL, 100 - _TAIL])
        found.append((float(low), float(high)))
    return found


def mcnemar(lost: int, gained: int) -> float:
    """Return the two-sided mid-p value that two paired runs are equally good.

    McNemar's test (Psychometrika 12, 1947) in its mid-p form, which Fagerland,
    Lydersen & Laake (BMC Medical Research Methodology 13:91, 2013) find to keep
    its level and to be more powerful than the exact test:
    2 · P(X ≤ min) - P(X = min), X ~ Binomial(lost + gained, 1/2).

    Args:
        lost: pairs that were right before and are wrong now.
        gained: pairs that were wrong before and are right now.
    """
    pairs, fewer = lost + gained, min(lost, gained)
    at_most = sum(math.comb(pairs, i) for i in range(fewer + 1))
    doubled = 2 * at_most - math.comb(pairs, fewer)
    # With lost == gained both halves hold the middle, and the sum is exactly 1.
    return min(1.0, float(doubled) / float(2**pairs))
