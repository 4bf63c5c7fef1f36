"""Do two questions ask the same? What turns a question round must never be passed over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.answering.question import QuestionAnalyser
from faqbot.conversation.same_question import QuestionReader
from faqbot.documents import Corpus
from faqbot.index.lexical import LexicalIndex, passage_tokens

SAME = [
    ("Is it mandatory?", "is it mandatory"),
    ("Is it mandatory?", "Hi, can you tell me please: is it mandatory??"),
    ("Is it mandatory?", "is it manditory"),
    ("Is the ASCC mandatory?", "is the Level 2 Adult Social Care Certificate mandatory, please"),
    ("Is the ASCC mandatory?", "is the l2 ascc mandatory"),
    ("What's the deadline?", "whats the deadline"),
    ("What's the deadline?", "What is the deadline"),
    ("Isn't it free?", "is not it free"),
    ("I can't do it", "i cannot do it"),
    ("How many hours of learning are needed?", "how many hours of learning are needed then?"),
    ("Who assesses care workers?", "who assesses a care worker"),
]
NEARLY = [
    ("Who pays for it?", "who is paying for it"),
    ("Is there funding for the certificate?", "is there any funding for my certificate"),
    ("Do I have to pay for it?", "do you have to pay for it"),
    ("Can I do it online?", "could I do it online"),
]
OTHERS = [
    ("Is it mandatory?", "is it not mandatory"),
    ("Is it mandatory?", "isn't it mandatory"),
    ("Is it mandatory?", "isnt it mandatory"),
    ("Is it mandatory?", "is it optional"),
    ("Is it mandatory?", "was it mandatory"),
    ("Is it mandatory?", "will it be mandatory"),
    ("Is it mandatory?", "is it mandatory in Scotland"),
    ("Is it mandatory in England?", "is it mandatory in Wales"),
    ("Is the ASCC mandatory?", "is the Care Certificate mandatory"),
    ("Is the Level 3 diploma funded?", "is the Level 5 diploma funded"),
    ("Is Level 2 needed?", "is level 3 needed"),
    ("How many hours does it take?", "how many months does it take"),
    ("Who pays for it?", "when do they pay for it"),
    ("When does it start?", "why does it start"),
    ("Do I pay for it?", "do they pay for it"),
    ("Do I need it?", "do I want it"),
    ("Must I do it?", "may I do it"),
    ("Can I start before June?", "can I start after June"),
    ("Can I do it with a degree?", "can I do it without a degree"),
    ("Is there funding from employers?", "is there funding for employers"),
    ("Can my manager pay me?", "can I pay my manager"),
    ("Can a care worker become a nurse?", "can a nurse become a care worker"),
    ("Can anybody do it?", "can nobody do it"),
    ("Is it for all staff?", "is it for only some staff"),
    ("Is it for England?", "is it just for England"),
    ("Who?", "when?"),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(real_corpus: Corpus) -> QuestionReader:
    lexical = LexicalIndex(passage_tokens(real_corpus))
    return QuestionReader(real_corpus, QuestionAnalyser(real_corpus, lexical))


@pytest.mark.parametrize("one, other", SAME)
def test_the_same_words_ask_the_same(reader: QuestionReader, one: str, other: str) -> None:
    """Capitals, marks, politeness, articles, spelling, stems, short forms and aliases aside."""
    assert reader.read(one).same(reader.read(other), near=False)


@pytest.mark.parametrize("one, other", NEARLY)
def test_words_of_grammar_may_differ_where_vectors_agree(
    reader: QuestionReader, one: str, other: str
) -> None:
    """Only then: neither the vectors nor the words alone are enough."""
    assert reader.read(one).same(reader.read(other), near=True)
    assert not reader.read(one).same(reader.read(other), near=False)


@pytest.mark.parametrize("one, other", OTHERS)
def test_what_turns_a_question_round_counts(reader: QuestionReader, one: str, other: str) -> None:
    """Polarity, tense, numbers, nations, twins, who and when, order: however near the vectors."""
    assert not reader.read(one).same(reader.read(other), near=True)
    assert not reader.read(other).same(reader.read(one), near=True)


@pytest.mark.parametrize("text", ["", "?", "please", "the", "Is it?"])
def test_nothing_asked_is_like_nothing(reader: QuestionReader, text: str) -> None:
    """A turn without a telling word is never nearly the same as another."""
    assert not reader.read(text).same(reader.read("are you?"), near=True)


_WORDS = (
    "is not it the mandatory free care Certificate ASCC level 2 3 who when before after".split()
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6),
    st.sampled_from(_WORDS[1:2] + _WORDS[4:]),
)
def test_a_word_more_is_another_question(
    reader: QuestionReader, words: list[str], more: str
) -> None:
    """Any telling word that only one of two questions has keeps them apart."""
    longer = reader.read(" ".join([*words, more]))
    assert not reader.read(" ".join(words)).same(longer, near=True)
