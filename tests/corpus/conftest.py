"""The same text in every format: small writers of HTML, Word and PDF files."""

from __future__ import annotations

import html
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence

import pytest

Block = tuple[str, int, str]  # kind ("heading", "paragraph", "item", "row"), level, words
Writer = Callable[[Sequence[Block]], bytes]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADER = "The running header of every page"
_SIZES = {0: 11, 1: 20, 2: 16, 3: 14, 4: 12}  # of letters, by the level of the heading


@pytest.fixture
def make_html() -> Writer:
    """A function that writes blocks as a page with a menu, a cookie notice and a footer."""

    def make(blocks: Sequence[Block]) -> bytes:
        out = ["<!DOCTYPE html><html><head><title>A page</title></head><body>"]
        out.append(
            "<div class='cookie-banner'>We use cookies</div><header>Menu of the site</header>"
        )
        out.append("<main>")
        depth = 0
        for kind, level, words in blocks:
            wanted = level + 1 if kind == "item" else 0
            out += ["<ul>"] * (wanted - depth) + ["</ul>"] * (depth - wanted)
            depth = wanted
            tag = {"heading": f"h{min(level, 6)}", "item": "li"}.get(kind, "p")
            if kind == "row":
                cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in words.split("|"))
                out.append(f"<table><tr>{cells}</tr></table>")
            else:
                out.append(f"<{tag}>{html.escape(words)}</{tag}>")
        out.append("</ul>" * depth + "</main><footer>All about the site</footer></body></html>")
        return "\n".join(out).encode()

    return make


@pytest.fixture
def make_docx() -> Writer:
    """A function that writes blocks as a Word document with headings, lists and a page header."""
    return _docx


@pytest.fixture
def make_pdf() -> Writer:
    """A function that writes blocks as a PDF with page breaks, running headers and page numbers."""
    return _pdf


@pytest.fixture
def zipped() -> Callable[[dict[str, str | bytes]], bytes]:
    """A function that puts files into a zip."""
    return _zip


@pytest.fixture
def pdf_of() -> Callable[..., bytes]:
    """A function that puts objects together to a PDF; the first is the catalogue."""
    return _pdf_of


def _zip(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def _docx(blocks: Sequence[Block]) -> bytes:
    body = []
    for kind, level, words in blocks:
        facts = ""
        if kind == "heading":
            facts = f'<w:pStyle w:val="Heading{min(level, 6)}"/>'
        elif kind == "item":
            facts = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        text = f'<w:r><w:t xml:space="preserve">{html.escape(words, quote=False)}</w:t></w:r>'
        body.append(f"<w:p><w:pPr>{facts}</w:pPr>{text}</w:p>")
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(4))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 7)
    )
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/'
        f'vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}">{overrides}</Types>',
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relations(
                {"styles": "styles.xml", "numbering": "numbering.xml", "header": "header1.xml"}
            ),
            "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
            "word/header1.xml": f"<w:hdr {_W}><w:p><w:r><w:t>{_HEADER}</w:t></w:r></w:p></w:hdr>",
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
            "word/numbering.xml": (
                f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
                '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
            ),
        }
    )


def _relations(targets: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def _pdf(blocks: Sequence[Block]) -> bytes:
    """Return a PDF: letters of one width for breaking lines, two fonts, pages of A4."""
    pages: list[list[str]] = [[]]
    y = 760.0
    for kind, level, words in blocks:
        size = _SIZES[min(level, 4)] if kind == "heading" else _SIZES[0]
        font = "B" if kind == "heading" else "R"
        x = 80.0 + 20 * level if kind == "item" else 60.0
        y -= 6 + size / 2
        cells = words.split("|") if kind == "row" else []
        for n, line in enumerate(cells or _broken(words, int((520 - x) / (size * 0.52)))):
            if y < 70:
                pages.append([])
                y = 760.0
            if kind == "item" and n == 0:
                pages[-1].append(_drawn("R", size, x - 14, y, "•"))
            place = x + 150 * n if cells else x
            pages[-1].append(_drawn(font, size, place, y, line))
            y -= 0 if cells else size * 1.3
        y -= 14 if cells else 0
    for n, page in enumerate(pages, 1):
        page.insert(0, _drawn("R", 9, 60, 800, _HEADER))
        page.append(_drawn("R", 9, 280, 30, f"Page {n} of {len(pages)}"))
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects: list[bytes | str] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents {6 + 2 * n} 0 R >>"
        )
        objects.append(_stream("\n".join(page).encode("cp1252")))
    return _pdf_of(objects)


def _broken(words: str, width: int) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _drawn(font: str, size: float, x: float, y: float, words: str) -> str:
    safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {x:.1f} {y:.1f} Td ({safe}) Tj ET"


def _stream(data: bytes, filters: str = "/FlateDecode", packed: bytes | None = None) -> bytes:
    packed = zlib.compress(data) if packed is None else packed
    head = f"<< /Length {len(packed)} /Filter {filters} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _pdf_of(objects: Iterable[bytes | str], trailer: str = "/Root 1 0 R") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        data = content if isinstance(content, bytes) else content.encode()
        out += b"%d 0 obj\n" % n + data + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    end = f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{len(out)}\n%%EOF".encode()
    return out + head + table + end
