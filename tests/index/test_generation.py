"""Loading a generation: verified to the last byte, nothing written, nothing unpickled."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faqbot.errors import EncoderError, IndexUnusableError
from faqbot.index import store
from faqbot.index.build import build_index, check_index
from faqbot.index.generation import FILES, VECTOR_FILES, load_generation
from faqbot.index.vectors import texts_of

TinyCorpus = Callable[..., Path]
TEXT = "# Rules\n\n## 1. Who pays?\n\n- The employer pays. It takes a week.\n- Nobody else does.\n"
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_watched: list[tuple[str, list[str]]] = []  # folder, and what was written under it


def _audit(event: str, args: tuple[Any, ...]) -> None:
    changing = event.startswith("os.") and event not in ("os.listdir", "os.scandir", "os.walk")
    if _watched and (changing or (event == "open" and int(args[2] or 0) & _WRITES)):
        folder, seen = _watched[-1]
        if any(isinstance(a, (str, bytes, os.PathLike)) and folder in str(a) for a in args):
            seen.append(f"{event} {args}")


sys.addaudithook(_audit)


@contextmanager
def nothing_written(folder: Path) -> Iterator[None]:
    """Hold that no file under a folder is opened for writing, made, renamed or removed."""
    seen: list[str] = []
    _watched.append((str(folder), seen))
    try:
        yield
    finally:
        _watched.pop()
    assert seen == []


@pytest.fixture
def index(tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: Any, root: Path) -> Path:
    """An index of one small document, built with the quick encoder."""
    corpus = tiny_corpus({"a.md": TEXT})
    shutil.copy(root / "corpus" / "signposts.toml", corpus)
    variant = 'schema = 1\n[[variant]]\ndocument = "a"\nsection = "Who pays?"\nquestions = ["x", "y"]\n'
    (corpus / "variants.toml").write_text(variant, encoding="utf-8")
    precedents = '{"schema": 1, "held_against": {}}\n' + '{"question": "x", "document": "a"}\n' * 2
    (corpus / "precedents.jsonl").write_text(precedents, encoding="utf-8")
    build_index(corpus, tmp_path / "index")
    return tmp_path / "index"


def change_manifest(index: Path, **facts: Any) -> None:
    path = store.current_generation(index) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **facts}))


def replace(index: Path, name: str, data: bytes) -> None:
    """Put other bytes into a file, with a manifest that agrees."""
    folder = store.current_generation(index)
    (folder / name).write_bytes(data)
    files = store.read_manifest(folder)["files"]
    change_manifest(index, files={**files, name: hashlib.sha256(data).hexdigest()})


def matrix_of(index: Path, name: str) -> np.ndarray:
    loaded: np.ndarray = np.load(store.current_generation(index) / name)
    return loaded


def npy(matrix: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, matrix)
    return buffer.getvalue()


def test_row_i_is_the_same_passage_everywhere(index: Path, quick_encoder: Any) -> None:
    """Arrays, tokens and sentences of a generation have the rows of its passages."""
    generation = load_generation(index)
    corpus = generation.corpus
    assert generation.vectors.passages.shape == (len(corpus.passages), 8)
    assert generation.vectors.headings.shape == (len(corpus.passages), 8)
    assert generation.vectors.sentences.shape == (len(generation.sentence_rows), 8)
    assert generation.vectors.contexts.shape == (len(generation.sentence_rows), 8)
    assert [len(m) for m in generation.vectors.all()] == [len(t) for t in texts_of(corpus).all()]
    assert generation.lexical.scores(["employ"]).shape == (len(corpus.passages),)
    sentences = [(row, s) for row, s in corpus.sentences()]
    assert generation.sentence_rows == tuple(row for row, _ in sentences)
    for row, sentence in sentences:
        assert sentence in corpus.passages[row].sentences
    for texts, matrix in zip(texts_of(corpus).all(), generation.vectors.all(), strict=True):
        fresh = quick_encoder.encode(texts)
        assert np.sum(fresh * matrix, axis=1) == pytest.approx(np.ones(len(texts)), abs=2e-3)


def test_loading_never_writes(index: Path) -> None:
    """Loading opens nothing for writing, works on a read-only folder and leaves it as it was."""

    def state() -> list[tuple[str, int, int, int]]:
        stats = [(str(p), p.stat()) for p in (index, *sorted(index.rglob("*")))]
        return [(name, s.st_mtime_ns, s.st_ctime_ns, s.st_size) for name, s in stats]

    folders = [index, *(p for p in index.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        before = state()
        with nothing_written(index):
            load_generation(index)
        assert state() == before
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_what_watches_for_writing_sees_it(index: Path) -> None:
    """The check above would fail if a file were written, made or renamed."""
    for act in (
        lambda: (index / "new").write_bytes(b""),
        (index / "dir").mkdir,
        lambda: os.replace(index / "new", index / "newer"),
        lambda: os.close(os.open(index / ".lock", os.O_RDWR)),
    ):
        with pytest.raises(AssertionError), nothing_written(index):
            act()


def test_loading_and_checking_the_committed_index_writes_nothing(root: Path) -> None:
    """The same holds of the real index, whose encoder is real, too."""
    with nothing_written(root / "index"):
        generation = load_generation(root / "index")
    assert generation.encoder.dimension == generation.vectors.passages.shape[1]


def test_the_committed_index_matches_the_corpus(root: Path) -> None:
    """`faqbot index check` passes on what is committed."""
    name = check_index(root / "corpus", root / "index")
    assert name == store.current_generation(root / "index").name


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_flipped_byte_is_found(index: Path, name: str) -> None:
    """A changed byte anywhere in a file of a generation is found, and the file is named."""
    path = store.current_generation(index) / name
    whole = path.read_bytes()
    for at in {0, len(whole) // 2, len(whole) - 2}:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1 :])
        with pytest.raises(IndexUnusableError) as caught:
            load_generation(index)
        assert str(path) in str(caught.value), at
        assert "faqbot index build" in str(caught.value)
        assert caught.value.exit_code == 3
    path.write_bytes(whole)
    load_generation(index)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_cut_short_is_named(index: Path, name: str) -> None:
    """A file of a generation that is empty, short or gone is refused by name."""
    path = store.current_generation(index) / name
    whole = path.read_bytes()
    for content in (b"", whole[:-1], whole + b"\n"):
        path.write_bytes(content)
        with pytest.raises(IndexUnusableError, match=name):
            load_generation(index)
    path.unlink()
    with pytest.raises(IndexUnusableError, match=name):
        load_generation(index)


def test_the_generation_before_is_offered(index: Path, tiny_corpus: TinyCorpus) -> None:
    """A damaged generation is refused with the name of another that is whole."""
    before = store.current_generation(index).name
    build_index(tiny_corpus({"a.md": TEXT + "\nMore.\n"}), index)
    (store.current_generation(index) / "tokens.json").write_bytes(b"[]")
    with pytest.raises(IndexUnusableError, match=before):
        load_generation(index)


@pytest.mark.parametrize("key, value", [("schema", 99), ("analysis", "french-1"), ("schema", None), ("question_encoder", "f" * 64)])
def test_another_version_is_refused(index: Path, key: str, value: object) -> None:
    """An index of another schema or tokeniser is refused; both are named."""
    ours = store.read_manifest(store.current_generation(index))[key]
    change_manifest(index, **{key: value})
    with pytest.raises(IndexUnusableError) as caught:
        load_generation(index)
    assert repr(value) in str(caught.value)
    assert repr(ours) in str(caught.value)
    assert "faqbot index build" in str(caught.value)


def test_another_encoder_is_refused(index: Path, quick_encoder: Any) -> None:
    """An index made with another encoder is refused; both digests are named."""
    other = quick_encoder.digest[:16] + "f" * 48
    change_manifest(index, encoder=other)
    with pytest.raises(EncoderError) as caught:
        load_generation(index)
    assert other in str(caught.value)
    assert quick_encoder.digest in str(caught.value)


@pytest.mark.parametrize("encoder", ["0" * 64, None, "../../elsewhere"])
def test_a_missing_encoder_is_refused(index: Path, encoder: str | None) -> None:
    """An encoder that is not in the folder is refused with the place it should be."""
    change_manifest(index, encoder=encoder)
    with pytest.raises(EncoderError) as caught:
        load_generation(index)
    assert caught.value.where is not None
    assert caught.value.exit_code == 3


class _Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (os.environ["FAQBOT_TRAP"],))


@pytest.mark.parametrize("form", ["npy with objects", "bare pickle"])
def test_a_pickle_is_refused(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A pickle under a vector file's name is refused unopened, even with a digest that agrees."""
    monkeypatch.setenv("FAQBOT_TRAP", str(tmp_path / "sprung"))
    data = pickle.dumps(_Trap())
    if form == "npy with objects":
        buffer = io.BytesIO()
        np.save(buffer, np.array([_Trap()], dtype=object), allow_pickle=True)
        data = buffer.getvalue()
    replace(index, "passages.npy", data)
    with pytest.raises(IndexUnusableError, match="cannot be read"):
        load_generation(index)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("name", VECTOR_FILES)
