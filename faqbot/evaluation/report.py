"""The report of an evaluation: plain data first, then the same as text.

Rounded to four digits, and the same to the last of them for the same code,
index and cases. Time is no property of these, so it stands in a block apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from faqbot.evaluation import calibration
from faqbot.evaluation.failures import Stage, lost_at
from faqbot.evaluation.metrics import MEASURES, value_of
from faqbot.evaluation.run import Result
from faqbot.evaluation.significance import RESAMPLES, intervals

SCHEMA = 1
ALL = "all"
_DIGITS = 4
_COLUMNS = (
    "accuracy", "hit@1", "hit@3", "hit@5", "MRR", "nDCG@10",
    "false refusals", "abstention recall", "notices right", "words per answer",
)  # fmt: skip
_HEADS = (
    "right",
    "hit@1",
    "hit@3",
    "hit@5",
    "MRR",
    "nDCG",
    "false-r",
    "abst-r",
    "notices",
    "words",
)

Figures = dict[str, Any]  # JSON-ready; an undefined figure is None


def slices(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Return results by tag, in the order of the tags' first cases."""
    found: dict[str, list[Result]] = {}
    for result in results:
        for tag in result.case.tags:
            found.setdefault(tag, []).append(result)
    return found


def build_report(results: Sequence[Result], split: str, generation: str) -> Figures:
    """Return the report as data that JSON can hold; NaN is written as None.

    Args:
        results: of the cases asked.
        split: `dev`, `test` or `all`, for the heading.
        generation: the name of the index that answered.
    """
    pairs = calibration.judged(results)
    stages = Counter(stage for result in results if (stage := lost_at(result)) is not None)
    return {
        "schema": SCHEMA,
        "split": split,
        "generation": generation,
        "cases": len(results),
        "facts": len({result.case.fact for result in results}),
        ALL: _figures(results),
        "slices": {name: _figures(group) for name, group in slices(results).items()},
        "lost_at": {stage.value: stages[stage] for stage in Stage if stages[stage]},
        "risk_coverage": {
            "questions": len(pairs),
            "aurc": _rounded(calibration.aurc(pairs)),
            "curve": [
                [_rounded(coverage), _rounded(risk)]
                for coverage, risk in calibration.risk_coverage(pairs)
            ],
        },
        "calibration": {
            "expected_error": _rounded(calibration.calibration_error(pairs)),
            "bins": [
                {"count": b.count, "confidence": _rounded(b.confidence), "right": _rounded(b.right)}
                for b in calibration.bins(pairs)
            ],
        },
        "latency": _latency(results),
    }


def without_latency(report: Figures) -> Figures:
    """Return the part of a report that is the same in every run."""
    return {key: value for key, value in report.items() if key != "latency"}


def report_text(report: Figures) -> str:
    """Return a report as a person reads it: all cases, then slices, then time."""
    lines = [
        (
            f"{report['cases']} cases ({report['split']}) on {report['facts']} facts, "
            f"index {report['generation']}"
        ),
        "",
        f"{'':22}{'value':>8}  95 % interval    cases",
    ]
    for name, figure in report[ALL].items():
        if name == "cases":
            continue
        low, high = figure["interval"]
        between = "" if low is None else f"{_shown(low, name)} to {_shown(high, name)}"
        lines.append(
            f"{name:22}{_shown(figure['value'], name):>8}  {between:15}{figure['judged']:>6}"
        )
    lines += ["", f"{'slice':18}{'cases':>6}" + "".join(f"{head:>8}" for head in _HEADS)]
    for name, group in report["slices"].items():
        row = "".join(f"{_shown(group[column]['value'], column):>8}" for column in _COLUMNS)
        lines.append(f"{name:18}{group['cases']:>6}{row}")
    curve, errors = report["risk_coverage"], report["calibration"]
    lost = ", ".join(f"{stage} {count}" for stage, count in report["lost_at"].items())
    lines += [
        "",
        f"Lost at: {lost or 'nothing'}",
        f"Risk and coverage: AURC {_shown(curve['aurc'])} over {curve['questions']} questions",
        (
            f"Expected calibration error: {_shown(errors['expected_error'])} "
            f"in {len(errors['bins'])} bins of equal mass"
        ),
        f"Intervals: percentile bootstrap over facts, {RESAMPLES:,} resamples",
        "",
        (
            "Time (differs from run to run): "
            f"p50 {_shown(report['latency']['p50_ms'], 'ms')} ms, "
            f"p95 {_shown(report['latency']['p95_ms'], 'ms')} ms a turn"
        ),
    ]
    return "\n".join(lines) + "\n"


def slice_table(report: Figures) -> str:
    """Return the figures of all cases and of each slice as a Markdown table."""
    lines = [
        (
            "| slice | cases | right | 95 % | hit@1 | hit@3 | hit@5 | MRR | nDCG@10 | false refusals "
            "| abstention recall | notices right | words |"
        ),
        "|---|" + "--:|" * 12,
    ]
    for name, group in {ALL: report[ALL], **report["slices"]}.items():
        low, high = group["accuracy"]["interval"]
        values = [_shown(group[column]["value"], column) for column in _COLUMNS]
        values.insert(1, f"{_shown(low)}–{_shown(high)}")
        lines.append(f"| {name} | {group['cases']} | {' | '.join(values)} |")
    return "\n".join(lines) + "\n"


def measure_table(report: Figures) -> str:
    """Return every measure over all cases as a Markdown table."""
    lines = ["| measure | value | 95 % interval | cases judged |", "|---|--:|---|--:|"]
    for name, figure in report[ALL].items():
        if name != "cases":
            low, high = figure["interval"]
            lines.append(
                f"| {name} | {_shown(figure['value'], name)} "
                f"| {_shown(low, name)}–{_shown(high, name)} | {figure['judged']} |"
            )
    return "\n".join(lines) + "\n"


def _figures(results: Sequence[Result]) -> Figures:
    """Return each measure's value, its interval, and over how many cases it was taken."""
    figures: Figures = {"cases": len(results)}
    ranges = intervals(list(MEASURES.values()), results)
    for (name, measure), (low, high) in zip(MEASURES.items(), ranges, strict=True):
        figures[name] = {
            "value": _rounded(value_of(measure, results)),
            "interval": [_rounded(low), _rounded(high)],
            "judged": sum(measure(result)[1] > 0 for result in results),
        }
    return figures


def _latency(results: Sequence[Result]) -> Figures:
    spent = [elapsed for result in results for elapsed in result.elapsed_ms]
    low, high = np.percentile(spent, [50, 95]) if spent else (math.nan, math.nan)
    return {"turns": len(spent), "p50_ms": _rounded(float(low)), "p95_ms": _rounded(float(high))}


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, _DIGITS)


def _shown(value: float | None, name: str = "") -> str:
    """Return a figure for a person: three digits, or one for words and milliseconds."""
    if value is None:
        return "nan"
    return f"{value:.1f}" if name in ("words per answer", "ms") else f"{value:.3f}"
