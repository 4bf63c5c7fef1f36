"""The glossary at work: acronyms spelt out, aliases and synonyms as other words to match."""

from __future__ import annotations

import re
from collections.abc import Iterable

from faqbot.aids import Glossary
from faqbot.index.text import stem, stems, words


def forms_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the forms as whole words, in any case, or a plural."""
    longest = sorted({re.escape(f.lower()) for f in forms}, key=lambda f: (-len(f), f))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})s?(?![\w-])", re.IGNORECASE)


class Expansion:
    """Finds glossary words in a text and gives what else they may be called.

    Args:
        glossary: terms with aliases, and synonyms. Words match by their stems,
            so that "sending in" is found for "send in".
        main_topic: what "it" is when nobody has said.
    """

    def __init__(self, glossary: Glossary, main_topic: str | None = None) -> None:
        self._topic = _topic_pattern(glossary, main_topic) if main_topic else None
        whole = {s.name.removeprefix("the ") for s in glossary.subjects if not s.sections}
        self._documents = [
            _named(term.forms) for term in glossary.terms
            if term.name in whole and term.name != main_topic
        ]
        self._forms: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        for forms in [term.forms for term in glossary.terms] + list(glossary.synonyms):
            others = frozenset(token for form in forms for token in stems(form))
            for form in forms:
                sequence = _sequence(form)
                if sequence:
                    self._forms.setdefault(sequence[0], []).append((sequence, others))
        self._acronyms = [
            (_acronym_pattern(alias), term.name)
            for term in glossary.terms
            for alias in term.aliases
            if _is_acronym(alias)
        ]

    def alternatives(self, text: str) -> dict[str, frozenset[str]]:
        """Return, for each stem of a glossary word in `text`, the stems that may stand for it."""
        found: dict[str, frozenset[str]] = {}
        sequence = _sequence(text)
        for i, first in enumerate(sequence):
            for form, others in self._forms.get(first, ()):
                if sequence[i : i + len(form)] == form:
                    for token in form:
                        found[token] = found.get(token, frozenset()) | others
        return found

    def spelt_out(self, text: str) -> str:
        """Return `text` with the meaning of each acronym put behind its first mention."""
        for pattern, name in self._acronyms:
            match = pattern.search(text)
            if match and name.lower() not in text.lower():
                text = f"{text[: match.end()]} ({name}){text[match.end() :]}"
        return text

    def without_topics(self, text: str) -> str:
        """Return `text` with the names of what whole documents are about as "it".

        As `without_topic`, for a question: the topic of any document counts.
        """
        for pattern in self._documents:
            text = pattern.sub("it", text)
        return self.without_topic(text)

    def without_topic(self, text: str) -> str:
        """Return `text` with the main topic's names as "it", on one line.

        A name that stands in every passage says nothing about which one is
        meant, but weighs much in a vector.
        """
        replaced = self._topic.sub("it", text) if self._topic else text
        return " ".join(replaced.split())


def _sequence(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(text))


def _is_acronym(alias: str) -> bool:
    letters = alias.replace("-", "")
    capitals = sum(letter.isupper() for letter in letters)
    return 2 <= len(letters) <= 6 and " " not in alias and capitals >= 2


def _acronym_pattern(alias: str) -> re.Pattern[str]:
    """Return a pattern for an acronym in any case; its plural as written: "HRs", but not "hrs"."""
    form = re.escape(alias)
    return re.compile(rf"(?<![\w-])(?:{form}s?|(?i:{form}))(?![\w-])")


def _named(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for a qualification's names with what may stand before them."""
    return re.compile(
        rf"{_DETERMINERS}(?:(?:new|general|ordinary|old)\s+)?(?:{forms_pattern(forms).pattern})",
        re.IGNORECASE,
    )


_DETERMINERS = r"(?:(?:the|this|that|a|an|my|your|our)\s+)?"


def _topic_pattern(glossary: Glossary, main_topic: str) -> re.Pattern[str]:
    """Return a pattern for the main topic's names, its twins', and its kind ("the certificate")."""
    kind = main_topic.split()[-1]
    forms = {main_topic}
    for term in glossary.terms:
        if term.name == main_topic:
            forms.update(term.forms)
        elif main_topic in term.confusable:
            forms.update(form for form in term.forms if form.lower().endswith(kind.lower()))
    named = forms_pattern(forms).pattern
    return re.compile(
        rf"{_DETERMINERS}(?:new\s+)?(?:{named})(?:\s+(?:qualification|course)s?)?"
        rf"|\b(?:the|this)\s+(?:new\s+)?(?:{re.escape(kind)}|qualification|course)s?\b",
        re.IGNORECASE,
    )
