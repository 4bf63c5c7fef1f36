"""Which nation a question is about, and whether the guidance holds there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from faqbot.answering.answer import Notice, NoticeKind
from faqbot.documents import Corpus, Document
from faqbot.index.expansion import forms_pattern

_EVERYWHERE = ("United Kingdom", "UK", "Great Britain")
# Before a nation that somebody has left: where they are now is what they ask about.
_LEFT = re.compile(
    r"(?:\bfrom|\b(?:used to \w+|lived|worked|trained|qualified|studied|born|grew up|was|were)"
    r"(?:\s+\w+){0,3}\s+in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Before a nation that is somebody's name: "Mrs England", "my name is Jane Wales".
_NAME_BEFORE = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr)\.?\s+(?:\w+\s+)?$|\b(?:name(?:['’]?s| is)|called)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
# After one that is part of an address: "Ireland Street".
_STREET_AFTER = re.compile(
    r"\s+(?:(?i:street|road|avenue|lane|terrace|crescent)|Close|Drive|Grove|Gardens|Place|Square)\b"
)
# Before the nation in which somebody is.
_IS_IN = re.compile(
    r"(?:^|[.!?;,]\s+|\b(?:and|but|so|hi|hello)\s+)(?:i|we|he|she|they|(?:the|my|our|a) (?:\w+ )?(?:caller|lady|gentleman|man|woman"
    r"|lad|friend|manager|boss|mum|son|daughter|sister|brother|home|service|company|team|staff)|caller)(?:['’](?:m|re|s)\b)?"
    r"(?:\s+(?!if\b|whether\b|that\b|about\b|from\b)[\w-]+){0,6}?\s+(?:in|near|outside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"^(?:(?:and|in|for|to|over in|up in|down in)\s+)+|\s+(?:please|then|too|though)$",
    re.IGNORECASE,
)
# What leads to the name of a nation.
_BEFORE = re.compile(
    r"[\s,]*(?:\b(?:(?:over|up|down|here|there) )?(?:in|across|throughout|for|to|within|outside|from|near|at|of)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"(?:ish|Welsh|Scots|Manx)$", re.IGNORECASE)
# After a word such as "Welsh" that says who somebody is, not where.
_PERSON_AFTER = re.compile(
    r"\s*(?:$|[,.;]|(?:but|and|by birth|though)\b|(?:\w+\s+)?(?:colleague|manager|boss|worker|carer|nurse|lady|man|woman|lad"
    r"|girl|friend|partner|husband|wife|mum|dad|son|daughter|resident|client|speaker|person|people|student|learner"
    r"|applicant|citizen|national|family|staff|trainee|apprentice|tutor|assessor)s?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a text names a nation."""

    nation: str
    start: int
    end: int


