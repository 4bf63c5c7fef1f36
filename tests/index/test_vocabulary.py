"""One form for each stem."""

from __future__ import annotations

from dataclasses import replace

from faqbot.documents import Corpus
from faqbot.index.text import is_stop, stem
from faqbot.index.vectors import texts_of
from faqbot.index.vocabulary import word_forms


def test_the_commonest_form_stands_for_its_stem(real_corpus: Corpus) -> None:
    """Of two forms the one that stands there more often; of two as common, the first by letter."""
    first = real_corpus.documents[0]
    text = "assessing zebra assessment zebras assessment"
    untitled = replace(first.source, title="")
    made = replace(real_corpus, documents=(replace(first, text=text, source=untitled),))
    forms = word_forms(made)
    assert forms["assess"] == "assessment"
    assert forms["zebra"] == "zebra"


def test_rows_are_in_order_of_stem_without_stop_words(real_corpus: Corpus) -> None:
    """What is encoded is in the order that answering looks words up in."""
    forms = word_forms(real_corpus)
    assert list(forms) == sorted(forms)
    assert all(stem(form) == s and not is_stop(form) for s, form in forms.items())
    assert texts_of(real_corpus).words == tuple(forms.values())
