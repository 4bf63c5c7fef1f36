"""Report, failures, plot and ablation: deterministic, complete, and true to the results."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from faqbot.answering.answer import Answer, Status
from faqbot.assistant import Assistant
from faqbot.evaluation.ablation import RANKINGS, READING, ablation, ablation_table
from faqbot.evaluation.cases import Case
from faqbot.evaluation.failures import Stage, failures, failures_text, lost_at
from faqbot.evaluation.metrics import MEASURES
from faqbot.evaluation.plot import plot
from faqbot.evaluation.report import (
    build_report,
    measure_table,
    report_text,
    slice_table,
    without_latency,
)
from faqbot.evaluation.run import Result, run_cases
from faqbot.index.generation import Generation

Make = Callable[..., Result]


def test_two_runs_give_the_same_report_to_the_last_digit(
    subset: list[Case], subset_results: list[Result], generation: Generation
) -> None:
    def text(results: list[Result]) -> str:
        report = without_latency(build_report(results, "dev", generation.name))
        found = failures_text(failures(results))
        return json.dumps(report, allow_nan=False) + found

    assert text(run_cases(subset[::4], generation)) == text(subset_results[::4])


def test_only_the_last_line_of_the_text_speaks_of_time(subset_results: list[Result]) -> None:
    slower = [replace(r, elapsed_ms=(99.0,)) for r in subset_results]
    one, other = (
        report_text(build_report(results, "dev", "g")).splitlines()
        for results in (subset_results, slower)
    )
    assert one[:-1] == other[:-1]
    assert one[-1] != other[-1]


def test_every_measure_and_slice_is_reported(subset_results: list[Result]) -> None:
    report = build_report(subset_results, "dev", "g")
    assert set(report["slices"]) == {"polarity", "keyword", "far", "small-talk", "window"}
    text = report_text(report) + measure_table(report) + slice_table(report)
    assert all(name in text for name in (*MEASURES, *report["slices"]))
    assert "nan" in text  # far has nothing to retrieve
    assert report["slices"]["far"]["MRR"]["value"] is None


def test_answers_of_the_subset_are_word_for_word(subset_results: list[Result]) -> None:
    report = build_report(subset_results, "dev", "g")
    assert report["all"]["verbatim"]["value"] == 1.0


def test_a_case_that_raises_is_recorded_as_wrong(
    subset: list[Case], generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(Assistant, "ask", fail)
    (found,) = run_cases(subset[:1], generation)
    assert (found.right, found.error) == (False, "RuntimeError: out of order")
    assert lost_at(found) is Stage.ERROR
    assert "out of order" in failures_text(failures([found]))


@pytest.mark.parametrize(
    "changes, stage",
    [
        ({"right": True}, None),
        ({"right": True, "notices_right": False}, Stage.NOTICES),
        ({"relevant": frozenset()}, Stage.PARSING),
        ({"ranking": (1, 2, 3)}, Stage.RETRIEVAL),
        ({"ranking": (*range(100, 112), 7)}, Stage.RETRIEVAL),
        ({}, Stage.SELECTION),
    ],
)
def test_the_stage_that_lost_an_answer(
    result: Make, changes: dict[str, Any], stage: Stage | None
) -> None:
    assert lost_at(result(**{"right": False, "best_right": False, **changes})) is stage


def test_the_stage_of_refusals(
    result: Make, case: Callable[..., Case], answer: Callable[..., Answer]
) -> None:
    off = case(status=Status.NOT_COVERED)
    wrong = {"right": False, "best_right": False}
    assert lost_at(result(**wrong, answer=answer())) is Stage.SELECTION
    assert lost_at(result(right=False, answer=answer())) is Stage.REFUSAL
    assert lost_at(result(**wrong, case=off)) is Stage.ANSWERED
    assert lost_at(result(**wrong, case=off, answer=answer())) is Stage.REASON
    danger = case(status=Status.SIGNPOST)
    assert lost_at(result(**wrong, case=danger)) is Stage.ROUTING
    follow_up = case(turns=("a", "b"))
    assert lost_at(result(**wrong, case=follow_up, ranking=(1,))) is Stage.READING


def test_failures_say_what_was_wanted_and_shown(result: Make) -> None:
    text = failures_text(failures([result(right=False, best_right=False)]))
    assert "wanted   answered: “it is free”" in text
    assert "shown    answered: “Yes, it is free.”" in text
    assert "rank of the right passage 2" in text


def test_the_plot_is_well_formed_and_the_same_twice(subset_results: list[Result]) -> None:
    report = build_report(subset_results, "dev", "g")
    root = ET.fromstring(plot(report))
    assert root.tag.endswith("svg")
    assert plot(report) == plot(build_report(subset_results, "dev", "g"))
    ET.fromstring(plot(build_report([], "dev", "g")))


def test_the_ablation_has_a_row_for_each_ranking_and_one_for_everything(
    subset_results: list[Result], generation: Generation
) -> None:
    few = [r for r in subset_results if r.case.answerable][:15]
    rows = list(ablation(few, generation))
    assert [row.name for row in rows] == [*RANKINGS, READING]
    fused = rows[list(RANKINGS).index("all rankings, fused")]
    assert fused.values == pytest.approx(
        tuple(
            build_report(few, "dev", "g")["all"][n]["value"]
            for n in ("hit@1", "hit@3", "hit@5", "MRR", "nDCG@10")
        ),
        abs=1e-4,
    )
    assert ablation_table(rows).count("\n") == len(rows) + 2
