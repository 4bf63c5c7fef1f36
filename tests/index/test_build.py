"""Builds: the same from anywhere, only what changed, and whole whatever happens in between."""

from __future__ import annotations

import builtins
import errno
import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faqbot import disk
from faqbot.errors import CorpusError, EncoderError, IndexUnusableError
from faqbot.index import store
from faqbot.index.build import build_index, check_index
from faqbot.index.generation import load_generation

if TYPE_CHECKING:
    from tests.index.conftest import AtCall

TinyCorpus = Callable[..., Path]
ONE = "# Rules\n\nThe employer pays. It takes a week.\n"
TWO = "# Places\n\nYou need:\n\n- a badge\n- a coat\n"
CHANGED = ONE + "\nNobody else pays.\n"


def files_of(index: Path) -> dict[str, bytes]:
    """Return what readers see: the pointer and the files of all generations."""
    found = [index / "CURRENT", *(p for p in index.glob("gen-*/*"))]
    return {str(p.relative_to(index)): p.read_bytes() for p in found}


@pytest.fixture(autouse=True)
def _unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take no time for fsync: that a disk keeps what it was told to cannot be seen from here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def index(tmp_path: Path, quick_encoder: Any) -> Path:
    """An index folder with the quick encoder and no generation."""
    return tmp_path / "index"


# --- what a build makes


def test_building_twice_gives_the_same_bytes(
    index: Path, tmp_path: Path, tiny_corpus: TinyCorpus
) -> None:
    """Again in place, and anew in another folder: the same name and the same files."""
    corpus = tiny_corpus({"a.md": ONE, "b.md": TWO})
    first = build_index(corpus, index)
    before = files_of(index)
    assert build_index(corpus, index).generation == first.generation
    assert files_of(index) == before
    elsewhere = tmp_path / "elsewhere" / "index"
    assert build_index(corpus, elsewhere, encoder_source=[index]).generation == first.generation
    assert files_of(elsewhere) == before


def test_a_rebuild_of_the_same_encodes_nothing(
    index: Path, tiny_corpus: TinyCorpus, quick_encoder: Any
) -> None:
    """With every text known, the encoder is not asked."""
    corpus = tiny_corpus({"a.md": ONE})
    build_index(corpus, index)
    quick_encoder.encoded.clear()
    report = build_index(corpus, index)
    assert quick_encoder.encoded == []
    assert (report.changes.unchanged, report.changes.all) == (("a",), ())
    assert (report.encoded, report.before) == (0, report.generation)


def test_a_rebuild_of_the_same_writes_nothing(index: Path, tiny_corpus: TinyCorpus) -> None:
    """What answers already is neither written anew nor recorded again."""
    corpus = tiny_corpus({"a.md": ONE})
    build_index(corpus, index)
    before = {p: p.stat().st_mtime_ns for p in (index, *index.rglob("*"))}
    build_index(corpus, index)
    assert {p: p.stat().st_mtime_ns for p in (index, *index.rglob("*"))} == before


def test_only_what_changed_is_encoded(
    index: Path, tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: Any
) -> None:
    """After one change only new texts are encoded, and the result equals a full build."""
    build_index(tiny_corpus({"a.md": ONE, "b.md": TWO}), index)
    quick_encoder.encoded.clear()
    corpus = tiny_corpus({"a.md": CHANGED, "b.md": TWO})
    report = build_index(corpus, index, keep=0)
    assert quick_encoder.encoded
    assert all("Nobody else pays." in text for text in quick_encoder.encoded)
    assert (report.changes.created, report.changes.updated, report.changes.deleted) == (
        (),
        ("a",),
        (),
    )
    assert report.changes.unchanged == ("b",)
    full = tmp_path / "full"
    build_index(corpus, full, encoder_source=[index])
    assert files_of(full) == files_of(index)


