"""Does the assistant know when it is right: risk against coverage, and calibration.

Both look at the questions that are answered or refused by confidence: those
whose case expects an answer from the guidance, or that it does not say. The
event is "the best answer found is right"; where the guidance does not answer,
it never is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from faqbot.answering.answer import Status
from faqbot.evaluation.run import Result

BINS = 15
Judged = tuple[float, bool]  # confidence 0 to 1, whether the best answer is right


@dataclass(frozen=True, slots=True)
class Bin:
    """Neighbours in confidence."""

    count: int
    confidence: float  # mean
    right: float  # share


def judged(results: Sequence[Result]) -> list[Judged]:
    """Return confidence and event of each question that confidence decides, most sure first."""
    decided = (Status.ANSWERED, Status.NOT_COVERED)
    pairs = [(r.confidence, r.best_right) for r in results if r.case.status in decided]
    return sorted(pairs, key=lambda pair: -pair[0])


def risk_coverage(pairs: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return (coverage, risk) after each question, most sure first.

    El-Yaniv & Wiener (JMLR 11, 2010): coverage is the share that is answered,
    risk the share of those that is wrong. Inside a group of equal confidence
    errors are spread evenly, so the order of the cases makes no difference.

    Args:
        pairs: as from `judged`.
    """
    points: list[tuple[float, float]] = []
    errors, taken = 0.0, 0
    for _, tied in groupby(pairs, key=lambda pair: pair[0]):
        group = [right for _, right in tied]
        wrong = group.count(False) / len(group)
        for _ in group:
            taken += 1
            errors += wrong
            points.append((taken / len(pairs), errors / taken))
    return points


def aurc(pairs: Sequence[Judged]) -> float:
    """Return the area under the risk-coverage curve: the mean risk, 0 is best.

    Geifman, Uziel & El-Yaniv: Bias-reduced uncertainty estimation for deep
    neural classifiers (ICLR 2019). NaN for no questions.
    """
    points = risk_coverage(pairs)
    return sum(risk for _, risk in points) / len(points) if points else math.nan


def bins(pairs: Sequence[Judged], count: int = BINS) -> list[Bin]:
    """Return bins of as equal a number of questions as can be, least sure first.

    Equal mass after Nguyen & O'Connor (EMNLP 2015): bins of equal width are
    empty where confidences crowd.
    """
    ordered = sorted(pairs)
    edges = [len(ordered) * n // count for n in range(count + 1)]
    found = []
    for start, end in pairwise(edges):
        part = ordered[start:end]
        if part:
            sure = sum(confidence for confidence, _ in part) / len(part)
            right = sum(event for _, event in part) / len(part)
            found.append(Bin(len(part), sure, right))
    return found


def calibration_error(pairs: Sequence[Judged], count: int = BINS) -> float:
    """Return the expected calibration error: the mean gap of confidence and share right.

    Naeini, Cooper & Hauskrecht (AAAI 2015), over bins of equal mass, weighted
    by their size; 0 is best. NaN for no questions.
    """
    if not pairs:
        return math.nan
    gaps = (b.count * abs(b.confidence - b.right) for b in bins(pairs, count))
    return sum(gaps) / len(pairs)
