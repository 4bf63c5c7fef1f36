"""Questions about a document: the line that says so, else the manifest, else a refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.answering.answer import Answer, NoticeKind, Reason, Status
from faqbot.assistant import Assistant
from faqbot.index.build import build_index

AS_OF = dt.date(2026, 3, 1)
RULES = """# Blue Badge: Frequently Asked Questions

Published 3 May 2025 [Version 4]

## 1. Who pays for the badge?

The employer pays for the badge. The badge plan was published in June 2020.

## 2. Is the badge for England only?

It counts in England only.

This publication is licensed under the terms of the Open Government Licence v3.0.
"""
PAGE = """# Cook role page
Updated 9 April 2025
Applies to England

## Duties

A cook makes lunch for the residents and writes the menu.
"""
TOOL = "# Kitchen Pathway Tool\n\n## Porter\n\nA porter carries trays.\n"
SOURCES = """schema = 1
[corpus]
main_topic = "Blue Badge"
contact = "the Badge Office"
[[document]]
id = "tool"
file = "documents/tool.md"
title = "Kitchen Pathway Tool"
publisher = "Kitchen Hub"
[[document]]
id = "rules"
file = "documents/rules.md"
title = "Blue Badge: Frequently Asked Questions"
published = 2025-05-03
version = "4"
applies_to = ["England"]
authority = "official"
[[document]]
id = "page"
file = "documents/page.md"
title = "Cook role page (Kitchen Pathway)"
updated = 2025-04-09
applies_to = ["England"]
authority = "official"
"""
GLOSSARY = """schema = 1
[[term]]
name = "Blue Badge"
aliases = ["badge", "BB"]
[[nation]]
name = "Wales"
[[nation]]
name = "England"
"""
APPROVED = """schema = 1
[[approved]]
id = "licence"
questions = ["Which licence does it have?"]
document = "rules"
quote = "It counts in England only."
approved_by = "Jo"
approved = 2026-01-02
"""
DATED = "Published 3 May 2025 [Version 4]"
COOK = "What does a cook make?"
PORTER = "What does a porter carry?"


@pytest.fixture(scope="module")
def badges(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Assistant:
    folder = tmp_path_factory.mktemp("facts")
    corpus = folder / "corpus"
    (corpus / "documents").mkdir(parents=True)
    for name, text in (("rules", RULES), ("page", PAGE), ("tool", TOOL)):
        (corpus / "documents" / f"{name}.md").write_text(text, encoding="utf-8")
    for name, text in (("sources", SOURCES), ("glossary", GLOSSARY), ("approved", APPROVED)):
        (corpus / f"{name}.toml").write_text(text, encoding="utf-8")
    build_index(corpus, folder / "index", encoder_source=[root / "index"])
    return Assistant.open(folder / "index")


@pytest.fixture
def ask(badges: Assistant) -> Callable[..., Answer]:
    """A function that asks turns of one conversation and returns the last answer."""

    def call(*turns: str) -> Answer:
        conversation = None
        for text in turns:
            turn = badges.ask(text, conversation, AS_OF)
            conversation = turn.conversation
        return turn.answer

    return call


@pytest.mark.parametrize(
    "turns, document, line",
    [
        (("When was it last updated?",), "rules", DATED),
        (("wen was it last updated",), "rules", DATED),
        (("Which version is this?",), "rules", DATED),
        (("When was the FAQ published?",), "rules", DATED),
        (("How old is the guidance?",), "rules", DATED),
        (("what date was the BB FAQ published",), "rules", DATED),
        (("When was the cook role page updated?",), "page", "Updated 9 April 2025"),
        (("When was the cook role page published?",), "page", "Updated 9 April 2025"),
        ((COOK, "when was it updated?"), "page", "Updated 9 April 2025"),
        ((COOK, "when was the FAQ published?"), "rules", DATED),
        ((COOK, "does this apply to England only?"), "page", "Applies to England"),
        ((COOK, "where does this guidance apply?"), "page", "Applies to England"),
    ],
)
def test_the_line_that_says_so_is_quoted(
    ask: Callable[..., Answer], badges: Assistant, turns: tuple[str, ...], document: str, line: str
) -> None:
    """Of the document that is named, else cited last, else the main one: word for word, cited."""
    answer = ask(*turns)
    assert answer.status is Status.ANSWERED
    (citation,) = answer.citations
    assert (citation.document_id, citation.quote, answer.answer) == (document, line, line)
    text = badges.corpus.document(document).text
    assert text[citation.start : citation.end] == line
    assert citation.receipt
    assert citation.section == ()


def test_what_is_taken_for_granted_is_said(ask: Callable[..., Answer]) -> None:
    """Which document, where none was named; which of its days, where it is the other one."""
    assumed = str(ask("When was it last updated?").assumption)
    assert "I took “it” to be “Blue Badge: Frequently Asked Questions”." in assumed
    assert "no later one" in assumed
    assert ask("When was the FAQ published?").assumption is None
    assert ask("which version is it").standalone_question == (
        "which version is “Blue Badge: Frequently Asked Questions”"
    )


def test_the_licence_is_that_of_the_document(ask: Callable[..., Answer]) -> None:
    """From a line that is left out of the guidance."""
    assert "Open Government Licence" in ask("what licence?").answer


def test_the_manifest_comes_second(ask: Callable[..., Answer]) -> None:
    """Without a line of the document it is no quotation, and no citation."""
    for turns in [("Who published the kitchen pathway tool?",), (PORTER, "who published this?")]:
        answer = ask(*turns)
        assert (answer.status, answer.reason) == (Status.ABOUT, Reason.ABOUT_DOCUMENTS)
        assert "“Kitchen Pathway Tool” is published by Kitchen Hub" in answer.answer
        assert answer.citations == ()


def test_what_nobody_knows_is_refused(ask: Callable[..., Answer]) -> None:
    """With what the document does not say, and whom to ask."""
    answer = ask(PORTER, "when was this updated?")
    assert (answer.status, answer.reason) == (Status.NOT_COVERED, Reason.NOT_IN_GUIDANCE)
    assert "“Kitchen Pathway Tool” does not say when it was updated" in answer.answer
    assert "the Badge Office" in answer.answer


@pytest.mark.parametrize(
    "turns",
    [
        ("When was the badge plan published?",),
        ("Who pays for the badge?",),
        ("Is the badge for England only?",),
        ("When was the badge issued?",),
        ("How old is the badge?",),
        ("Who issues it?",),
        ("How do I apply?",),
        ("Is the badge still current?",),
        ("Is it still current?",),
        (COOK, "does it apply in Wales?"),
        (COOK, "who writes the menu?"),
        ("How up to date are you?",),
        ("How up to date is the guidance?",),
        ("What documents do you have?",),
        ("How old is your guidance?",),
    ],
)
def test_other_questions_stay_what_they_were(
    ask: Callable[..., Answer], turns: tuple[str, ...]
) -> None:
    """A word that names anything else, and the guidance is asked; or the assistant itself."""
    answer = ask(*turns)
    assert answer.explanation is None or "about itself" not in answer.explanation.decided_by
    if "you" in turns[-1] or "up to date" in turns[-1]:
        assert (answer.status, answer.reason) == (Status.ABOUT, Reason.ABOUT_DOCUMENTS)
        assert "Kitchen Pathway Tool" in answer.answer


def test_another_nation_is_answered_by_a_line_only_of_a_named_document(
    ask: Callable[..., Answer],
) -> None:
    """It says where it applies, and the notice what that means for the nation asked about."""
    answer = ask("Does the cook role page apply in Wales?")
    assert answer.answer == "Applies to England"
    assert {n.kind for n in answer.notices} == {NoticeKind.NATION}
    assert ask("Does the FAQ apply in Wales?").status is not Status.ANSWERED


def test_an_approved_answer_comes_first(ask: Callable[..., Answer]) -> None:
    """Somebody answers for it, whatever the document says of itself."""
    assert ask("Which licence does it have?").answer == "It counts in England only."


def test_nothing_more_is_said_of_a_line(ask: Callable[..., Answer]) -> None:
    """A wish for more after it ends well, and the conversation goes on where it was."""
    assert ask(COOK, "when was it updated?", "tell me more").status is Status.NOT_COVERED
    assert ask(COOK, "when was it updated?", "say that again").answer == "Updated 9 April 2025"
