"""What changed in the guidance: exactly what was changed, under the name it goes by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.corpus.load import load_corpus
from faqbot.aids import Glossary
from faqbot.documents import Block, BlockKind, Corpus, Document, Section, SectionKind, Source, Span
from faqbot.index.difference import Change, DocumentChange, GuidanceDifference, compare_guidance
from faqbot.index.word_marks import Figure

TinyCorpus = Callable[..., Path]
FEES = "The employer pays a fee of £50 for each member of staff who takes part."
TIME = "Allow for about six weeks of learning beside the work of every day."
PROOF = "A certificate is sent by post to the home address that was given at the start."
FAQ = f"""# Rules

Published 1 May 2024.

## Money

### 1. Who pays?

{FEES}

### 2. Is there a discount?

There is none, whatever anybody on the telephone may have said about it.

## Time

### 3. How long does it take?

{TIME}

### 4. What proof is there?

{PROOF}
"""


@pytest.fixture
def changed(tiny_corpus: TinyCorpus) -> Callable[..., GuidanceDifference]:
    """A function that compares the FAQ with one in which pieces of text are replaced."""

    def make(*replaced: tuple[str, str], **facts: Any) -> GuidanceDifference:
        title = {"title": "Rules"}
        old = load_corpus(tiny_corpus({"a.md": FAQ, "b.md": f"# B\n\n{TIME}\n"}, a=title))
        text = FAQ
        for before, after in replaced:
            assert before in text
            text = text.replace(before, after)
        files = {"a.md": text, "b.md": f"# B\n\n{TIME}\n"}
        new = load_corpus(tiny_corpus(files, a=title | facts))
        return compare_guidance(old, new)

    return make


def headings(document: DocumentChange) -> list[tuple[Change, str | None, str | None]]:
    return [
        (h.change, h.old[-1] if h.old else None, h.new[-1] if h.new else None)
        for h in document.headings
    ]


def only(difference: GuidanceDifference) -> DocumentChange:
    (document,) = difference.documents
    assert difference.unchanged == 1
    return document


def test_nothing_changed(changed: Callable[..., GuidanceDifference]) -> None:
    difference = changed()
    assert difference.documents == ()
    assert (difference.unchanged, difference.aids) == (2, ())


def test_line_breaks_and_capitals_in_headings_are_no_change(
    changed: Callable[..., GuidanceDifference],
) -> None:
    """What nobody reads as another text is not told."""
    difference = changed(("for each member", "for\neach member"), ("## Time", "## TIME"))
    assert difference.documents == ()


def test_a_changed_figure_is_told_first(changed: Callable[..., GuidanceDifference]) -> None:
    """The heading whose numbers changed comes before one whose words did."""
    document = only(changed(("£50", "£60"), ("There is none", "There was none"), ("six", "ten")))
    assert [new for _, _, new in headings(document)] == [
        "1. Who pays?", "3. How long does it take?", "2. Is there a discount?",
    ]  # fmt: skip
    first = document.headings[0]
    assert first.text is not None
    assert first.text.figures == (Figure("£50", "£60"),)
    assert first.old == first.new == ("Money", "1. Who pays?")


def test_a_question_taken_out_leaves_the_others_as_they_are(
    changed: Callable[..., GuidanceDifference],
) -> None:
    """Numbers move up; that is counted, and not told as so many new headings."""
    removed = FAQ[FAQ.index("### 2.") : FAQ.index("## Time")]
    document = only(changed((removed, ""), ("### 3.", "### 2."), ("### 4.", "### 3.")))
    assert headings(document) == [(Change.REMOVED, "2. Is there a discount?", None)]
    assert document.renumbered == 2


def test_a_question_put_in(changed: Callable[..., GuidanceDifference]) -> None:
    document = only(changed(("### 4.", "### 4. And who asks?\n\nNobody.\n\n### 5.")))
    assert headings(document) == [(Change.ADDED, None, "4. And who asks?")]
    added = document.headings[0].text
    assert added is not None
    assert [piece.text for piece in added.pieces] == ["Nobody."]
    assert document.renumbered == 1


def test_another_heading_over_much_the_same_text(changed: Callable[..., GuidanceDifference]) -> None:
    """It is renamed; words that changed under it are told with it."""
    document = only(changed(("4. What proof is there?", "4. Is there a certificate?")))
    assert headings(document) == [
        (Change.RENAMED, "4. What proof is there?", "4. Is there a certificate?")
    ]
    assert document.headings[0].text is None
    document = only(
        changed(("4. What proof is there?", "4. Is there a certificate?"), ("post", "e-mail"))
    )
    assert document.headings[0].change is Change.RENAMED
    assert document.headings[0].text is not None


def test_another_heading_over_another_text_is_another_section(
    changed: Callable[..., GuidanceDifference],
) -> None:
    document = only(
        changed(("4. What proof is there?", "4. Whom to ask?"), (PROOF, "Ask your own manager."))
    )
    assert [h.change for h in document.headings] == [Change.ADDED, Change.REMOVED]


def test_a_renamed_main_heading_is_told_once(changed: Callable[..., GuidanceDifference]) -> None:
    """What stands under it has not moved."""
    document = only(changed(("## Money", "## What it costs")))
    assert headings(document) == [(Change.RENAMED, "Money", "What it costs")]


def test_a_question_under_another_heading_has_moved(
    changed: Callable[..., GuidanceDifference],
) -> None:
    moved = FAQ[FAQ.index("### 2.") : FAQ.index("## Time")]
    document = only(changed((moved, ""), ("### 3.", f"{moved}### 3.")))
    assert headings(document) == [
        (Change.MOVED, "2. Is there a discount?", "2. Is there a discount?")
    ]
    assert document.headings[0].old == ("Money", "2. Is there a discount?")
    assert document.headings[0].new == ("Time", "2. Is there a discount?")


def test_what_stands_before_the_first_heading(changed: Callable[..., GuidanceDifference]) -> None:
    """It is told apart: it is no heading."""
    document = only(changed(("1 May 2024", "2 May 2025")))
    assert document.headings == ()
    assert document.preface is not None
    assert document.preface.figures == (Figure("1 May 2024", "2 May 2025"),)


def test_facts_of_the_manifest(changed: Callable[..., GuidanceDifference]) -> None:
    """Each that changed, in words; a checksum says nothing to a person."""
    document = only(changed(version="1.3", publisher="P", applies_to=["England", "Wales"]))
    assert [(f.fact, f.old, f.new) for f in document.facts] == [
        ("publisher", None, "P"),
        ("version", None, "1.3"),
        ("applies_to", None, "England, Wales"),
    ]
    assert document.headings == ()


def test_documents_that_came_and_went(tiny_corpus: TinyCorpus) -> None:
    old = load_corpus(tiny_corpus({"a.md": FAQ, "b.md": f"# B\n\n{TIME}\n"}))
    new = load_corpus(tiny_corpus({"c.md": FAQ, "b.md": f"# B\n\n{TIME}\n"}))
    difference = compare_guidance(old, new)
    found = {d.id: (d.change, len(d.headings)) for d in difference.documents}
    assert found == {"c": (Change.ADDED, 7), "a": (Change.REMOVED, 7)}
    assert difference.unchanged == 1
    assert difference.count(Change.ADDED) == difference.count(Change.REMOVED) == 7


def test_aids_are_named(tiny_corpus: TinyCorpus) -> None:
    """What changes answers without being guidance is said, too."""
    old = load_corpus(tiny_corpus({"a.md": FAQ}))
    folder = tiny_corpus({"a.md": FAQ})
    (folder / "glossary.toml").write_text('schema = 1\n[[synonym]]\nwords = ["fee", "cost"]\n')
    text = (folder / "sources.toml").read_text()
    (folder / "sources.toml").write_text(f'{text}\n[corpus]\ncontact = "the office"\n')
    difference = compare_guidance(old, load_corpus(folder))
    assert difference.aids == ("contact in sources.toml", "glossary.toml")
    assert difference.documents == ()


def test_headings_that_stand_there_more_than_once(tiny_corpus: TinyCorpus) -> None:
    """Each is compared with the one in its own place."""
    roles = "\n\n".join(f"## Role {n}\n\n### Pay\n\nThe pay is £{n}00 a week." for n in (1, 2, 3))
    old = load_corpus(tiny_corpus({"a.md": f"# Roles\n\n{roles}\n"}))
    new = load_corpus(tiny_corpus({"a.md": f"# Roles\n\n{roles.replace('£200', '£250')}\n"}))
    (document,) = compare_guidance(old, new).documents
    assert [h.new for h in document.headings] == [("Role 2", "Pay")]


def test_a_heading_that_many_have_is_not_the_same_elsewhere(tiny_corpus: TinyCorpus) -> None:
    """The pay of a role that went is not that of a role that came."""
    kept = "".join(f"## Role {n}\n\n### Pay\n\nThe pay is £{n}00 a week.\n\n" for n in (1, 3))
    went = "## Role 2\n\n### Pay\n\nAsk the office about it on any day.\n"
    came = "## Job 9\n\n### Pay\n\nNobody has said so far what it will be.\n"
    old = load_corpus(tiny_corpus({"a.md": f"# Roles\n\n{TIME}\n\n{kept}{went}"}))
    new = load_corpus(tiny_corpus({"a.md": f"# Roles\n\n{TIME}\n\n{kept}{came}"}))
    (document,) = compare_guidance(old, new).documents
    assert {h.change for h in document.headings} == {Change.ADDED, Change.REMOVED}
    assert len(document.headings) == 4


# --- whatever the documents are

_TITLES = st.sampled_from(["1. Pay", "2. Pay", "Pay", "Time", "Proof", "3. Proof"])
_BODIES = st.sampled_from(["", "It is £5.", "It is £6.", "Ask the office about it all first."])
_SECTIONS = st.lists(st.tuples(st.integers(1, 2), _TITLES, _BODIES), max_size=7)


def document_of(sections: list[tuple[int, str, str]]) -> Document:
    text, found = "", []
    path: tuple[str, ...] = ("",)
    for depth, title, body in sections:
        path = (*path[: depth - 1], title)
        start = len(text)
        text += f"{title}\n"
        blocks: tuple[Block, ...] = ()
        if body:
            blocks = (Block(BlockKind.PARAGRAPH, Span(len(text), len(text) + len(body))),)
            text += f"{body}\n"
        found.append(Section(path, SectionKind.PROSE, Span(start, start + len(title)), blocks))
    return Document(Source("d", "d.md", "D", published=dt.date(2024, 1, 1)), text, tuple(found))


def corpus_of(documents: Mapping[str, Document]) -> Corpus:
    return Corpus(None, None, None, tuple(documents.values()), (), Glossary(), "")


@given(old=_SECTIONS, new=_SECTIONS)
def test_every_heading_is_accounted_for(
    old: list[tuple[int, str, str]], new: list[tuple[int, str, str]]
) -> None:
    """Headings before, less those removed, plus those added, are the headings now; the same is none."""
    before, after = corpus_of({"d": document_of(old)}), corpus_of({"d": document_of(new)})
    difference = compare_guidance(before, after)
    assert len(old) - difference.count(Change.REMOVED) + difference.count(Change.ADDED) == len(new)
    assert compare_guidance(before, before).documents == ()
    for document in difference.documents:
        for heading in document.headings:
            assert (heading.old is None) == (heading.change is Change.ADDED)
            assert (heading.new is None) == (heading.change is Change.REMOVED)
