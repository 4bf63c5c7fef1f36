"""Which nation a question is about, and whether a document holds there."""

from __future__ import annotations

import pytest

from faqbot.answering.nations import Nations
from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from tests.conftest import TinyCorpus

GLOSSARY = """schema = 1
[[nation]]
name = "England"
words = ["Leeds", "North Leeds"]
except = ["NHS England"]
[[nation]]
name = "Wales"
words = ["Cardiff", "Bangor", "Leeds Valley"]
except = ["New South Wales"]
[[nation]]
name = "Northern Ireland"
words = ["Belfast", "Bangor"]
[[nation]]
name = "Republic of Ireland"
words = ["Ireland"]
"""


@pytest.fixture
def corpus(tiny_corpus: TinyCorpus) -> Corpus:
    files = {f"{name}.md": "# T\n\nText.\n" for name in ("england", "north", "uk", "silent")}
    folder = tiny_corpus(
        files,
        england={"applies_to": ["England"]},
        north={"applies_to": ["North Leeds"]},
        uk={"applies_to": ["United Kingdom"]},
    )
    (folder / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    return load_corpus(folder)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I live in cardiff", ("Wales",)),
        ("a home in Northern Ireland", ("Northern Ireland",)),
        ("a home in Ireland", ("Republic of Ireland",)),
        ("we are in Bangor", ("Northern Ireland", "Wales")),
        ("New South Wales", ()),
        ("in Leeds Valley", ("Wales",)),
        ("Cardiffs and Leeds", ("England", "Wales")),
        ("Walesby", ()),
        ("Wales Street", ()),
        ("my name is Jane Wales", ()),
        ("Mrs Ireland says so", ()),
        ("our Mrs Jones in Wales", ("Wales",)),
    ],
)
def test_named(corpus: Corpus, text: str, named: tuple[str, ...]) -> None:
    """By name or by a place in it; longer names win, and a town may be in two."""
    assert Nations(corpus).named(text) == named


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("I work in Cardiff", "Wales"),
        ("hello, we're a small home near Belfast. Is it needed?", "Northern Ireland"),
        ("my caller is in Wales", "Wales"),
        ("the lady is a carer in Wales, is it needed?", "Wales"),
        ("is it needed in Wales?", None),
        ("can I work in Wales?", None),
        ("I come from Wales", None),
        ("I'm asking if it is needed in Wales", None),
    ],
)
def test_stated(corpus: Corpus, text: str, nation: str | None) -> None:
    """Where somebody is, not what is asked of."""
    assert Nations(corpus).stated(text) == nation


@pytest.mark.parametrize(
    ("before", "phrase", "asked"),
    [
        ("Is it free in Wales?", "England?", "Is it free in England?"),
        ("I work in Cardiff. Is it free?", "in Leeds", "I work in Leeds. Is it free?"),
        ("Is it free?", "for Wales then", "Is it free in Wales?"),
        ("Is it free?", "carers in Wales", None),
        ("Is it free?", "nurses", None),
    ],
)
def test_exchanged(corpus: Corpus, before: str, phrase: str, asked: str | None) -> None:
    """A nation takes the place of a nation, wherever that stands."""
    assert Nations(corpus).exchanged(before, phrase) == asked


@pytest.mark.parametrize(
    ("document", "question", "outside"),
    [
        ("england", "is it needed in Cardiff?", ("Wales",)),
        ("england", "is it needed in Leeds?", ()),
        ("england", "I used to work in Wales and am in Leeds now", ()),
        ("england", "does one from Leeds count in Wales?", ("Wales",)),
        ("england", "I come from Wales, is it needed?", ("Wales",)),
        ("england", "in Leeds and in Belfast", ("Northern Ireland",)),
        ("north", "is it needed in England?", ()),
        ("north", "is it needed in Wales?", ("Wales",)),
        ("uk", "is it needed in Wales?", ()),
        ("silent", "is it needed in Wales?", ("Wales",)),
        ("silent", "is it needed in England?", ()),
    ],
)
def test_outside(corpus: Corpus, document: str, question: str, outside: tuple[str, ...]) -> None:
    """A region lies in its nation; of a document that does not say, nothing is known elsewhere."""
    nations, found = Nations(corpus), corpus.document(document)
    assert nations.outside(question, found) == outside
    notice = nations.notice(question, found)
    assert (notice is not None) == bool(outside)
    assert all(name in notice.text for name in outside if notice)


def test_a_sentence_that_says_where_it_holds(corpus: Corpus) -> None:
    """By the name of a nation; a body of that name, or a town, says nothing of it."""
    nations = Nations(corpus)
    assert nations.settles("This is for England only.")
    assert not nations.settles("See NHS England.")
    assert not nations.settles("The office is in Leeds.")


@pytest.mark.parametrize(
    ("question", "at_home"),
    [
        ("is it free in Wales?", "is it free?"),
        ("is it free across the Republic of Ireland, then?", "is it free, then?"),
        ("do Cardiff homes get the money", "do homes get the money"),
        ("I work in Cardiff. Is it free for Wales?", "I work. Is it free?"),
        ("in Wales", ""),
        ("is it free?", "is it free?"),
    ],
)
def test_a_question_as_somebody_at_home_asks_it(
    corpus: Corpus, question: str, at_home: str
) -> None:
    assert Nations(corpus).without(question) == at_home


def test_without_a_glossary_no_nation_is_known(tiny_corpus: TinyCorpus) -> None:
    """Nothing is named and nothing settled."""
    nations = Nations(load_corpus(tiny_corpus({"a.md": "# T\n\nText."})))
    assert nations.named("in Wales") == ()
    assert not nations.settles("in Wales")
