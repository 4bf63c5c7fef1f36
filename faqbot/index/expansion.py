"""The glossary at work: acronyms spelt out, aliases and synonyms as other words to match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from faqbot.aids import Glossary
from faqbot.index.text import stem, stems, words


def forms_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the forms as whole words, in any case, or a plural."""
    longest = sorted({re.escape(f.lower()) for f in forms}, key=lambda f: (-len(f), f))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})s?(?![\w-])", re.IGNORECASE)


class Forms:
    """Finds any of some forms in texts, as `forms_pattern` does.

    A glossary has hundreds of them and a question a few, so the pattern is made when a text first
    has the letters of one.

    Args:
        forms: what is looked for.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = tuple(form.lower() for form in forms)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return forms_pattern(self._forms)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return where the forms stand in a text, in order."""
        small = text.lower()
        if not any(form in small for form in self._forms):
            return iter(())
        return self._pattern.finditer(text)


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
        whole_names = {main_topic, *(term.name for term in glossary.terms if term.confusable)}
        for term in glossary.terms:
            if term.name in whole_names:
                self._stand_for(term.forms, term.forms)
                continue
            # Guidance uses the official name: what people say stands for it, and not it for that.
            official = [term.name, *filter(_is_acronym, term.aliases)]
            self._stand_for(official, official)
            for alias in term.aliases:
                if alias not in official:
                    self._stand_for([alias], [term.name, alias])
        for group in glossary.synonyms:
            # The words of a phrase mean little by themselves: but for the first, it stands for others.
            self._stand_for(group, [*group[:1], *(form for form in group if " " not in form)])
        self._acronyms = [
            (_acronym_pattern(alias), term.name)
            for term in glossary.terms
            for alias in term.aliases
            if _is_acronym(alias)
        ]
        self._plain = [
            (Forms([alias]), term.name)
            for term in glossary.terms
            if term.name not in whole_names
            for alias in term.aliases
            if not _is_acronym(alias)
        ]
        names = [f for t in glossary.terms if t.name in whole_names for f in t.forms]
        self._names = Forms(names)

    def _stand_for(self, forms: Iterable[str], others: Iterable[str]) -> None:
        """Note that a text that has one of the forms may mean any of the others."""
        meant = frozenset(token for other in others for token in stems(other))
        for form in forms:
            sequence = _sequence(form)
            if sequence:
                self._forms.setdefault(sequence[0], []).append((sequence, meant))

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
        return _explained(text, self._acronyms)

    def explained(self, text: str) -> str:
        """Return a question with the official name behind what people call it: "chiropodist (podiatrist)".

        Acronyms are spelt out, too. The names of what is easily confused stay as they were put, for
        they may mean either: no "L2 (Level 2) certificate".
        """
        text = self.spelt_out(text)
        taken = [m.span() for m in self._names.finditer(text)]
        return _explained(text, self._plain, taken)

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


def _explained(
    text: str,
    names: Iterable[tuple[re.Pattern[str] | Forms, str]],
    taken: Sequence[tuple[int, int]] = (),
) -> str:
    """Return a text with each name behind the first mention of what its pattern finds.

    Args:
        text: any.
        names: what is called otherwise, and its name; one that the text has stays away.
        taken: pieces of the text whose words are left as they are.
    """
    behind: dict[int, str] = {}
    for pattern, name in names:
        found = (m for m in pattern.finditer(text) if not _within(m.span(), taken))
        match = next(found, None)
        if match and name not in behind.values() and name.lower() not in text.lower():
            behind.setdefault(match.end(), name)
    for at in sorted(behind, reverse=True):
        text = f"{text[:at]} ({behind[at]}){text[at:]}"
    return text


def _within(span: tuple[int, int], pieces: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in pieces)


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
