"""PDF to text: what is drawn on the pages to lines, and these to blocks.

A PDF says where letters stand, not what they are. Headings follow from size
and weight, paragraphs from the space between lines, tables from columns.
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pypdf import PageObject, PdfReader

from faqbot.cleaning import clean_line
from faqbot.corpus.extract import Extract, ExtractWriter
from faqbot.corpus.readers.pdf_blocks import write_blocks
from faqbot.corpus.readers.pdf_runs import Fragment, Run, runs_of, without_margins
from faqbot.corpus.readers.refusal import Refused

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_RESAVE = "Open it in a PDF viewer and print it to a new PDF, or save its text as .md or .txt."
_SCAN = "Recognise its text (OCR) first, or ask the publisher for a version with text."
_INFO = {
    "/Title": "title",
    "/Author": "author",
    "/CreationDate": "file_made",
    "/ModDate": "file_changed",
}
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def read_pdf(data: bytes) -> Extract:
    """Return the text of a PDF and its blocks.

    Args:
        data: the file's bytes.

    Raises:
        Refused: it is no sound PDF, is encrypted, or holds no text.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    writer = ExtractWriter()
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("the PDF is encrypted", "Save it without a password.")
        pages = [_runs(page, n, writer) for n, page in enumerate(reader.pages, 1)]
        stated = _stated(reader)
    except (MemoryError, RecursionError, Refused):
        raise
    except Exception as error:  # whatever a damaged file makes the library raise
        kind = type(error).__name__
        if kind == "DependencyError":  # a cipher that pypdf needs another package for
            raise Refused("the PDF is encrypted", _RESAVE) from error
        if kind == "LimitReachedError":
            raise Refused("the PDF unpacks to more than a document should", _RESAVE) from error
        raise Refused(f"the file is not a sound PDF ({kind})", _RESAVE) from error
    if not any(pages):
        raise Refused("no text found in the PDF: its pages are empty or pictures", _SCAN)
    write_blocks(without_margins(pages, writer), writer)
    return writer.extract(stated)


def _runs(page: PageObject, number: int, writer: ExtractWriter) -> list[Run]:
    """Return the pieces of text on a page in the order they were drawn in."""
    drawn: list[tuple[str, list[float], bool, float]] = []

    def take(words: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if words:
            name = str(font.get("/BaseFont", "")) if font is not None else ""
            drawn.append((words, _product(tm, cm), bool(_BOLD.search(name)), size))

    page.extract_text(visitor_text=take)
    letters: Counter[int] = Counter()
    for words, matrix, _, _ in drawn:
        letters[_turn(matrix)] += len(words.strip())
    if not letters.total():
        return []
    upright = letters.most_common(1)[0][0]
    fragments = []
    for words, matrix, bold, size in drawn:
        if _turn(matrix) != upright:
            writer.leave_out(clean_line(words, 300), "text across the page")
            continue
        x, y = _turned(matrix[4], matrix[5], -upright)
        height = abs(size) * math.hypot(matrix[2], matrix[3])
        fragments.append(Fragment(words, x, y, height, bold))
    return list(runs_of(fragments, number))


def _product(m: Sequence[float], n: Sequence[float]) -> list[float]:
    return [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]


def _turn(matrix: Sequence[float]) -> int:
    """Return by how many degrees text is turned, to the nearest quarter."""
    return round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) * 90 % 360


def _turned(x: float, y: float, degrees: int) -> tuple[float, float]:
    angle = math.radians(degrees)
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def _stated(reader: PdfReader) -> dict[str, str]:
    """Return what the file's own fields say: title, author, when it was made and changed."""
    facts: dict[str, str] = {}
    info = reader.metadata
    if info is None:
        return facts
    for key, name in _INFO.items():
        value = clean_line(str(info.get(key) or ""), 300)
        if name.startswith("file_"):
            day = _DAY.match(value)
            value = "-".join(day.groups()) if day else ""
        if value:
            facts[name] = value
    return facts
