"""What is offered in place of a question that is refused."""

from __future__ import annotations

from dataclasses import replace

from faqbot.answering.answer import Explanation
from faqbot.answering.found import Found
from faqbot.answering.offering import worth_offering
from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus, SectionKind
from tests.conftest import TinyCorpus

NOTHING = Explanation("", {}, (), (), 0.1, 0.5, "refusal", {})
GUIDE = """# Guide

## Overview

The award has a fee.

## Who pays the fee?

Employers pay the fee.

## Where is it held?

It is held in Leeds.

## Ann's story

Ann paid the fee herself.
"""


def offered(corpus: Corpus, question: str) -> list[str]:
    """Headings that are offered where every section is near."""
    found = Found(question, question, (), corpus.passages, 0.1, NOTHING)
    return [p.heading for p in worth_offering(found, corpus)]


def test_what_shares_a_word_is_offered(tiny_corpus: TinyCorpus) -> None:
    """In the order given; a heading that says nothing, and a story, are not."""
    corpus = load_corpus(tiny_corpus({"guide.md": GUIDE}))
    assert offered(corpus, "Is the fee paid back?") == ["Who pays the fee?"]
    assert any(p.kind is SectionKind.STORY for p in corpus.passages)


def test_where_nothing_shares_a_word_what_is_clear_is_offered(tiny_corpus: TinyCorpus) -> None:
    """Near by its vector alone is better than nothing."""
    corpus = load_corpus(tiny_corpus({"guide.md": GUIDE}))
    clear = ["Who pays the fee?", "Where is it held?"]
    assert offered(corpus, "May tortoises vote?") == clear


def test_where_nothing_is_clear_what_is_there_is_offered(tiny_corpus: TinyCorpus) -> None:
    """An "Overview" is offered where there is nothing else."""
    corpus = load_corpus(
        tiny_corpus({"guide.md": "# Guide\n\n## Overview\n\nThe award has a fee.\n"})
    )
    assert offered(corpus, "Is the fee paid back?") == ["Overview"]


def test_the_main_topic_is_no_word_shared(tiny_corpus: TinyCorpus) -> None:
    """Every section may name it."""
    corpus = replace(load_corpus(tiny_corpus({"guide.md": GUIDE})), main_topic="Fee")
    assert "Where is it held?" in offered(corpus, "Is the fee paid in Leeds?")
    assert offered(corpus, "Is the fee for Leeds?") == ["Where is it held?"]
