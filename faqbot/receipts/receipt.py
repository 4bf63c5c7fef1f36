"""A receipt: which words were given out, of which version, and where they stood.

    fb2:<document id>:<version, date or ->:<start>-<end>:<words>:<digest>:<heading>

`words` is how many there are, `digest` the first 16 hexadecimal digits of the SHA-256
of the words with single spaces between them and without list marks, `heading` six
digits of that of the heading above them (a leading number aside), or "-". So the words
are found again in any version and any file format, even where the old text is not kept.

The form before it is still read: `fb1`, without `words` and `heading`, its digest over
the quotation with white space folded and nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from faqbot.documents import Document, Section, Span
from faqbot.receipts.words import Words, folded

EXAMPLE = "fb2:some-guidance:1.2:9651-9911:43:714fbbfaa93eebac:3fa9c1"
_LIKE = re.compile(r"(?<![^\W_])fb\d{1,2}:\S*")  # what means to be a receipt
_NO_HEADING = "-"
_FIELDS = r"(?P<id>[a-z0-9][a-z0-9-]*):(?P<version>[\w.-]+):(?P<start>\d{1,12})-(?P<end>\d{1,12})"
_FORMS = (
    re.compile(
        rf"fb2:{_FIELDS}:(?P<words>\d{{1,6}}):(?P<digest>[0-9a-f]{{16}})"
        rf":(?P<heading>[0-9a-f]{{6}}|{_NO_HEADING})(?!\w)",
        re.ASCII,
    ),
    re.compile(rf"fb1:{_FIELDS}:(?P<digest>[0-9a-f]{{16}})(?!\w)", re.ASCII),
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One quotation that was given out; `str()` is what people keep."""

    document_id: str
    version: str  # of the document, else its date, else "-"
    span: Span  # in that version's text
    digest: str  # of the words, 16 hexadecimal digits
    words: int | None = None  # how many; None in the form fb1
    heading: str | None = None  # of the heading above, 6 hexadecimal digits; None: none, or fb1

    def __str__(self) -> str:
        """Return the receipt as it is handed out."""
        place = f"{self.document_id}:{self.version}:{self.span.start}-{self.span.end}"
        if self.words is None:
            return f"fb1:{place}:{self.digest}"
        return f"fb2:{place}:{self.words}:{self.digest}:{self.heading or _NO_HEADING}"

    def fits(self, quote: str) -> bool:
        """Return whether these are the words that were given out."""
        if self.words is None:
            return _digest(" ".join(quote.split())) == self.digest
        return _digest(folded(quote)) == self.digest

    def places_in(self, text: str, words: Words, known: str | None = None) -> Iterator[Span]:
        """Yield where a text holds the words that were given out.

        Args:
            text: of a document.
            words: of that text.
            known: the words themselves, where they are; it is quicker with them.
        """
        if self.words is not None:
            begin = folded(known).split()[0] if known else None
            for first in range(len(words.words) - self.words + 1):
                if begin is not None and words.words[first] != begin:
                    continue
                if _digest(words.text(first, self.words)) == self.digest:
                    yield words.span(first, self.words)
            return
        # How many words there are is not known; how many characters there were is.
        length = self.span.end - self.span.start
        for span in words.spans:
            if self.fits(text[span.start : span.start + length]):
                yield Span(span.start, span.start + length)

    def stood_under(self, section: Section) -> bool:
        """Return whether a section has the heading that the words stood under."""
        return self.heading is not None and heading_digest(section.title) == self.heading


def receipt_of(document: Document, span: Span) -> Receipt:
    """Return the receipt of a quotation from a document."""
    quote = folded(span.of(document.text))
    section = document.section_at(span.start)
    return Receipt(
        document_id=document.id,
        version=version_of(document),
        span=span,
        digest=_digest(quote),
        words=len(quote.split()),
        heading=heading_digest(section.title) if section and section.title else None,
    )


def version_of(document: Document) -> str:
    """Return how a receipt names the version of a document: its version, its date, or "-"."""
    day = document.source.dated
    version = document.source.version or (day.isoformat() if day else "-")
    return "".join(c if c.isascii() and (c.isalnum() or c in ".-") else "_" for c in version)


def read_receipt(text: str) -> Receipt | None:
    """Return the receipt at the beginning of a text, or None where it is none."""
    for form in _FORMS:
        match = form.match(text)
        if match is None:
            continue
        span = Span(int(match["start"]), int(match["end"]))
        words = int(match["words"]) if "words" in form.groupindex else None
        if span.start >= span.end or words == 0:
            return None
        heading = match["heading"] if words is not None else None
        return Receipt(
            match["id"],
            match["version"],
            span,
            match["digest"],
            words,
            None if heading == _NO_HEADING else heading,
        )
    return None


def receipts_in(text: str) -> Iterator[Receipt | str]:
    """Yield what a text holds of receipts: a pasted case note, or a receipt by itself.

    Yields:
        Receipts; and, for what begins like one and is none, how it begins.
    """
    end = 0
    for match in _LIKE.finditer(text):
        if match.start() < end:
            continue
        # An e-mail may have broken it over lines.
        pieces = text[match.start() :].split(maxsplit=3)[:3]
        tries = ("".join(pieces[: n + 1]) for n in range(len(pieces)))
        found = next(filter(None, map(read_receipt, tries)), None)
        yield found if found is not None else match[0]
        end = match.end()


def heading_digest(title: str) -> str:
    """Return six hexadecimal digits of a heading's words, without a number in front."""
    return _digest(bare_heading(title))[:6]


def bare_heading(title: str) -> str:
    """Return a heading's words in small letters, without a number in front."""
    return folded(title.lstrip("0123456789.) ")).lower()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
