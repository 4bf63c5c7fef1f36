"""A new version of a real document: what the diff names, what answers, and the way back.

Version 1.3 of the FAQ is made up here from the committed file: two facts are
changed, one question is put in and one is taken out.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from faqbot.cli.main import main
from faqbot.evaluation.cases import load_cases

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
ID = "dhsc-level-2-adult-social-care-certificate-faq"
FAQ = f"documents/{ID}.md"
TIME = "How long will it take a member of staff to complete?"
SUBMIT = "By when must awarding organisations submit their draft qualifications?"
DIPLOMA = "What is happening to the future of the Diploma?"
PARKING = "Is there parking at the assessment centre?"
PAID = "Will the qualification be mandatory?"
ASKED = {"time": TIME, "submit": SUBMIT, "diploma": DIPLOMA, "parking": PARKING, "paid": PAID}
SLICES = ("keyword", "polarity", "far")  # dev cases of these are asked, too
ADDED = (
    "**28. Is parking free at assessment centres?**\n\n"
    "- Yes. Parking is free for learners on the day of the assessment."
)


def version_1_3(text: str) -> str:
    """Return the FAQ as a new version might be: exactly four things are not as they were."""
    for old, new in (
        ("around 6 – 8 months to complete", "around 9 – 12 months to complete"),
        ("no later than 24 April 2024.", "no later than 30 September 2026."),
        ("\n# Timelines for Delivery\n\n##", f"\n{ADDED}\n\n# Timelines for Delivery\n\n##"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    start, end = text.index("## 2. What is happening"), text.index("# Quality Assurance Process\n")
    return text[:start] + text[end:]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A corpus folder with few cases, and its index: version 1.2, then version 1.3."""
    place = tmp_path_factory.mktemp("update")
    corpus, index = place / "corpus", place / "index"
    shutil.copytree(
        ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("*.jsonl", "baseline.json")
    )
    chosen = {c.id for c in load_cases(ROOT / "corpus", "dev") if c.slice in SLICES}
    for name in SLICES:
        lines = (ROOT / "corpus" / "evaluation" / f"{name}.jsonl").read_text().splitlines()
        kept = [line for line in lines if json.loads(line)["id"] in chosen]
        (corpus / "evaluation" / f"{name}.jsonl").write_text("\n".join(kept) + "\n")
    own = [
        {"id": name, "turns": [words], "status": "not_covered", "fact": name, "tags": ["own"]}
        for name, words in ASKED.items()
    ]
    lines = [json.dumps(case) for case in own]
    (corpus / "evaluation" / "own.jsonl").write_text("\n".join(lines) + "\n")
    shutil.copytree(ROOT / "index", index, ignore=shutil.ignore_patterns("encoders", "*.jsonl"))
    (index / "encoders").mkdir()
    for folder in (ROOT / "index" / "encoders").iterdir():
        (index / "encoders" / folder.name).symlink_to(folder)
    flags = ("--corpus", str(corpus), "--index", str(index), "index", "build")
    assert main([*flags, "--keep", "0"]) == 0
    (place / "new.md").write_text(version_1_3((corpus / FAQ).read_text()))
    add = ("--corpus", str(corpus), "corpus", "add", str(place / "new.md"), "--replaces", ID)
    assert main([*add, "--version", "1.3", "--yes"]) == 0
    return corpus, index


