"""`faqbot gaps`: the list, and a draft made of one of it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.assistant import Assistant
from faqbot.evaluation.cases import load_cases
from faqbot.journal import Journal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

NOON = dt.datetime.combine(dt.date.today() - dt.timedelta(days=1), dt.time(12)).astimezone()
ASKED = ["is there money for a laptop", "Can I get a grant for a laptop?", "what's the pass mark"]
FAQ = "dhsc-level-2-adult-social-care-certificate-faq"


@pytest.fixture
def filled(journal: Journal, assistant: Assistant) -> Journal:
    """Three refusals, the last of them the oldest; the first was also said not to help."""
    refused = assistant.ask("xyzzy plugh").answer
    for days, question in enumerate(ASKED):
        asked = replace(refused, question=question, standalone_question=question)
        journal.record_refusal(asked, NOON - dt.timedelta(days=days))
        if not days:
            journal.record_feedback(asked, NOON, helpful=False, comment="=no\x1b[2J")
    return journal


@pytest.fixture
def corpus(root: Path, tmp_path: Path) -> Path:
    """A copy of the corpus that may be written to."""
    return shutil.copytree(root / "corpus", tmp_path / "corpus")


@pytest.fixture
def flags(root: Path, corpus: Path) -> list[str]:
    return ["--corpus", str(corpus), "--index", str(root / "index")]


def test_the_list(run: Run, filled: Journal) -> None:
    ran = run("gaps")
    assert (ran.code, ran.err) == (0, "")
    first, second, _ = ran.out.split("\n\n")
    assert first.splitlines()[0] == "1. Can I get a grant for a laptop?"
    assert "Asked 2 times, " in first
    assert "said not to help: 1" in first
    assert "Also: is there money for a laptop" in first
    assert "\x1b" not in first
    assert "Section: Funding > 1" in first
    assert second.startswith("2. what's the pass mark\n   Asked once, ")


def test_the_list_as_json(run: Run, filled: Journal) -> None:
    listed = json.loads(run("gaps", "--json", "--top", "1").out)
    assert (listed["found"], len(listed["gaps"])) == (2, 1)
    gap = listed["gaps"][0]
    assert (gap["n"], gap["count"], gap["refused"], gap["not_helpful"]) == (1, 2, 2, 1)
    assert gap["nearest"]["document_id"] == FAQ
    assert "1 more: --top 2" in run("gaps", "--top", "1").out
    since = str((NOON - dt.timedelta(days=1)).date())
    assert json.loads(run("gaps", "--json", "--since", since).out)["found"] == 1


def test_a_draft_case_leaves_the_evaluation_as_it_is(
    run: Run, filled: Journal, flags: list[str], corpus: Path, root: Path
) -> None:
    ran = run(*flags, "gaps", "draft", "2", "--case")
    assert (ran.code, ran.err) == (0, "")
    assert "draft-001" in ran.out
    (line,) = (corpus / "evaluation" / "drafts.jsonl").read_text().splitlines()
    assert json.loads(line)["turns"] == ["what's the pass mark"]
    assert run(*flags, "corpus", "check").code == 0
    assert load_cases(corpus) == load_cases(root / "corpus")


def test_a_draft_variant(run: Run, filled: Journal, flags: list[str], corpus: Path) -> None:
    ran = run(*flags, "gaps", "draft", "1", "--variant", FAQ, "fully funded")
    assert (ran.code, ran.err) == (0, "")
    assert "under “10. Will the qualification be fully funded by government?”" in ran.out
    assert '"Can I get a grant for a laptop?"' in (corpus / "variants.toml").read_text()
    assert run(*flags, "gaps", "draft", "1", "--variant", FAQ, "fully funded").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["gaps", "draft", "3", "--case"], ["gaps", "draft", "0", "--case"], ["gaps", "draft", "1"],
        ["gaps", "draft", "one", "--case"], ["gaps", "--top", "0"], ["gaps", "--since", "soon"],
        ["gaps", "draft", "1", "--since", str(dt.date.today()), "--case"],
        ["gaps", "draft", "1", "--case", "--variant", FAQ, "fee"],
    ],
)  # fmt: skip
def test_called_wrongly(
    run: Run, filled: Journal, flags: list[str], corpus: Path, words: list[str]
) -> None:
    ran = run(*flags, *words)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert not (corpus / "evaluation" / "drafts.jsonl").exists()
