"""The cases in corpus/evaluation: they load, their labels hold, and the split is clean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.errors import CorpusError
from faqbot.evaluation.cases import Case, Evidence, check_labels, load_cases
from faqbot.index.generation import Generation

LEAST = {
    "paraphrase": 120,
    "new-worker": 40,
    "typo": 40,
    "keyword": 20,
    "follow-up": 60,
    "role": 50,
    "near": 90,
    "far": 25,
    "twin": 20,
    "polarity": 20,
    "window": 20,
    "nation": 12,
    "danger": 30,
    "small-talk": 10,
}
GOOD = {"id": "a", "turns": ["x"], "status": "not_covered", "fact": "f", "tags": ["far"]}


@pytest.fixture(scope="module")
def cases(corpus_folder: Path) -> list[Case]:
    return load_cases(corpus_folder)


def test_every_label_holds(cases: list[Case], generation: Generation) -> None:
    check_labels(cases, generation.corpus)


def test_there_are_enough_cases_in_every_slice(cases: list[Case]) -> None:
    counts = Counter(case.slice for case in cases)
    assert len(cases) >= 450
    assert {name: counts[name] for name in LEAST if counts[name] < LEAST[name]} == {}


def test_every_document_is_asked_about(cases: list[Case], generation: Generation) -> None:
    asked = {evidence.document for case in cases for evidence in case.evidence}
    assert asked == {document.id for document in generation.corpus.documents}


def test_follow_ups_have_two_to_five_turns(cases: list[Case]) -> None:
    assert {len(case.turns) for case in cases if case.slice == "follow-up"} <= {2, 3, 4, 5}


def test_windows_are_asked_before_and_after(cases: list[Case]) -> None:
    windows = [case for case in cases if case.slice == "window"]
    assert any(case.notices for case in windows)
    assert any(case.notices_absent for case in windows)


def test_the_split_is_about_60_to_40(cases: list[Case]) -> None:
    dev = sum(case.split == "dev" for case in cases)
    assert 0.55 < dev / len(cases) < 0.65


def test_no_fact_and_no_evidence_stands_on_both_sides(cases: list[Case]) -> None:
    def of(split: str) -> set[object]:
        chosen = [case for case in cases if case.split == split]
        return {e for case in chosen for e in case.evidence} | {case.fact for case in chosen}

    assert of("dev") & of("test") == set()


@pytest.mark.parametrize(
    "change, named",
    [
        ({"status": "perhaps"}, "perhaps"),
        ({"fact": None, "colour": "red"}, "colour"),
        ({"status": "answered"}, "evidence"),
        ({"turns": []}, "turns"),
        ({"as_of": "22/11/2026"}, "22/11/2026"),
        ({"notices": ["loud"]}, "loud"),
        ({"fact": ...}, "'fact' is missing"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(
    tmp_path: Path, change: dict[str, object], named: str
) -> None:
    bad = {key: value for key, value in {**GOOD, **change}.items() if value is not ...}
    (tmp_path / "evaluation").mkdir()
    path = tmp_path / "evaluation" / "far.jsonl"
    path.write_text(f"{json.dumps({**GOOD, 'id': 'z'})}\n\n{json.dumps(bad)}\n")
    with pytest.raises(CorpusError) as caught:
        load_cases(tmp_path)
    assert f"{path}, line 3" in str(caught.value)
    assert named in str(caught.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    (tmp_path / "evaluation").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "evaluation" / name).write_text(json.dumps(GOOD) + "\n")
    with pytest.raises(CorpusError, match=r"b\.jsonl, line 1"):
        load_cases(tmp_path)


@pytest.mark.parametrize(
    "evidence, named",
    [
        (Evidence("d", "words nobody wrote"), "words nobody wrote"),
        (Evidence("no-such-document", "the"), "no-such-document"),
    ],
)
def test_labels_break_loudly(
    case: Callable[..., Case], generation: Generation, evidence: Evidence, named: str
) -> None:
    if evidence.document == "d":
        evidence = Evidence(generation.corpus.documents[0].id, evidence.text)
    with pytest.raises(CorpusError, match=named) as caught:
        check_labels([case(evidence=(evidence,))], generation.corpus)
    assert "c-1" in str(caught.value)


def test_the_readme_counts_the_slices_right(cases: list[Case], corpus_folder: Path) -> None:
    text = (corpus_folder / "evaluation" / "README.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    written = {row[0].strip("`"): tuple(row[2:]) for row in rows if len(row) == 6}
    counted = {}
    for name, least in LEAST.items():
        split = Counter(case.split for case in cases if case.slice == name)
        counts = (least, split.total(), split["dev"], split["test"])
        counted[name] = tuple(str(n) for n in counts)
    assert written == counted
