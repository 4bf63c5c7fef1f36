"""Files of a corpus folder: read safely, decoded, or refused with the reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.corpus.digest import AIDS
from faqbot.corpus.load import load_corpus, load_document
from faqbot.corpus.manifest import load_manifest
from faqbot.corpus.readers import MAX_BYTES, read_extract
from faqbot.documents import Corpus
from faqbot.errors import CorpusError

TinyCorpus = Callable[..., Path]
TEXT = "# Café rules\n\nIt costs £5 – “always”.\n"


def refused(folder: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert caught.value.exit_code == 3
    assert caught.value.where
    assert caught.value.fix
    return str(caught.value)


def test_digests_of_the_real_documents(real_corpus: Corpus, root: Path) -> None:
    """Every committed document carries its SHA-256, and its file has it."""
    for document in real_corpus.documents:
        data = (root / "corpus" / document.source.file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == document.source.sha256


def test_a_changed_document_is_refused(tiny_corpus: TinyCorpus) -> None:
    """A file that is not the one of the manifest is refused; the message gives its digest."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    folder = tiny_corpus({"a.md": TEXT}, a={"sha256": digest.upper()})
    assert load_corpus(folder).documents[0].source.sha256 == digest.upper()
    (folder / "documents" / "a.md").write_text(TEXT + "more", encoding="utf-8")
    message = refused(folder)
    assert hashlib.sha256((TEXT + "more").encode()).hexdigest() in message
    assert "a.md" in message


@pytest.mark.parametrize(
    "file",
    ["../secret.md", "documents/../../secret.md", "/etc/hostname", "a\0b", "documents/loop.md"],
)
def test_no_file_outside_the_folder_is_read(
    tiny_corpus: TinyCorpus, tmp_path: Path, file: str
) -> None:
    """`..`, an absolute path, a NUL and a link that points to itself are refused, not read."""
    (tmp_path / "secret.md").write_text("# Secret\n\nNot for you.\n")
    folder = tiny_corpus({"a.md": TEXT}, a={"file": file})
    (folder / "documents" / "loop.md").symlink_to("loop.md")
    message = refused(folder)
    assert "document a" in message
    assert "Not for you" not in message


def test_a_link_that_points_outside_is_refused(tiny_corpus: TinyCorpus, tmp_path: Path) -> None:
    """A link out of the folder is refused; one inside it is an ordinary file."""
    (tmp_path / "secret.md").write_text("# Secret\n\nNot for you.\n")
    folder = tiny_corpus({"a.md": TEXT, "b.md": TEXT})
    (folder / "documents" / "b.md").unlink()
    (folder / "documents" / "b.md").symlink_to("a.md")
    assert len(load_corpus(folder).documents) == 2
    (folder / "documents" / "b.md").unlink()
    (folder / "documents" / "b.md").symlink_to(tmp_path / "secret.md")
    assert "outside the corpus folder" in refused(folder)


def test_a_linked_corpus_folder_is_its_target(tiny_corpus: TinyCorpus, tmp_path: Path) -> None:
    """The folder itself may be reached by a link."""
    folder = tiny_corpus({"a.md": TEXT})
    (tmp_path / "link").symlink_to(folder)
    assert load_corpus(tmp_path / "link") == load_corpus(folder)


def test_a_missing_file_is_named(tiny_corpus: TinyCorpus) -> None:
    """A document without its file is refused by path; so is a folder in its place."""
    folder = tiny_corpus({"a.md": TEXT})
    path = folder / "documents" / "a.md"
    path.unlink()
    assert str(path) in refused(folder)
    path.mkdir()
    assert str(path) in refused(folder)


