"""Risk against coverage, and calibration: arithmetic by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from faqbot.answering.answer import Status
from faqbot.evaluation.calibration import (
    aurc,
    bins,
    calibration_error,
    judged,
    risk_coverage,
)
from faqbot.evaluation.cases import Case
from faqbot.evaluation.run import Result

PAIRS = [(0.9, True), (0.8, False), (0.6, True), (0.1, False)]


def test_risk_and_coverage_by_hand() -> None:
    """Errors after 1, 2, 3, 4 answers: 0, 1, 1, 2. Risks: 0, 1/2, 1/3, 1/2; mean 1/3."""
    coverages, risks = zip(*risk_coverage(PAIRS), strict=True)
    assert coverages == (0.25, 0.5, 0.75, 1.0)
    assert risks == pytest.approx((0, 1 / 2, 1 / 3, 1 / 2))
    assert aurc(PAIRS) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_equal_confidence_spreads_the_errors() -> None:
    """One error among two alike: 1/2 after the first, 1 after the second; risks 1/2, 1/2."""
    for tied in ([(0.5, True), (0.5, False)], [(0.5, False), (0.5, True)]):
        assert risk_coverage(tied) == [(0.5, 0.5), (1.0, 0.5)]


def test_calibration_error_by_hand() -> None:
    """Two bins of two: (0.1, 0.6) mean 0.35, right 1/2; (0.8, 0.9) mean 0.85, right 1/2.

    Gaps 0.15 and 0.35, equal weights: 0.25.
    """
    assert [b.count for b in bins(PAIRS, 2)] == [2, 2]
    assert calibration_error(PAIRS, 2) == pytest.approx(0.25)


def test_bins_differ_by_one_at_most_and_lose_nobody() -> None:
    made = bins([(n / 50, True) for n in range(50)], 15)
    assert sum(b.count for b in made) == 50
    assert {b.count for b in made} == {3, 4}


def test_nothing_judged_is_undefined() -> None:
    assert math.isnan(aurc([]))
    assert math.isnan(calibration_error([]))


def test_only_questions_that_confidence_decides_are_judged(
    result: Callable[..., Result], case: Callable[..., Case]
) -> None:
    greeting = result(case=case(status=Status.ABOUT))
    assert judged([greeting]) == []
    assert judged([result(answer=None, best_right=False)]) == [(0.0, False)]
