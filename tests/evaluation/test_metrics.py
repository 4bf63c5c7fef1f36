"""Measures over results, intervals and the paired test: arithmetic by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from faqbot.answering.answer import Answer, Status
from faqbot.evaluation import metrics
from faqbot.evaluation.cases import Case
from faqbot.evaluation.metrics import MEASURES, value_of
from faqbot.evaluation.run import Result
from faqbot.evaluation.significance import intervals, mcnemar

Make = Callable[..., Result]


def test_no_results_leave_every_measure_undefined() -> None:
    assert all(math.isnan(value_of(measure, [])) for measure in MEASURES.values())


def test_retrieval_measures_of_the_second_place(result: Make) -> None:
    """The evidence is in row 7, the second of 3, 7, 1: hit@1 0, hit@3 1, MRR 1/2, nDCG 1/log2(3)."""
    one = [result()]
    assert value_of(metrics.hit_at_1, one) == 0.0
    assert value_of(metrics.hit_at_3, one) == 1.0
    assert value_of(metrics.mrr, one) == 0.5
    assert value_of(metrics.ndcg_at_10, one) == pytest.approx(1 / math.log2(3))


def test_evidence_in_no_passage_counts_as_not_found(result: Make) -> None:
    assert value_of(metrics.mrr, [result(relevant=frozenset()), result()]) == 0.25


def test_a_missing_output_is_wrong_everywhere(result: Make, case: Callable[..., Case]) -> None:
    broken = {
        "answer": None,
        "error": "ValueError: x",
        "right": False,
        "ranking": (),
        "best_right": False,
        "verbatim": None,
    }
    lost = [result(**broken)]
    for measure in (metrics.accuracy, metrics.hit_at_5, metrics.mrr, metrics.citation_recall):
        assert value_of(measure, lost) == 0.0
    assert value_of(metrics.false_refusal, lost) == 1.0
    refused = [result(**broken, case=case(status=Status.NOT_COVERED))]
    assert value_of(metrics.abstention_recall, refused) == 0.0


def test_citation_precision_is_over_quotes(
    result: Make, answer: Callable[..., Answer], case: Callable[..., Case]
) -> None:
    """Two quotes, one holds the evidence; and one quote where none was wanted: 1 of 3."""
    both = result(answer=answer("it is free", "ask your employer"))
    needless = result(answer=answer("it is free"), case=case(status=Status.NOT_COVERED))
    assert value_of(metrics.citation_precision, [both, needless]) == pytest.approx(1 / 3)
    assert value_of(metrics.citation_recall, [both, needless]) == 1.0


def test_abstention(result: Make, answer: Callable[..., Answer], case: Callable[..., Case]) -> None:
    """Wanted to refuse: 3, of which 1 was refused. Refused: 2, of which 1 was right to refuse.

    Recall 1/3, precision 1/2; of 2 answerable cases 1 was refused: 1/2.
    """
    off = case(status=Status.NOT_COVERED)
    results = [
        result(case=off, answer=answer()),
        result(case=off, answer=answer("x")),
        result(case=off, answer=answer("x")),
        result(answer=answer()),
        result(answer=answer("x")),
    ]
    assert value_of(metrics.abstention_recall, results) == pytest.approx(1 / 3)
    assert value_of(metrics.abstention_precision, results) == 0.5
    assert value_of(metrics.false_refusal, results) == 0.5


def test_never_refusing_leaves_precision_undefined(result: Make) -> None:
    assert math.isnan(value_of(metrics.abstention_precision, [result()]))
    assert math.isnan(value_of(metrics.clarify, [result()]))


def test_words_are_of_answers_from_the_guidance_only(
    result: Make, answer: Callable[..., Answer]
) -> None:
    """Three words and five words: 4; the refusal does not count."""
    results = [result(answer=answer(text)) for text in ("one two three", "a b c d e")]
    assert value_of(metrics.words, [*results, result(answer=answer())]) == 4.0


def test_intervals_are_seeded_and_hold_the_value(result: Make, case: Callable[..., Case]) -> None:
    results = [result(right=n % 4 > 0, case=case(id=f"c{n}", fact=f"f{n}")) for n in range(40)]
    ((low, high),) = intervals([metrics.accuracy], results)
    assert (low, high) == intervals([metrics.accuracy], results)[0]
    assert low < 0.75 < high
    assert 0.2 < high - low < 0.32  # normal: 2 · 1.96 · sqrt(0.75 · 0.25 / 40) = 0.268


def test_cases_of_one_fact_are_drawn_together(result: Make, case: Callable[..., Case]) -> None:
    """Forty wordings of four facts say as much as four cases, not as forty."""
    apart = [result(right=n % 2 > 0, case=case(id=f"c{n}", fact=f"f{n}")) for n in range(40)]
    together = [result(right=n % 2 > 0, case=case(id=f"c{n}", fact=f"f{n % 4}")) for n in range(40)]
    ((low, high),) = intervals([metrics.accuracy], apart)
    ((wide_low, wide_high),) = intervals([metrics.accuracy], together)
    assert wide_high - wide_low > 2 * (high - low)


def test_an_undefined_measure_has_no_interval(result: Make) -> None:
    ((low, high),) = intervals([metrics.clarify], [result()])
    assert math.isnan(low)
    assert math.isnan(high)
    assert all(math.isnan(x) for x in intervals([metrics.accuracy], [])[0])


@pytest.mark.parametrize(
    "lost, gained, p",
    [
        (0, 0, 1.0),
        (1, 0, 0.5),  # 2 · 1/2 - 1/2
        (5, 0, 1 / 32),  # 2 · 1/32 - 1/32
        (4, 0, 1 / 16),
        (6, 1, (2 * (1 + 7) - 7) / 128),  # P(X ≤ 1) = 8/128, P(X = 1) = 7/128
        (3, 3, 1.0),
    ],
)
def test_mcnemar_by_hand(lost: int, gained: int, p: float) -> None:
    assert mcnemar(lost, gained) == pytest.approx(p)
    assert mcnemar(gained, lost) == pytest.approx(p)
