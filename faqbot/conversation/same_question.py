"""Do two questions ask the same? Told by their words, and never on a guess.

An answer that a person has pinned to one question must not be given to
another. So a word more or less counts, and so does its place: "not", "who"
against "when", "may" against "must", a number, a nation, the name of a twin.
Only what cannot turn a question round is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from faqbot.answering.question import QuestionAnalyser
from faqbot.documents import Corpus
from faqbot.index.expansion import Forms
from faqbot.index.text import stem, words

NEAR = 0.85  # cosine from which questions that differ in words of grammar only are the same

_ASIDE = (
    r"(?:hi|hello|hey|ok|okay|so|well|um|er|and|but|also|please|sorry|thanks|thank you|just wondering"
    r"|(?:can|could) you (?:please )?tell me|do you know|tell me|i (?:was|am|'m) (?:just )?wondering"
    r"|i (?:want|need|would like|'d like) to know)"
)
_BEFORE = re.compile(rf"^(?:{_ASIDE}\b[\s,.:;!–-]*)+", re.IGNORECASE)
_AFTER = re.compile(r"(?:[\s,]+(?:please|thanks|thank you|then))+[?!.\s]*$", re.IGNORECASE)
_ARTICLES = frozenset(("a", "an", "the"))
# Words that may be missing in one of two questions that ask the same.
_LIGHT = frozenset(
    stem(word)
    for word in (
        "am any are at be been being do does doing for in is of on there also then really my our your"
    ).split()
)
_LIKE = {"i": "you", "could": "can", "would": "will", "shall": "will"}
_NOT = {"can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not"}
_ENDINGS = {"'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would"}
_IS = frozenset("that there it he she here what who when where why how which".split())
_BARE = re.compile(
    r"(?:is|are|was|were|do|does|did|ca|could|wo|would|should|has|have|had|must|need|might)nt"
)
_MARK = "\x1f"  # around a name that stands for all its forms; no word holds it


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks, word for word, and without the words that may be missing."""

    exactly: tuple[str, ...]
    nearly: tuple[str, ...]

    def same(self, other: Asked, near: bool) -> bool:
        """Return whether another question asks the same; `near` says that their vectors are."""
        if self.exactly == other.exactly:
            return bool(self.exactly)
        return near and bool(self.nearly) and self.nearly == other.nearly


class QuestionReader:
    """Reads questions of one corpus for what they ask.

    Args:
        corpus: its glossary says which names are the same.
        analyser: mends their spelling.
    """

    def __init__(self, corpus: Corpus, analyser: QuestionAnalyser) -> None:
        self._analyser = analyser
        self._names = [
            (Forms(term.forms), f" {_MARK}{n}{_MARK} ")
            for n, term in enumerate(corpus.glossary.terms)
        ]

    def read(self, question: str) -> Asked:
        """Return what a question asks.

        Args:
            question: one that stands alone.
        """
        text = _AFTER.sub("", _BEFORE.sub("", question.strip())) or question
        question_read = self._analyser.analyse(text)
        exactly = tuple(self._words(question_read.text))
        nearly = tuple(_LIKE.get(word, word) for word in exactly if word not in _LIGHT)
        return Asked(exactly, nearly if question_read.tokens else ())

    def _words(self, text: str) -> Iterator[str]:
        """Yield the stems of all words of a text, a name's forms as one, without articles."""
        for piece in self._named(text).split():
            if _MARK in piece:
                yield piece
                continue
            for word in words(piece):
                for part in _in_full(word).split():
                    if part not in _ARTICLES:
                        yield stem(part)

    def _named(self, text: str) -> str:
        """Return a text with names as marks; of names that overlap the longest is meant."""
        found = [
            (match.start() - match.end(), match.start(), match.end(), mark)
            for forms, mark in self._names
            for match in forms.finditer(text)
        ]
        taken: list[tuple[int, int, str]] = []
        for _, start, end, mark in sorted(found):
            if all(end <= a or b <= start for a, b, _ in taken):
                taken.append((start, end, mark))
        for start, end, mark in sorted(taken, reverse=True):
            text = text[:start] + mark + text[end:]
        return text


def _in_full(word: str) -> str:
    """Return a short form as its words: "isn't" and "isnt" as "is not"."""
    if _BARE.fullmatch(word):
        word = f"{word[:-2]}n't"
    if word in _NOT:
        return _NOT[word]
    if word.endswith("n't"):
        return f"{word[:-3]} not"
    for ending, meaning in _ENDINGS.items():
        if word.endswith(ending):
            return word[: -len(ending)] + meaning
    if word.endswith("'s") and word[:-2] in _IS:
        return f"{word[:-2]} is"
    if word in {"whats", "whos", "hows", "wheres", "whens", "thats", "theres"}:
        return f"{word[:-1]} is"
    return word
