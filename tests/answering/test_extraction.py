"""A telling sentence becomes a quotation with what belongs to it."""

from __future__ import annotations

import pytest

from faqbot.answering.extraction import MAX_WORDS, quotation
from faqbot.corpus.extract import Extract
from faqbot.corpus.parser import parse
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.readers.markdown import read_markdown
from faqbot.documents import Passage, Source

SOURCE = Source(id="made-up", file="made-up.md", title="Made up")
LONG = " ".join(["word"] * 70)


def passages(markdown: str) -> tuple[Extract, list[Passage]]:
    extract = read_markdown(markdown)
    return extract, list(cut_passages(parse(extract, SOURCE)))


def quote(markdown: str, telling: str) -> str:
    extract, cut = passages(markdown)
    for passage in cut:
        for sentence in passage.sentences:
            if telling in sentence.span.of(extract.text):
                return quotation(passage, sentence, extract.text).of(extract.text)
    raise AssertionError(f"no sentence holds {telling!r}")


def test_a_short_answer_to_a_question_is_quoted_whole() -> None:
    """A question's answer of at most MAX_WORDS words is not cut."""
    text = quote("## 1. May I?\n\n- Yes, you may.\n- But only on Sundays.\n", "you may")
    assert text == "Yes, you may.\n- But only on Sundays."


def test_a_list_item_comes_with_the_words_that_introduce_it() -> None:
    """The lead-in and the items between stand in the quotation."""
    text = quote("## Duties\n\nIntro.\n\nYou should:\n\n- sweep\n- wash\n- iron\n", "iron")
    assert text.startswith("You should:")
    assert text.endswith("iron")


def test_a_sentence_that_leans_back_brings_the_one_before() -> None:
    """ "However …" is not quoted without what it limits."""
    markdown = f"## Rules\n\nEverybody pays. However, students do not. {LONG}. {LONG}.\n"
    assert quote(markdown, "However").startswith("Everybody pays.")


W60, W40 = " ".join(["word"] * 60), " ".join(["word"] * 40)
IF_NOT = "If you do not have this level, take a test."


@pytest.mark.parametrize(
    ("body", "telling", "begins", "ends"),
    [
        # A condition gets its terms, from the paragraph before.
        (f"You need a level, {W60}.\n\n{IF_NOT} It is free, {W40}.", "free", "You need", "word."),
        # What stands after the telling sentence gives way to them.
        (f"You need a level, {W60}. {IF_NOT} It is free. Ask, {W60}.", "free", "You need", "free."),
        # No room for what "another" goes on from: the next that stands alone.
        (f"Cooks {W60} {W60}. Another is the store.\n\nHomes pay.", "pay", "Homes", "pay."),
    ],
)
def test_a_quotation_begins_where_it_can_be_understood(
    body: str, telling: str, begins: str, ends: str
) -> None:
    """With what its first sentence goes on from, or after both."""
    text = quote(f"## Rules\n\n{body}\n", telling)
    assert text.startswith(begins)
    assert text.endswith(ends)
    assert len(text.split()) <= MAX_WORDS


@pytest.mark.parametrize("telling", ["first", "second", "third"])
def test_a_long_answer_keeps_to_the_limit(telling: str) -> None:
    """A quotation from a long answer holds the telling sentence and about MAX_WORDS words."""
    markdown = f"## 1. Why?\n\n- The first {LONG}.\n- The second {LONG}.\n- The third {LONG}.\n"
    text = quote(markdown, telling)
    assert telling in text
    assert len(text.split()) <= MAX_WORDS


def test_a_quotation_stops_at_words_that_point_to_a_video() -> None:
    """A sentence about a video that is not there is not quoted."""
    markdown = (
        "## Cook\n\nCooks cook.\n\nThe video below shows a day of a cook.\n\nThey also plan.\n"
    )
    assert quote(markdown, "Cooks cook") == "Cooks cook."
