"""Approved answers and variants as a person meets them, on a small corpus of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.answering.answer import Answer, NoticeKind, Reason, Status
from faqbot.assistant import Assistant
from faqbot.index.build import build_index
from faqbot.receipts.receipt import read_receipt

AS_OF = dt.date(2026, 3, 1)
RULES = """# Badge rules

## 1. Who pays for the badge?

The employer pays for the badge. Nobody else pays for a badge.

## 2. Is the badge compulsory?

It is not compulsory. Staff are encouraged to wear it.

## 3. Is there a grant?

A grant of £20 will be available until 31 January 2026.

## 4. How long is it valid?

It is valid for three years.
"""
SOURCES = """schema = 1
[corpus]
name = "Badges"
main_topic = "Blue Badge"
[[document]]
id = "rules"
file = "documents/rules.md"
title = "Badge rules"
published = 2025-06-01
applies_to = ["England"]
authority = "official"
"""
GLOSSARY = """schema = 1
[[term]]
name = "Blue Badge"
aliases = ["badge", "BB"]
confusable = ["Red Badge"]
[[term]]
name = "Red Badge"
confusable = ["Blue Badge"]
[[nation]]
name = "Wales"
words = ["Welsh"]
"""
APPROVED = """schema = 1
[[approved]]
id = "compulsory"
questions = ["Is it compulsory?", "Do all staff have to wear the badge?"]
document = "rules"
quote = "Staff are encouraged to wear it."
approved_by = "Jo Lead"
approved = 2026-01-02
review_by = 2026-02-02
[[approved]]
id = "grant"
questions = ["Is there a grant for the badge?"]
document = "rules"
quote = "Nobody else pays for a badge."
quotes = ["A grant of £20 will be available until 31 January 2026."]
approved_by = "Jo Lead"
approved = 2026-01-02
[[approved]]
id = "welsh"
questions = ["Does it count in Wales?"]
document = "rules"
quote = "It is valid for three years."
approved_by = "Jo Lead"
approved = 2026-01-02
[[approved]]
id = "renew"
questions = ["How do I renew it?"]
document = "rules"
quote = "Renew it by post."
approved_by = "Jo Lead"
approved = 2026-01-02
"""
VARIANTS = """schema = 1
[[variant]]
document = "rules"
section = "How long is it valid?"
questions = ["when do I have to queue up again"]
"""


def build(folder: Path, root: Path, rules: str = RULES) -> Assistant:
    corpus = folder / "corpus"
    (corpus / "documents").mkdir(parents=True, exist_ok=True)
    (corpus / "documents" / "rules.md").write_text(rules, encoding="utf-8")
    for name, text in (
        ("sources", SOURCES),
        ("glossary", GLOSSARY),
        ("approved", APPROVED),
        ("variants", VARIANTS),
    ):
        (corpus / f"{name}.toml").write_text(text, encoding="utf-8")
    build_index(corpus, folder / "index", encoder_source=[root / "index"])
    return Assistant.open(folder / "index")


@pytest.fixture(scope="module")
def badges(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Assistant:
    return build(tmp_path_factory.mktemp("badges"), root)


@pytest.fixture
def ask(badges: Assistant) -> Callable[..., Answer]:
    """A function that asks turns of one conversation and returns the last answer."""

    def call(*turns: str, as_of: dt.date = AS_OF, of: Assistant = badges) -> Answer:
        conversation = None
        for text in turns:
            turn = of.ask(text, conversation, as_of)
            conversation = turn.conversation
        return turn.answer

    return call


def kinds(answer: Answer) -> set[NoticeKind]:
    return {notice.kind for notice in answer.notices}


@pytest.mark.parametrize(
    "turns",
    [
        ("Is it compulsory?",),
        ("is the Blue Badge compulsary please",),
        ("do all staff have to wear the BB",),
        ("Who pays for the badge?", "and is it compulsory?"),
    ],
)
def test_an_approved_answer_wins(
    ask: Callable[..., Answer], badges: Assistant, turns: tuple[str, ...]
) -> None:
    """Asked in one of its wordings, alone or in a conversation, it is the answer, cited."""
    answer = ask(*turns)
    assert answer.status is Status.ANSWERED
    assert answer.answer == "Staff are encouraged to wear it."
    (citation,) = answer.citations
    text = badges.corpus.document("rules").text
    assert text[citation.start : citation.end] == citation.quote == answer.answer
    assert citation.section == ("2. Is the badge compulsory?",)
    receipt = read_receipt(citation.receipt)
    assert receipt is not None
    assert receipt.fits(citation.quote)
    assert answer.confidence == 1.0
    assert answer.telling == answer.answer
    said = [n.text for n in answer.notices if n.kind is NoticeKind.APPROVED]
    assert said == ["Approved by Jo Lead on 2 January 2026."]
    assert answer.explanation is not None
    assert answer.explanation.decided_by == "approved answer compulsory"


@pytest.mark.parametrize(
    "question",
    [
        "Is it not compulsory?",
        "Is the Red Badge compulsory?",
        "Is it compulsory in Wales?",
        "Was it compulsory?",
        "Why is it compulsory?",
        "Do all staff have to pay for the badge?",
    ],
)
def test_another_question_is_answered_as_ever(ask: Callable[..., Answer], question: str) -> None:
    """One word that tells another story, and nobody has approved the answer."""
    assert NoticeKind.APPROVED not in kinds(ask(question))
    assert NoticeKind.NEEDS_REVIEW not in kinds(ask(question))


def test_several_quotations_keep_their_notices(ask: Callable[..., Answer]) -> None:
    """Each is cited; a date in any of them that has passed is said beside the approval."""
    answer = ask("is there any grant for the badge")
    assert [c.n for c in answer.citations] == [1, 2]
    assert answer.answer.split("\n\n") == [c.quote for c in answer.citations]
    assert kinds(answer) == {NoticeKind.WINDOW_CLOSED, NoticeKind.APPROVED}
    assert kinds(ask("Is there a grant for the badge?", as_of=dt.date(2026, 1, 1))) == {
        NoticeKind.APPROVED
    }


def test_a_passed_review_date_is_said(ask: Callable[..., Answer]) -> None:
    """It is still the answer; before that day nothing is said."""
    assert kinds(ask("Is it compulsory?")) == {NoticeKind.APPROVED, NoticeKind.NEEDS_REVIEW}
    assert kinds(ask("Is it compulsory?", as_of=dt.date(2026, 2, 2))) == {NoticeKind.APPROVED}


def test_a_nation_asked_about_is_said(ask: Callable[..., Answer]) -> None:
    """A person approved it for this very question; that the document is for England stays said."""
    answer = ask("Does it count in Wales?")
    assert answer.status is Status.ANSWERED
    assert kinds(answer) == {NoticeKind.NATION, NoticeKind.APPROVED}
    assert ask("Is it valid in Wales?").reason is Reason.OTHER_NATION


def test_lost_words_fall_back_by_themselves(ask: Callable[..., Answer]) -> None:
    """The usual answer or refusal comes, and says that somebody must look at it."""
    answer = ask("How do I renew it?")
    assert "Renew it by post." not in answer.answer
    (notice,) = [n for n in answer.notices if n.kind is NoticeKind.NEEDS_REVIEW]
    assert "Jo Lead approved on 2 January 2026" in notice.text
    assert NoticeKind.APPROVED not in kinds(answer)


def test_a_new_version_of_the_document_ends_an_approval(
    tmp_path: Path, root: Path, ask: Callable[..., Answer]
) -> None:
    """When the quoted words change, the build goes on and the approved answer is not shown."""
    updated = build(tmp_path, root, RULES.replace("Staff are encouraged", "Staff have"))
    answer = ask("Is it compulsory?", of=updated)
    assert "encouraged" not in answer.answer
    assert kinds(answer) & {NoticeKind.APPROVED, NoticeKind.NEEDS_REVIEW} == {
        NoticeKind.NEEDS_REVIEW
    }
    again = build(tmp_path, root, RULES)
    assert NoticeKind.APPROVED in kinds(ask("Is it compulsory?", of=again))


def test_the_very_wording_of_a_variant_finds_its_section(ask: Callable[..., Answer]) -> None:
    """Whatever its words are; what is quoted is the guidance's."""
    answer = ask("When do I have to queue up again?")
    assert answer.answer == "It is valid for three years."
    assert answer.confidence >= 0.95
    assert ask("When do I have to queue up before?").confidence < 0.95
