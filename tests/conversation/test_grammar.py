"""Words that stand for others."""

from __future__ import annotations

import pytest

from faqbot.answering.topic import Topic
from faqbot.conversation.grammar import (
    antecedents,
    pronoun_in,
    refers_back,
)

AWARD, COOK = Topic("Honey Award"), Topic("cook", role=True)
STAFF = Topic("kitchen staff", subject=True, said="kitchen staff")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("is it mandatory?", "it"),
        ("will that change?", "that"),
        ("is that a legal requirement?", "that"),
        ("I'm a cook in a nursing home, is it for me?", "it"),
        ("I did a first aid course, does it count?", None),
        ("is it raining?", None),
        ("how long does it take to become a nurse?", None),
        ("when you move between homes is it lost?", None),
        ("how do I become one?", "one"),
        ("can I do one online?", "one"),
        ("one day I will, for one reason", None),
        ("what happens after that?", None),
        ("who was it that agreed those?", "those"),
        ("I have papers from abroad, who reads them?", None),
        ("so it's right that cooks train?", None),
        ("is it worth doing?", None),
        ("is it worth it?", "it"),
        ("er, it's about my son", None),
        ("who sees to it that staff train?", None),
        ("must they go, whether they like it or not?", "they"),
        ("I've got two little ones", None),
        ("has a hospice its own cooks?", None),
        ("who is the outfit that could help?", None),
        ("I was told that at college one pays", None),
        ("can I do that at college?", "that"),
        ("how do I check, that the cook trained?", None),
        ("are care staff going to get their own record?", None),
        ("how many of their units are optional?", "their"),
        ("what is the title of the qualification for running a home?", None),
        ("is the qualification for us?", "the qualification"),
        ("what's in it for the staff?", None),
        ("is it like taking bloods and that?", "it"),
        ("do I take bloods and that?", None),
    ],
)
def test_pronoun(text: str, word: str | None) -> None:
    """A word that stands for a topic, unless something nearer was named."""
    span = pronoun_in(text, AWARD)
    assert (text[span[0] : span[1]] if span else None) == word


def test_what_it_stands_for() -> None:
    """The nearest that agrees: "they" are people, "it" is a thing, "the certificate" no award."""
    assert antecedents("it", [[AWARD, STAFF]])[0] == AWARD
    assert antecedents("them", [[AWARD, STAFF]]) == [STAFF]
    assert antecedents("it", [[COOK], [AWARD]])[0] == AWARD
    assert antecedents("she", [[COOK], [AWARD]]) == [COOK]
    assert antecedents("the certificate", [[AWARD]]) == []
    assert antecedents("they", [[AWARD]]) == []
    assert antecedents("they", [[Topic("grant", subject=True, said="the grant")]]) == []
    assert antecedents("they", [[Topic("Bee Council", subject=True, said="Bee Council")]])


def test_what_is_only_looked_for_is_not_spoken_of() -> None:
    """ "Is there a form for it?" means what was said before."""
    assert refers_back("is there a cook for it", (20, 22), 9)
    assert not refers_back("can a cook do it", (14, 16), 6)
    assert refers_back("can it", (4, 6), None)
