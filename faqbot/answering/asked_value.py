"""Does a text give the value that a question asks for: the amount, the number, the time?

Stricter than the kind of answer (answer_type): a sentence that speaks of funding
may answer many questions about money, but not "how much?"; and "Levels 2 and 3"
hold numbers, but no number of credits.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from faqbot.answering.answer_type import asked_types
from faqbot.index.text import stem, stems

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty half"
)
_NUMBER = re.compile(rf"£?\d[\d,.]*|{_NUMBER_WORDS.replace(' ', '|')}", re.IGNORECASE)
_WORD = re.compile(r"£?\d[\d,.]*|[^\W\d_]+(?:['’][^\W\d_]+)?")
# Numbers that name a thing count nothing.
_NAMES = re.compile(
    r"\b(?:levels?|tiers?|stages?|bands?|units?|standards?|principles?|outcomes?|versions?|years?"
    r"|parts?|sections?|tables?|pages?|chapters?|questions?|(?-i:[A-Z])) ?\d+"
    r"(?:(?: ?[,–&-] ?| and | or | to )\d+)*\b|^\s*\d+[.)]",
    re.IGNORECASE | re.MULTILINE,
)
_YES_NO = re.compile(
    r"^\W*(?:(?:so|and|but|hi|hello|please|also|ok|well)\b\W*)*"
    r"(?:is|are|am|was|were|do|does|did|can|could|will|would|should|must|has|have|had|may|might)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:how|what|which|when|where|who|whose)\b", re.IGNORECASE)
_VERBS = (
    "do|does|did|is|are|was|were|will|would|can|could|shall|should|must|may|might|have|has|had"
    "|am|be|get|got|need|make|made|count|take|takes|took|went|go"
)
_COUNTED = re.compile(
    r"\b(?:how many|number of|how much) (?P<thing>(?:[\w'’-]+ ){0,4}?[\w'’-]+?)"
    rf"(?= (?:{_VERBS}|i|you|we|they|he|she|it|in|of|for|on|at|to|from|with|by|per|there|that|who"
    r"|which|a|an|the|each)\b|\s*[?.,!;]|\s*$)",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 2, 6  # words around a number among which the counted thing stands
_PEOPLE = frozenset(
    stem(w)
    for w in (
        "people person persons individuals learners staff workers employees students"
        " participants carers candidates applicants members adults places"
    ).split()
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_TIME = rf"(?:\d[\d,.]*|an?|{_NUMBER_WORDS.replace(' ', '|')})"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_GIVEN = {
    "age": _pattern(
        r"\baged? (?:over |under |of |between )?\d|\byears?[ -](?:olds?|of age)\b|\bages? of \d"
        r"|\b\d\d ?(?:–|-|to|and) ?\d\d[ -]years?\b|\b\d\d\+|\b(?:over|under) \d\d\b"
    ),
    "money": _pattern(r"£ ?\d|\bfree\b|\bno (?:cost|charge|fee)\b"),
    "frequency": _pattern(
        r"\b(?:every|each (?:year|month|week|day)|annual(?:ly)?|yearly|monthly|weekly|daily|twice"
        r"|times|once|per (?:year|month|week))\b"
    ),
    "address": _pattern(r"\bwww\.|\bhttps?:|\S+@\S+"),
    "duration": _pattern(
        rf"\b{_TIME}[\s–-]*(?:[a-z]+ )?(?:hours?|hrs|days?|weeks?|months?|years?)\b"
        rf"|\b(?:until|between|from)\b[^.]*\b(?:{_MONTH})\b"
    ),
    "contact": _pattern(r"\b0\d{2,4}[\s\d]{5,}|\S+@\S+\.\w|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    "law": _pattern(r"(?-i:\bAct\b)|(?-i:\bRegulations\b)"),
    "percentage": _pattern(r"\d ?%|\bper ?cent\b"),
}


def value_given(question: str, text: str) -> float:
    """Return the share of the asked values that a text gives, 0 to 1; 1 when none is asked for.

    Args:
        question: the stand-alone question. "Do I get paid?" asks for no value.
        text: what would be quoted.
    """
    if _YES_NO.match(question) and not _ASKS.search(question):
        return 1.0
    thing = _counted(question)
    kinds = asked_types(question)
    if any(kind.name == "contact" for kind in kinds):  # the number of a telephone
        kinds = tuple(kind for kind in kinds if kind.name != "count")
    given: list[bool] = []
    for kind in kinds:
        if thing and kind.name in ("count", "duration"):
            given.append(_counts(text, thing))
        elif kind.name == "count":
            given.append(bool(_NUMBER.search(_NAMES.sub(" ", text))))
        elif kind.name in _GIVEN:
            given.append(bool(_GIVEN[kind.name].search(text)))
    return sum(given) / len(given) if given else 1.0


def _counted(question: str) -> str | None:
    """Return the stem of what is to be counted: "credit" of "how many credits is it"."""
    found = _COUNTED.search(question)
    words = stems(found["thing"]) if found else []
    return words[-1] if words else None


def _counts(text: str, thing: str) -> bool:
    """Return whether a number stands beside the thing, or beside people where people are asked."""
    words = _WORD.findall(_NAMES.sub(" ", text))
    same: Callable[[str], bool] = (
        (lambda s: s in _PEOPLE) if thing in _PEOPLE else (lambda s: s == thing)
    )
    met = [same(stem(w.lower())) for w in words]
    return any(
        _NUMBER.fullmatch(w) and any(met[max(0, i - _BEFORE) : i + _AFTER])
        for i, w in enumerate(words)
    )
