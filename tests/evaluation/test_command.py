"""`faqbot eval` from the outside: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from faqbot.cli.main import main
from faqbot.evaluation.gate import BASELINE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus folder with the real documents and few cases."""
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("*.jsonl", BASELINE))
    for name in ("polarity", "keyword", "small-talk"):
        shutil.copy(ROOT / "corpus" / "evaluation" / f"{name}.jsonl", corpus / "evaluation")
    return corpus


def evaluate(folder: Path, *arguments: str) -> int:
    return main(["--corpus", str(folder), "--index", str(ROOT / "index"), "eval", *arguments])


def test_report_json_and_plot(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, drawing = tmp_path / "r.json", tmp_path / "p.svg"
    code = evaluate(folder, "--failures", "--json", str(report), "--plot", str(drawing))
    assert code == 0
    printed = capsys.readouterr().out
    assert "polarity" in printed
    assert "95 % interval" in printed
    data = json.loads(report.read_text(encoding="utf-8"))
    assert data["split"] == "dev"
    assert set(data["slices"]) == {"polarity", "keyword", "small-talk"}
    assert {"failures", "latency", "risk_coverage", "calibration"} <= set(data)
    assert drawing.read_text(encoding="utf-8").startswith("<svg")


def test_json_alone_on_stdout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(folder, "--slice", "small-talk", "--ablation", "--json", "-") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["ablation"][0]["MRR"] is None


def test_without_what_maintainers_wrote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report says so, and the baseline is never made that way."""
    only = ("--slice", "keyword", "--json", "-")
    left_out = [w for aid in ("variants", "approved", "precedents") for w in ("--without", aid)]
    assert evaluate(folder, *only, *left_out) == 0
    bare = json.loads(capsys.readouterr().out)
    assert bare["generation"].endswith(" without approved and precedents and variants")
    assert evaluate(folder, *only) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["all"]["MRR"]["value"] != bare["all"]["MRR"]["value"]
    assert evaluate(folder, "--update-baseline", "--without", "approved") == 2
    assert "--without" in capsys.readouterr().err


def test_the_gate_needs_a_baseline_then_holds_then_fails(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("polarity", "small-talk"):  # one slice is enough, and quicker
        (folder / "evaluation" / f"{name}.jsonl").unlink()
    assert evaluate(folder, "--gate") == 3
    assert "--update-baseline" in capsys.readouterr().err
    assert evaluate(folder, "--update-baseline") == 0
    assert evaluate(folder, "--gate") == 0
    assert "The evaluation gate holds." in capsys.readouterr().out
    cases = folder / "evaluation" / "keyword.jsonl"
    lines = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["turns"] = ["who won the cup?"]
    cases.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert evaluate(folder, "--gate") == 4
    assert "keyword" in capsys.readouterr().err


def test_stale_labels_end_with_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = folder / "evaluation" / "keyword.jsonl"
    cases.write_text(cases.read_text(encoding="utf-8").replace("369 hours", "370 hours"))
    assert evaluate(folder) == 3
    assert "370 hours" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["--slice", "nonsense"], "nonsense"),
        (["--update-baseline", "--split", "dev"], "--split"),
    ],
)
def test_wrong_usage_ends_with_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    assert evaluate(folder, *arguments) == 2
    assert named in capsys.readouterr().err
    assert not (folder / "evaluation" / BASELINE).exists()
