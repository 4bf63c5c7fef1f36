"""The glossary at work on texts and questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.aids import Glossary, Term
from faqbot.index.expansion import Expansion, forms_pattern

GLOSSARY = Glossary(
    (
        Term("human resources", ("HR",)),
        Term("total qualification time", ("TQT",)),
        Term("awarding organisation", ("AO", "AOs", "exam board")),
        Term("Care Certificate standards", ("care cert",)),
    ),
    (("pay", "fund", "cost"),),
)
EXPANSION = Expansion(GLOSSARY)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("TQT is stipulated", "TQT (total qualification time) is stipulated"),
        ("the AO and the AO", "the AO (awarding organisation) and the AO"),
        ("an AO is an awarding organisation", "an AO is an awarding organisation"),
        ("AOs, TQT", "AOs (awarding organisation), TQT (total qualification time)"),
        ("the exam board", "the exam board"),
        ("what is tqt?", "what is tqt (total qualification time)?"),
        ("HR takes 3 hrs", "HR (human resources) takes 3 hrs"),
        ("it takes 369 hrs", "it takes 369 hrs"),
        ("chaos and AOK and TQT-like", "chaos and AOK and TQT-like"),
        ("", ""),
    ],
)
def test_acronyms_are_spelt_out(text: str, expected: str) -> None:
    """The first mention of an acronym gets its meaning, unless the text has it already."""
    assert EXPANSION.spelt_out(text) == expected


@given(st.lists(st.sampled_from(["TQT", "AO", "AOs", "time", "(", ")", "care cert"]), max_size=8))
def test_spelling_out_is_a_fixed_point(parts: list[str]) -> None:
    """Text that was spelt out once is not spelt out again."""
    once = EXPANSION.spelt_out(" ".join(parts))
    assert EXPANSION.spelt_out(once) == once


def test_alternatives_are_stems_of_all_forms() -> None:
    """A glossary word in a question may stand for any other of its group, plurals included."""
    found = EXPANSION.alternatives("who funds the exam boards")
    assert found["fund"] == {"pay", "fund", "cost"}
    assert found["exam"] >= {"award", "organis", "ao", "exam", "board"}
    assert found["board"] == found["exam"]
    assert "who" not in found


def test_only_whole_words_are_found() -> None:
    """A form inside another word is another word; one in another number or tense is the same."""
    assert EXPANSION.alternatives("payment refunding aorta") == {}
    assert set(EXPANSION.alternatives("she paid, he funded it")) == {"fund"}
    assert EXPANSION.alternatives("") == {}


def test_the_longest_form_wins() -> None:
    """A name is not found as the shorter name inside it, and marks in it are literal."""
    pattern = forms_pattern(["care", "care (adult)", "care worker"])
    assert [m.group(0) for m in pattern.finditer("Care workers and care (adult).")] == [
        "Care workers",
        "care (adult)",
    ]


def test_no_glossary() -> None:
    """An empty glossary changes nothing."""
    empty = Expansion(Glossary())
    assert empty.spelt_out("TQT") == "TQT"
    assert empty.alternatives("pay") == {}
