"""What kind of turn it is, by its words alone."""

from __future__ import annotations

import pytest

from faqbot.conversation.turns import (
    Return,
    Shape,
    as_condition,
    asked_about,
    chosen,
    corrected,
    exchanged,
    is_remark,
    is_unsure,
    is_why,
    named_first,
    returning,
    shape,
    without_opener,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("the second one please", 2), ("ok, the last", 3), ("4", None), ("for two", None)],
)
def test_chosen(text: str, number: int | None) -> None:
    """A number or an ordinal, if there are so many."""
    assert chosen(text, 3) == number


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("back to the funding", Return("the funding", None)),
        ("going back to the funding, who pays?", Return("the funding", "who pays?")),
        ("let's go back to the funding. Is it open?", Return("the funding", "Is it open?")),
        ("who is going back to work?", None),
        ("back to nurses - who pays?", Return("nurses", "who pays?")),
        ("right, the funding again. who pays?", Return("the funding", "who pays?")),
        ("must I do the course again?", None),
        ("can I go back to work?", None),
        ("can I go back to the funding, who pays?", Return("the funding", "who pays?")),
        ("can we go back to the funding?", Return("the funding", None)),
    ],
)
def test_returning(text: str, back: Return | None) -> None:
    """What it goes back to, and what is asked of it."""
    assert returning(text) == back


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("no, I meant the diploma", "the diploma"),
        ("not the diploma, the certificate", "the certificate"),
        ("sorry, level 3", "level 3"),
        ("sorry wrong one, level 3", "level 3"),
        ("no, the award, not the diploma", "the award"),
        ("no, is it not for nurses?", "is it not for nurses"),
        ("for nurses I mean", "for nurses"),
        ("no the award", "the award"),
        ("no GCSEs needed?", None),
        ("No experience, can I still start?", None),
        ("no one told us", None),
        ("sorry to bother you, who pays?", None),
        ("hang on a second, who pays?", "who pays"),
        ("no no, the bee standards I mean", "the bee standards"),
        ("the diploma", None),
    ],
)
def test_corrected(text: str, meant: str | None) -> None:
    """What is meant instead."""
    assert corrected(text) == meant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is it mandatory", Shape.CLAUSE),
        ("since when?", Shape.ASKING),
        ("by when?", Shape.ASKING),
        ("for healthcare staff?", Shape.JOINED),
        ("if I'm 17?", Shape.JOINED),
        ("the diploma", Shape.NAME),
        ("even if I'm 17?", Shape.JOINED),
        ("part time?", Shape.JOINED),
        ("which of them works nights?", Shape.CLAUSE),
        ("which colleges run it?", Shape.CLAUSE),
        ("uni's the only way in", Shape.CLAUSE),
        ("the manager's diploma", Shape.NAME),
        ("quick question, who pays", Shape.CLAUSE),
        ("which needs a degree", Shape.CLAUSE),
        ("how long to become a nurse", Shape.CLAUSE),
        ("one two three four five six seven eight", Shape.CLAUSE),
    ],
)
def test_shape(text: str, found: Shape) -> None:
    """How much of a question it is; a long turn is one of its own."""
    assert shape(text) is found


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("I'm in Leeds", "if I'm in Leeds"),
        ("we work nights.", "if we work nights"),
        ("I'm in Leeds, who pays?", "I'm in Leeds, who pays?"),
        ("I'm a bit lost", "I'm a bit lost"),
        ("I have a question", "I have a question"),
        ("I have to go", "I have to go"),
        ("I'm a senior carer can I start it", "I'm a senior carer can I start it"),
    ],
)
def test_as_condition(text: str, condition: str) -> None:
    """What somebody is, or where; not what they want."""
    assert as_condition(text) == condition


def test_exchanged() -> None:
    """The wrong words and the right ones."""
    assert exchanged("no, not maths, physics") == ("maths", "physics")
    assert exchanged("I said a cook, I meant a nurse") == ("cook", "a nurse")
    assert exchanged("I said cook, not nurse") is None
    assert exchanged("is it not free, then?") is None


def test_small_parts() -> None:
    """Openers go, "what about" is seen, and a choice can be left to the assistant."""
    assert without_opener("ok so, is it?") == "is it?"
    assert without_opener("thanks") == "thanks"
    assert without_opener("yeh k, is it?") == "is it?"
    assert without_opener("quick question, who pays?") == "who pays?"
    assert without_opener("sorry to bother you, by the way, who pays?") == "who pays?"
    assert without_opener("quick question papers") == "quick question papers"
    assert is_why("why on earth is that?")
    assert is_why("why on earth?")
    assert without_opener("fair enough. can he stay?") == "can he stay?"
    assert without_opener("good carers, who are they?") == "good carers, who are they?"
    assert without_opener("that is a pity; and who pays for it?") == "who pays for it?"
    assert asked_about("what about nurses?") == "nurses"
    assert asked_about("nurses?") is None
    assert asked_about("is it the same in Wales?") == "in Wales"
    assert asked_about("what if I move?") == "if I move"
    assert is_unsure("I don't know")
    assert not is_unsure("the first")
    assert is_unsure("not sure which one he means, sorry")
    assert not is_unsure("any chance of funding?")
    assert not is_unsure("all my staff need it")
    assert not is_unsure("not sure who pays for it")


@pytest.mark.parametrize(
    "text, remark",
    [
        ("I'm not filling in more forms!", True),
        ("oh, mine are all from the Philippines tho", True),
        ("is it free", False),
        ("she could go on, could she not", False),
        ("I have a diploma, does that count?", False),
        ("for nurses", False),
        ("tell me what it costs", False),
        ("she's asking when that starts", False),
    ],
)
def test_a_remark_asks_nothing(text: str, remark: bool) -> None:
    """It has a verb, and no word or order of words that asks."""
    assert is_remark(text) is remark


@pytest.mark.parametrize(
    "text, parts",
    [
        ("HR managers, do they need one?", ("HR managers", "do they need one?")),
        ("Paul — what's he got?", ("Paul", "what's he got?")),
        ("he is out of work, can he still do one", None),
        ("the autism one, before or during?", None),
        ("nurses and cooks", None),
    ],
)
def test_what_a_turn_names_first(text: str, parts: tuple[str, str] | None) -> None:
    """A thing without a verb, then a question."""
    assert named_first(text) == parts
