"""Row 3: one byte flipped in each file of a generation and of the encoder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.cli.main import main
from faqbot.errors import EncoderError, IndexUnusableError
from faqbot.index.build import build_index, check_index
from faqbot.index.encoder import CONFIG_FILE, config_digest, read_config
from faqbot.index.generation import load_generation

if TYPE_CHECKING:
    from tests.faults.conftest import Place

ONE = "# Rules\n\nThe employer pays. It takes a week.\n"


@pytest.fixture
def built(place: Place) -> Place:
    """An index with a generation that answers and one before it."""
    place.says(ONE)
    build_index(place.corpus, place.index)
    place.says(ONE + "\nNobody else pays.\n")
    build_index(place.corpus, place.index)
    return place


def flips(path: Path, places: Iterator[int] | range, bit: int) -> Iterator[int]:
    """Flip one bit after the other in a file, each alone; the file is whole again afterwards.

    Yields:
        The place of the byte that is flipped now.
    """
    whole = path.read_bytes()
    try:
        for at in places:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            yield at
    finally:
        path.write_bytes(whole)


def test_no_answer_comes_from_a_damaged_file(
    built: Place, capsys: pytest.CaptureFixture[str], tried: Callable[[int], None]
) -> None:
    """Every file that lies there: named, exit code 3, and the generation before is offered."""
    name = built.read().name
    (before,) = (p.name for p in built.index.glob("gen-*") if p.name != name)
    files = sorted((built.index / name).iterdir())
    assert len(files) >= 8
    for file in files:
        size = file.stat().st_size
        for at in flips(file, iter(sorted({0, size // 3, size // 2, size - 2})), 0x80):
            for command in (["ask", "who pays?"], ["index", "check"]):
                code = main([*built.flags, *command])
                captured = capsys.readouterr()
                assert (code, captured.out) == (3, ""), (file, at)
                assert str(file) in captured.err, (file, at)
                assert before in captured.err, (file, at)
            tried(1)
    assert main([*built.flags, "index", "check"]) == 0


def manifest_at(built: Place, step: int) -> int:
    """Flip the lowest bit of bytes of the manifest; return how many were flipped."""
    file = built.index / built.read().name / "manifest.json"
    texts = f'"texts": "{json.loads(file.read_text())["texts"]}"'
    first = file.read_bytes().index(texts.encode())
    tries = range(0, file.stat().st_size, step)
    for at in flips(file, tries, 1):
        # What only a build reads is not looked at when the index is opened.
        built_from = first <= at < first + len(texts)
        with pytest.raises(IndexUnusableError) as caught:
            check_index(built.corpus, built.index) if built_from else built.read()
        if "the index was built with encoder" not in str(caught.value):  # both are named
            assert str(built.index) in str(caught.value), at
    return len(tries)


def test_a_manifest_that_can_be_read_but_says_something_else(
    built: Place, tried: Callable[[int], None]
) -> None:
    """A digit or letter that became another one is found as well."""
    tried(manifest_at(built, 11))


@pytest.mark.nightly
def test_every_byte_of_a_manifest(built: Place, tried: Callable[[int], None]) -> None:
    tried(manifest_at(built, 1))


def described(folder: Path) -> str:
    """Return the digest of an encoder's description, or the error that names it."""
    try:
        return config_digest(read_config(folder))
    except EncoderError as error:
        return str(error) if CONFIG_FILE in str(error) else "not named"


def test_every_byte_of_the_description_of_an_encoder(
    root: Path, tmp_path: Path, tried: Callable[[int], None]
) -> None:
    """It is refused by name, or its digest is no longer the one that the index was made with.

    What becomes of a changed model or tokenizer: tests/index/test_encoder.py.
    """
    (folder,) = (root / "index" / "encoders").iterdir()
    names = {"model.onnx", "tokenizer.json", CONFIG_FILE}
    assert {p.name for p in folder.iterdir()} == names
    copy = tmp_path / CONFIG_FILE
    copy.write_bytes((folder / CONFIG_FILE).read_bytes())
    digest = described(tmp_path)
    for at in flips(copy, range(copy.stat().st_size), 1):
        assert described(tmp_path) not in {digest, "not named"}, at
        tried(1)


def test_a_changed_description_is_named(root: Path, tmp_path: Path) -> None:
    """A description of another encoder than the index's is refused with its place."""
    for place in (root / "index").rglob("*"):
        copy = tmp_path / place.relative_to(root / "index")
        if place.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.symlink_to(place)
    (path,) = tmp_path.glob(f"encoders/*/{CONFIG_FILE}")
    changed = path.read_text().replace("all-MiniLM", "All-MiniLM")
    path.unlink()
    path.write_text(changed)
    with pytest.raises(EncoderError, match="built with encoder") as caught:
        load_generation(tmp_path)
    assert str(path) in str(caught.value)
