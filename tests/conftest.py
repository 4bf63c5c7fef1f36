"""What several tests stand on: the real corpus, corpora made up in a line, a quick encoder."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from faqbot.assistant import Assistant
from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.errors import EncoderError
from tests.faults.tries import PAGE, Tries

ROOT = Path(__file__).resolve().parents[1]
TinyCorpus = Callable[..., Path]


def pytest_configure(config: pytest.Config) -> None:
    """Count how often faults are tried; take Ctrl-C as a terminal gives it.

    Who is started in the background ignores it, and so do its children.
    """
    config.pluginmanager.register(Tries(PAGE), "tries")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def real_corpus() -> Corpus:
    """The committed corpus, parsed."""
    return load_corpus(ROOT / "corpus")


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant on the committed index."""
    return Assistant.open(ROOT / "index")


@pytest.fixture
def tiny_corpus(tmp_path: Path) -> TinyCorpus:
    """A function that writes a corpus folder and returns it.

    `tiny_corpus({"a.md": "# A\\n\\nText."}, a={"title": "A"})` writes the files
    under documents/ and a sources.toml that names them; a file's id is its name
    without the ending, and further facts stand under that id.
    """

    def make(files: Mapping[str, str | bytes], **facts: Mapping[str, Any]) -> Path:
        folder = tmp_path / "corpus"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "documents").mkdir(parents=True)
        lines = ["schema = 1"]
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            (folder / "documents" / name).write_bytes(data)
            stem = name.partition(".")[0]
            entry: dict[str, Any] = {
                "id": stem,
                "file": f"documents/{name}",
                "title": stem.replace("-", " "),
            }
            entry |= facts.get(stem.replace("-", "_"), {})
            lines += ["", "[[document]]"]
            lines += [
                f"{key} = {value if isinstance(value, dt.date) else json.dumps(value)}"
                for key, value in entry.items()
            ]
        (folder / "sources.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return make


class HashEncoder:
    """Unit vectors drawn by a hash of the text; counts what it was asked to encode."""

    def __init__(self, digest: str) -> None:
        self.name = "hash"
        self.dimension = 8
        self.digest = digest
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one row for each text, shape (len(texts), 8)."""
        self.encoded += texts
        rows = [self._one(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def _one(self, text: str) -> npt.NDArray[np.float64]:
        digest = hashlib.sha256(f"{self.digest}{text}".encode()).digest()
        row = np.frombuffer(digest[: self.dimension], dtype=np.uint8) + 1.0
        return row / np.linalg.norm(row)


@pytest.fixture
def quick_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HashEncoder:
    """A HashEncoder that build and load take for the one under tmp_path/index/encoders."""
    encoder = HashEncoder(hashlib.sha256(b"quick").hexdigest())
    folder = tmp_path / "index" / "encoders" / encoder.digest[:16]
    folder.mkdir(parents=True)
    (folder / "encoder.json").write_text("{}")

    def load(place: Path) -> HashEncoder:
        if not (place / "encoder.json").is_file():
            raise EncoderError("no encoder", where=str(place))
        return encoder

    monkeypatch.setattr("faqbot.index.build.load_encoder", load)
    monkeypatch.setattr("faqbot.index.generation.load_encoder", load)
    return encoder


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Callable[[int], None]:
    """A function that says how often a test tried a fault; docs/faults.md tells the sum."""
    return lambda tries: record_property("tries", tries)
