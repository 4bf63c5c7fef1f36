"""Files that must not be read: refused with the reason, and nothing else happens."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from faqbot.corpus.readers import read_extract
from faqbot.corpus.readers.docx import read_docx
from faqbot.corpus.readers.encoding import decode
from faqbot.corpus.readers.isolation import Limits, extract_from_json, extract_to_json, read_apart
from faqbot.corpus.readers.kind import Kind
from faqbot.corpus.readers.pdf import read_pdf
from faqbot.corpus.readers.refusal import Refused
from faqbot.errors import CorpusError

if TYPE_CHECKING:
    from tests.corpus.conftest import Writer

Zipped = Callable[[dict[str, str | bytes]], bytes]
Pdf = Callable[..., bytes]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:document {WORD}><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << >> >>"
TREE = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE]


def reason(data: bytes, name: str) -> str:
    """Return why the reader of a format refuses a file; it must say what to do next."""
    with pytest.raises(Refused) as caught:
        {"a.docx": read_docx, "a.pdf": read_pdf}[name](data)
    assert caught.value.fix.endswith(".")
    return caught.value.what


def test_a_refusal_names_the_file(zipped: Zipped) -> None:
    """What the reading process refuses is an error with file, reason and remedy."""
    with pytest.raises(CorpusError) as caught:
        read_extract(zipped({"notes.txt": "words"}), "documents/a.docx")
    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(
        "the file is a zip, but not a Word document: documents/a.docx\n"
    )
    assert caught.value.fix


@pytest.mark.parametrize(
    "files, why",
    [
        ({"word/document.xml": BODY % ("a" * 26_000_000)}, "unpacks to 26 MB"),
        ({f"word/{n}.xml": "<a/>" for n in range(1_001)}, "more than 1,000 parts"),
        ({"word/document.xml": BODY % "a", "../../evil.xml": "<a/>"}, "to lie outside it"),
        ({"word/document.xml": BODY % "a", "/etc/evil.xml": "<a/>"}, "to lie outside it"),
        ({"word/document.xml": BODY % "a", "..\\evil.xml": "<a/>"}, "to lie outside it"),
        (
            {"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + BODY % "&x;"},
            "defines entities",
        ),
        (
            {"word/document.xml": ('<!DOCTYPE a [<!ENTITY x "lol">]>' + BODY % "&x;").encode("utf-16")},
            "defines entities",
        ),
        ({"notes.txt": "words"}, "not a Word document"),
        ({"word/styles.xml": "<a/>"}, "not a sound Word document"),
        ({"word/document.xml": "<not closed"}, "not a sound Word document"),
    ],
    ids=["bomb", "parts", "up", "root", "backslash", "entity", "utf-16", "zip", "empty", "xml"],
)  # fmt: skip
def test_word_documents(files: dict[str, str | bytes], why: str, zipped: Zipped) -> None:
    """A bomb, a thousand parts, names that lead out and entities are refused by what they are."""
    assert why in reason(zipped(files), "a.docx")


def test_a_bomb_is_refused_before_it_is_parsed(
    zipped: Zipped, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parser is not even loaded for a file that unpacks to too much."""
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(Refused, match="unpacks to 26 MB"):
        read_docx(zipped({"word/document.xml": BODY % ("a" * 26_000_000)}))


def test_a_zip_inside_is_not_opened(make_docx: Writer, zipped: Zipped) -> None:
    """What is embedded in a document is no guidance, whatever it would unpack to."""
    file = io.BytesIO(make_docx([("paragraph", 0, "Some words.")]))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/embeddings/a.zip", zipped({"bomb.xml": "a" * 26_000_000}))
        package.writestr("word/embeddings/b.docx", zipped({"word/document.xml": BODY % "Others."}))
    text = read_docx(file.getvalue()).text
    assert text.startswith("Some words.")
    assert "Others" not in text


