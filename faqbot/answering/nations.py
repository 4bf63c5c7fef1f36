"""Which nation a question is about, and whether the guidance holds there."""

from __future__ import annotations

from collections.abc import Sequence

from faqbot.answering.answer import Notice, NoticeKind
from faqbot.documents import Corpus, Document
from faqbot.index.expansion import forms_pattern

_EVERYWHERE = ("United Kingdom", "UK", "Great Britain")


class Nations:
    """The nations that a corpus's glossary knows, and those its documents apply to.

    Args:
        corpus: gives glossary.toml's nations and sources.toml's applies_to.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._patterns = [(n.name, forms_pattern(n.forms)) for n in corpus.glossary.nations]

    def named(self, text: str) -> tuple[str, ...]:
        """Return the nations that a text names or implies; longer words win over their parts."""
        found = []
        rest = text
        for name, pattern in sorted(self._patterns, key=lambda pair: (-len(pair[0]), pair[0])):
            if pattern.search(rest):
                found.append(name)
                rest = pattern.sub(" ", rest)
        return tuple(sorted(found))

    def outside(self, question: str, document: Document) -> tuple[str, ...]:
        """Return the nations a question asks about that a document is not known to apply to."""
        applies = document.source.applies_to
        if not applies or any(place in _EVERYWHERE for place in applies):
            return ()
        return tuple(n for n in self.named(question) if n not in applies)

    def notice(self, question: str, document: Document) -> Notice | None:
        """Return the notice for a question about a nation that a document is not for, if it is."""
        nations = self.outside(question, document)
        return _notice(document, nations) if nations else None

    def settles(self, words: str) -> bool:
        """Return whether a sentence itself says where it holds."""
        return bool(self.named(words))


def _notice(document: Document, nations: Sequence[str]) -> Notice:
    """Return the notice that guidance for one place was asked about for another."""
    applies = " and ".join(document.source.applies_to)
    return Notice(
        NoticeKind.NATION,
        f"“{document.source.title}” applies to {applies}; "
        f"the guidance here says nothing of its own about {' or '.join(nations)}.",
    )
