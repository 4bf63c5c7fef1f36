"""The glossary at work on texts and questions."""

from __future__ import annotations

import re

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
        Term("Level 2", ("L2", "lvl 2")),
        Term("Care Certificate standards", ("care cert", "L2 care cert"), None, ("Certificate",)),
    ),
    (("pay", "fund", "cost", "give the money back"),),
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


@pytest.mark.parametrize(
    "text, expected",
    [
        ("who picks the exam board?", "who picks the exam board (awarding organisation)?"),
        ("exam boards, exam boards", "exam boards (awarding organisation), exam boards"),
        ("is an AO an exam board", "is an AO (awarding organisation) an exam board"),
        ("lvl 2 or L2, what TQT", "lvl 2 or L2 (Level 2), what TQT (total qualification time)"),
        ("is a care cert enough", "is a care cert enough"),
        ("is the L2 care cert enough", "is the L2 care cert enough"),
        ("what is the Level 2 or L2", "what is the Level 2 or L2"),
        ("", ""),
    ],
)
def test_what_people_say_gets_the_official_name(text: str, expected: str) -> None:
    """Once, unless the question has it; inside a name that is easily confused nothing is touched."""
    assert EXPANSION.explained(text) == expected


@given(st.lists(st.sampled_from(["TQT", "exam board", "L2", "lvl 2", "care cert", "x"]), max_size=8))
def test_explaining_is_a_fixed_point(parts: list[str]) -> None:
    """A question that was explained once is not explained again, and keeps its words."""
    once = EXPANSION.explained(" ".join(parts))
    assert EXPANSION.explained(once) == once
    assert re.sub(r" \([^)]*\)", "", once) == " ".join(parts)


def test_alternatives_are_stems_of_what_may_be_meant() -> None:
    """What people say may mean the official name, plurals included; synonyms mean each other."""
    found = EXPANSION.alternatives("who funds the exam boards")
    assert found["fund"] == {"pay", "fund", "cost"}
    assert found["exam"] == found["board"] == {"award", "organis", "exam", "board"}
    assert "who" not in found


def test_an_official_name_does_not_mean_what_people_say() -> None:
    """Guidance has the name or its acronym; the words of a phrase are not searched for."""
    found = EXPANSION.alternatives("which awarding organisations")
    assert found["award"] == {"award", "organis", "ao"}
    assert EXPANSION.alternatives("do they give the money back")["money"] == {"pay", "fund", "cost"}


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
