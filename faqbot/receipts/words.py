"""A text as its words: what is the same when white space and list marks are set aside.

A quotation and its page differ in nothing else, and the same guidance in another
file format differs in just that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from faqbot.documents import Span

_BULLETS = "•●○·▪▫◦‣"  # also where they are glued to the word behind them
_TOKEN = re.compile(rf"(?m)^[^\S\n]*(?:[-–—*+](?=\s)|[{_BULLETS}]+)|(?P<word>\S+)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, with where each stands."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]  # of each word in the text

    def text(self, first: int, count: int) -> str:
        """Return `count` words from the word `first` on, single spaces between them."""
        return " ".join(self.words[first : first + count])

    def span(self, first: int, count: int) -> Span:
        """Return where these words stand in the text."""
        return self.spans[first].to(self.spans[first + count - 1])


def words_of(text: str) -> Words:
    """Return the words of a text, marks at the beginning of a list item left out."""
    found = [m for m in _TOKEN.finditer(text) if m["word"]]
    return Words(tuple(m["word"] for m in found), tuple(Span(*m.span()) for m in found))


def folded(text: str) -> str:
    """Return the words of a text with single spaces between them."""
    return " ".join(words_of(text).words)
