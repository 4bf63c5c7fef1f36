"""What a section says further."""

from __future__ import annotations

import pytest

from faqbot.answering.answer import Citation
from faqbot.answering.continuation import continuation
from faqbot.corpus.load import load_corpus
from faqbot.documents import Authority, Corpus
from tests.conftest import TinyCorpus

TEXT = "# T\n\n## One\n\nFirst is red.\n\nSecond is blue.\n\nThird is green.\n\n## Two\n\nOther.\n"


@pytest.fixture
def corpus(tiny_corpus: TinyCorpus) -> Corpus:
    return load_corpus(tiny_corpus({"a.md": TEXT}))


def cited(corpus: Corpus, words: str) -> Citation:
    document = corpus.documents[0]
    start = document.text.index(words)
    path = next(p.path for p in corpus.passages if words in p.span.of(document.text))
    facts = ("T", None, None, None, None, Authority.OFFICIAL)
    return Citation(1, document.id, *facts, path, words, start, start + len(words), "")


def test_it_goes_on_after_what_was_shown(corpus: Corpus) -> None:
    """The next words of the section, and none of another section."""
    piece = continuation(corpus, (cited(corpus, "First is red."),))
    assert piece is not None
    said = piece[2].of(corpus.documents[0].text)
    assert said.startswith("Second is blue.")
    assert "Other" not in said
    piece = continuation(corpus, (cited(corpus, "Second is blue."),))
    assert piece is not None
    assert piece[2].of(corpus.documents[0].text) == "Third is green."


def test_then_what_stands_before(corpus: Corpus) -> None:
    """From the end it turns to the words before, up to those that were shown."""
    shown = (cited(corpus, "Second is blue."), cited(corpus, "Third is green."))
    piece = continuation(corpus, shown)
    assert piece is not None
    assert piece[2].of(corpus.documents[0].text) == "First is red."


def test_nothing_is_left(corpus: Corpus) -> None:
    """A section shown whole has no more, and nothing shown is nothing to go on from."""
    assert continuation(corpus, (cited(corpus, "Other."),)) is None
    assert continuation(corpus, ()) is None
