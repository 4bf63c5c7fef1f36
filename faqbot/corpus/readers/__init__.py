"""Readers: the bytes of a file to text with the structure its format shows.

`read_extract` picks the reader by the file's name. A reader never guesses at
meaning; what a block is for is the parser's work.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import Extract
from faqbot.corpus.readers.markdown import read_markdown
from faqbot.corpus.readers.plain import read_plain
from faqbot.errors import CorpusError

_READERS: dict[str, Callable[[str], Extract]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
}
MAX_BYTES = 25_000_000
_BINARY = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
}


def read_extract(data: bytes, name: str) -> Extract:
    """Return the text and blocks of a file.

    Args:
        data: the file's bytes.
        name: its name; the ending picks the reader.

    Raises:
        CorpusError: the format has no reader, or the bytes are not text.
    """
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise CorpusError(
            "no reader for this kind of file",
            where=name,
            fix=f"Save it as one of: {', '.join(sorted(_READERS))}.",
        )
    return reader(clean_text(_decode(data, name)))


def _decode(data: bytes, name: str) -> str:
    """Return the bytes as text: UTF-8, UTF-16 with a mark, else Windows-1252."""
    if len(data) > MAX_BYTES:
        raise CorpusError(
            f"the file is larger than {MAX_BYTES // 1_000_000} MB",
            where=name,
            fix="Split it, or take out what is not guidance.",
        )
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise CorpusError(
                f"the file is {kind}, not text", where=name, fix="Convert it to .md or .txt first."
            )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise CorpusError(
                "the file says it is UTF-16 but is not", where=name, fix="Save it as UTF-8."
            ) from error
    if data.count(b"\x00") > len(data) // 100:
        raise CorpusError(
            "the file holds binary data, not text", where=name, fix="Save it as UTF-8 text."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
