"""Sentences, words and windows of a passage; the window that shares most with a question."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

WINDOW_SENTENCES = 4
WINDOW_WORDS = 80  # with heading and question this stays within 128 word pieces

_BREAK = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z0-9\"'(\[•*-])|\s*\n+\s*")
_WORD = re.compile(r"[a-z0-9]+")
_STOP = frozenset(
    "a an the of in on at to for from by with and or is are was were be been do does did can could i you he she it we they my"
    " your his her its our their this that what which who whom how when where why will would should may me if as have has had".split()
)


def tidy(text: str) -> str:
    """Undoes the tokenisation of Natural Questions ("( lit. , `` parent '' )")."""
    text = (
        text.replace("`` ", '"')
        .replace(" ''", '"')
        .replace("``", '"')
        .replace("''", '"')
        .replace(" -- ", " – ")
    )
    text = re.sub(r" ([.,;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$£]) ", r"\1", text)
    return re.sub(r" ('s|'re|'ve|'ll|'d|'m|n't)\b", r"\1", text).strip()


def words(text: str) -> list[str]:
    """Word stems (the first six letters) without the words that say nothing."""
    return [w[:6] for w in _WORD.findall(text.lower()) if w not in _STOP]


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence or line starts and ends."""
    spans, start = [], 0
    for found in _BREAK.finditer(text):
        spans.append((start, found.start()))
        start = found.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def windows(text: str) -> list[tuple[int, int]]:
    """Up to four neighbouring sentences and eighty words, one window from each sentence on."""
    parts, found = sentences(text), []
    for i, (start, _) in enumerate(parts):
        end, count = parts[i][1], len(text[parts[i][0] : parts[i][1]].split())
        for a, b in parts[i + 1 : i + WINDOW_SENTENCES]:
            count += len(text[a:b].split())
            if count > WINDOW_WORDS:
                break
            end = b
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


class Weights:
    """Inverse document frequency of word stems in one set.

    Args:
        texts: all texts of the set.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        seen: dict[str, int] = defaultdict(int)
        self.count = 0
        for text in texts:
            self.count += 1
            for word in set(words(text)):
                seen[word] += 1
        self.seen = seen

    def __call__(self, word: str) -> float:
        """How rare the word stem is in the set."""
        return math.log(1 + self.count / (1 + self.seen.get(word, 0)))

    def best(
        self, question: str, text: str, spans: Sequence[tuple[int, int]] | None = None
    ) -> tuple[int, int]:
        """The window that shares most with the question; the earlier one on a tie."""
        asked = set(words(question))
        options = spans if spans is not None else windows(text)
        return max(
            options,
            key=lambda w: (sum(self(x) for x in asked & set(words(text[w[0] : w[1]]))), -w[0]),
            default=(0, len(text)),
        )


def cut(weights: Weights, question: str, text: str) -> str:
    """The window of the text that shares most with the question."""
    a, b = weights.best(question, text)
    return text[a:b]


def without(text: str, bad: Callable[[str], bool]) -> str:
    """The text without its bad sentences."""
    return " ".join(text[a:b] for a, b in sentences(text) if not bad(text[a:b]))
