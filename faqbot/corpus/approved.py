"""approved.toml: answers that a person has pinned to questions, and whether they still hold.

An approved answer is words of a document. When they no longer stand there,
the corpus stays usable: the answer only waits for somebody to look at it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from faqbot.corpus.headings import normalise
from faqbot.corpus.tables import (
    date_of,
    document_of,
    each_once,
    list_of_text,
    only,
    questions_of,
    tables,
    text_of,
)
from faqbot.aids import Approved
from faqbot.documents import Document, Span
from faqbot.errors import CorpusError

APPROVED = "approved.toml"
KEYS = (  # of an entry, in their order
    "id", "questions", "document", "quote", "quotes", "approved_by", "approved", "review_by",
)  # fmt: skip
ID = re.compile(r"[a-z0-9-]+\Z")


def load_approved(folder: Path, documents: Sequence[Document]) -> tuple[Approved, ...]:
    """Return the approved answers of a corpus folder in their order; none when it has no file.

    A quotation that is not in its document is no error: see `quoted_spans`.

    Args:
        folder: may hold approved.toml.
        documents: that the entries must name one of.

    Raises:
        CorpusError: the file cannot be read, a key is unknown, missing or of the wrong
            type, a document is not there, or an id or question stands twice.
    """
    path = folder / APPROVED
    entries = tables(path, "approved answers", ("approved",))["approved"]
    approved = tuple(
        _approved(entry, documents, f"{path}, approved {i}") for i, entry in enumerate(entries, 1)
    )
    each_once([a.id for a in approved], "id", str(path))
    each_once([normalise(q) for a in approved for q in a.questions], "question", str(path))
    return approved


def quoted_spans(approved: Approved, document: Document) -> tuple[Span, ...]:
    """Return where the quotations of an approved answer stand in its document.

    Returns:
        One span for each quotation; nothing at all if any of them is not there
        word for word, white space aside.
    """
    spans = [_place(quote, document.text) for quote in approved.quotes]
    found = tuple(span for span in spans if span is not None)
    return found if len(found) == len(spans) else ()


def to_review(approved: Approved, document: Document, day: dt.date) -> Iterator[str]:
    """Yield why somebody must look at an approved answer again, each reason as a clause.

    Args:
        approved: the answer.
        document: that it quotes.
        day: that its review date is compared with.
    """
    if not quoted_spans(approved, document):
        yield f"the words it quotes are not in {document.id}"
    if approved.review_by is not None and approved.review_by < day:
        yield f"it was to be reviewed by {approved.review_by}"


def _approved(entry: Any, documents: Sequence[Document], where: str) -> Approved:
    only(entry, KEYS, where)
    name = text_of(entry, "id", where)
    where += f" ({name})"
    if not ID.match(name):
        raise CorpusError(
            f"the id {name!r} has other characters than a-z, 0-9 and -",
            where=where,
            fix='Write it like: id = "is-it-mandatory"',
        )
    document = document_of(entry, documents, where)
    questions = questions_of(entry, where)
    quotes = tuple(q.strip() for q in list_of_text(entry, "quotes", where, "quotations"))
    if "quote" in entry or not quotes:
        quotes = (text_of(entry, "quote", where), *quotes)
    approved = date_of(entry, "approved", where)
    review_by = date_of(entry, "review_by", where) if "review_by" in entry else None
    if review_by is not None and review_by <= approved:
        raise CorpusError(
            f"review_by ({review_by}) is not after approved ({approved})",
            where=where,
            fix="Put in the day by which somebody must look at it again, or take it out.",
        )
    return Approved(
        id=name,
        questions=questions,
        document_id=document.id,
        quotes=quotes,
        approved_by=text_of(entry, "approved_by", where),
        approved=approved,
        review_by=review_by,
    )


def _place(quote: str, text: str) -> Span | None:
    """Return where words stand in a text, whole words only; the first place of several."""
    words = quote.split()
    begin = r"(?<!\w)" if words[0][0].isalnum() else ""
    end = r"(?!\w)" if words[-1][-1].isalnum() else ""
    match = re.search(begin + r"\s+".join(map(re.escape, words)) + end, text)
    return Span(*match.span()) if match else None