@pytest.mark.parametrize("fault", ["nan", "infinite", "zero", "row short", "row more", "narrow"])
def test_unusable_vectors_are_refused(index: Path, name: str, fault: str) -> None:
    """NaN, infinite, zero, missing rows or another dimension are refused, digest or not."""
    matrix = matrix_of(index, name)
    if fault == "row short":
        matrix = matrix[:-1]
    elif fault == "row more":
        matrix = np.concatenate([matrix, matrix[:1]])
    elif fault == "narrow":
        matrix = matrix[:, :-1]
    elif fault == "zero":
        matrix[-1] = 0
    else:
        matrix = matrix.astype(np.float16)  # the 8 bits of precedents hold neither
        matrix[-1] = {"nan": np.nan, "infinite": np.inf}[fault]
    replace(index, name, npy(matrix))
    with pytest.raises(IndexUnusableError):
        load_generation(index)


@pytest.mark.parametrize(
    "name, data",
    [
        ("tokens.json", b"[]"),
        ("tokens.json", b"{"),
        ("corpus.json", b"{}"),
        ("corpus.json", b"[]"),
        ("corpus.json", b"\xff"),
        ("passages.npy", b""),
        ("passages.npy", b"\x93NUMPY\x01\x00"),
    ],
)
def test_files_of_another_form_are_refused(index: Path, name: str, data: bytes) -> None:
    """Contents that the digest vouches for but that fit no form are refused, not a traceback."""
    replace(index, name, data)
    with pytest.raises(IndexUnusableError):
        load_generation(index)
