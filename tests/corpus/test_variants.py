"""variants.toml: each entry means one section that answers, or is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.corpus.load import load_corpus
from faqbot.corpus.variants import VARIANTS, variants_astray
from faqbot.aids import Variant
from faqbot.errors import CorpusError

TinyCorpus = Callable[..., Path]
TEXT = """Words before any heading.

# Money

## 1. Who pays?

The employer pays.

# Places

## Overview

In town.

# Money matters

## Overview

By card.

# Only headings

## Below

Here.
"""
ENTRY = '[[variant]]\ndocument = "a"\nsection = "1. Who pays?"\nquestions = ["who coughs up"]\n'


def written(tiny_corpus: TinyCorpus, entries: str) -> Path:
    folder = tiny_corpus({"a.md": TEXT})
    (folder / VARIANTS).write_text("schema = 1\n" + entries, encoding="utf-8")
    return folder


def test_no_file_is_no_variant(tiny_corpus: TinyCorpus) -> None:
    """The file is optional."""
    assert load_corpus(tiny_corpus({"a.md": TEXT})).variants == ()


@pytest.mark.parametrize(
    "section, path",
    [
        ('"1. Who pays?"', ("Money", "1. Who pays?")),
        ('"who pays"', ("Money", "1. Who pays?")),
        ('["1. Who pays?"]', ("Money", "1. Who pays?")),
        ('["Places", "Overview"]', ("Places", "Overview")),
        ('["money matters", "overview"]', ("Money matters", "Overview")),
        ('""', ()),
    ],
)
def test_a_section_is_found(tiny_corpus: TinyCorpus, section: str, path: tuple[str, ...]) -> None:
    """By its heading, numbers and capitals aside; by the headings above it; before the first."""
    folder = written(tiny_corpus, ENTRY.replace('"1. Who pays?"', section))
    assert load_corpus(folder).variants == (Variant("a", path, ("who coughs up",)),)


def test_the_heading_as_written_comes_first(tiny_corpus: TinyCorpus) -> None:
    """Where two headings differ by their numbers only, the very heading is meant."""
    folder = tiny_corpus({"a.md": "# 1. Rules\n\nOne.\n\n# 2. Rules\n\nTwo.\n"})
    entry = ENTRY.replace("1. Who pays?", "2. Rules")
    (folder / VARIANTS).write_text("schema = 1\n" + entry, encoding="utf-8")
    assert load_corpus(folder).variants[0].path == ("2. Rules",)


@pytest.mark.parametrize("heading", ["Who paid?", "..."])
def test_wordings_of_a_section_that_is_gone_are_left_out(
    tiny_corpus: TinyCorpus, heading: str
) -> None:
    """A new version without the section can be used; what is left out is named."""
    folder = written(tiny_corpus, ENTRY.replace("1. Who pays?", heading))
    corpus = load_corpus(folder)
    assert corpus.variants == ()
    (where,) = variants_astray(folder, corpus.documents)
    assert heading in where


@pytest.mark.parametrize(
    "old, new, named",
    [
        ("schema = 1", "schema = 2", "schema is 2"),
        ("[[variant]]", "[variant]", "[[variant]]"),
        ("document =", "documents =", "'documents'"),
        ('document = "a"', "", "document is missing"),
        ('document = "a"', 'document = "b"', "no document 'b'"),
        ('section = "1. Who pays?"', "", "section is missing"),
        ('"1. Who pays?"', "[]", "section is missing"),
        ('"1. Who pays?"', '"Overview"', "Places > Overview; Money matters > Overview"),
        ('"1. Who pays?"', '"Only headings"', "no text of its own"),
        ('"1. Who pays?"', "[1]", "section must be a list"),
        ('["who coughs up"]', "[]", "no questions"),
        ('["who coughs up"]', '"who coughs up"', "questions must be a list"),
        ('["who coughs up"]', '["x", "x"]', "'x' stands twice"),
    ],
)
def test_what_is_wrong_is_named(tiny_corpus: TinyCorpus, old: str, new: str, named: str) -> None:
    """Each mistake is refused with the file, the entry and the way out."""
    folder = written(tiny_corpus, ENTRY)
    path = folder / VARIANTS
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert named in str(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.fix
    if "schema" not in old and "[[" not in old:
        assert "variant 1" in str(caught.value)