@pytest.mark.parametrize(
    "name, data, reason",
    [
        ("a.md", b"", "no text found"),
        ("a.txt", b" \n\n\t\n", "no text found"),
        ("a.txt", b"\xef\xbb\xbf", "no text found"),
        ("a.txt", b"Find out more >\nPlease wait... logging you in.\n", "no text found"),
        ("a.txt", b"%PDF-1.7\n1 0 obj", "a PDF file"),
        ("a.md", b"PK\x03\x04\x14\x00", "a zip or Office file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        ("a.txt", b"\xff\xfeabc", "UTF-16"),
        ("a.txt", "Words here.".encode("utf-16-le"), "binary"),
        ("a.txt", bytes(range(7)) * 50, "binary"),
        ("a.odt", b"Words.", "no reader"),
        ("a", b"Words.", "no reader"),
    ],
)
def test_what_is_no_text_is_refused(
    tiny_corpus: TinyCorpus, name: str, data: bytes, reason: str
) -> None:
    """An empty file, a picture or an Office file is refused by name, with what it is."""
    message = refused(tiny_corpus({name: data}))
    assert reason in message
    assert name in message


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode("utf-8"),
        TEXT.replace("\n", "\r").encode("utf-8"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "cp1252", "crlf", "cr"],
)
def test_encodings_and_line_ends_give_the_same_text(tiny_corpus: TinyCorpus, data: bytes) -> None:
    """UTF-8 with or without BOM, UTF-16, Windows-1252, CRLF and CR all read alike."""
    document = load_corpus(tiny_corpus({"a.md": data})).documents[0]
    assert document.text == "Café rules\n\nIt costs £5 – “always”."


def test_a_stray_nul_goes() -> None:
    """A text with one NUL byte in it is a text; the byte is not in it any more."""
    data = b"Words and words. " * 20 + b"Here\x00 it is."
    assert read_extract(data, "a.txt").text.endswith("Here it is.")


def test_a_huge_file_is_refused() -> None:
    """A file above the limit is refused before it is decoded."""
    with pytest.raises(CorpusError, match="larger than 25 MB"):
        read_extract(b"a" * (MAX_BYTES + 1), "a.txt")


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_no_control_sequence_reaches_the_text(tiny_corpus: TinyCorpus, name: str) -> None:
    """What could write to a terminal or hide words is not in text, headings or passages."""
    nasty = (
        "# Rules\x1b]0;owned\x07 of\u202e care\n\n"
        "Wear\x1b[2J a\u200b badge\x9b31m.\x1b]52;c;aGk=\x1b\\ Wash\x90q\x9c hands.\x1b]8;;http://x\n"
    )
    corpus = load_corpus(tiny_corpus({name: nasty}))
    seen = corpus.documents[0].text + "".join(h for p in corpus.passages for h in p.path)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]", seen)
    assert "Wear a badge. Wash hands." in corpus.documents[0].text
    for passage in corpus.passages:
        assert corpus.text_of(passage) in corpus.documents[0].text


def test_the_digest_changes_with_whatever_answers_depend_on(
    tiny_corpus: TinyCorpus, root: Path
) -> None:
    """A text, a fact or an aid gives another digest; the same files give the same."""
    first = load_corpus(tiny_corpus({"a.md": TEXT})).digest
    assert load_corpus(tiny_corpus({"a.md": TEXT})).digest == first
    others = [
        load_corpus(tiny_corpus({"a.md": TEXT + "More.\n"})).digest,
        load_corpus(tiny_corpus({"a.md": TEXT}, a={"title": "Other"})).digest,
    ]
    for aid in AIDS:
        folder = tiny_corpus({"a.md": TEXT})
        text = "schema = 1\n" if aid.endswith(".toml") else '{"schema": 1, "held_against": {}}\n'
        (folder / aid).write_text(text, encoding="utf-8")
        others.append(load_corpus(folder).digest)
    assert len({first, *others}) == 3 + len(AIDS) == 8


def test_earlier_versions_are_not_in_the_corpus(tiny_corpus: TinyCorpus) -> None:
    """A superseded version gives no passage and changes no digest; it can be read by itself."""
    folder = tiny_corpus({"a.md": TEXT})
    before = load_corpus(folder)
    (folder / "history" / "a").mkdir(parents=True)
    (folder / "history" / "a" / "1.md").write_text("# A\n\nIt costs £4.\n", encoding="utf-8")
    entry = (
        '[[superseded]]\nid = "a"\nfile = "history/a/1.md"\ntitle = "A"\nreplaced = 2024-02-01\n'
    )
    with (folder / "sources.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(entry)
    assert load_corpus(folder) == before
    (old,) = load_manifest(folder).superseded
    assert load_document(folder, old).text == "A\n\nIt costs £4."


def test_reading_writes_nothing(tiny_corpus: TinyCorpus) -> None:
    """Loading a corpus leaves its folder as it was, times included."""
    folder = tiny_corpus({"a.md": TEXT})

    def state() -> list[tuple[str, int, int]]:
        return [(str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(folder.rglob("*"))]

    before = state()
    load_corpus(folder)
    assert state() == before