def test_half_a_word_document(make_docx: Writer) -> None:
    """A file cut short, and one with a byte changed, are refused."""
    data = make_docx([("paragraph", 0, "Some words. " * 400)])
    assert "cut short" in reason(data[: len(data) // 2], "a.docx")
    at = data.index(b"word/document.xml") + 60
    broken = data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]
    assert "not a sound Word document" in reason(broken, "a.docx")


@pytest.mark.parametrize(
    "objects, why",
    [
        ([*TREE[:1], "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"], "not a sound PDF"),
        ([*TREE, "<< /Length 3 >>\nstream\nq Q\nendstream"], "no text found"),
        ([TREE[0], "<< /Type /Pages /Kids [] /Count 0 >>"], "no text found"),
    ],
    ids=["page tree in a circle", "no text", "no pages"],
)
def test_pdfs(objects: list[str], why: str, pdf_of: Pdf) -> None:
    """A circle of pages is found; pages without words are said to be such."""
    assert why in reason(pdf_of(objects), "a.pdf")


def test_a_stacked_bomb(pdf_of: Pdf) -> None:
    """A stream packed three times, which unpacks to 80 MB, is refused."""
    data = b"0" * 80_000_000
    for _ in range(3):
        data = zlib.compress(data, 1)
    head = f"<< /Length {len(data)} /Filter [{'/FlateDecode ' * 3}] >>\nstream\n".encode()
    bomb = pdf_of([*TREE[:2], PAGE.replace("<< >> >>", "<< /Font << >> >> >>"), head + data + b"\nendstream"])  # fmt: skip
    assert "unpacks to more than a document should" in reason(bomb, "a.pdf")


def test_half_a_pdf_and_a_locked_one(make_pdf: Writer, tmp_path: Path) -> None:
    """A file cut short is refused; one with a password says so, one without it is read."""
    data = make_pdf([("paragraph", 0, "Some words.")])
    assert "not a sound PDF" in reason(data[: len(data) // 3], "a.pdf")
    (tmp_path / "a.pdf").write_bytes(data)
    for password, why in (("secret", "encrypted"), ("", None)):
        writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
        writer.encrypt(password, "owner", algorithm="RC4-128")
        writer.write(tmp_path / "locked.pdf")
        locked = (tmp_path / "locked.pdf").read_bytes()
        if why is None:
            assert "Some words." in read_pdf(locked).text
        else:
            assert why in reason(locked, "a.pdf")


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html", "a.docx", "a.pdf"])
@pytest.mark.parametrize(
    "data, what",
    [
        (b"", "no text found: the file is empty"),
        (b"%PDF-1.7\n1 0 obj", "a PDF file"),
        (b"PK\x03\x04 word/document.xml", "a Word document"),
        (b"PK\x03\x04 mimetype", "a zip or Office file"),
        (b"\xd0\xcf\x11\xe0rest", "an old or an encrypted Office file"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\n<!DOCTYPE html><p>Words", "a web page"),
    ],
)
def test_a_wrong_ending_is_said(name: str, data: bytes, what: str) -> None:
    """What a file is called is held against what it holds."""
    real = {"a PDF file": ".pdf", "a Word document": ".docx", "a web page": ".html"}.get(what)
    if real == Path(name).suffix or (what.startswith("a zip") and name == "a.docx"):
        return  # that is what it is; whether it is sound is another test
    with pytest.raises(CorpusError) as caught:
        read_extract(data, name)
    assert what in caught.value.what
    if real:
        assert f"ends in {real}" in str(caught.value.fix)


@pytest.mark.parametrize(
    "data, html, text",
    [
        ("café – “x”".encode("cp1252"), False, "café – “x”"),
        ("café".encode("utf-16"), False, "café"),
        ("£5 and €3 – “all of it” café".encode() + b" \xff", False, "£5 and €3 – “all of it” café \ufffd"),
        ("<meta charset=iso-8859-2><p>č".encode("iso-8859-2"), True, "<meta charset=iso-8859-2><p>č"),
        ("<meta charset=iso-8859-2><p>č".encode(), True, "<meta charset=iso-8859-2><p>č"),
        (b"<meta charset=no-such><p>\xe9", True, "<meta charset=no-such><p>é"),
    ],
    ids=["cp1252", "utf-16", "broken", "charset", "utf-8 wins", "unknown"],
)  # fmt: skip
def test_encodings(data: bytes, html: bool, text: str) -> None:
    """UTF-8 stays UTF-8 with one bad byte in it; a page may say what else it is."""
    assert decode(data, html=html) == text


def test_a_slow_file_is_ended() -> None:
    """A page that takes too long is given up, and its process with it."""
    with pytest.raises(Refused, match="longer than 1 seconds"):
        read_apart(b"<div>" * 60_000, Kind.HTML, Limits(seconds=1))


def test_a_greedy_file_is_ended() -> None:
    """A page that takes too much memory is given up; this process is as it was."""
    with pytest.raises(Refused, match=r"reading the file (?:takes more than|failed)"):
        read_apart(b"<p>a" * 400_000, Kind.HTML, Limits(memory=120_000_000))


def test_the_reading_process_keeps_to_itself(tmp_path: Path, make_pdf: Writer) -> None:
    """It has no terminal, its messages go nowhere, and Ctrl-C in it is not ours."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom faqbot.corpus.readers import read_extract\n"
        "data = Path(sys.argv[1]).read_bytes()\nprint(len(read_extract(data, 'a.pdf').marks))\n"
    )
    data = make_pdf([("paragraph", 0, "Some words.")])
    noisy = data.replace(b"/WinAnsiEncoding", b"/NoSuchEncoding!")  # pypdf complains of it
    (tmp_path / "a.pdf").write_bytes(noisy)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.pdf")],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert int(done.stdout) >= 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Words\x1b[2J."},
        {"text": 7},
        {"marks": [["paragraph", 0, 99, 0, 0, ""]]},
        {"marks": [["paragraph", 3, 3, 0, 0, ""]]},
        {"marks": [["paragraph", 0.5, 3, 0, 0, ""]]},
        {"marks": [["paragraph", 2, 5, 0, 0, ""], ["item", 0, 2, 0, 0, ""]]},
        {"marks": [["no such kind", 0, 3, 0, 0, ""]]},
        {"marks": [["paragraph", 0, 3, 0, 0, "why\x07"]]},
        {"stated": {"title": "a\x1b]0;x\x07"}},
        {"anchors": [[0, "a\u202eb"]]},
        {"anchors": None},
    ],
)
def test_an_answer_is_not_believed(change: dict[str, Any]) -> None:
    """What comes from the reading process is checked: places, kinds, and that it is clean."""
    sound = extract_to_json(read_extract(b"Words.", "a.txt"))
    assert extract_from_json(sound) == read_extract(b"Words.", "a.txt")
    with pytest.raises((KeyError, TypeError, ValueError)):
        extract_from_json(sound | change)


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
def test_no_control_sequence_reaches_the_text(suffix: str, request: pytest.FixtureRequest) -> None:
    """What could write to a terminal or hide words is taken out of every format."""
    write: Writer = request.getfixturevalue(f"make_{suffix}")
    nasty = {  # XML cannot hold an escape at all, and the letters of this PDF are Windows-1252
        "html": "Wear\x1b[2J a\u200b badge\x9b31m.\x1b]52;c;aGk=\x07 Wash\u202e hands.",
        "docx": "Wear\u200b a badge\x9b31m. Wash\u2066 \u202ehands\U000e0041.",
        "pdf": "Wear a\xad badge. Wash hands.",
    }[suffix]
    extract = read_extract(write([("heading", 1, "Rules"), ("paragraph", 0, nasty)]), f"a.{suffix}")
    assert "Wear a badge. Wash hands." in extract.text.replace("a- badge", "a badge")
    assert extract.text.replace("\n", "").isprintable()
