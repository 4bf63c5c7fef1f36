"""A corpus as JSON and back: nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.index.codec import corpus_from_json, corpus_to_json

TinyCorpus = Callable[..., Path]


def test_the_real_corpus_comes_back_equal(real_corpus: Corpus) -> None:
    """Through JSON text and back, every value of the corpus is the same."""
    text = json.dumps(corpus_to_json(real_corpus), ensure_ascii=False)
    assert corpus_from_json(json.loads(text)) == real_corpus


def test_a_corpus_with_nothing_known_comes_back_equal(tiny_corpus: TinyCorpus) -> None:
    """Unknown facts stay None, and an empty glossary stays empty."""
    corpus = load_corpus(tiny_corpus({"a.md": "# A\n\nText.\n\n- an item\n"}))
    again = corpus_from_json(json.loads(json.dumps(corpus_to_json(corpus))))
    assert again == corpus
    assert again.documents[0].source.published is None


def test_pages_and_anchors_come_back(tiny_corpus: TinyCorpus) -> None:
    """Named places are stored where a document has any, and only there."""
    page = "<!DOCTYPE html><h2 id=pay>Pay</h2><p>It costs £5.</p><h2>Other</h2><p>Words.</p>"
    corpus = load_corpus(tiny_corpus({"a.html": page, "b.md": "# B\n\nText.\n"}))
    data = corpus_to_json(corpus)
    assert [list(document).count("anchors") for document in data["documents"]] == [1, 0]
    again = corpus_from_json(json.loads(json.dumps(data)))
    assert again == corpus
    document = again.documents[0]
    assert document.anchor_at(document.text.index("£5")) == "pay"
    assert document.anchor_at(document.text.index("Words")) is None


@pytest.mark.parametrize("key", ["name", "digest", "glossary", "documents", "passages"])
def test_a_missing_part_is_an_error(real_corpus: Corpus, key: str) -> None:
    """Data without one of its parts is refused, not filled in."""
    data = corpus_to_json(real_corpus)
    del data[key]
    with pytest.raises(KeyError):
        corpus_from_json(data)


@pytest.mark.parametrize(
    "key, value", [("documents", [1]), ("passages", [{}]), ("glossary", []), ("documents", None)]
)
def test_a_part_of_another_form_is_an_error(real_corpus: Corpus, key: str, value: object) -> None:
    """Data of another form raises one of the errors that a loader expects."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        corpus_from_json({**corpus_to_json(real_corpus), key: value})
