"""What is measured over results: one measure, one function.

A measure gives each result a numerator and a denominator; its value is the sum
of the one over the sum of the other, NaN where the latter is 0. So a rate, a
mean and a precision are all one thing, and can be resampled alike. A case
without an answer counts as wrong wherever its answer was to be judged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from faqbot.answering.answer import Status
from faqbot.evaluation import retrieval_metrics as retrieval
from faqbot.evaluation.judging import proves
from faqbot.evaluation.run import Result

Share = tuple[float, float]  # numerator, denominator
Measure = Callable[[Result], Share]
_NOT_JUDGED: Share = (0.0, 0.0)


def accuracy(result: Result) -> Share:
    """Share of cases that are right: status, reason where named, evidence in the answer."""
    return float(result.right), 1.0


def hit_at_1(result: Result) -> Share:
    """Share of answerable cases whose first passage holds the evidence."""
    return _ranked(result, lambda ranking, relevant: retrieval.hit(ranking, relevant, 1))


def hit_at_3(result: Result) -> Share:
    """Share of answerable cases with the evidence in the first three passages."""
    return _ranked(result, lambda ranking, relevant: retrieval.hit(ranking, relevant, 3))


def hit_at_5(result: Result) -> Share:
    """Share of answerable cases with the evidence in the first five passages."""
    return _ranked(result, lambda ranking, relevant: retrieval.hit(ranking, relevant, 5))


def mrr(result: Result) -> Share:
    """Mean over answerable cases of 1 / the rank of the first passage with the evidence."""
    return _ranked(result, retrieval.reciprocal_rank)


def ndcg_at_10(result: Result) -> Share:
    """Mean nDCG of the first ten passages over answerable cases; all evidence counts alike."""
    return _ranked(result, lambda ranking, relevant: retrieval.ndcg(ranking, relevant, 10))


def citation_precision(result: Result) -> Share:
    """Share of the quotes given, over all cases, that hold an evidence text of their document.

    After the citation precision of ALCE (Gao et al., EMNLP 2023), with the
    case's evidence in the place of a language model's judgement. A quote given
    where the guidance does not answer is a wrong one.
    """
    if result.answer is None:
        return _NOT_JUDGED
    good = sum(
        any(proves(evidence, citation) for evidence in result.case.evidence)
        for citation in result.answer.citations
    )
    return float(good), float(len(result.answer.citations))


def citation_recall(result: Result) -> Share:
    """Share of answerable cases in which a quote holds the evidence; any one text is enough."""
    if not result.case.answerable:
        return _NOT_JUDGED
    return min(1.0, citation_precision(result)[0]), 1.0


def verbatim(result: Result) -> Share:
    """Share of answers from the guidance that are word for word what the documents say."""
    return _NOT_JUDGED if result.verbatim is None else (float(result.verbatim), 1.0)


def abstention_precision(result: Result) -> Share:
    """Share of refusals (`not_covered`) that were right to refuse."""
    return (float(_expected(result, Status.NOT_COVERED)), 1.0) if _refused(result) else _NOT_JUDGED


def abstention_recall(result: Result) -> Share:
    """Share of the cases to be refused that were refused."""
    return (float(_refused(result)), 1.0) if _expected(result, Status.NOT_COVERED) else _NOT_JUDGED


def false_refusal(result: Result) -> Share:
    """Share of answerable cases that were refused, or got no answer at all."""
    if not result.case.answerable:
        return _NOT_JUDGED
    return float(_refused(result) or result.answer is None), 1.0


def clarify(result: Result) -> Share:
    """Share of the cases that need a question back which got one."""
    return _given(result, Status.CLARIFY)


def signposted(result: Result) -> Share:
    """Share of the cases of a person in danger that got the fixed text for it."""
    return _given(result, Status.SIGNPOST)


def false_alarm(result: Result) -> Share:
    """Share of all other cases that got that text without need."""
    if _expected(result, Status.SIGNPOST):
        return _NOT_JUDGED
    return float(result.answer is not None and result.answer.status is Status.SIGNPOST), 1.0


def notices(result: Result) -> Share:
    """Share of the cases that name notices whose notices are right."""
    return _NOT_JUDGED if result.notices_right is None else (float(result.notices_right), 1.0)


def words(result: Result) -> Share:
    """Mean number of words in an answer from the guidance."""
    if result.answer is None or result.answer.status is not Status.ANSWERED:
        return _NOT_JUDGED
    return float(len(result.answer.answer.split())), 1.0


MEASURES: Mapping[str, Measure] = {
    "accuracy": accuracy,
    "hit@1": hit_at_1,
    "hit@3": hit_at_3,
    "hit@5": hit_at_5,
    "MRR": mrr,
    "nDCG@10": ndcg_at_10,
    "citation precision": citation_precision,
    "citation recall": citation_recall,
    "verbatim": verbatim,
    "abstention precision": abstention_precision,
    "abstention recall": abstention_recall,
    "false refusals": false_refusal,
    "clarify when needed": clarify,
    "danger signposted": signposted,
    "false alarms": false_alarm,
    "notices right": notices,
    "words per answer": words,
}


def value_of(measure: Measure, results: Sequence[Result]) -> float:
    """Return the value of a measure over results; NaN where it judges none of them."""
    shares = [measure(result) for result in results]
    judged = sum(denominator for _, denominator in shares)
    return sum(numerator for numerator, _ in shares) / judged if judged else math.nan


def _ranked(result: Result, measure: Callable[[Sequence[int], Mapping[int, int]], float]) -> Share:
    """Return a retrieval measure; evidence that is in no passage counts as not found."""
    if not result.case.answerable:
        return _NOT_JUDGED
    relevant = dict.fromkeys(result.relevant, 1)
    return (measure(result.ranking, relevant) if relevant else 0.0), 1.0


def _expected(result: Result, status: Status) -> bool:
    return result.case.status is status


def _refused(result: Result) -> bool:
    return result.answer is not None and result.answer.status is Status.NOT_COVERED


def _given(result: Result, status: Status) -> Share:
    if not _expected(result, status):
        return _NOT_JUDGED
    return float(result.answer is not None and result.answer.status is status), 1.0
