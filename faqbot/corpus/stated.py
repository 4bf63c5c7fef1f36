"""What a file says about itself: proposed when it is added, never taken for more than it says.

Sources are lines such as "Published 25 January 2024 [Version 1.2]", the head
of a page, and the fields of a Word or PDF file. The date of the file is not
the date of the guidance, and its author not its publisher: both are only hints.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest

from faqbot.cleaning import clean_line
from faqbot.corpus.extract import Extract, Mark, MarkKind
from faqbot.corpus.furniture import is_contents_list, is_metadata
from faqbot.corpus.validity import day_in

Fact = str | dt.date | tuple[str, ...]

_LINES = 60  # blocks from the top, and half as many from the end, in which a file speaks of itself
_LONGEST = 200  # characters of a title or publisher
_DATE_FIRST = 60  # characters after the word in which its date stands
_PUBLISHED = re.compile(r"\b(?:published|issued|publication date|^date)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:last |page )?(?:updated|reviewed|modified|amended)\b", re.IGNORECASE)
_VERSION = re.compile(
    r"\bversion\b[\s:.]*(?:number[\s:.]*)?(?P<value>v?\d+(?:\.\d+)*[a-z]?)\b", re.IGNORECASE
)
_APPLIES = re.compile(r"^applies to\b\s*:?\s*(?P<value>\S.*)$", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"^(?:publisher\b\s*:?|from:|(?:published|issued) by\b\s*:?)\s*(?P<value>[A-Z].*)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|reviewed)|version|applies to|publisher)\s*:?$",
    re.IGNORECASE,
)
_LICENCES = (
    (re.compile(r"open government licence\s*v?(?P<n>[123])\b|open-government-licence/version/(?P<m>[123])", re.IGNORECASE), "OGL-UK-{}.0"),
    (re.compile(r"creativecommons\.org/licenses/by/(?P<n>\d\.\d)|creative commons attribution (?P<m>\d\.\d)", re.IGNORECASE), "CC-BY-{}"),
)  # fmt: skip
_HINTS = {
    "author": "its author is given as {}",
    "file_made": "the file was made on {}",
    "file_changed": "the file was last changed on {}",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that a file states about itself."""

    value: Fact
    words: str  # what it was read from


def stated_facts(extract: Extract) -> dict[str, Stated]:
    """Return the facts a file states, under the names of sources.toml.

    Args:
        extract: the file as its reader gave it.
    """
    lines = _lines(extract)
    found = _from_head(extract.stated)
    for line in lines:
        for key, fact in facts_in(line).items():
            found.setdefault(key, fact)
    licence = _licence(extract)
    if licence is not None:
        found.setdefault("licence", licence)
    title = _title(extract)
    if title is not None:
        found["title"] = title
    return found


def hints(extract: Extract) -> list[str]:
    """Return what the file's own fields suggest, and do not state, in words."""
    return [
        words.format(extract.stated[key].partition("T")[0])
        for key, words in _HINTS.items()
        if extract.stated.get(key)
    ]


def _lines(extract: Extract) -> list[str]:
    """Return the lines at both ends of a text, a label and what follows it on one."""
    marks = [m for m in extract.marks if m.kind is not MarkKind.FURNITURE]
    near = marks if len(marks) <= _LINES * 1.5 else [*marks[:_LINES], *marks[-_LINES // 2 :]]
    lines = [
        clean_line(line)
        for mark in near
        if mark.span.end - mark.span.start < 2_000
        for line in mark.span.of(extract.text).split("\n")
    ]
    joined = [
        f"{line} {after}" if _LABEL.match(line) else line
        for line, after in zip_longest(lines, lines[1:], fillvalue="")
    ]
    return [
        part
        for line in joined
        for part in line.split("; ")
        if is_metadata(part) or _PUBLISHER.match(part)
    ]


def facts_in(line: str) -> dict[str, Stated]:
    """Return the facts that one line states, under the names of sources.toml."""
    found: dict[str, Stated] = {}
    for key, pattern in (("published", _PUBLISHED), ("updated", _UPDATED)):
        label = pattern.search(line)
        day = day_in(line[label.end() : label.end() + _DATE_FIRST]) if label else None
        if day is not None:
            found[key] = Stated(day, line)
    for key, pattern in (("version", _VERSION), ("publisher", _PUBLISHER)):
        if match := pattern.search(line):
            found[key] = Stated(match["value"].strip().lstrip("vV")[:_LONGEST], line)
    if match := _APPLIES.search(line):
        names = re.split(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*", match["value"].rstrip("."))
        places = tuple(name.strip() for name in names if name.strip())
        if places and len(match["value"]) <= 80:
            found["applies_to"] = Stated(places, line)
    return found


def _from_head(stated: Mapping[str, str]) -> dict[str, Stated]:
    """Return what the head of a page states."""
    found: dict[str, Stated] = {}
    for key in ("published", "updated"):
        day = day_in(stated.get(key, ""))
        if day is not None:
            found[key] = Stated(day, f"the page's head: {stated[key]}")
    for key in ("publisher", "url"):
        if value := stated.get(key):
            found[key] = Stated(value, f"the page's head: {value}")
    return found


def _licence(extract: Extract) -> Stated | None:
    for words in (extract.stated.get("licence", ""), extract.text):
        for pattern, form in _LICENCES:
            if match := pattern.search(words):
                return Stated(form.format(match["n"] or match["m"]), clean_line(match[0]))
    return None


def _title(extract: Extract) -> Stated | None:
    """Return the outermost of the first headings, else what the file calls itself, else a line."""
    marks = [m for m in extract.marks if m.kind is not MarkKind.FURNITURE]
    headings = list(islice((m for m in marks if m.kind is MarkKind.HEADING), 10))
    for level in sorted({mark.level for mark in headings}):
        for mark in headings:
            if mark.level == level and (words := _as_title(mark, extract.text)):
                return Stated(words, "the first heading")
    if extract.stated.get("title"):
        return Stated(extract.stated["title"], "the file's own title")
    short = sorted(marks[:3], key=lambda mark: mark.kind is not MarkKind.MAYBE_HEADING)
    words = next((w for mark in short if (w := _as_title(mark, extract.text))), "")
    return Stated(words, "the first line") if words else None


def _as_title(mark: Mark, text: str) -> str:
    words = clean_line(mark.span.of(text))
    good = len(words) <= _LONGEST and not is_metadata(words) and not is_contents_list(words)
    return words if good and words.lower() not in ("contents", "table of contents") else ""
