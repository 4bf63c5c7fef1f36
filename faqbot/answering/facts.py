"""What a sentence states that another may contradict: numbers, dates, duties, yes or no."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from faqbot.corpus.validity import dates_in
from faqbot.index.text import is_stop, stem, words

_WORDS = {
    "half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b)"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|—|to|or|and)\s*(?P<high>{_NUMBER}))?"
_DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4, "year": 365.0}
_DURATION = re.compile(
    rf"{_RANGE}[\s-]*(?P<unit>hour|day|week|month|year)s?\b(?![\s-]*olds?\b)", re.IGNORECASE
)
_EVERY = re.compile(
    r"\b(?:every|each|once an?|per) (?P<unit>day|week|fortnight|month|year)\b", re.IGNORECASE
)
_ADVERB = re.compile(r"\b(?P<word>annual(?:ly)?|yearly|monthly|weekly|daily)\b", re.IGNORECASE)
_ADVERBS = {
    "annual": 365.0,
    "annually": 365.0,
    "yearly": 365.0,
    "monthly": 30.4,
    "weekly": 7.0,
    "daily": 1.0,
}
_AGE = re.compile(
    rf"\b(?:aged?|age of|over|under|turned?)\s+(?:at least\s+)?{_RANGE}(?!\s*(?:hours|days|weeks|months|%|credits))"
    rf"|{_RANGE.replace('low', 'low2').replace('high', 'high2')}(?:\s*\+|\s+(?:or|and) (?:over|above|older)|[\s-]+years?[\s-]+olds?)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"£\s*(?P<low>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>million|billion|bn|m|k)?\b", re.IGNORECASE
)
_PERCENT = re.compile(rf"{_RANGE}\s*(?:%|per ?cent\b)", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?<![£\w.,/-]){_RANGE}\s+(?:\w+\s+)??(?P<noun>[a-z]{{3,}}s)\b", re.IGNORECASE
)
_BOUNDS = (
    (
        "most",
        re.compile(
            r"\b(?:up to|at most|(?:no|not) (?:more|longer|later) than|maximum(?: of)?|less than|under|within)\s*$",
            re.IGNORECASE,
        ),
    ),
    (
        "least",
        re.compile(
            r"\b(?:at least|minimum(?: of)?|(?:no|not) less than|more than|over|from)\s*$",
            re.IGNORECASE,
        ),
    ),
)
_ONWARDS = re.compile(r"\+|\b(?:or|and) (?:over|above|older|more)\b", re.IGNORECASE)
# Numbers that are part of a name: "Level 2", "Tier 1".
_NAMES = re.compile(
    r"\b(?:level|tier|stage|band|grade|step|part|section|standard|unit|key stage|schedule|article|regulation)s?\s+\d+(?:\s*(?:and|to|or|-|–)\s*\d+)?\b",
    re.IGNORECASE,
)
_MONTHS = (
    "january february march april june july august september october november december".split()
)
_SCALE = {"k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_NO_COUNT = frozenset("hours days weeks months years as this its was has is ones".split())
_CLOSE = 0.05  # shares of a length of time that are no difference: 12 months and a year


class Duty(StrEnum):
    """How far something is demanded."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    MUST_NOT = "must not"