_SENTENCES = st.sampled_from(
    ["The employer pays.", "It takes 6 weeks.", "Ask first.", "It is not free.", "See CQC (2026)."]
)
_DOCUMENT = st.lists(_SENTENCES, min_size=1, max_size=4).map(
    lambda sentences: "# Rules\n\n" + "\n\n## Part\n\n".join(sentences) + "\n"
)
_STATE = st.tuples(
    st.dictionaries(st.sampled_from(["a.md", "b.md", "c.txt"]), _DOCUMENT, min_size=1),
    st.sampled_from(["", "1.0", "1.1"]),  # a fact of document a
    st.sampled_from(["", "cqc"]),  # an acronym to be spelt out
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(states=st.lists(_STATE, min_size=2, max_size=4))
def test_whatever_came_before_the_result_is_that_of_a_build_from_nothing(
    index: Path,
    tmp_path: Path,
    tiny_corpus: TinyCorpus,
    quick_encoder: Any,
    states: list[tuple[dict[str, str], str, str]],
) -> None:
    """Documents, facts and glossary come, change and go; the last state alone decides the bytes."""
    for old in (*index.glob("gen-*"), tmp_path / "fresh"):
        shutil.rmtree(old, ignore_errors=True)
    for file in ("CURRENT", "history.jsonl"):
        (index / file).unlink(missing_ok=True)
    for files, version, acronym in states:
        corpus = tiny_corpus(files, a={"version": version} if version else {})
        if acronym:
            text = f'[[term]]\nname = "Care Quality Commission"\naliases = ["{acronym.upper()}"]\n'
            (corpus / "glossary.toml").write_text(f"schema = 1\n{text}")
        quick_encoder.encoded.clear()
        report = build_index(corpus, index, keep=0)
        assert len(quick_encoder.encoded) == report.encoded
    again = list(quick_encoder.encoded)
    full = build_index(corpus, tmp_path / "fresh", encoder_source=[index])
    assert (full.generation, full.encoded) == (report.generation, full.texts)
    assert files_of(tmp_path / "fresh") == files_of(index)
    assert len(set(again)) == len(again) <= full.texts


def test_going_back_gives_the_first_index(index: Path, tiny_corpus: TinyCorpus) -> None:
    """The text of before makes the generation of before, to the byte."""
    build_index(tiny_corpus({"a.md": ONE}), index, keep=0)
    before = files_of(index)
    build_index(tiny_corpus({"a.md": CHANGED}), index, keep=0)
    assert files_of(index) != before
    build_index(tiny_corpus({"a.md": ONE}), index, keep=0)
    assert files_of(index) == before


def test_texts_made_otherwise_are_encoded_anew(
    index: Path, tiny_corpus: TinyCorpus, quick_encoder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the program puts texts together in another way, no old vector stands for a new text."""
    from faqbot.index.vectors import Texts, texts_of

    def louder(corpus: Any) -> Texts:
        texts = texts_of(corpus)
        return Texts(*(tuple(text.upper() for text in rows) for rows in texts.all()))

    corpus = tiny_corpus({"a.md": ONE})
    first = build_index(corpus, index)
    for module in ("build", "contents"):
        monkeypatch.setattr(f"faqbot.index.{module}.texts_of", louder)
    with pytest.raises(IndexUnusableError, match="stale"):
        check_index(corpus, index)
    assert build_index(corpus, index).generation != first.generation
    generation = load_generation(index)
    for texts, matrix in zip(
        louder(generation.corpus).all(), generation.vectors.all(), strict=True
    ):
        fresh = quick_encoder.encode(texts)
        assert np.sum(fresh * matrix, axis=1) == pytest.approx(np.ones(len(texts)), abs=2e-3)


def test_a_removed_document_is_gone_everywhere(index: Path, tiny_corpus: TinyCorpus) -> None:
    """Neither text, passage, token nor title of a removed document is in the new generation."""
    build_index(tiny_corpus({"a.md": ONE, "b.md": TWO}), index)
    report = build_index(tiny_corpus({"a.md": ONE}), index, keep=0)
    assert report.changes.deleted == ("b",)
    generation = load_generation(index)
    assert [d.id for d in generation.corpus.documents] == ["a"]
    assert {p.document_id for p in generation.corpus.passages} == {"a"}
    assert "badg" not in generation.lexical.vocabulary
    for data in files_of(index).values():
        assert b"badge" not in data
        assert b"Places" not in data


def test_a_changed_fact_makes_another_generation(index: Path, tiny_corpus: TinyCorpus) -> None:
    """A new title or publisher is a change, even when the text is the same."""
    first = build_index(tiny_corpus({"a.md": ONE}), index)
    second = build_index(tiny_corpus({"a.md": ONE}, a={"publisher": "P"}), index)
    assert second.changes.updated == ("a",)
    assert first.generation != second.generation
    assert load_generation(index).corpus.documents[0].source.publisher == "P"


def test_earlier_generations_stay(index: Path, tiny_corpus: TinyCorpus) -> None:
    """As many generations stay for going back as asked; a loaded one answers on."""
    names = []
    for n in range(4):
        names.append(build_index(tiny_corpus({"a.md": f"{ONE}\nNumber {n}.\n"}), index).generation)
        os.utime(index / names[-1], ns=(n, n))
    loaded = load_generation(index)
    assert store.generations(index) == sorted(names[1:])
    report = build_index(tiny_corpus({"a.md": ONE}), index, keep=0)
    assert sorted(report.pruned) == sorted(names[1:])
    assert loaded.lexical.scores(["number"]).max() > 0
    assert loaded.name == names[-1]


def test_the_same_text_twice_makes_two_sources(index: Path, tiny_corpus: TinyCorpus) -> None:
    """A text that stands in two documents is found in both."""
    build_index(tiny_corpus({"a.md": ONE, "b.md": ONE}), index)
    scores = load_generation(index).lexical.scores(["employ"])
    assert len(scores) == 2
    assert scores[0] == scores[1] > 0


# --- what ends a build before it begins


def test_a_bad_corpus_leaves_the_index_alone(index: Path, tiny_corpus: TinyCorpus) -> None:
    """An error in the corpus comes before anything is written."""
    build_index(tiny_corpus({"a.md": ONE}), index)
    before = files_of(index)
    with pytest.raises(CorpusError):
        build_index(tiny_corpus({"a.md": b""}), index)
    assert files_of(index) == before


def test_without_an_encoder_there_is_no_build(tmp_path: Path, tiny_corpus: TinyCorpus) -> None:
    """An index folder without an encoder says how to get one, and has no generation after."""
    with pytest.raises(EncoderError, match="export-encoder"):
        build_index(tiny_corpus({"a.md": ONE}), tmp_path / "new", encoder_source=[tmp_path / "no"])
    assert store.generations(tmp_path / "new") == []


def test_unusable_vectors_end_a_build(
    index: Path, tiny_corpus: TinyCorpus, quick_encoder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An encoder that gives NaN ends the build; the index before still answers."""
    name = build_index(tiny_corpus({"a.md": ONE}), index).generation
    monkeypatch.setattr(
        quick_encoder, "encode", lambda texts: np.full((len(texts), 8), np.nan, dtype=np.float32)
    )
    with pytest.raises(EncoderError, match="not finite"):
        build_index(tiny_corpus({"a.md": CHANGED}), index)
    assert load_generation(index).name == name


def test_two_builds_at_once(index: Path, tiny_corpus: TinyCorpus) -> None:
    """A build while another holds the lock is refused; readers are not held up."""
    corpus = tiny_corpus({"a.md": ONE})
    name = build_index(corpus, index).generation
    with store.writing(index):
        with pytest.raises(IndexUnusableError, match="another build"):
            build_index(corpus, index)
        assert load_generation(index).name == name


# --- mending


@pytest.mark.parametrize(
    "name", ["corpus.json", "tokens.json", "passages.npy", "manifest.json", "CURRENT"]
)
def test_a_build_mends_a_damaged_index(index: Path, tiny_corpus: TinyCorpus, name: str) -> None:
    """The command that the error names makes the index whole again, byte for byte."""
    corpus = tiny_corpus({"a.md": ONE})
    build_index(corpus, index)
    before = files_of(index)
    path = index / name if name == "CURRENT" else store.current_generation(index) / name
    for content in (b"", path.read_bytes()[:-3], b"\x00" * 10):
        path.write_bytes(content)
        with pytest.raises(IndexUnusableError, match="faqbot index build"):
            load_generation(index)
        build_index(corpus, index)
        assert files_of(index) == before
    path.unlink()
    build_index(corpus, index)
    assert files_of(index) == before


def test_a_build_does_not_take_over_unusable_vectors(index: Path, tiny_corpus: TinyCorpus) -> None:
    """Vectors that loading refuses are made anew, though their digest agrees."""
    corpus = tiny_corpus({"a.md": ONE})
    build_index(corpus, index)
    before = files_of(index)
    folder = store.current_generation(index)
    matrix = np.load(folder / "passages.npy")
    matrix[0] = np.nan
    reseal(folder, "passages.npy", matrix)
    with pytest.raises(EncoderError):
        load_generation(index)
    build_index(corpus, index)
    assert files_of(index) == before


def reseal(folder: Path, name: str, matrix: np.ndarray) -> None:
    """Put another matrix into a generation, with a manifest that agrees."""
    buffer = io.BytesIO()
    np.save(buffer, matrix)
    (folder / name).write_bytes(buffer.getvalue())
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256(buffer.getvalue()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


# --- killed, or out of space, in the middle


@pytest.mark.parametrize("case", ["first", "changed", "damaged", "back"])
def test_killed_at_every_step(
    index: Path,
    tmp_path: Path,
    tiny_corpus: TinyCorpus,
    at_call: AtCall,
    killed: BaseException,
    tried: Callable[[int], None],
    case: str,
) -> None:
    """Killed at any call that changes the disk, the old or the new generation is there, whole.

    The next build takes away what was left and gives the new one.
    """
    allowed = set()
    if case != "first":
        allowed.add(build_index(tiny_corpus({"a.md": ONE}), index).generation)
    if case == "back":
        allowed.add(build_index(tiny_corpus({"a.md": CHANGED}), index).generation)
    if case == "damaged":
        (store.current_generation(index) / "tokens.json").write_bytes(b"[]")
    corpus = tiny_corpus({"a.md": CHANGED if case == "changed" else ONE})
    start = tmp_path / "start"
    shutil.copytree(index, start)
    new = build_index(corpus, index, keep=0).generation
    after = files_of(index)
    allowed.add(new)
    step = 0
    told: list[str] = []
    while True:
        shutil.rmtree(index)
        shutil.copytree(start, index)
        with at_call(step, killed) as made:
            try:
                build_index(corpus, index, keep=0)
                break
            except type(killed):
                pass
        if case in ("first", "damaged"):  # there was none that answered
            try:
                assert load_generation(index).name == new, made
            except IndexUnusableError as error:
                told.append(str(error))
        else:
            assert load_generation(index).name in allowed, made
        build_index(corpus, index, keep=0)
        assert not list(index.glob("tmp-*"))
        assert files_of(index) == after, made
        step += 1
    assert step >= 4
    assert files_of(index) == after
    assert all("faqbot index build" in message for message in told)
    tried(step)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_no_space_at_every_step(
    index: Path,
    tmp_path: Path,
    tiny_corpus: TinyCorpus,
    at_call: AtCall,
    tried: Callable[[int], None],
    code: int,
) -> None:
    """A full or failing disk at any call ends with exit code 3 and a path, or does no harm."""
    old = build_index(tiny_corpus({"a.md": ONE}), index).generation
    corpus = tiny_corpus({"a.md": CHANGED})
    start = tmp_path / "start"
    shutil.copytree(index, start)
    errors: list[IndexUnusableError] = []
    for step in range(100):
        shutil.rmtree(index)
        shutil.copytree(start, index)
        with at_call(step, OSError(code, os.strerror(code))) as made:
            try:
                new = build_index(corpus, index).generation
            except IndexUnusableError as error:
                errors.append(error)
        if len(made) <= step:
            break
        assert load_generation(index).name in {old, build_index(corpus, index).generation}
    assert len(errors) >= 3
    for found in errors:
        assert found.exit_code == 3
        assert os.strerror(code) in str(found)
        assert str(index) in str(found)
    assert load_generation(index).name == new
    tried(step)


def test_no_space_in_the_middle_of_a_file(
    index: Path, tiny_corpus: TinyCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fills up inside a file, what was written is taken away and the old one answers."""
    old = build_index(tiny_corpus({"a.md": ONE}), index).generation
    room = 500

    class Full(io.FileIO):
        def write(self, data: Any, /) -> int:
            nonlocal room
            room -= len(data)
            if room < 0:
                super().write(bytes(data)[: len(data) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(data)

    def small(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        return Full(path, "w") if mode == "wb" else builtins.open(path, mode, *args, **kwargs)

    corpus = tiny_corpus({"a.md": CHANGED})
    monkeypatch.setattr(disk, "open", small, raising=False)
    with pytest.raises(IndexUnusableError, match="No space left"):
        build_index(corpus, index)
    assert room < 0
    assert not list(index.glob("tmp-*"))
    assert store.current_generation(index).name == old


def test_killed_while_the_encoder_is_copied(
    index: Path,
    tmp_path: Path,
    tiny_corpus: TinyCorpus,
    at_call: AtCall,
    killed: BaseException,
    tried: Callable[[int], None],
) -> None:
    """A first build that takes its encoder from another folder may be killed anywhere, too."""
    corpus = tiny_corpus({"a.md": ONE})
    new = tmp_path / "new"
    for step in range(100):
        shutil.rmtree(new, ignore_errors=True)
        with at_call(step, killed) as made, suppress(type(killed)):
            build_index(corpus, new, encoder_source=[index])
        if len(made) <= step:
            break
        name = build_index(corpus, new, encoder_source=[index]).generation
        assert load_generation(new).name == name
        assert not list(new.glob("tmp-*"))
    assert step > 8
    tried(step)


# --- check


def test_a_fresh_index_passes_the_check(index: Path, tiny_corpus: TinyCorpus) -> None:
    """Right after a build, the index matches its corpus."""
    corpus = tiny_corpus({"a.md": ONE, "b.md": TWO})
    name = build_index(corpus, index).generation
    assert check_index(corpus, index) == name


@pytest.mark.parametrize(
    "files, facts, named",
    [
        ({"a.md": CHANGED, "b.md": TWO}, {}, "a"),
        ({"a.md": ONE}, {}, "b"),
        ({"a.md": ONE, "b.md": TWO, "c.md": ONE}, {}, "c"),
        ({"a.md": ONE, "b.md": TWO}, {"b": {"title": "Other"}}, "b"),
    ],
    ids=["changed", "removed", "added", "fact"],
)
def test_a_stale_index_fails_the_check(
    index: Path, tiny_corpus: TinyCorpus, files: dict[str, str], facts: dict[str, Any], named: str
) -> None:
    """After a change the check ends with exit code 3, and names the document and the command."""
    build_index(tiny_corpus({"a.md": ONE, "b.md": TWO}), index)
    with pytest.raises(IndexUnusableError) as caught:
        check_index(tiny_corpus(files, **facts), index)
    assert f"stale (changed since: {named})" in str(caught.value)
    assert "faqbot index build" in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_changed_glossary_makes_the_index_stale(index: Path, tiny_corpus: TinyCorpus) -> None:
    """An aid changes answers, so it is part of what is checked."""
    corpus = tiny_corpus({"a.md": ONE})
    build_index(corpus, index)
    (corpus / "glossary.toml").write_text('schema = 1\n[[synonym]]\nwords = ["pay", "fund"]\n')
    with pytest.raises(IndexUnusableError, match="stale"):
        check_index(corpus, index)


def test_vectors_of_other_texts_fail_the_check(index: Path, tiny_corpus: TinyCorpus) -> None:
    """Vectors that are usable but belong to other texts are found; the way out works."""
    corpus = tiny_corpus({"a.md": ONE, "b.md": TWO})
    build_index(corpus, index)
    before = files_of(index)
    folder = store.current_generation(index)
    matrix = np.load(folder / "sentences.npy")
    reseal(folder, "sentences.npy", np.roll(matrix, 1, axis=0))
    with pytest.raises(IndexUnusableError, match="do not belong") as caught:
        check_index(corpus, index)
    assert "Delete that folder" in str(caught.value)
    shutil.rmtree(folder)
    build_index(corpus, index)
    assert files_of(index) == before


# --- with the real encoder


def test_a_build_with_the_real_encoder(tmp_path: Path, tiny_corpus: TinyCorpus, root: Path) -> None:
    """A new folder takes its encoder from the committed index; meaning is found without words."""
    corpus = tiny_corpus({"a.md": ONE, "b.md": TWO})
    index = tmp_path / "real"
    (index / "encoders").mkdir(parents=True)
    for folder in (root / "index" / "encoders").iterdir():
        (index / "encoders" / folder.name).symlink_to(folder)
    name = build_index(corpus, index).generation
    assert check_index(corpus, index) == name
    generation = load_generation(index)
    query = generation.encoder.encode(["who covers the costs?"])[0]
    best = int(np.argmax(generation.vectors.passages @ query))
    assert generation.corpus.passages[best].document_id == "a"
    before = files_of(index)
    shutil.rmtree(index / name)
    build_index(corpus, index)
    assert files_of(index) == before
