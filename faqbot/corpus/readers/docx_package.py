"""The zip of XML that a .docx is, looked over before anything in it is parsed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from faqbot.corpus.readers.refusal import Refused

MAX_UNPACKED = 25_000_000  # bytes
MAX_ENTRIES = 1_000
RESAVE = "Open it in a word processor and save it anew as .docx, or save it as .md or .txt."
_MAX_DIRECTORY = 1_000_000  # bytes of the list of entries
_END = struct.Struct("<4s4H2LH")  # the record at the end of a zip
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def package_parts(data: bytes) -> dict[str, bytes]:
    """Return the XML parts of a Word document by name.

    Args:
        data: the file's bytes.

    Raises:
        Refused: it is no sound zip, unpacks to too much, leads outside itself, is
            encrypted, defines entities, or is no Word document.
    """
    _check_size(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _checked_parts(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError) as error:
        raise Refused(
            "the file is not a sound Word document (its zip is damaged)", RESAVE
        ) from error


def _check_size(data: bytes) -> None:
    """Look at the end of the zip, which says how many entries there are, before listing them."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(data):
        raise Refused("the file is not a sound Word document (it is cut short)", RESAVE)
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(data, at)
    if entries > MAX_ENTRIES or directory > _MAX_DIRECTORY:
        raise Refused(f"the file holds more than {MAX_ENTRIES:,} parts", RESAVE)


def _checked_parts(package: zipfile.ZipFile) -> dict[str, bytes]:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refused(f"the file holds more than {MAX_ENTRIES:,} parts", RESAVE)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise Refused(
            f"the file unpacks to {unpacked / 1e6:,.0f} MB, more than {MAX_UNPACKED // 1_000_000}",
            "Take pictures out of it and save it anew, or save it as .md or .txt.",
        )
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise Refused("a part of the file is named to lie outside it", RESAVE)
        if entry.flag_bits & 1:
            raise Refused("the file is encrypted", "Save it without a password.")
    parts = {
        e.filename: package.read(e)
        for e in entries
        if e.filename.lower().endswith((".xml", ".rels"))
    }
    for part in parts.values():
        if _DEFINITION.search(part.replace(b"\x00", b"")):
            raise Refused("the file defines entities, which Word never does", RESAVE)
    if not any(name.startswith("word/") for name in parts):
        raise Refused("the file is a zip, but not a Word document", RESAVE)
    return parts
