"""Which kind of file bytes are, whatever the file is called."""

from __future__ import annotations

import re
from enum import StrEnum

from faqbot.corpus.readers.refusal import Refused


class Kind(StrEnum):
    """A format that there is a reader for."""

    MARKDOWN = ".md"
    PLAIN = ".txt"
    HTML = ".html"
    DOCX = ".docx"
    PDF = ".pdf"


_TEXT = (Kind.MARKDOWN, Kind.PLAIN, Kind.HTML)
_OTHER = {
    b"\xd0\xcf\x11\xe0": "an old or an encrypted Office file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
}
_PDF_WITHIN = 1024  # bytes in which a PDF says that it is one
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def check_kind(data: bytes, kind: Kind) -> None:
    """Hold what a file is called against what it holds.

    Args:
        data: the file's bytes.
        kind: what its name says it is.

    Raises:
        Refused: it is empty or of another kind; says which, and what to do.
    """
    if not data:
        raise Refused(
            "no text found: the file is empty", "Fetch it again from where it was published."
        )
    for magic, what in _OTHER.items():
        if data.startswith(magic):
            raise _is(what, kind, None)
    if data.startswith(b"PK\x03\x04"):
        word = b"word/" in data
        if kind is not Kind.DOCX:
            raise _is(
                "a Word document" if word else "a zip or Office file",
                kind,
                Kind.DOCX if word else None,
            )
    elif b"%PDF-" in data[:_PDF_WITHIN]:
        if kind is not Kind.PDF:
            raise _is("a PDF file", kind, Kind.PDF)
    elif kind is not Kind.HTML and _PAGE.match(data):
        raise _is("a web page", kind, Kind.HTML)
    elif kind not in _TEXT:
        raise Refused(
            f"the file is called {kind.value}, but is none",
            "Fetch it again, or give it the ending of what it is.",
        )


def _is(what: str, kind: Kind, real: Kind | None) -> Refused:
    named = "not text" if kind in _TEXT else f"not {kind.value}"
    if real is None:
        fix = "Save it as one of these first: .docx, .html, .md, .pdf, .txt."
    else:
        fix = f"Rename it, so that it ends in {real.value}."
    return Refused(f"the file is {what}, {named}", fix)
