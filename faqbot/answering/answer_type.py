"""What kind of thing a question asks for, and whether a sentence holds such a thing.

After the question taxonomy of Li & Roth (COLING 2002), cut to what callers
ask: an age, an amount, a duration, a count, a date, a person or body, a place,
a contact, a law. A sentence that cannot hold the thing asked for does not answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|half"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of thing that can be asked for."""

    name: str
    asked: re.Pattern[str]  # found in a question that asks for it
    held: re.Pattern[str]  # found in a sentence that may give it


def _type(name: str, asked: str, held: str) -> AnswerType:
    return AnswerType(name, re.compile(asked, re.IGNORECASE), re.compile(held, re.IGNORECASE))


ANSWER_TYPES: tuple[AnswerType, ...] = (
    _type(
        "age",
        r"\bhow old\b|\bwhat age\b|\bage (?:limit|range|requirement)|\bminimum age\b|\byears old\b"
        r"|\b(?:too|how) young\b|\b(?:under|over|turn) (?:1[4-9]|2[01])\b|\b(?:i'?m|is|aged?) (?:only )?1[4-9]\b",
        r"\baged?\b|\byears?[ -]olds?\b|\b\d\d\+",
    ),
    _type(
        "money",
        r"\bhow much (?:is|are|does|do|did|will|would|money|can|should|funding)\b|\b(?:cost|price|salary|wage|pay rate|hourly rate|pay band)s?\b"
        r"|\bhow expensive\b|\b(?:get|be|is|are) paid\b(?! for)|\bpay rise\b|\bearn\b"
        r"|\b(?:what|which|how (?:big|large))(?:['’]s)? (?:\w+ ){0,3}(?:budget|(?:sum|amount) of (?:money|funding))\b",
        r"£|\bfees?\b|\bfund|\breimburs|\bearning a wage\b|\bpaid\b|\bcosts?\b",
    ),
    _type(
        "frequency",
        r"\bhow (?:often|frequently|regularly)\b|\bhow many times\b",
        r"\b(?:every|each|annual(?:ly)?|yearly|monthly|weekly|daily|once|twice|times|per (?:year|month|week))\b",
    ),
    _type(
        "address",
        r"\b(?:web ?(?:site|page)?|e-?mail) address\b|\burl\b|\blog ?in\b|\bpassword\b",
        r"\bwww\.|\bhttps?:|\bwebsite\b|\blog ?in\b|\S+@\S+",
    ),
    _type(
        "duration",
        r"\bhow long\b|\bhow many (?:months|weeks|years|hours|days)\b|\bduration\b|\bhow much (?:time|longer)\b",
        rf"\b(?:\d[\d,.–-]*|{_NUMBER_WORDS})[\s–-]*(?:\w+\s+)?(?:to\s+\w+\s+)?(?:hours?|hrs|days?|weeks?|months?|years?)\b"
        r"|\b(?:before|after|until|once|while)\b",
    ),
    _type(
        "count",
        r"\bhow many\b(?! (?:months|weeks|years|hours|days))|\bnumber of\b|\bhow (?:big|large)\b",
        rf"\d|\b(?:{_NUMBER_WORDS}|several|both|no)\b",
    ),
    _type(
        "date",
        r"^(?:so |and |but )?when\b|\bwhat (?:date|day|year|month|time)\b|\bwhich (?:date|day|year|month)\b"
        r"|\bdeadline\b|\bcut[- ]?off\b|\blast (?:day|date)\b|\bsince when\b|\bby when\b|\bhow soon\b",
        rf"\b(?:19|20)\d\d\b|\b(?:{_MONTHS})\b|\b(?:before|after|until|once|when|now|prior|due course|at the moment|over time)\b",
    ),
    _type(
        "contact",
        r"\b(?:phone|telephone|helpline)\b.*\bnumber\b|\bnumber (?:for|of|to (?:call|ring))\b.*\b(?:call|ring|care|hub|team|line)"
        r"|\be-?mail address\b|\bpostal address\b|\bopening hours\b|\bpostcode\b",
        r"\b0\d{2,4}[\s\d]{5,}|\S+@\S+\.\w|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    ),
    _type(
        "law",
        r"\b(?:which|what) (?:act|law|legislation|regulations?|statute)\b",
        r"(?-i:\bAct\b)|\bregulations?\b|\bstatut|\blegislat|\blaw\b",
    ),
    _type(
        "percentage",
        r"\bpercent|\bper cent\b|%|\bpass (?:mark|rate)\b|\bwhat (?:share|proportion)\b",
        r"\d\s*%|\bper cent\b|\bpercent|\bgrade\b",
    ),
)


_DESCRIPTION = re.compile(
    r"^(?:so |and |but )?(?:what(?:'s| is| are| was| were)? (?:a |an |the )?[\w /&()'-]{2,60}"
    r"|what (?:do|does|did) .{2,60} (?:do|involve|mean)"
    r"|how (?:do|does) .{2,60} work|who (?:is|are) .{2,60}|tell me about .{2,60}"
    r"|(?:describe|explain) .{2,60})(?: please)?\??$",
    re.IGNORECASE,
)
_NOT_DESCRIPTION = re.compile(
    r"^what (?:age|date|day|time|size|level|kind|sort|type|qualification|training|happens|can|should|will"
    r"|must|would|if|else)\b|\b(?:need|become|required?|requirements?)\b",
    re.IGNORECASE,
)


def asks_description(question: str) -> bool:
    """Return whether a question asks what something is or does, not for one fact about it."""
    return bool(_DESCRIPTION.match(question)) and not _NOT_DESCRIPTION.search(question)


def asked_types(question: str) -> tuple[AnswerType, ...]:
    """Return the kinds of thing that a question asks for; most questions ask for none."""
    return tuple(kind for kind in ANSWER_TYPES if kind.asked.search(question))


def type_match(types: tuple[AnswerType, ...], sentence: str) -> float:
    """Return the share of the asked kinds that a sentence may hold; 1 when none is asked."""
    if not types:
        return 1.0
    return sum(bool(kind.held.search(sentence)) for kind in types) / len(types)
