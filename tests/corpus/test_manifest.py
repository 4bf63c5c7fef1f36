"""sources.toml: what is wrong in it is named, with its place, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from faqbot.corpus.manifest import MANIFEST, load_manifest
from faqbot.documents import Authority
from faqbot.errors import CorpusError

ENTRY = 'schema = 1\n[[document]]\nid = "a"\nfile = "documents/a.md"\ntitle = "A"\n'
OLD = '[[superseded]]\nid = "a"\nfile = "history/a/1.md"\ntitle = "A"\nreplaced = 2024-02-01\n'


def written(folder: Path, text: str) -> Path:
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return folder


def test_what_is_not_known_stays_unknown(tmp_path: Path) -> None:
    """Only id, file and title are needed; the rest is None and the authority the lowest."""
    source = load_manifest(written(tmp_path, ENTRY)).sources[0]
    assert (source.id, source.file, source.title) == ("a", "documents/a.md", "A")
    assert source.authority is Authority.UNOFFICIAL
    assert source.applies_to == ()
    facts = (source.publisher, source.version, source.published, source.updated, source.dated)
    assert facts == (None,) * 5
    assert (source.licence, source.url, source.sha256) == (None, None, None)


def test_every_fact_is_read(tmp_path: Path) -> None:
    """The example of the contract gives each of its facts, dates as dates."""
    text = (
        'schema = 1\n[corpus]\nname = "N"\nmain_topic = "T"\ncontact = "C"\n'
        '[[document]]\nid = "a-1"\nfile = "documents/a.md"\ntitle = "A"\npublisher = "P"\n'
        'version = "1.2"\npublished = 2024-01-25\nupdated = 2025-04-09\napplies_to = ["England"]\n'
        'licence = "OGL-UK-3.0"\nurl = "https://x"\nauthority = "official"\nsha256 = "00"\n'
    )
    manifest = load_manifest(written(tmp_path, text))
    assert (manifest.name, manifest.main_topic, manifest.contact) == ("N", "T", "C")
    source = manifest.sources[0]
    assert (source.publisher, source.version, source.url) == ("P", "1.2", "https://x")
    assert (source.published, source.updated) == (dt.date(2024, 1, 25), dt.date(2025, 4, 9))
    assert (source.dated, source.licence, source.sha256) == (
        dt.date(2025, 4, 9),
        "OGL-UK-3.0",
        "00",
    )
    assert (source.applies_to, source.authority) == (("England",), Authority.OFFICIAL)


def test_earlier_versions_are_kept_apart(tmp_path: Path) -> None:
    """Superseded versions may share an id with a document and with each other."""
    older = OLD.replace("1.md", "0.md").replace("2024-02-01", "2023-02-01")
    manifest = load_manifest(written(tmp_path, ENTRY + OLD + 'version = "1"\n' + older))
    assert [source.file for source in manifest.sources] == ["documents/a.md"]
    assert [(old.id, old.file, old.version, old.replaced) for old in manifest.superseded] == [
        ("a", "history/a/1.md", "1", dt.date(2024, 2, 1)),
        ("a", "history/a/0.md", None, dt.date(2023, 2, 1)),
    ]


@pytest.mark.parametrize(
    "text, named",
    [
        ("schema = oops\n", "line 1"),
        (ENTRY + "title = 1\n", "line 6"),
        ("", "schema is None"),
        ("schema = 2\n", "schema is 2"),
        ("schema = 1\n", "no document"),
        ("schema = 1\ndocument = []\n", "no document"),
        ("schema = 1\ncolour = 1\n", "'colour'"),
        ("schema = 1\ncorpus = 3\n", "[corpus]"),
        ("schema = 1\n[document]\nid = 'a'\n", "[[document]]"),
        ("schema = 1\ndocument = ['a']\n", "document 1"),
        ("[corpus]\nname = 3\n[[document]]\n", "schema"),
        ("schema = 1\n[corpus]\nname = 3\n[[document]]\n", "name must be text"),
        ("schema = 1\n[corpus]\nowner = 'x'\n", "'owner'"),
        (ENTRY.replace("title", "tittle"), "'tittle'"),
        (ENTRY.replace('title = "A"\n', ""), "title is missing"),
        (ENTRY.replace('id = "a"\n', ""), "id is missing"),
        (ENTRY.replace('file = "documents/a.md"\n', ""), "file is missing"),
        (ENTRY + "version = 1.2\n", "version must be text"),
        (ENTRY + 'published = "2024-01-25"\n', "published must be a date"),
        (ENTRY + "published = 2024-01-25T10:00:00\n", "published must be a date"),
        (ENTRY + "updated = 2024\n", "updated must be a date"),
        (ENTRY + 'applies_to = "England"\n', "applies_to must be a list"),
        (ENTRY + "applies_to = [1]\n", "applies_to must be a list"),
        (ENTRY + 'authority = "royal"\n', "'royal'"),
        (ENTRY + "authority = true\n", "authority must be text"),
        (ENTRY.replace('"a"', '"A"'), "'A'"),
        (ENTRY.replace('"a"', '""'), "''"),
        (ENTRY.replace('"a"', '"../a"'), "'../a'"),
        (ENTRY.replace('"a"', '"a b"'), "'a b'"),
        (ENTRY.replace('"a"', '"a#0001"'), "'a#0001'"),
        (ENTRY + ENTRY.replace("schema = 1\n", ""), "two documents have the id 'a'"),
        (ENTRY + OLD.replace("replaced = 2024-02-01\n", ""), "replaced is missing"),
        (ENTRY + OLD.replace("2024-02-01", '"2024-02-01"'), "replaced must be a date"),
        (ENTRY + OLD.replace("history/a", "documents"), "does not lie under history/"),
        (ENTRY + OLD.replace("history/a", "history/../documents"), "does not lie under history/"),
        (ENTRY + OLD + OLD, "two superseded entries have the file 'history/a/1.md'"),
        (ENTRY.replace("title", "replaced = 2024-02-01\ntitle"), "'replaced'"),
        (ENTRY.replace("[[", "[[superseded]]\n[["), "id is missing"),
        (ENTRY + OLD.replace("[[superseded]]", "[superseded]"), "[[superseded]]"),
        (OLD.replace("[[", "schema = 1\n[[", 1), "no document"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    """Each mistake is refused with exit code 3, naming the key or line and the file."""
    with pytest.raises(CorpusError) as caught:
        load_manifest(written(tmp_path, text))
    assert named in str(caught.value)
    assert str(tmp_path / MANIFEST) in str(caught.value)
    assert caught.value.fix
    assert caught.value.exit_code == 3


def test_the_entry_at_fault_is_named(tmp_path: Path) -> None:
    """Of several entries the message says which, by number and id."""
    text = ENTRY + '[[document]]\nid = "b"\nfile = "b.md"\ntitle = 3\n'
    with pytest.raises(CorpusError, match=r"document 2 \(b\)"):
        load_manifest(written(tmp_path, text))


def test_no_manifest(tmp_path: Path) -> None:
    """A folder without sources.toml, or none at all, is named and the flag that mends it."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CorpusError) as caught:
            load_manifest(folder)
        assert str(folder) in str(caught.value)
        assert "--corpus" in str(caught.value)


def test_a_manifest_that_is_not_utf_8(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are refused, not replaced."""
    (tmp_path / MANIFEST).write_bytes(ENTRY.encode() + b'publisher = "caf\xe9"\n')
    with pytest.raises(CorpusError, match="cannot read the manifest"):
        load_manifest(tmp_path)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    """A corpus folder that is a file is refused."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match="cannot read the manifest"):
        load_manifest(tmp_path / "file")