@pytest.fixture(scope="module")
def diff(folders: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The diff of the corpus as it stands against what answers, before anything is built."""
    corpus, index = folders
    file = tmp_path_factory.mktemp("diff") / "d.json"
    flags = ("--corpus", str(corpus), "--index", str(index))
    before = {p: p.stat().st_mtime_ns for p in index.rglob("*")}
    assert main([*flags, "index", "diff", "--json", str(file)]) == 0
    assert {p: p.stat().st_mtime_ns for p in index.rglob("*")} == before
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_the_diff_names_exactly_what_was_changed(diff: dict[str, Any]) -> None:
    """Two headings changed, with their figures; one added, one removed; no other document."""
    assert diff["new"]["standing"] == "the corpus as it stands, not built"
    guidance = diff["guidance"]
    (document,) = guidance["documents"]
    assert guidance["documents_unchanged"] == 4
    assert document["facts"] == [{"fact": "version", "old": "1.2", "new": "1.3"}]
    assert document["before_first_heading"] is None
    headings = [
        (h["change"], (h["new"] or h["old"])[-1].partition(".")[0]) for h in document["headings"]
    ]
    assert headings == [("changed", "13"), ("changed", "17"), ("added", "28"), ("removed", "2")]
    figures = [h["text"]["figures"] for h in document["headings"][:2]]
    assert figures == [
        [{"old": "6 – 8 months", "new": "9 – 12 months"}],
        [{"old": "24 April 2024", "new": "30 September 2026"}],
    ]
    assert document["renumbered"] == 0


def test_the_answers_follow_and_nothing_else_changes(diff: dict[str, Any]) -> None:
    """Each changed answer quotes one of the four places, before or now; all others are as before."""
    answers = diff["answers"]
    assert answers["asked"] > 60
    found = {q["id"]: c for c in answers["changes"] for q in c["questions"]}
    assert {"time", "submit", "diploma", "parking"} <= set(found)
    assert "paid" not in found
    assert found["time"]["outcome"] == found["submit"]["outcome"] == "changed"
    assert found["time"]["lost_citation"]
    assert "9 – 12 months" in found["time"]["new"]["answer"]
    assert found["diploma"]["outcome"] in ("now_refused", "changed")  # never as it was
    assert found["diploma"]["lost_citation"]
    assert found["parking"]["outcome"] == "now_answered"
    assert not found["parking"]["lost_citation"]
    headings = ("13.", "17.", "2.", "28.")
    for change in found.values():
        cited = [c["section"][-1] for side in ("old", "new") for c in change[side]["citations"]]
        statuses = {change[side]["status"] for side in ("old", "new")}
        # What lists the documents and their versions, or names words that no document held before.
        about = statuses in ({"about"}, {"not_covered"})
        assert about or any(heading.startswith(headings) for heading in cited), change
    assert answers["same"] == answers["asked"] - len(found)
    assert answers["same"] > 0.8 * answers["asked"]


def test_building_and_going_back(
    run: Run, folders: tuple[Path, Path], diff: dict[str, Any]
) -> None:
    """What was previewed is what is built, receipts tell; rollback restores the answers, to the byte."""
    corpus, index = folders
    flags = ("--corpus", str(corpus), "--index", str(index))

    lines = [
        json.dumps({"id": name, "turns": [words], "as_of": "2026-11-22"})
        for name, words in ASKED.items()
    ]

    def answers() -> dict[str, dict[str, Any]]:
        ran = run(*flags, "batch", stdin="\n".join(lines))
        assert ran.code == 0
        found = [json.loads(line) for line in ran.out.splitlines()]
        return {f["id"]: f["answers"][0] | {"elapsed_ms": 0} for f in found}

    before = answers()
    built = run(*flags, "index", "build")
    assert built.out.startswith(f"{diff['new']['generation']}:")
    assert "updated:   dhsc-level-2-adult-social-care-certificate-faq\n" in built.out
    assert int(built.out.partition("encoded:")[2].split()[0]) < 30
    assert "9 – 12 months" in answers()["time"]["answer"]
    given = {
        name: said["citations"][0]["receipt"] for name, said in before.items() if said["citations"]
    }
    told = json.loads(run(*flags, "verify", "--json", *given.values()).out)["receipts"]
    held = dict(zip(given, told, strict=True))
    assert {name: entry["state"] for name, entry in held.items()} == {
        "time": "changed", "submit": "changed", "diploma": "withdrawn", "paid": "moved",
    }  # fmt: skip
    assert held["submit"]["changes"] == [
        {"before": "24 April 2024.", "after": "30 September 2026."}
    ]
    assert "6 – 8 months" in held["time"]["then"]["quote"]
    assert "9 – 12 months" in held["time"]["now"]["quote"]
    again = run(*flags, "index", "diff", "--json", "-", "--no-answers")
    published = json.loads(again.out)
    assert published["guidance"] == diff["guidance"]
    assert published["new"]["standing"] == "answers now"
    back = run(*flags, "index", "rollback")
    assert back.out.startswith(f"{diff['old']['generation']} answers now")
    assert answers() == before
    assert "Word for word" in run(*flags, "verify", *given.values()).out
    assert run(*flags, "index", "check").code == 3  # the corpus folder still has version 1.3
