"""An answer as text, Markdown and JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from faqbot.answering.answer import (
    Alternative,
    Answer,
    Citation,
    IndexIdentity,
    Notice,
    NoticeKind,
    Reason,
    Related,
    Status,
)
from faqbot.cleaning import clean_text
from faqbot.cli.explanation import explanation_to_dict, explanation_to_text
from faqbot.documents import Authority
from faqbot.rendering import (
    citation_in_full,
    dates_in_words,
    to_dict,
    to_json,
    to_markdown,
    to_text,
)

CITATION = Citation(
    n=1,
    document_id="faq",
    title="The questions",
    publisher="The Department",
    version="1.2",
    published=dt.date(2024, 1, 25),
    updated=None,
    authority=Authority.OFFICIAL,
    section=("General", "13. How long?"),
    quote="It takes\n369 hours.",
    start=10,
    end=29,
    receipt="fb1:faq:1.2:10-29:00",
)
ANSWER = Answer(
    question="how long",
    standalone_question="how long does it take?",
    status=Status.ANSWERED,
    reason=None,
    answer="It takes 369 hours.",
    citations=(CITATION,),
    confidence=0.934567,
    assumption="I took “it” to be the certificate.",
    alternatives=(Alternative("the standards", "How long do the standards take?"),),
    notices=(
        Notice(NoticeKind.OLD, "It is old."),
        Notice(NoticeKind.ASSUMPTION, "I took “it” to be the certificate."),
    ),
    related=(Related("faq", ("General",), "Who pays?"),),
    index=IndexIdentity("gen-1", "abc"),
    elapsed_ms=7.3,
    telling="It takes 369 hours.",
)
PAGED = dataclasses.replace(CITATION, anchor="page=3")
HOSTILE = (
    "\x1b]52;c;eA==\x07 \x1b]0;t\x1b\\ \x1b[2J \x1bPq\x1b\\ \x9b2J \x9d8;;x\x9c \x1b]0;never ended "
    "\x00\x08\x7f \u202e\u2066\u200b\ufeff\u2028\U000e0041 [@click=app.quit] [/foo] <b> `x` \r"
)
EVIL = replace(
    ANSWER,
    question=HOSTILE,
    answer=HOSTILE,
    citations=(
        replace(CITATION, title=HOSTILE, publisher=HOSTILE, section=(HOSTILE,), quote=HOSTILE),
    ),
    assumption=HOSTILE,
    notices=(Notice(NoticeKind.OLD, HOSTILE),),
    related=(Related("faq", (HOSTILE,), HOSTILE),),
)


def test_text() -> None:
    assert to_text(ANSWER) == (
        "It takes 369 hours.\n\n"
        "Source: The questions, The Department, version 1.2, 25 January 2024, official guidance. "
        "Section: General > 13. How long?\n\n"
        "Confidence: high.\n\n"
        "Assumed: I took “it” to be the certificate.\n\n"
        "Note: It is old.\n\n"
        "Or did you mean:\n"
        "  1. the standards: How long do the standards take?\n\n"
        "Related questions:\n"
        "  2. Who pays?"
    )


def test_markdown() -> None:
    assert to_markdown(ANSWER).startswith(
        "> It takes 369 hours.\n\n**Source 1:** The questions, The Department, version 1.2, "
        "25 January 2024, official guidance. Section: General \\> 13. How long?  \n"
        "Receipt: `fb1:faq:1.2:10-29:00`\n\nConfidence: high.\n\n"
    )


def test_json_has_the_fields_of_the_contract_in_order() -> None:
    fields = json.loads(to_json(to_dict(ANSWER)))
    assert list(fields) == [
        "schema", "question", "standalone_question", "status", "reason", "answer", "citations",
        "confidence", "assumption", "alternatives", "notices", "related", "index", "elapsed_ms",
        "telling",
    ]  # fmt: skip
    assert fields["schema"] == 1
    assert fields["confidence"] == 0.9346
    assert list(fields["citations"][0]) == [
        "n", "document_id", "title", "publisher", "version", "published", "updated", "authority",
        "section", "quote", "start", "end", "receipt",
    ]  # fmt: skip
    assert fields["citations"][0]["published"] == "2024-01-25"
    assert fields["citations"][0]["updated"] is None
    assert fields["notices"][0] == {"kind": "old", "text": "It is old."}
    assert fields["index"] == {"generation": "gen-1", "corpus_digest": "abc"}


@pytest.mark.parametrize("width", [20, 40, 80])
def test_lines_are_not_wider_than_asked(width: int) -> None:
    text = to_text(replace(ANSWER, answer="- " + "word " * 40 + "\n- " + "x" * 200), width=width)
    assert max(map(len, text.split("\n"))) <= width


def test_list_items_are_marked_and_hang() -> None:
    text = to_text(replace(ANSWER, answer="These:\n• one and more\n2. two and more"), width=12)
    assert text.startswith("These:\n- one and\n  more\n2. two and\n   more\n")


def test_a_list_begins_below_the_role() -> None:
    listed = replace(ANSWER, answer="- one")
    assert to_text(listed, role="Answer").startswith("Answer:\n- one\n")
    numbered = to_text(ANSWER, role="Answer", number_sources=True)
    assert numbered.startswith("Answer: It takes 369 hours.\n\nSource 1: The questions")


def test_what_is_not_known_is_said() -> None:
    unknown = replace(
        CITATION, publisher=None, version=None, published=None, authority=Authority.UNOFFICIAL
    )
    text = to_text(replace(ANSWER, citations=(unknown,)))
    assert "Source: The questions, publisher not known, undated, not official guidance." in text


def test_dates_in_words() -> None:
    assert dates_in_words(CITATION) == "25 January 2024"
    both = replace(CITATION, updated=dt.date(2025, 4, 9))
    assert dates_in_words(both) == "25 January 2024, updated 9 April 2025"
    assert dates_in_words(replace(both, published=None)) == "updated 9 April 2025"


def test_a_refusal_offers_questions() -> None:
    refusal = replace(
        ANSWER,
        status=Status.NOT_COVERED,
        reason=Reason.NOT_IN_GUIDANCE,
        answer="The guidance here does not answer that.",
        citations=(),
        assumption=None,
        alternatives=(),
        notices=(),
    )
    assert to_text(refusal) == (
        "The guidance here does not answer that.\n\n"
        "Questions that the guidance answers:\n  1. Who pays?"
    )
    assert not to_markdown(refusal).startswith(">")


@pytest.mark.parametrize("width", [None, 30])
def test_nothing_hostile_is_shown(width: int | None) -> None:
    for shown in (
        to_text(EVIL, width=width),
        to_markdown(EVIL),
        citation_in_full(EVIL.citations[0], width=width),
    ):
        assert clean_text(shown) == shown
        assert "[/foo]" in shown.replace("\\", "")


def test_json_escapes_what_cannot_be_seen_and_loses_nothing() -> None:
    text = to_json(to_dict(EVIL) | {"lone": "\ud800", "letters": "é – “”"})
    assert clean_text(text) == text
    assert "é – “”" in text
    assert json.loads(text)["question"] == HOSTILE
    assert json.loads(text)["lone"] == "\ud800"


@given(st.text(alphabet=st.characters(), max_size=40))
def test_json_keeps_every_text(text: str) -> None:
    written = to_json([text])
    assert json.loads(written) == [text]
    assert clean_text(written) == written


@given(st.text(alphabet="ab1 \\`*_[]<>()#+-.!|~&=:\n", min_size=1, max_size=30))
def test_markdown_shows_text_literally(text: str) -> None:
    title = " ".join(f"x {text}".split())
    source = to_markdown(replace(ANSWER, citations=(replace(CITATION, title=title),)))
    tokens = MarkdownIt("commonmark").parse(source)
    shown = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    assert any(line.startswith(f"Source 1: {title}, The Department") for line in shown)


@given(st.text(alphabet="ab1 \\`*_[]<>()#+.!|~&=:", min_size=1, max_size=30))
def test_markdown_shows_answers_literally(text: str) -> None:
    line = " ".join(text.split()) or "x"
    assume(not re.match(r"[-*+]\s", line))  # the mark of a list item, which stays one
    tokens = MarkdownIt("commonmark").parse(to_markdown(replace(ANSWER, answer=line)))
    first = next(token for token in tokens if token.type == "inline")
    assert "".join(child.content for child in first.children or ()) == line


def test_no_explanation() -> None:
    assert explanation_to_dict(None) is None
    assert "fixed text" in explanation_to_text(None)


def test_a_page_is_said_where_there_is_one() -> None:
    """A citation from a PDF names its page, in words and in JSON; another has no such key."""
    paged = dataclasses.replace(ANSWER, citations=(PAGED,))
    assert "Section: General > 13. How long? (page 3)" in to_text(paged)
    assert to_dict(paged)["citations"][0]["anchor"] == "page=3"
    named = dataclasses.replace(CITATION, anchor="funding")
    assert named.page is None
    assert "page" not in to_text(ANSWER)
    assert "anchor" not in to_dict(ANSWER)["citations"][0]
