"""Word documents (.docx) to text: looked over first, then by way of HTML.

Pictures are left out, and nothing outside the file is read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from faqbot.cleaning import clean_line
from faqbot.corpus.extract import Extract
from faqbot.corpus.readers.docx_package import RESAVE, package_parts
from faqbot.corpus.readers.refusal import Refused

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Beside what mammoth knows: the title, contents lists, and inner lists that only a style tells.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='TOC Heading'] => nav > p:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
""" + "".join(f"p[style-name='toc {n}'] => nav > p:fresh\n" for n in range(1, 10))
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/terms/}created": "file_made",
    "{http://purl.org/dc/terms/}modified": "file_changed",
}


def read_docx(data: bytes) -> Extract:
    """Return the text of a Word document and its blocks.

    Args:
        data: the file's bytes.

    Raises:
        Refused: it is no sound .docx, too large when unpacked, or defines entities.
    """
    parts = package_parts(data)
    # Only now: a file that is refused is refused at once.
    import mammoth

    from faqbot.corpus.readers.html import read_html

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES + _outline_styles(parts.get("word/styles.xml", b"")),
            include_embedded_style_map=False,
            convert_image=lambda _image: [],
        )
        furniture = [
            (words, "page header or footer")
            for name, part in sorted(parts.items())
            if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
            for words in _paragraphs(part)
        ]
        extract = read_html(result.value, anchors=False, left_out=furniture)
        return replace(extract, stated=_core_facts(parts) | dict(extract.stated))
    except (MemoryError, RecursionError, Refused):
        raise
    except Exception as error:  # whatever a damaged file makes the libraries raise
        raise Refused(
            f"the file is not a sound Word document ({type(error).__name__})", RESAVE
        ) from error


def _outline_styles(styles: bytes) -> str:
    """Return rules that make headings of the paragraph styles that stand in the outline."""
    if not styles:
        return ""
    known: dict[str, tuple[str, str, str]] = {}  # by id: name, what it builds on, level
    for style in _parsed(styles).iter(f"{_WORD}style"):
        level = _value(style.find(f"{_WORD}pPr/{_WORD}outlineLvl"))
        name, base = (_value(style.find(_WORD + tag)) for tag in ("name", "basedOn"))
        known[_value(style, "styleId")] = (name, base, level)
    rules = []
    for name, built_on, own in known.values():
        base, level = built_on, own
        for _ in range(10):  # a style may build on one that builds on another
            if level or base not in known:
                break
            _, base, level = known[base]
        if re.fullmatch("[0-5]", level) and re.fullmatch(r"[\w ,()&.-]+", name):
            rules.append(f"p[style-name='{name}'] => h{int(level) + 1}:fresh")
    return "\n".join(rules)


def _parsed(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314  # parts that define entities have been refused


def _value(element: ET.Element | None, key: str = "val") -> str:
    return element.get(_WORD + key, "") if element is not None else ""


def _paragraphs(part: bytes) -> Iterator[str]:
    for paragraph in _parsed(part).iter(f"{_WORD}p"):
        words = clean_line("".join(text.text or "" for text in paragraph.iter(f"{_WORD}t")), 300)
        if words:
            yield words


def _core_facts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return what the document's properties say: title, author, when the file was made."""
    core = parts.get("docProps/core.xml")
    if core is None:
        return {}
    found = {_CORE[e.tag]: clean_line(e.text or "", 300) for e in _parsed(core) if e.tag in _CORE}
    return {key: value for key, value in found.items() if value}
