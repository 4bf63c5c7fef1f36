"""The words of a corpus, one form for each stem: their vectors tell how near two words are."""

from __future__ import annotations

from faqbot.documents import Corpus
from faqbot.index.text import is_stop, stem, word_counts


def word_forms(corpus: Corpus) -> dict[str, str]:
    """Return the form of each stem that stands most often in a corpus, in order of stem.

    Args:
        corpus: its texts and titles are read; stop words are left out.

    Returns:
        stem -> form: the stem "assess" -> "assessment". Row i of Texts.words is the i-th form.
    """
    texts = [text for d in corpus.documents for text in (d.text, d.source.title)]
    forms: dict[str, str] = {}
    for word, _ in sorted(word_counts(texts).items(), key=lambda item: (-item[1], item[0])):
        if not is_stop(word):
            forms.setdefault(stem(word), word)
    return dict(sorted(forms.items()))
