"""signposts.toml: what is said first when somebody may be in danger, and when it is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from faqbot.corpus.tables import date_of, each_once, list_of_text, only, tables, text_of
from faqbot.aids import Signpost
from faqbot.errors import CorpusError

SIGNPOSTS = "signposts.toml"
_TEXTS = ("id", "title", "text", "reviewer")
_DATES = ("reviewed", "review_by")
_LISTS = ("numbers", "phrases", "examples", "harmless")
_ID = re.compile(r"[a-z0-9-]+\Z")
_PHRASE = re.compile(r"[a-z0-9*/]+(?: (?:\.\.\.|[a-z0-9*/]+))*\Z")


def load_signposts(folder: Path) -> tuple[Signpost, ...]:
    """Return the signposts of a corpus folder in their order; none when it has no file.

    Raises:
        CorpusError: the file is not TOML, a key is unknown, missing or of the
            wrong type, an id or example stands twice, a number is not in its text,
            or the next review is not after the last.
    """
    where = str(folder / SIGNPOSTS)
    entries = tables(folder / SIGNPOSTS, "signposts", ("signpost",))["signpost"]
    signposts = tuple(
        _signpost(entry, f"{where}, signpost {i}") for i, entry in enumerate(entries, 1)
    )
    each_once([signpost.id for signpost in signposts], "id", where)
    each_once([t for s in signposts for t in (*s.examples, *s.harmless)], "example", where)
    return signposts


def _signpost(entry: Any, where: str) -> Signpost:
    only(entry, (*_TEXTS, *_DATES, *_LISTS), where)
    texts = {key: text_of(entry, key, where) for key in _TEXTS}
    reviewed, review_by = (date_of(entry, key, where) for key in _DATES)
    numbers, phrases, examples, harmless = (list_of_text(entry, key, where) for key in _LISTS)
    if not _ID.match(texts["id"]):
        raise CorpusError(
            f"the id {texts['id']!r} has other characters than a-z, 0-9 and -",
            where=where,
            fix='Write it like: id = "immediate-danger"',
        )
    if review_by <= reviewed:
        raise CorpusError(
            f"review_by ({review_by}) is not after reviewed ({reviewed})",
            where=where,
            fix="Put in the day by which somebody must look at the text again.",
        )
    for number in numbers:
        if number not in texts["text"]:
            raise CorpusError(
                f"the number {number!r} does not stand in the text",
                where=where,
                fix="Write it the same way in numbers and in text.",
            )
    for phrase in phrases:
        if not _PHRASE.match(phrase):
            raise CorpusError(
                f"the phrase {phrase!r} cannot be read",
                where=where,
                fix="Use small letters without apostrophes, / between words, * for an ending, ... for a gap.",
            )
    if not examples:
        raise CorpusError("there are no examples", where=where, fix='Add: examples = ["…"]')
    return Signpost(
        id=texts["id"],
        title=texts["title"],
        text=texts["text"],
        numbers=numbers,
        reviewer=texts["reviewer"],
        reviewed=reviewed,
        review_by=review_by,
        phrases=phrases,
        examples=examples,
        harmless=harmless,
    )
