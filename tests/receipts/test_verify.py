"""What became of words that were given out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.corpus.load import load_corpus
from faqbot.documents import Span
from faqbot.index.build import build_index
from faqbot.index.generation import indexed_corpus
from faqbot.receipts.archive import Archive
from faqbot.receipts.receipt import Receipt, receipt_of
from faqbot.receipts.verify import Finding, State, Verifier
from tests.receipts.conftest import FIRST, Desk, quoted

if TYPE_CHECKING:
    from tests.conftest import HashEncoder, TinyCorpus

HOURS = "It takes up to 369 hours."


def said(finding: Finding) -> tuple[State, str | None, str | None]:
    """Return the state, the words then and the words now."""
    then, now = (place.quote if place else None for place in (finding.then, finding.now))
    return finding.state, then, now


def test_word_for_word(desk: Desk) -> None:
    finding = desk.verifier(FIRST).verify(desk.receipt(HOURS))
    assert said(finding) == (State.UNCHANGED, HOURS, HOURS)


@pytest.mark.parametrize("kept", [True, False])
def test_moved(desk: Desk, kept: bool) -> None:
    """Found with and without the version that it was given out from."""
    now = FIRST.replace("# Guidance\n", "# Guidance\n\nSomething new comes first.\n")
    finding = desk.verifier(now, kept=kept).verify(desk.receipt(HOURS))
    assert finding.state is State.MOVED
    assert finding.now is not None
    assert finding.now.quote == HOURS
    assert finding.now.section[-1] == "1. How long does it take?"
    assert finding.now.span.start > finding.receipt.span.start
    assert (finding.then is not None) is kept


def test_moved_to_its_own_section_first(desk: Desk) -> None:
    """Of equal words the ones under the old heading are meant, though others are nearer."""
    now = FIRST.replace(
        "# Guidance\n", f"# Guidance\n\n{HOURS}\n\n## 0. New\n\n{'Much is said here. ' * 30}\n"
    )
    finding = desk.verifier(now).verify(desk.receipt(HOURS))
    assert finding.now is not None
    assert finding.now.section[-1] == "1. How long does it take?"


def test_the_same_words_in_another_format(desk: Desk) -> None:
    """Text file instead of Markdown: other list marks, other line breaks."""
    now = (
        "Guidance\n\n1. How long does it take?\n\nIt takes up to\n369 hours. Most people need six"
        " months.\n\n2. Who pays?\n\nYour employer pays for:\n\n• the course\n• the exam\n"
    )
    verifier = desk.verifier(now, name="g.txt")
    for words in (HOURS, "Your employer pays for:\n\n- the course\n- the exam"):
        assert verifier.verify(desk.receipt(words)).state is not State.CHANGED
        assert verifier.verify(desk.receipt(words)).state is not State.WITHDRAWN


def test_moved_to_another_document(tiny_corpus: TinyCorpus, desk: Desk) -> None:
    receipt = desk.receipt(HOURS)
    corpus = load_corpus(tiny_corpus({"other.md": f"# Other\n\n## Hours\n\n{HOURS}\n"}))
    finding = Verifier(corpus, Archive()).verify(receipt)
    assert finding.state is State.MOVED
    assert finding.now is not None
    assert finding.now.document.id == "other"


@pytest.mark.parametrize("heading", ["1. How long does it take?", "4. How long does it take?"])
def test_changed_in_its_section(desk: Desk, heading: str) -> None:
    """Another number in front of a heading is the same heading."""
    now = FIRST.replace("369", "400").replace("1. How long does it take?", heading)
    finding = desk.verifier(now).verify(desk.receipt(HOURS))
    assert said(finding) == (State.CHANGED, HOURS, "It takes up to 400 hours.")


def test_changed_where_the_sentence_beside_it_stays(desk: Desk) -> None:
    """What is beside the words is no part of the answer."""
    now = FIRST.replace(HOURS, "Nobody can say how much time is needed.")
    finding = desk.verifier(now).verify(desk.receipt(HOURS))
    assert said(finding)[::2] == (State.CHANGED, "Nobody can say how much time is needed.")


def test_what_was_put_in_beside_the_changed_words_is_left_out(desk: Desk) -> None:
    """Both new sentences stand where one stood; only one of them is like it."""
    now = FIRST.replace(HOURS, "Nobody should hurry. It takes up to 400 hours.")
    finding = desk.verifier(now).verify(desk.receipt(HOURS))
    assert said(finding)[::2] == (State.CHANGED, "It takes up to 400 hours.")


def test_of_two_equal_headings_the_one_under_the_same_headings(tiny_corpus: TinyCorpus) -> None:
    text = (
        "# Guide\n\nWords.\n\n# Work\n\nAt work.\n\n## Fees\n\nIt costs £5 here.\n\n"
        "# School\n\nAt school.\n\n## Fees\n\nIt costs £7 here.\n"
    )
    old = load_corpus(tiny_corpus({"g.md": text}, g={"title": "Guide"})).documents[0]
    receipt = receipt_of(old, quoted(old, "It costs £7 here."))
    folder = tiny_corpus(
        {"g.md": text.replace("£5", "£6").replace("£7", "£8")}, g={"title": "Guide"}
    )
    Desk.keep(folder, text, "Guide")
    finding = Verifier(load_corpus(folder), Archive(corpus=folder)).verify(receipt)
    assert said(finding)[::2] == (State.CHANGED, "It costs £8 here.")


def test_changed_under_another_heading(desk: Desk) -> None:
    now = FIRST.replace("1. How long does it take?", "1. Duration").replace("369", "400")
    finding = desk.verifier(now).verify(desk.receipt(HOURS))
    assert said(finding)[::2] == (State.CHANGED, "It takes up to 400 hours.")


def test_a_sentence_taken_out_is_withdrawn(desk: Desk) -> None:
    """Its section is still there, and holds nothing like it."""
    finding = desk.verifier(FIRST.replace(f"{HOURS} ", "")).verify(desk.receipt(HOURS))
    assert said(finding) == (State.WITHDRAWN, HOURS, None)


def test_a_section_taken_out_is_withdrawn(desk: Desk) -> None:
    words = "It is not mandatory at the moment."
    now = FIRST[: FIRST.index("## 3.")]
    assert said(desk.verifier(now).verify(desk.receipt(words)))[0] is State.WITHDRAWN


def test_a_document_taken_out_is_withdrawn(tiny_corpus: TinyCorpus, desk: Desk) -> None:
    receipt = desk.receipt(HOURS)
    folder = tiny_corpus({"other.md": "# Other\n\nText about something else.\n"})
    Desk.keep(folder)
    finding = Verifier(load_corpus(folder), Archive(corpus=folder)).verify(receipt)
    assert said(finding) == (State.WITHDRAWN, HOURS, None)
    assert "2026-11-01" in finding.why
    unknown = replace(receipt, document_id="never-heard-of")
    assert "no document of that id" in Verifier(load_corpus(folder), Archive()).verify(unknown).why


def test_changed_where_the_old_words_are_not_kept(desk: Desk) -> None:
    """The receipt still leads to the section, by its heading."""
    now = FIRST.replace("369", "400")
    finding = desk.verifier(now, kept=False, version="2").verify(desk.receipt(HOURS))
    assert (finding.state, finding.then) == (State.CHANGED, None)
    assert finding.now is not None
    assert finding.now.quote == "It takes up to 400 hours. Most people need six months."
    assert "the old words are not kept here" in finding.why
    assert "mistyped" not in finding.why


def test_a_section_gone_where_the_old_words_are_not_kept(desk: Desk) -> None:
    now = FIRST[FIRST.index("## 2.") :]
    finding = desk.verifier(f"# Guidance\n\n{now}", kept=False).verify(desk.receipt(HOURS))
    assert said(finding) == (State.WITHDRAWN, None, None)


def test_the_form_before_where_the_old_words_are_not_kept(desk: Desk) -> None:
    """It names no heading, so nothing can be shown but that they are gone."""
    receipt = Receipt("g", "1", Span(3, 28), hashlib.sha256(HOURS.encode()).hexdigest()[:16])
    finding = desk.verifier(FIRST.replace("369", "400"), kept=False, version="1").verify(receipt)
    assert said(finding) == (State.CHANGED, None, None)
    assert "still says version 1" in finding.why
    assert "mistyped" in finding.why
    kept = desk.verifier(FIRST.replace("369", "400")).verify(receipt)
    assert said(kept) == (State.CHANGED, HOURS, "It takes up to 400 hours.")


def test_old_words_from_a_kept_generation(
    tiny_corpus: TinyCorpus, quick_encoder: HashEncoder, tmp_path: Path
) -> None:
    """And a generation that is damaged proves nothing, and stops nothing."""
    index = tmp_path / "index"
    folder = tiny_corpus({"g.md": FIRST})
    first = build_index(folder, index).generation
    document = load_corpus(folder).documents[0]
    receipt = receipt_of(document, quoted(document, HOURS))
    folder = tiny_corpus({"g.md": FIRST.replace("369", "400")})
    build_index(folder, index)
    corpus = indexed_corpus(index)
    finding = Verifier(corpus, Archive(index)).verify(receipt)
    assert said(finding) == (State.CHANGED, HOURS, "It takes up to 400 hours.")
    (index / first / "corpus.json").write_text("{")
    finding = Verifier(corpus, Archive(index)).verify(receipt)
    assert said(finding)[:2] == (State.CHANGED, None)


def test_the_generation_of_today_is_no_earlier_version(
    tiny_corpus: TinyCorpus, quick_encoder: HashEncoder, tmp_path: Path
) -> None:
    """Where the words stand today is not where they stood then."""
    index = tmp_path / "index"
    folder = tiny_corpus({"g.md": FIRST})
    build_index(folder, index, keep=0)
    document = load_corpus(folder).documents[0]
    receipt = receipt_of(document, quoted(document, HOURS))
    later = FIRST.replace("# Guidance\n", "# Guidance\n\nSomething new comes first.\n")
    build_index(tiny_corpus({"g.md": later}), index, keep=0)
    finding = Verifier(indexed_corpus(index), Archive(index)).verify(receipt)
    assert said(finding) == (State.MOVED, None, HOURS)


def test_a_history_that_cannot_be_read_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    verifier = desk.verifier(FIRST.replace("369", "400"))
    (tmp_path / "corpus" / "history" / "1.md").unlink()
    assert verifier.verify(desk.receipt(HOURS)).then is None
    corpus = load_corpus(tmp_path / "corpus")
    (tmp_path / "corpus" / "sources.toml").write_text("not toml")
    broken = Verifier(corpus, Archive(tmp_path / "nowhere", tmp_path / "corpus"))
    assert broken.verify(desk.receipt(HOURS)).state is State.CHANGED
