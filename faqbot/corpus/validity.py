"""Dates and periods in guidance: until when does a sentence hold?

A sentence that looks ahead ("between June 2024 and March 2025", "no later than
24 April 2024") has an end; one that looks back ("published in April 2023",
"since 1997") or names a thing by its year ("Act 2022", "(2017)") has none.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

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
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_NAMES})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<number>\d{1,2})/(?P<year>(?:19|20)\d\d)\b(?!/)")
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b(?!-)")
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_NAMES})\.?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_TWO_YEARS = r"(?:20)?(?P<from{n}>\d\d)(?:\s*[/–-]\s*|\s+to\s+)(?:20)?(?P<to{n}>\d\d)"
_NAMED_YEAR = re.compile(
    rf"\b{_TWO_YEARS.format(n=1)}\s+(?P<kind1>financial|tax|academic|school)\s+year\b"
    rf"|\b(?P<kind2>financial|tax|academic|school)\s+year\s+(?:of\s+)?{_TWO_YEARS.format(n=2)}\b",
    re.IGNORECASE,
)
_BEGINS = {"financial": (4, 1), "tax": (4, 6), "academic": (9, 1), "school": (9, 1)}  # month, day
_YEAR = re.compile(r"(?<![£\d/.,-])\b(?P<year>(?:19|20)\d\d)\b(?![/\d%)]|\s*hours)")
# What a date belongs to when it looks ahead, and when it only describes.
_AHEAD = re.compile(
    r"\b(?:will|shall|expects?|expected|expectation|encouraging|plans? to|intends? to|must|need(?:s|ed)? to"
    r"|(?:is|are) (?:to|open|due|valid|offered|in force)|should|deadline|available|appl(?:y|ies)|enrol|launch (?:the|date)"
    r"|runs?|ends?|opens?|closes?|closing|expires?|lapses?|lasts?|remains?|valid (?:until|to|for))\b",
    re.IGNORECASE,
)
# Somebody is told to do something by a day: "Send the form by 31 March 2025."
_TOLD = re.compile(
    r"^(?:please )?(?:apply|book|claim|complete|contact|email|enrol|finish|pay|register|renew|return"
    r"|send|submit|tell us|upload)\b.*\b(?:by|before|until|no later than)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:since|published|announced|introduced|issued|dated|(?<!end )(?<!start )(?<!beginning )(?<!middle )of|version|was|were|had|updated|reviewed|replaced"
    r"|previously|as at|as of|born|©|copyright)\s*(?:in|on|by|the|at)?\s*$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:\b(?:Act|Regulations|Order|contract|edition)\s*|\()$")
_NAME_AFTER = re.compile(r"^\s+(?:(?:[A-Z]{2,}\s)?contract\b|Act\b|Regulations\b)")
# A year right after a capital word is part of a name: "the Workforce Strategy 2024".
_TITLED = re.compile(
    r"\b(?!(?:By|In|From|Until|Till|Before|After|During|For|Between|And|To|Spring|Summer|Autumn|Winter|Early"
    r"|Late|Mid)\b)[A-Z]\w*\s+$"
)
# Something happened then: "the register opened in 2009", "who qualified before 2015".
_HAPPENED = re.compile(
    r"\b(?:came|went|began|took|ran|gave|became|left|met|set|grew|fell|rose|held|(?!need|exceed|proceed)\w{2,}ed)\b[^,;]*$"
)
_DUE = re.compile(r"\b(?:by|until|till|no later than)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|shall|must|should|to|be|is|are|can|may)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:to|and|until|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_NOW = re.compile(r"\b(?:is|are|can|may)\b")
_OPEN_END = re.compile(r"\b(?:from|after|starting|beginning)\s+(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
_SCHEME = re.compile(
    r"\b(?:fund(?:ing|ed)?|reimburse\w*|grants?|bursar(?:y|ies)|subsid\w+|investment)\b",
    re.IGNORECASE,
)

# What was promised stays on offer, whenever it was promised.
_PROMISED = re.compile(r"\b(?:commit(?:ted|s)?|pledge[ds]?|promise[ds]?)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:pays?|paid|paying|money|claim\w*|refund\w*|costs?|fees?|prices?|(?<!in )charges?|charged|contributions?"
    r"|budgets?|afford\w*|free of charge|for free|amount(?!\s+of\b)|how much (?:is|are|will|would|does|do))\b",
    re.IGNORECASE,
)


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
class Dated:
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
    dates = [d for d in dates_in(sentence, written) if not _describes(sentence, d)]
    if not dates or not _looks_ahead(sentence, dates):
        return None
    last = max(dates, key=lambda d: d.last)
    if len(dates) == 1 and _OPEN_END.search(sentence[: last.begin]):
        return None
    first = min(dates, key=lambda d: d.first)
    is_period = first is not last or _NAMED_YEAR.search(sentence) is not None
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
    promised = _AHEAD.search(sentence) or _PROMISED.search(sentence)
    return bool(_SCHEME.search(sentence)) and promised is not None


def _looks_ahead(sentence: str, dates: Sequence[Dated]) -> bool:
    """Return whether a sentence speaks of what is to be, or of a period that it gives now."""
    if _AHEAD.search(sentence) or _TOLD.search(sentence):
        return True
    between = [sentence[a.end : b.begin] for a, b in pairwise(sorted(dates, key=lambda d: d.begin))]
    return bool(_NOW.search(sentence)) and any(_JOINED.fullmatch(words) for words in between)


def _describes(sentence: str, date: Dated) -> bool:
    before, after = sentence[: date.begin], sentence[date.end :]
    if _BACK.search(before) or _NAME_BEFORE.search(before) or _NAME_AFTER.match(after):
        return True
    happened = _HAPPENED.search(before)
    if happened and not _DUE.search(before) and not _MODAL.search(_clause(before)):
        return True
    a_day = date.first == date.last
    if not a_day and before.rstrip().endswith(",") and after.startswith(","):
        return True  # a publication in passing: "Next Steps, April 2023, sets out …"
    return date.end - date.begin == 4 and bool(_TITLED.search(before))


def _clause(words: str) -> str:
    """Return the last clause of what stands before a date."""
    return re.split(r"[,;]|\bwho\b|\bthat\b|\bwhich\b", words)[-1]


def dates_in(sentence: str, written: dt.date | None) -> Iterator[Dated]:
    """Yield the dates of a sentence; longer forms win over the parts of them."""
    taken: list[tuple[int, int]] = []
    for pattern, period in _FORMS:
        for match in pattern.finditer(sentence):
            if any(match.start() < end and begin < match.end() for begin, end in taken):
                continue
            found = period(match, written)
            if found is not None:
                taken.append(match.span())
                yield Dated(*found, *match.span())


def _named_year(match: re.Match[str], _: dt.date | None) -> _Period | None:
    n = "1" if match["kind1"] else "2"
    begin, end = 2000 + int(match[f"from{n}"]), 2000 + int(match[f"to{n}"])
    if end != begin + 1:
        return None
    month, day = _BEGINS[match[f"kind{n}"].lower()]
    return dt.date(begin, month, day), dt.date(end, month, day) - dt.timedelta(days=1)


def _month_of_year(match: re.Match[str], _: dt.date | None) -> _Period:
    year, month = int(match["year"]), _MONTH[match["month"].lower()]
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _whole_year(match: re.Match[str], _: dt.date | None) -> _Period:
    year = int(match["year"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _day_in_numbers(match: re.Match[str], _: dt.date | None) -> _Period | None:
    try:
        found = dt.date(int(match["year"]), int(match["number"]), int(match["day"]))
    except ValueError:
        return None
    return found, found


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
    (_NAMED_YEAR, _named_year),
    (_NUMERIC, _day_in_numbers),
    (_ISO, _day_in_numbers),
    (_DAY, _day_of_month),
    (_MONTH_DAY, _day_of_month),
    (_MONTH_YEAR, _month_of_year),
    (_YEAR, _whole_year),
)
