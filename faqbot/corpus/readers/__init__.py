"""Readers: the bytes of a file to text with the structure its format shows.

`read_extract` picks the reader by the file's name, once the bytes bear it out.
A reader never guesses at meaning; what a block is for is the parser's work.
Formats that others than people write (.html, .docx, .pdf) are read in a
process of its own, with limits.
"""

from __future__ import annotations

from pathlib import Path

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import Extract
from faqbot.corpus.readers.encoding import decode
from faqbot.corpus.readers.kind import Kind, check_kind
from faqbot.corpus.readers.refusal import Refused
from faqbot.errors import CorpusError

SUFFIXES = {
    ".docx": Kind.DOCX,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".markdown": Kind.MARKDOWN,
    ".md": Kind.MARKDOWN,
    ".pdf": Kind.PDF,
    ".txt": Kind.PLAIN,
}
MAX_BYTES = 25_000_000


def read_extract(data: bytes, name: str) -> Extract:
    """Return the text and blocks of a file.

    Args:
        data: the file's bytes.
        name: its name; the ending picks the reader.

    Raises:
        CorpusError: the format has no reader, the bytes are of another format,
            or cannot be read; says why, and what to do.
    """
    kind = SUFFIXES.get(Path(name).suffix.lower())
    if kind is None:
        raise CorpusError(
            "no reader for this kind of file",
            where=name,
            fix=f"Save it as one of: {', '.join(sorted(SUFFIXES))}.",
        )
    if len(data) > MAX_BYTES:
        raise CorpusError(
            f"the file is larger than {MAX_BYTES // 1_000_000} MB",
            where=name,
            fix="Split it, or take out pictures and what is not guidance.",
        )
    try:
        check_kind(data, kind)
        return _read(data, kind)
    except Refused as refused:
        raise CorpusError(refused.what, where=name, fix=refused.fix) from refused


def _read(data: bytes, kind: Kind) -> Extract:
    # Imported here: a command that reads no document does without these libraries.
    if kind is Kind.MARKDOWN:
        from faqbot.corpus.readers.markdown import read_markdown

        return read_markdown(clean_text(decode(data)))
    if kind is Kind.PLAIN:
        from faqbot.corpus.readers.plain import read_plain

        return read_plain(clean_text(decode(data)))
    from faqbot.corpus.readers.isolation import read_apart

    if kind is Kind.HTML:
        data = decode(data, html=True).encode("utf-8", "replace")
    return read_apart(data, kind)