_DUTIES: tuple[tuple[Duty, re.Pattern[str]], ...] = tuple(
    (duty, re.compile(pattern, re.IGNORECASE))
    for duty, pattern in (
        (
            Duty.MUST_NOT,
            r"\b(?:must|may|can|shall) ?(?:not|n['’]t)\b|\bcannot\b|\b(?:not|never) (?:be )?(?:allowed|permitted)\b|\bprohibited\b|\bforbidden\b|\bbanned\b|\bno \w+ (?:can|may)\b",
        ),
        (
            Duty.MAY,
            (
                r"\boptional\b|\bvoluntary\b|\b(?:not|n['’]t)(?: be| being| currently| yet| \w+ intention to make [^.]{0,80}?)? (?:mandatory|compulsory|obligatory|required|necessary|need(?:ed)?|have to)\b"
                r"|\bneed not\b|\bno (?:need|requirement|obligation)\b|\bintention to make .{0,80}mandatory|\b(?:may|can) choose\b|\b(?:is|are) free to\b|\bif they (?:want|wish)\b"
            ),
        ),
        (
            Duty.MUST,
            r"\bmust\b|\bmandatory\b|\bcompulsory\b|\bobligatory\b|\brequired\b|\brequirement\b|\b(?:has|have) to\b|\bneeds?\b|\bshall\b|\blegally\b",
        ),
        (
            Duty.SHOULD,
            r"\bshould\b|\brecommend(?:ed|s)?\b|\bexpect(?:ed|s)? to\b|\bencourag(?:ed?|es|ing)\b|\badvised\b|\bgood practice\b",
        ),
        (Duty.MAY, r"\bmay\b|\bcan\b"),
    )
)
_NOT = re.compile(r"\b(?:not|no|never|cannot|neither|nor|without)\b|n['’]t\b", re.IGNORECASE)
_NO_MEANING = re.compile(
    rf"£|%|{_NUMBER}|\b(?:hours?|days?|weeks?|fortnights?|months?|years?|percent|annual(?:ly)?|yearly|monthly|weekly|daily|every|once|each)\b"
    r"|\b(?:must|shall|should|may|can|cannot|mandatory|compulsory|obligatory|required|requirement|optional|voluntary|recommended|expected|need(?:s|ed)?"
    r"|free|choose|forbidden|prohibited|allowed|permitted|not|no|never|up|around|about|least|most|within|between|over|under|aged?|old|minimum|maximum|in total)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """One number or date in a sentence."""

    kind: str  # time | hours | age | money | percent | date | the stem of what is counted
    low: float
    high: float
    words: str  # as they stand in the sentence
    bound: str = ""  # "most" for "up to 369 hours", "least" for "aged 19 or over"

    def agrees(self, other: Value) -> bool:
        """Return whether two values of one kind can both be so."""
        if self.bound != other.bound:
            bounded, other = (self, other) if self.bound else (other, self)
            if other.bound:
                return True
            below, above = other.low <= bounded.high, other.high >= bounded.low
            return below if bounded.bound == "most" else above
        slack = _CLOSE * max(self.high, other.high) if self.kind == "time" else 1e-9
        return self.low <= other.high + slack and other.low <= self.high + slack


def values_in(sentence: str, written: dt.date | None) -> list[Value]:
    """Return the numbers and dates that a sentence states.

    Args:
        sentence: on one line.
        written: when its document was written; gives the year of "3 June".
    """
    found: list[Value] = []
    rest = _NAMES.sub(lambda m: " " * len(m[0]), sentence)
    for day in dates_in(sentence, written):
        said = sentence[day.begin : day.end].rstrip(".,")
        found.append(Value("date", day.first.toordinal(), day.last.toordinal(), said))
        rest = rest[: day.begin] + " " * (day.end - day.begin) + rest[day.end :]
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(rest):
            value = make(match)
            if value is not None:
                found.append(replace(value, bound=_bound(rest, match)))
        rest = pattern.sub(lambda m: " " * len(m[0]), rest)
    return found


def duty_in(sentence: str) -> Duty | None:
    """Return how far a sentence demands something, by its strongest words; None if it does not say."""
    return next((duty for duty, pattern in _DUTIES if pattern.search(sentence)), None)


def denies(sentence: str) -> bool:
    """Return whether a sentence says no."""
    return len(_NOT.findall(sentence)) % 2 == 1


def matter_of(sentence: str) -> frozenset[str]:
    """Return the stems of what a sentence is about, its numbers and duties left out."""
    return frozenset(
        stem(word)
        for word in words(_NO_MEANING.sub(" ", _NAMES.sub(" ", sentence)))
        if not is_stop(word) and word not in _MONTHS
    )


def numbers_of_names(sentence: str) -> frozenset[str]:
    """Return the numbered names in a sentence: "level 2", "tier 1"."""
    return frozenset(" ".join(m[0].lower().split()) for m in _NAMES.finditer(sentence))


def _bound(sentence: str, match: re.Match[str]) -> str:
    """Return which way a number is open: "up to", "at least", "or over"."""
    if _ONWARDS.search(match[0]) or _ONWARDS.match(sentence[match.end() :].lstrip()):
        return "least"
    return next((name for name, p in _BOUNDS if p.search(sentence[: match.start()])), "")


def _number(text: str) -> float:
    lower = text.lower()
    return _WORDS[lower] if lower in _WORDS else float(text.replace(",", "").rstrip("."))


def _ranged(match: re.Match[str], kind: str, scale: float = 1.0, n: str = "") -> Value:
    low = _number(match[f"low{n}"]) * scale
    high = _number(match[f"high{n}"]) * scale if match[f"high{n}"] else low
    return Value(kind, min(low, high), max(low, high), match[0].strip())


def _duration(match: re.Match[str]) -> Value:
    unit = match["unit"].lower()
    return _ranged(match, "hours") if unit == "hour" else _ranged(match, "time", _DAYS[unit])


def _every(match: re.Match[str]) -> Value:
    days = _DAYS[match["unit"].lower()]
    return Value("time", days, days, match[0])


def _adverb(match: re.Match[str]) -> Value:
    days = _ADVERBS[match["word"].lower()]
    return Value("time", days, days, match[0])


def _age(match: re.Match[str]) -> Value:
    return _ranged(match, "age", n="" if match["low"] else "2")


def _money(match: re.Match[str]) -> Value:
    amount = _number(match["low"]) * _SCALE.get((match["scale"] or "").lower(), 1.0)
    return Value("money", amount, amount, match[0].strip())


def _percent(match: re.Match[str]) -> Value:
    return _ranged(match, "percent")


def _count(match: re.Match[str]) -> Value | None:
    noun = match["noun"].lower()
    return None if noun in _NO_COUNT or is_stop(noun) else _ranged(match, stem(noun))


_PATTERNS = (
    (_MONEY, _money),
    (_PERCENT, _percent),
    (_AGE, _age),
    (_DURATION, _duration),
    (_EVERY, _every),
    (_ADVERB, _adverb),
    (_COUNT, _count),
)
