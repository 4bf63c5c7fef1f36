"""When an answer is right, when it is verbatim, when its notices are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from faqbot.aids import Glossary
from faqbot.answering.answer import Answer, Citation, Notice, NoticeKind, Reason, Status
from faqbot.documents import Corpus, Document, Passage, SectionKind, Source, Span
from faqbot.evaluation.cases import Case, Evidence
from faqbot.evaluation.judging import (
    folded,
    holds_evidence,
    is_right,
    is_verbatim,
    notices_right,
    relevant_passages,
)

TEXT = "Yes, it is free. Ask your\nemployer.\n\n- one\n- two\n"


def corpus() -> Corpus:
    document = Document(Source("d", "d.md", "D"), TEXT, ())
    spans = (Span(0, 16), Span(17, len(TEXT)))
    passages = tuple(
        Passage(f"d#{n}", "d", (), SectionKind.PROSE, span, ()) for n, span in enumerate(spans)
    )
    return Corpus(None, None, None, (document,), passages, Glossary(), "")


def test_list_marks_and_white_space_are_no_words() -> None:
    assert folded("You need:\n  - one\n  • two,  three") == "You need: one two, three"


def test_evidence_must_stand_in_the_answer_and_in_a_quote_of_its_document(
    case: Callable[..., Case],
    answer: Callable[..., Answer],
    citation: Callable[..., Citation],
) -> None:
    shown = answer("Yes,\nit is   free.")
    assert is_right(case(), shown)
    elsewhere = replace(shown, citations=(citation("Yes, it is free.", document="other"),))
    assert not is_right(case(), elsewhere)
    assert not holds_evidence(case(), replace(shown, answer="Yes."))


def test_any_one_evidence_text_is_enough(
    case: Callable[..., Case], answer: Callable[..., Answer]
) -> None:
    either = case(evidence=(Evidence("d", "it costs nothing"), Evidence("d", "it is free")))
    assert is_right(either, answer("Yes, it is free."))


def test_status_and_named_reason_must_be_right(
    case: Callable[..., Case], answer: Callable[..., Answer]
) -> None:
    refused = answer()
    assert not is_right(case(), refused)
    assert is_right(case(status=Status.NOT_COVERED), refused)
    assert not is_right(case(status=Status.NOT_COVERED, reason=Reason.OTHER_NATION), refused)


def test_no_answer_is_wrong(case: Callable[..., Case]) -> None:
    assert not is_right(case(status=Status.NOT_COVERED), None)
    assert notices_right(case(notices=(NoticeKind.OLD,)), None) is False


def test_notices(case: Callable[..., Case], answer: Callable[..., Answer]) -> None:
    old = answer("it is free", notices=(Notice(NoticeKind.OLD, "old"),))
    assert notices_right(case(), old) is None
    assert notices_right(case(notices=(NoticeKind.OLD,)), old) is True
    assert notices_right(case(notices_absent=(NoticeKind.OLD,)), old) is False
    assert notices_right(case(notices=(NoticeKind.OLD, NoticeKind.NATION)), old) is False


@pytest.mark.parametrize(
    "quote, start, text, verbatim",
    [
        ("Yes, it is free.", 0, "Yes, it is free.", True),
        ("Ask your\nemployer.\n\n- one\n- two", 17, "Ask your employer.\none\ntwo", True),
        ("Yes, it is free.", 1, "Yes, it is free.", False),  # not at that place
        ("Yes, it is fine.", 0, "Yes, it is fine.", False),  # not in the document
        ("Yes, it is free.", 0, "Yes, it is free. For all.", False),  # more than the quote
        ("Yes, it is free.", 0, "Yes, it is not free.", False),
    ],
)
def test_verbatim(
    answer: Callable[..., Answer],
    citation: Callable[..., Citation],
    quote: str,
    start: int,
    text: str,
    verbatim: bool,
) -> None:
    shown = replace(answer("x"), answer=text, citations=(citation(quote, start=start),))
    assert is_verbatim(shown, corpus()) is verbatim


def test_a_quote_of_an_unknown_document_is_not_verbatim(
    answer: Callable[..., Answer], citation: Callable[..., Citation]
) -> None:
    shown = replace(answer("x"), citations=(citation("x", document="gone"),))
    assert not is_verbatim(shown, corpus())


def test_relevant_passages_hold_the_evidence(case: Callable[..., Case]) -> None:
    assert relevant_passages(case(), corpus()) == {0}
    assert relevant_passages(case(evidence=(Evidence("d", "one two"),)), corpus()) == {1}
    assert relevant_passages(case(evidence=(Evidence("d", "free. Ask"),)), corpus()) == set()
