"""Versions of one short document, on disk as a maintainer keeps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus, Document, Span
from faqbot.receipts.archive import Archive
from faqbot.receipts.receipt import Receipt, receipt_of
from faqbot.receipts.verify import Verifier

if TYPE_CHECKING:
    from tests.conftest import TinyCorpus

FIRST = """\
# Guidance

## 1. How long does it take?

It takes up to 369 hours. Most people need six months.

## 2. Who pays?

Your employer pays for:

- the course
- the exam

## 3. Is it mandatory?

It is not mandatory at the moment. That may change later.
"""


def quoted(document: Document, words: str) -> Span:
    """Return where words stand in a document."""
    start = document.text.index(words)
    return Span(start, start + len(words))


class Desk:
    """A document as it was when a receipt was given out, and as it is now."""

    def __init__(self, make: TinyCorpus) -> None:
        self._make = make
        self.then = self._load(FIRST)

    def _load(self, text: str, **facts: str) -> Document:
        return load_corpus(self._make({"g.md": text}, g=facts)).documents[0]

    def receipt(self, words: str) -> Receipt:
        """Return the receipt for words of the first version."""
        return receipt_of(self.then, quoted(self.then, words))

    def verifier(
        self, now: str, *, kept: bool = True, name: str = "g.md", **facts: str
    ) -> Verifier:
        """Return what holds receipts against a later version; the first may be kept."""
        folder = self._make({name: now}, **{name.partition(".")[0]: facts})
        if kept:
            self.keep(folder)
        return Verifier(load_corpus(folder), Archive(corpus=folder))

    @staticmethod
    def keep(folder: Path, text: str = FIRST, title: str = "G") -> None:
        """Put a first version into the history of a corpus."""
        (folder / "history").mkdir(exist_ok=True)
        (folder / "history" / "1.md").write_text(text, encoding="utf-8")
        with (folder / "sources.toml").open("a", encoding="utf-8") as manifest:
            manifest.write(
                f'\n[[superseded]]\nid = "g"\nfile = "history/1.md"\ntitle = "{title}"\n'
                "replaced = 2026-11-01\n"
            )


@pytest.fixture
def desk(tiny_corpus: TinyCorpus) -> Desk:
    """The first version, and a way to come to later ones."""
    return Desk(tiny_corpus)


@pytest.fixture
def corpus_of(tiny_corpus: TinyCorpus) -> Callable[[str], Corpus]:
    """A function that parses one document."""
    return lambda text: load_corpus(tiny_corpus({"g.md": text}))