class Nations:
    """The nations that a corpus's glossary knows, and those its documents apply to.

    Args:
        corpus: gives glossary.toml's nations and sources.toml's applies_to.
    """

    def __init__(self, corpus: Corpus) -> None:
        nations = corpus.glossary.nations
        self._patterns = [(n.name, forms_pattern(n.forms)) for n in nations]
        # "New South Wales" holds the name of a nation and is none.
        besides = [words for n in nations for words in n.exceptions]
        self._besides = forms_pattern(besides) if besides else None
        self._names = forms_pattern(n.name for n in nations) if nations else None
        # Where the guidance holds that says where: of a document that does not, it is not known.
        self._home = frozenset(
            name for d in corpus.documents for p in d.source.applies_to for name in self._held(p)
        )

    def named(self, text: str) -> tuple[str, ...]:
        """Return the nations that a text names or implies; longer words win over their parts."""
        return tuple(sorted({m.nation for m in self._mentions(text)}))

    def stated(self, text: str) -> str | None:
        """Return the nation where somebody says that they are, or one of theirs: "I work in Cardiff"."""
        told = (m.nation for m in self._mentions(text) if _IS_IN.search(text[: m.start]))
        return next(told, None)

    def exchanged(self, before: str, phrase: str) -> str | None:
        """Return a question with another nation: "is it free in Wales?" of "what about England?".

        Args:
            before: the question.
            phrase: what takes its nation's place.

        Returns:
            None where the phrase says more than a nation. Asked of a question without any, the
            nation stands at its end.
        """
        bare = _WHERE.sub("", phrase.strip(" ?!."))
        new, old = self._mentions(bare), self._mentions(before)
        if len(new) != 1 or (new[0].start, new[0].end) != (0, len(bare)):
            return None
        if not old:
            return f"{before.rstrip('?! .')} in {bare}?"
        return f"{before[: old[0].start]}{bare}{before[old[0].end :]}"

    def without(self, question: str) -> str:
        """Return a question as somebody at home asks it: "is it free in Wales?" as "is it free?"."""
        for mention in reversed(self._mentions(question)):
            before = _BEFORE.sub("", question[: mention.start])
            after = question[mention.end :].lstrip()
            question = f"{before}{'' if after[:1] in '?!.,;' else ' '}{after}"
        return question.strip()

    def outside(self, question: str, document: Document) -> tuple[str, ...]:
        """Return the nations a question asks about that a document is not known to apply to."""
        places = document.source.applies_to
        if any(place in _EVERYWHERE for place in places):
            return ()
        applies = {name for p in places for name in self._held(p)} if places else self._home
        mentions = self._mentions(question)
        here = [m for m in mentions if not _LEFT.search(question[: m.start])]
        if any(m.nation in applies for m in here):
            # Who is asked for where the guidance holds: "my Welsh manager in Leeds".
            mentions = [m for m in here if not _is_of_a_person(question, m)]
        return tuple(sorted({m.nation for m in mentions} - applies))

    def elsewhere(self, question: str) -> tuple[str, ...]:
        """Return the nations a question names for which no document here is."""
        return tuple(sorted({m.nation for m in self._mentions(question)} - self._home))

    def notice(self, question: str, document: Document) -> Notice | None:
        """Return the notice for a question about a nation that a document is not for, if it is."""
        nations = self.outside(question, document)
        return _notice(document, nations) if nations else None

    def settles(self, words: str) -> bool:
        """Return whether a sentence itself says where it holds."""
        text = self._besides.sub(" ", words) if self._besides else words
        return self._names is not None and bool(self._names.search(text))

    def _mentions(self, text: str) -> list[_Mention]:
        found = [
            _Mention(name, match.start(), match.end())
            for name, pattern in self._patterns
            for match in pattern.finditer(text)
        ]
        found = [m for m in found if not _is_a_name(text, m)]
        if self._besides is not None and found:
            found += [_Mention("", *match.span()) for match in self._besides.finditer(text)]
        found.sort(key=lambda m: (m.start - m.end, m.start, m.nation))
        kept: list[_Mention] = []
        for mention in found:
            span = (mention.start, mention.end)
            # Two nations may have a town of one name.
            if all(
                mention.end <= k.start or k.end <= mention.start or span == (k.start, k.end)
                for k in kept
            ):
                kept.append(mention)
        return sorted((m for m in kept if m.nation), key=lambda m: m.start)

    def _held(self, place: str) -> tuple[str, ...]:
        """Return the nations that a place of sources.toml is, or lies in; else the place itself."""
        return self.named(place) or (place,)


def _is_a_name(text: str, mention: _Mention) -> bool:
    """Return whether the name of a nation is somebody's own, or that of a street."""
    before, after = text[: mention.start], text[mention.end :]
    return bool(_NAME_BEFORE.search(before) or _STREET_AFTER.match(after))


def _is_of_a_person(text: str, mention: _Mention) -> bool:
    """Return whether a mention only says where somebody comes from."""
    words = text[mention.start : mention.end]
    return bool(_OF_PEOPLE.search(words)) and bool(_PERSON_AFTER.match(text[mention.end :]))


def _notice(document: Document, nations: Sequence[str]) -> Notice:
    """Return the notice that guidance for one place was asked about for another."""
    places = document.source.applies_to
    applies = f"applies to {' and '.join(places)}" if places else "does not say where it applies"
    return Notice(
        NoticeKind.NATION,
        f"“{document.source.title}” {applies}; "
        f"the guidance here says nothing of its own about {' or '.join(nations)}.",
    )
