"""What is said of one of two names is no answer about the other."""

from __future__ import annotations

import pytest

from faqbot.answering.signals import Candidate
from faqbot.answering.topics import Topics
from faqbot.answering.twins import TwinGuard
from faqbot.corpus.load import load_corpus
from tests.conftest import TinyCorpus

GLOSSARY = """schema = 1
[[term]]
name = "Honey Award"
confusable = ["Wax Award"]
[[term]]
name = "Wax Award"
confusable = ["Honey Award"]
"""
TEXT = (
    "# Bees\n\n## Overview\n\nThe Honey Award takes a year.\n\n"
    "## Summary\n\nThe Wax Award takes a month.\n\n## Contents of a hive and of other things\n\nHives are made of wood.\n"
)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("How long is the Honey Award?", [False, True, True]),
        ("How long is the Wax Award?", [True, False, True]),
        ("How long is the award?", [False, False, False]),
        ("What are hives made of?", [False, False, False]),
        ("Is the Honey Award like the Wax Award?", [False, False, True]),
    ],
)
def test_about_others(tiny_corpus: TinyCorpus, question: str, others: list[bool]) -> None:
    """Only what names what was asked about; a word that may be either rules none out."""
    folder = tiny_corpus({"a.md": TEXT})
    (folder / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    corpus = load_corpus(folder)
    candidates = [Candidate(i, i, p, p.sentences[0]) for i, p in enumerate(corpus.passages)]
    guard = TwinGuard(corpus, Topics(corpus))
    assert guard.about_others(question, candidates) == others
    assert guard.names(candidates[1]) == {"Wax Award"}
    assert guard.things(candidates[2]) == set()
