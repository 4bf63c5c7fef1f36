"""The gate: it fails when something breaks, and passes again when it is mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from faqbot.assistant import Assistant, Turn
from faqbot.documents import Span
from faqbot.errors import CorpusError, GateError
from faqbot.evaluation.cases import Case
from faqbot.evaluation.gate import (
    Baseline,
    Verdict,
    compare,
    hold,
    read_baseline,
    verdict_of,
    write_baseline,
)
from faqbot.evaluation.run import Result, run_cases
from faqbot.index.generation import Generation

Make = Callable[..., Result]


def baseline_of(results: list[Result]) -> Baseline:
    return Baseline("g", "s", {r.case.id: verdict_of(r) for r in results})


def broken(generation: Generation, words: str) -> Generation:
    """Return the index with every passage that holds `words` cut to its first letter."""
    corpus = generation.corpus
    passages = []
    for passage in corpus.passages:
        if words in " ".join(corpus.text_of(passage).split()):
            stump = Span(passage.span.start, passage.span.start + 1)
            sentences = tuple(replace(s, span=stump, lead_in=None) for s in passage.sentences)
            passages.append(replace(passage, span=stump, sentences=sentences))
        else:
            passages.append(passage)
    return replace(generation, corpus=replace(corpus, passages=tuple(passages)))


def test_a_broken_passage_fails_the_gate_and_mending_it_passes(
    mandatory: list[Case], generation: Generation
) -> None:
    before = run_cases(mandatory, generation)
    baseline = baseline_of(before)
    assert sum(r.right for r in before) >= 5
    damaged = broken(generation, "mandatory")
    with pytest.raises(GateError) as caught:
        hold(run_cases(mandatory, damaged), baseline)
    assert caught.value.exit_code == 4
    assert "lost" in str(caught.value)
    assert "in no passage" in str(caught.value)
    assert "holds" in hold(run_cases(mandatory, generation), baseline)


def test_one_altered_word_fails_the_gate(
    mandatory: list[Case],
    generation: Generation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    baseline = baseline_of(run_cases(mandatory, generation))
    ask = Assistant.ask

    def alter(*arguments: Any) -> Turn:
        turn = ask(*arguments)
        answer = replace(turn.answer, answer=turn.answer.answer.replace(" not ", " "))
        return replace(turn, answer=answer)

    monkeypatch.setattr(Assistant, "ask", alter)
    results = run_cases(mandatory, generation)
    with pytest.raises(GateError, match="not word for word"):
        hold(results, baseline)
    with pytest.raises(GateError, match="not written"):
        write_baseline(results, "g", tmp_path)


def outcomes(result: Make, case: Callable[..., Case], right: list[bool], tag: str) -> list[Result]:
    return [
        result(right=good, case=case(id=f"{tag}-{n}", tags=(tag,))) for n, good in enumerate(right)
    ]


def test_a_loss_in_one_slice_fails_even_when_all_gain(
    result: Make, case: Callable[..., Case]
) -> None:
    """Slice a: 5 of 20 lost (p = 1/32). Slice b: 10 of 20 gained. In all: a gain."""
    then = outcomes(result, case, [True] * 20, "a") + outcomes(result, case, [False] * 20, "b")
    now = outcomes(result, case, [False] * 5 + [True] * 15, "a")
    now += outcomes(result, case, [True] * 10 + [False] * 10, "b")
    found = {c.group: c for c in compare(now, baseline_of(then))}
    assert (found["all"].failed, found["a"].failed, found["b"].failed) == (False, True, False)
    with pytest.raises(GateError, match=r"a: 5 lost, 0 gained of 20 \(p = 0.0312\)"):
        hold(now, baseline_of(then))


def test_a_small_loss_and_a_small_slice_pass(result: Make, case: Callable[..., Case]) -> None:
    """Four lost of 20: p = 1/16. Nineteen cases are no slice of their own."""
    then = outcomes(result, case, [True] * 20, "a") + outcomes(result, case, [True] * 19, "b")
    now = outcomes(result, case, [False] * 4 + [True] * 16, "a")
    now += outcomes(result, case, [True] * 19, "b")
    assert [c.group for c in compare(now, baseline_of(then))] == ["all", "a"]
    assert "4 lost" in hold(now, baseline_of(then))


def test_an_error_fails_the_gate(result: Make) -> None:
    lost = result(answer=None, error="ValueError: x", right=False, verbatim=None)
    with pytest.raises(GateError, match="ValueError: x"):
        hold([lost], baseline_of([result()]))


def test_lost_notices_fail_the_gate(result: Make, case: Callable[..., Case]) -> None:
    cases = [case(id=f"c{n}") for n in range(20)]
    then = [result(case=c, notices_right=True) for c in cases]
    now = [result(case=c, notices_right=n >= 5) for n, c in enumerate(cases)]
    with pytest.raises(GateError, match="notices: 5 lost"):
        hold(now, baseline_of(then))


def test_new_cases_are_not_compared(result: Make, case: Callable[..., Case]) -> None:
    new = result(right=False, case=case(id="new"))
    assert "1 cases are not in the baseline" in hold([result(), new], baseline_of([result()]))


def test_cases_of_the_test_split_are_not_named(result: Make, case: Callable[..., Case]) -> None:
    hidden = next(c for n in range(99) if (c := case(fact=f"f{n}")).split == "test")
    story = hold(
        [result(right=False, case=replace(hidden, id="secret"))],
        Baseline("g", "s", {"secret": Verdict(True, None, True)}),
    )
    assert "secret" not in story
    assert "1 of the test split" in story


def test_the_baseline_reads_back_and_has_one_case_a_line(
    result: Make, case: Callable[..., Case], tmp_path: Path
) -> None:
    (tmp_path / "evaluation").mkdir()
    results = [
        result(case=case(id="b"), right=False),
        result(case=case(id="a"), notices_right=False),
        result(case=case(id="c"), right=False, relevant=frozenset()),
    ]
    path = write_baseline(results, "g", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[5] == '  "a": {"right": true, "notices": false},'
    assert lines[6] == '  "b": {"right": false},'
    assert lines[7] == '  "c": {"right": false, "reachable": false}'
    assert read_baseline(tmp_path).verdicts == baseline_of(results).verdicts


@pytest.mark.parametrize(
    "text",
    [
        None,
        "{",
        "[]",
        '{"schema": 2}',
        json.dumps({"schema": 1, "generation": "g", "settings": "s", "cases": {"a": {"right": 1}}}),
    ],
)
def test_a_baseline_that_cannot_be_read_says_what_to_do(tmp_path: Path, text: str | None) -> None:
    (tmp_path / "evaluation").mkdir()
    if text is not None:
        (tmp_path / "evaluation" / "baseline.json").write_text(text)
    with pytest.raises(CorpusError, match="--update-baseline"):
        read_baseline(tmp_path)
