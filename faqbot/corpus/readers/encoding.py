"""Bytes to text: which encoding a file has, and when it has none."""

from __future__ import annotations

import codecs
import re

from faqbot.corpus.readers.refusal import Refused

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes of a page in which it may say its encoding


def decode(data: bytes, *, html: bool = False) -> str:
    """Return bytes as text: UTF-8, UTF-16 with a mark, what a page says, else Windows-1252.

    Args:
        data: the file's bytes.
        html: the file is a page, which may say how it is encoded.

    Raises:
        Refused: the bytes are no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refused("the file says it is UTF-16 but is not", "Save it as UTF-8.") from error
    if data.count(b"\x00") > len(data) // 100:
        raise Refused("the file holds binary data, not text", "Save it as UTF-8 text.")
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    bad = text.count("\ufffd")
    if bad == 0:
        return text
    beyond_ascii = sum(not character.isascii() for character in text)
    if bad * 2 <= beyond_ascii - bad:
        return text  # UTF-8 with a few broken characters
    return data.decode(_said(data) if html else "cp1252", "replace")


def _said(data: bytes) -> str:
    """Return the encoding that a page names for itself, if it is a usable one."""
    found = _CHARSET.search(data[:_HEAD])
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else "cp1252"
    except LookupError:
        return "cp1252"
