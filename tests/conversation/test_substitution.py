"""A topic in the place of the words that stand for it."""

from __future__ import annotations

import pytest

from faqbot.answering.topic import Topic
from faqbot.conversation.substitution import agreeing, put_in, taking

AWARD, COOK = Topic("Honey Award"), Topic("cook", role=True)


@pytest.mark.parametrize(
    ("text", "word", "topic", "made"),
    [
        ("is it open?", "it", AWARD, "is the Honey Award open?"),
        ("where is they?", "they", COOK, "where are cooks?"),
        ("what is its fee?", "its", AWARD, "what is the Honey Award's fee?"),
        ("does her boss pay?", "her", COOK, "does a cook's boss pay?"),
        ("do they take people like her?", "her", COOK, "do they take people like a cook?"),
        ("who can ask her something?", "her", COOK, "who can ask a cook something?"),
        ("are the older ones paid?", "the older ones", COOK, "are the older cooks paid?"),
        ("which older ones are paid?", "which older ones", COOK, "which older cooks are paid?"),
        ("which ones are paid?", "which ones", COOK, "which cooks are paid?"),
        ("they're paid", "they", COOK, "cooks are paid"),
        ("so they’ve left", "they", COOK, "so cooks have left"),
        ("are those ones paid?", "those ones", COOK, "are cooks paid?"),
    ],
)
def test_put_in(text: str, word: str, topic: Topic, made: str) -> None:
    """With its article, its number and its ending."""
    start = text.index(word)
    assert put_in(text, (start, start + len(word)), topic, word) == made


@pytest.mark.parametrize(
    ("head", "name", "made"),
    [
        ("What do ", "the award", "What does "),
        ("Are ", "the award", "Is "),
        ("how long does ", "cooks", "how long do "),
        ("Can I do ", "the award", "Can I do "),
        ("What do I do ", "the award", "What do I do "),
        ("Are ", "kitchen staff", "Are "),
        ("who has to do ", "the award", "who has to do "),
    ],
)
def test_agreeing(head: str, name: str, made: str) -> None:
    """The verb before a name has its number."""
    assert agreeing(head, name) == made


def test_taking() -> None:
    """ "How long does it take?" of a job asks how one becomes that."""
    text = "how long does that take then"
    assert taking(text, (14, 18), COOK) == "how long does it take to become a cook then"
    assert taking(text, (14, 18), AWARD) is None
    assert taking("does it take to it", (5, 7), COOK) is None
