"""What always holds of answers from the real index."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faqbot.answering.answer import Answer, NoticeKind, Status
from faqbot.answering.related import question_for
from faqbot.assistant import Assistant
from faqbot.documents import Passage, SectionKind

AS_OF = dt.date(2026, 11, 22)
FIRST_QUESTIONS = Path(__file__).parent / "first_questions.jsonl"
MARKS = ("- ", "• ", "* ", "– ")


def folded(text: str) -> str:
    return " ".join(text.split())


def without_marks(line: str) -> str:
    return line[2:] if line.startswith(MARKS) else line


def ask(assistant: Assistant, question: str, as_of: dt.date = AS_OF) -> Answer:
    return assistant.ask(question, None, as_of).answer


def assert_sound(assistant: Assistant, answer: Answer) -> None:
    """Hold the contract: sources with answers, none with refusals, every word verbatim."""
    assert (answer.status is Status.ANSWERED) == bool(answer.citations)
    assert (answer.status is Status.ANSWERED) == (answer.reason is None)
    assert 0.0 <= answer.confidence <= 1.0
    quotes = ""
    for n, citation in enumerate(answer.citations, 1):
        document = assistant.corpus.document(citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote
        assert citation.n == n
        quotes += " " + folded(" ".join(map(without_marks, citation.quote.splitlines())))
        quotes += " " + folded(citation.quote)
    if answer.status is Status.ANSWERED:
        for line in answer.answer.splitlines():
            assert folded(without_marks(line)) in quotes
        assert answer.telling is not None
        assert folded(answer.telling) in folded(quotes)


def corpus_passages(assistant: Assistant, kind: SectionKind) -> list[Passage]:
    return [p for p in assistant.corpus.passages if p.kind is kind]


def test_each_faq_question_is_answered_from_its_own_section(assistant: Assistant) -> None:
    """All questions of the corpus, asked in its own words, cite their own section."""
    questions = corpus_passages(assistant, SectionKind.QUESTION)
    assert len(questions) == 28  # 27 of the FAQ, one of the article
    wrong = []
    for passage in questions:
        answer = ask(assistant, passage.heading)
        assert_sound(assistant, answer)
        if not answer.citations or answer.citations[0].section != passage.path:
            wrong.append(passage.heading)
    assert wrong == []


def test_roles_are_answered_from_their_own_section(assistant: Assistant) -> None:
    """At least 95 % of roles, asked plainly, cite the role."""
    roles = corpus_passages(assistant, SectionKind.ROLE)
    assert len(roles) >= 55
    right = 0
    for passage in roles:
        answer = ask(assistant, question_for(passage))
        assert_sound(assistant, answer)
        right += any(c.section[-1] == passage.heading for c in answer.citations)
    assert right / len(roles) >= 0.95


def test_the_first_thirty_of_each(assistant: Assistant) -> None:
    """Facts deep in the text, and questions to refuse: written before anything was built."""
    right = {"answered": 0, "not_covered": 0}
    for line in FIRST_QUESTIONS.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        answer = ask(assistant, case["turns"][0])
        assert_sound(assistant, answer)
        if case["status"] == "answered":
            right["answered"] += any(
                e["document"] == c.document_id and folded(e["text"]) in folded(c.quote)
                for e in case["evidence"]
                for c in answer.citations
            )
        else:
            right["not_covered"] += answer.status is Status.NOT_COVERED
    assert right["answered"] >= FLOOR_ANSWERED
    assert right["not_covered"] >= FLOOR_REFUSED


FLOOR_ANSWERED = 23
FLOOR_REFUSED = 20


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(
            st.sampled_from(
                [
                    "is",
                    "the",
                    "care",
                    "certificate",
                    "mandatory",
                    "funding",
                    "who",
                    "what",
                    "when",
                    "not",
                    "nurse",
                    "cook",
                    "level",
                    "2",
                    "3",
                    "apprenticeship",
                    "skills",
                    "record",
                    "it",
                    "they",
                    "£",
                    "369",
                    "hours",
                    "🙂",
                    "zebra",
                ]
            ),
            max_size=9,
        ).map(" ".join),
    )
)
def test_any_question_gets_a_sound_answer(assistant: Assistant, question: str) -> None:
    """Whatever is typed, the answer keeps the contract and repeats itself exactly."""
    first, second = ask(assistant, question), ask(assistant, question)
    assert_sound(assistant, first)
    assert _timeless(first) == _timeless(second)


def _timeless(answer: Answer) -> tuple[object, ...]:
    return tuple(
        getattr(answer, name) for name in answer.__dataclass_fields__ if name != "elapsed_ms"
    )


@pytest.mark.parametrize(
    "question, as_of, closed",
    [
        (
            "How much funding is the government giving for the certificate?",
            dt.date(2024, 9, 1),
            False,
        ),
        (
            "How much funding is the government giving for the certificate?",
            dt.date(2025, 3, 31),
            False,
        ),
        (
            "How much funding is the government giving for the certificate?",
            dt.date(2025, 4, 1),
            True,
        ),
        ("What is the launch date for awarding organisations?", dt.date(2024, 5, 1), False),
        ("What is the launch date for awarding organisations?", AS_OF, True),
        ("Which assessment principles are used for the certificate?", AS_OF, False),
    ],
)
def test_a_lapsed_date_is_said(
    assistant: Assistant, question: str, as_of: dt.date, closed: bool
) -> None:
    """A notice says that a period is over, from the day after it, and not before."""
    answer = ask(assistant, question, as_of)
    assert answer.status is Status.ANSWERED
    assert (NoticeKind.WINDOW_CLOSED in [n.kind for n in answer.notices]) is closed


def test_undated_and_unofficial_sources_say_so(assistant: Assistant) -> None:
    """An answer from the web article carries both notices."""
    answer = ask(assistant, "What are the core responsibilities of Level 2 practitioners?")
    assert answer.citations[0].document_id == "level-2-health-and-social-care-article"
    assert {n.kind for n in answer.notices} >= {NoticeKind.UNDATED, NoticeKind.UNOFFICIAL}


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "?!",
        "🙂🙂",
        "the of and",
        "x" * 100_000,
        "qwxz plorf",
        "¿Dónde está la biblioteca?",
    ],
)
def test_nonsense_is_refused_kindly(assistant: Assistant, question: str) -> None:
    """Empty, huge, meaningless and foreign questions end without a citation and with a text."""
    answer = ask(assistant, question)
    assert answer.status in (Status.NOT_COVERED, Status.ABOUT)
    assert answer.answer


def test_control_bytes_in_a_question_do_not_come_back(assistant: Assistant) -> None:
    """Escape sequences are taken out of the question before anything else."""
    answer = ask(assistant, "Is it \x1b]52;c;aGk=\x07mandatory\x1b[2J?")
    assert answer.question == "Is it mandatory?"


def test_a_refusal_names_what_is_asked_of_and_not_who_asks(assistant: Assistant) -> None:
    """Neither the caller nor the short words of messages."""
    refused = ask(
        assistant, "btw does a lady get falconry lessons for her son with the certificate tho?"
    )
    assert refused.status is Status.NOT_COVERED
    assert "“falconry”" in refused.answer
    assert not any(word in refused.answer for word in ("lady", "son”", "btw", "tho"))
