"""`faqbot verify`: what a person reads, what a script reads, what is no receipt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.assistant import Assistant
from faqbot.index.build import build_index
from faqbot.receipts.receipt import EXAMPLE

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import HashEncoder, TinyCorpus

TEXT = "# Guidance\n\n## Hours\n\nIt takes up to 369 hours.\n\n## Fees\n\nThere is a fee.\n"


@pytest.fixture(scope="module")
def receipt(assistant: Assistant) -> str:
    """Of an answer from the committed index."""
    return assistant.ask("Is it mandatory?").answer.citations[0].receipt


@pytest.fixture
def updated(tiny_corpus: TinyCorpus, quick_encoder: HashEncoder, tmp_path: Path) -> list[str]:
    """The flags of an index whose guidance says 400 hours, and said 369 before."""
    index = tmp_path / "index"
    for version, text in (("1", TEXT), ("2", TEXT.replace("369", "400"))):
        build_index(tiny_corpus({"g.md": text}, g={"version": version}), index)
    return ["--corpus", str(tmp_path / "corpus"), "--index", str(index)]


def _receipt(start: int, words: str) -> str:
    from faqbot.documents import Document, Source, Span
    from faqbot.receipts.receipt import receipt_of

    text = " " * start + words
    document = Document(Source("g", "g.md", "g", version="1"), text, ())
    return str(receipt_of(document, Span(start, len(text))))


def test_word_for_word(run: Run, receipt: str) -> None:
    ran = run("verify", receipt)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{receipt}\nWord for word still there.\nWhere: Level 2 Adult")
    assert "mandatory at the moment." in ran.out


def test_a_receipt_is_never_cut(
    run: Run, updated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words are wrapped where lines are short; what is copied as a whole is not."""
    monkeypatch.setattr("faqbot.cli.verify.text_width", lambda: 20)
    receipt = _receipt(17, "It takes up to 369 hours.")
    lines = run(*updated, "verify", receipt).out.splitlines()
    assert lines[0] == receipt
    assert lines[-1].startswith("Receipt now: fb2:")
    assert max(map(len, lines[1:-1])) <= 20


def test_a_pasted_case_note_on_stdin(run: Run, receipt: str) -> None:
    note = f"Question: my number is 07700 900123\nReceipt 1: {receipt}\nReceipt 2: {receipt}.\n"
    ran = run("verify", "-", stdin=note)
    assert (ran.code, ran.out.count("Word for word still there.")) == (0, 1)
    assert "07700" not in ran.out


def test_changed_then_and_now(run: Run, updated: list[str]) -> None:
    receipt = _receipt(17, "It takes up to 369 hours.")
    ran = run(*updated, "verify", receipt)
    assert ran.code == 0
    assert "\nChanged: " in ran.out
    assert "\nFigure: 369 hours is now 400 hours\n" in ran.out
    assert "\nThen: g, version 1, undated, " in ran.out
    assert "\nWords then: It takes up to «369» hours.\n" in ran.out
    assert "\nNow: g, version 2, undated, " in ran.out
    assert "\nWords now: It takes up to «400» hours.\n" in ran.out
    (found,) = json.loads(run(*updated, "verify", "--json", receipt).out)["receipts"]
    assert (found["state"], found["receipt"]) == ("changed", receipt)
    assert found["changes"] == [{"before": "369", "after": "400"}]
    assert found["then"]["quote"] == "It takes up to 369 hours."
    now = found["now"]
    assert (now["version"], now["section"]) == ("2", ["Guidance", "Hours"])
    text = run(*updated, "corpus", "text", "g").out
    assert text[now["start"] : now["end"]] == now["quote"] == "It takes up to 400 hours."
    assert "Word for word" in run(*updated, "verify", now["receipt"]).out


def test_moved_and_withdrawn(run: Run, updated: list[str]) -> None:
    ran = run(
        *updated,
        "verify",
        "--json",
        _receipt(3, "There is a fee."),
        _receipt(0, "Nobody said this."),
    )
    moved, gone = json.loads(ran.out)["receipts"]
    assert (moved["state"], moved["now"]["section"]) == ("moved", ["Guidance", "Fees"])
    assert (gone["state"], gone["now"]) == ("changed", None)
    assert "not kept here" in gone["why"]


def test_without_an_index_the_corpus_folder_is_enough(run: Run, tiny_corpus: TinyCorpus) -> None:
    folder = tiny_corpus({"g.md": TEXT})
    ran = run("--corpus", str(folder), "verify", _receipt(3, "There is a fee."))
    assert (ran.code, "Moved: " in ran.out) == (0, True)


@pytest.mark.parametrize(
    "given", ["nonsense", "", "fb2:cut:1", "\x1b]0;t\x07fb1:\x1b[2J", EXAMPLE[:-3]]
)
def test_what_is_no_receipt(run: Run, given: str) -> None:
    ran = run("verify", given)
    assert ran.code == 2
    first, second = ran.err.splitlines()
    assert first.startswith("faqbot: this is not a receipt: ")
    assert EXAMPLE in second
    assert "\x1b" not in ran.err
    assert ran.out == ""


def test_the_others_are_told_all_the_same(run: Run, receipt: str) -> None:
    ran = run("verify", "nonsense", receipt)
    assert (ran.code, "Word for word" in ran.out) == (2, True)
    ran = run("verify", "--json", "nonsense", receipt)
    states = [item["state"] for item in json.loads(ran.out)["receipts"]]
    assert (ran.code, states) == (2, ["unchanged", "not_a_receipt"])


def test_nothing_on_stdin(run: Run) -> None:
    assert run("verify", "-", stdin="").code == 2
    ran = run("verify", "-", stdin=b"x" * 4_000_001)
    assert (ran.code, "more than 4 MB" in ran.err) == (2, True)


def test_no_guidance_to_hold_it_against(run: Run, tmp_path: Path, receipt: str) -> None:
    assert run("--index", str(tmp_path), "verify", receipt).code == 3
