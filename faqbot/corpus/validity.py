"""Dates and periods in guidance: until when does a sentence hold?

A sentence that looks ahead ("between June 2024 and March 2025", "no later than
24 April 2024") has an end; one that looks back ("published in April 2023",
"since 1997") or names a thing by its year ("Act 2022", "(2017)") has none.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

_MONTH = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTH |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTH, key=lambda name: (-len(name), name)))

_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_NAMES})\b\.?,?(?:\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
# A day with its year, as people, computers and forms write it; a form has the day first.
_FULL = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_NAMES})\.?,?\s+(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<year_iso>(?:19|20)\d\d)-(?P<iso>\d\d)-(?P<day_iso>\d\d)(?!\d)"
    r"|\b(?P<day_form>\d{1,2})/(?P<number>\d{1,2})/(?P<year_form>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PARTS = (("day", "day_iso", "day_form"), ("year", "year_iso", "year_form"))
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_NAMES})\.?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_FINANCIAL = re.compile(
    r"\b(?:20)?(?P<from>\d\d)/(?:20)?(?P<to>\d\d)\s+financial year\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![£\d/.,-])\b(?P<year>(?:19|20)\d\d)\b(?![/\d%)]|\s*hours)")
# What a date belongs to when it looks ahead, and when it only describes.
_AHEAD = re.compile(
    r"\b(?:will|shall|expects?|expected|expectation|encouraging|plans? to|intends? to|must|need to|should"
    r"|no later than|deadline|by the end of|until|can launch|launch the|launch date|available|apply|enrol)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:since|published|announced|introduced|was|were|updated|replaced|previously|©|copyright)\s*(?:in|on|by|the|at)?\s*$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:\b(?:Act|Regulations|Order|contract|edition)\s*|\()$")
_NAME_AFTER = re.compile(r"^\s+(?:(?:[A-Z]{2,}\s)?contract\b|Act\b|Regulations\b)")
_OPEN_END = re.compile(r"\b(?:from|after|starting|beginning)\s+(?:the\s+)?$", re.IGNORECASE)
_SCHEME = re.compile(
    r"\b(?:fund(?:ing|ed)?|reimburse\w*|grants?|bursar(?:y|ies)|subsid\w+|investment)\b",
    re.IGNORECASE,
)

_MONEY = re.compile(r"\b(?:pays?|paid|paying|money|claim\w*|refund\w*|cost|costs)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """The period a sentence speaks of."""

    start: dt.date | None  # first day; None when the text gives none
    end: dt.date  # last day
    words: str  # the words it came from

    def closed(self, day: dt.date) -> bool:
        """Return whether the period is over on that day."""
        return day > self.end


_Period = tuple[dt.date, dt.date]  # first and last day


@dataclass(frozen=True, slots=True)
class _Date:
    first: dt.date
    last: dt.date
    begin: int
    end: int


def window_of(sentence: str, written: dt.date | None) -> Window | None:
    """Return the period on which a sentence depends, or None when it has no end.

    Args:
        sentence: its words.
        written: when the document was written; gives the year of "3 June".
    """
    dates = [d for d in _dates(sentence, written) if not _describes(sentence, d)]
    if not dates or not _AHEAD.search(sentence):
        return None
    last = max(dates, key=lambda d: d.last)
    open_ended = len(dates) == 1 and _OPEN_END.search(sentence[: last.begin])
    if open_ended and not _FINANCIAL.search(sentence):
        return None
    first = min(dates, key=lambda d: d.first)
    is_period = first is not last or _FINANCIAL.search(sentence) is not None
    start = first.first if is_period else None
    begin, end = min(first.begin, last.begin), max(first.end, last.end)
    return Window(start, last.last, sentence[begin:end].rstrip(".,"))


def day_in(words: str) -> dt.date | None:
    """Return the first day that words name in full: "25 January 2024", 2024-01-25, 25/01/2024."""
    for match in _FULL.finditer(words):
        parts = match.groupdict()
        month = (
            _MONTH[parts["name"].lower()] if parts["name"] else int(parts["iso"] or parts["number"])
        )
        day, year = (int(next(parts[k] for k in keys if parts[k])) for keys in _PARTS)
        with suppress(ValueError):
            return dt.date(year, month, day)
    return None


def names_scheme(words: str) -> bool:
    """Return whether words speak of money on offer: funding, a grant, a claim."""
    return bool(_SCHEME.search(words)) or bool(_MONEY.search(words))


def is_scheme(sentence: str) -> bool:
    """Return whether a sentence speaks of money that is offered, which has its period."""
    return bool(_SCHEME.search(sentence)) and bool(_AHEAD.search(sentence))


def _describes(sentence: str, date: _Date) -> bool:
    before, after = sentence[: date.begin], sentence[date.end :]
    return bool(_BACK.search(before) or _NAME_BEFORE.search(before) or _NAME_AFTER.match(after))


def _dates(sentence: str, written: dt.date | None) -> Iterator[_Date]:
    """Yield the dates of a sentence; longer forms win over the parts of them."""
    taken: list[tuple[int, int]] = []
    for pattern, period in _FORMS:
        for match in pattern.finditer(sentence):
            if any(match.start() < end and begin < match.end() for begin, end in taken):
                continue
            found = period(match, written)
            if found is not None:
                taken.append(match.span())
                yield _Date(*found, *match.span())


def _financial_year(match: re.Match[str], _: dt.date | None) -> _Period:
    begin, end = 2000 + int(match["from"]), 2000 + int(match["to"])
    return dt.date(begin, 4, 1), dt.date(end, 3, 31)


def _month_of_year(match: re.Match[str], _: dt.date | None) -> _Period:
    year, month = int(match["year"]), _MONTH[match["month"].lower()]
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _whole_year(match: re.Match[str], _: dt.date | None) -> _Period:
    year = int(match["year"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _day_of_month(match: re.Match[str], written: dt.date | None) -> _Period | None:
    """Return the day; one without a year is the next after the document was written."""
    year = int(match["year"]) if match["year"] else None
    verb = match["month"] in {"may", "march"}  # "people aged 19 may apply"
    if year is None and (written is None or verb):
        return None
    month = _MONTH[match["month"].lower()]
    try:
        found = dt.date(year or (written or dt.date.min).year, month, int(match["day"]))
        if year is None and written is not None and found < written:
            found = found.replace(year=found.year + 1)
    except ValueError:
        return None
    return found, found


_FORMS = (
    (_FINANCIAL, _financial_year),
    (_DAY, _day_of_month),
    (_MONTH_YEAR, _month_of_year),
    (_YEAR, _whole_year),
)
