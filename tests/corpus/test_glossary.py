"""glossary.toml: terms and synonyms, and what is refused in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from faqbot.corpus.glossary import GLOSSARY, load_glossary
from faqbot.aids import Glossary, Term
from faqbot.documents import Corpus
from faqbot.errors import CorpusError


def written(folder: Path, text: str) -> Path:
    (folder / GLOSSARY).write_text(text, encoding="utf-8")
    return folder


def test_no_file_is_an_empty_glossary(tmp_path: Path) -> None:
    """The glossary is optional."""
    assert load_glossary(tmp_path) == Glossary()


def test_terms_and_synonyms(tmp_path: Path) -> None:
    """Names, aliases, what a thing is, its twins, and words that mean the same are read."""
    text = (
        'schema = 1\n[[term]]\nname = "Apple"\naliases = ["AP"]\nabout = "a fruit"\n'
        'confusable = ["Pear"]\n[[term]]\nname = "Pear"\n[[synonym]]\nwords = ["pay", "fund"]\n'
    )
    glossary = load_glossary(written(tmp_path, text))
    apple = Term("Apple", ("AP",), "a fruit", ("Pear",))
    assert glossary == Glossary((apple, Term("Pear")), (("pay", "fund"),))
    assert apple.forms == ("Apple", "AP")


def test_nations(tmp_path: Path) -> None:
    """The words that imply a nation, and those that only sound so."""
    text = (
        'schema = 1\n[[nation]]\nname = "Wales"\nwords = ["Cardiff"]\nexcept = ["New South Wales"]\n'
    )
    (wales,) = load_glossary(written(tmp_path, text)).nations
    assert (wales.forms, wales.exceptions) == (("Wales", "Cardiff"), ("New South Wales",))


@pytest.mark.parametrize(
    "text, named",
    [
        ("schema = oops\n", "line 1"),
        ("", "schema is None"),
        ("schema = 2", "schema is 2"),
        ("schema = 1\nwords = []", "'words'"),
        ("schema = 1\nterm = 3", "[[term]]"),
        ("schema = 1\n[term]\nname = 'a'", "[[term]]"),
        ("schema = 1\nsynonym = true", "[[synonym]]"),
        ("schema = 1\nterm = ['a']", "term 1"),
        ("schema = 1\n[[term]]\naliases = []", "name is missing"),
        ("schema = 1\n[[term]]\nname = ' '", "name is missing"),
        ("schema = 1\n[[term]]\nname = 'a'\nalias = ['b']", "'alias'"),
        ("schema = 1\n[[term]]\nname = 'a'\naliases = 'b'", "aliases must be a list"),
        ("schema = 1\n[[term]]\nname = 'a'\naliases = ['']", "aliases must be a list"),
        ("schema = 1\n[[term]]\nname = 'a'\nabout = 3", "about must be text"),
        ("schema = 1\n[[term]]\nname = 'a'\n[[term]]\nname = 'b'\nconfusable = ['c']", "'c'"),
        ("schema = 1\n[[synonym]]\nwords = [1]", "synonym 1"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    """Each mistake is refused, naming the key or entry and the file."""
    with pytest.raises(CorpusError) as caught:
        load_glossary(written(tmp_path, text))
    assert named in str(caught.value)
    assert str(tmp_path / GLOSSARY) in str(caught.value)
    assert caught.value.fix


def test_confusable_terms_of_the_real_glossary(real_corpus: Corpus) -> None:
    """The certificate and the standards are twins, each way."""
    terms = {term.name: term for term in real_corpus.glossary.terms}
    certificate, standards = "Level 2 Adult Social Care Certificate", "Care Certificate standards"
    assert standards in terms[certificate].confusable
    assert certificate in terms[standards].confusable
