"""What fault tests stand on: builds in processes of their own, and a count of what was tried."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from faqbot.index.generation import Generation, load_generation

if TYPE_CHECKING:
    from tests.conftest import HashEncoder, TinyCorpus
    from tests.faults.failpoints import Reply, Request

ROOT = Path(__file__).resolve().parents[2]


class Builder:
    """The process of failpoints.py, which forks one child for each request.

    Args:
        home: where it finds no settings of anybody.
    """

    def __init__(self, home: Path) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("FAQBOT_", "XDG_"))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.failpoints"],
            cwd=ROOT,
            env={**environment, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, request: Request) -> Reply:
        """Run a request to its end, or to where it stops."""
        return self._said(json.dumps(asdict(request)))

    def go_on(self) -> Reply:
        """Let a request that stopped go on to its end."""
        return self._said("continue")

    def _said(self, line: str) -> Reply:
        from tests.faults.failpoints import Reply

        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        values: dict[str, Any] = json.loads(self._process.stdout.readline())
        return Reply(**{**values, "calls": tuple(values["calls"])})

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """A process that runs builds with failpoints."""
    found = Builder(tmp_path_factory.mktemp("home"))
    yield found
    found.close()


@pytest.fixture(scope="session")
def other_builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Another one, for two builds at once."""
    found = Builder(tmp_path_factory.mktemp("home"))
    yield found
    found.close()


def spread(places: Sequence[int], most: int | None) -> Sequence[int]:
    """Return at most so many of some places, the first and the last among them; None: all."""
    if most is None or len(places) <= most:
        return places
    return [places[round(i * (len(places) - 1) / (most - 1))] for i in range(most)]


class Place:
    """A corpus, its index, and the quick encoder, for builds in this and in other processes."""

    def __init__(self, folder: Path, make: TinyCorpus, encoder: HashEncoder) -> None:
        self.corpus = folder / "corpus"
        self.index = folder / "index"
        self._make = make
        (described,) = self.index.glob("encoders/*/encoder.json")
        described.write_text(encoder.digest)

    def says(self, *texts: str, **facts: dict[str, str]) -> None:
        """Make the corpus say this, a document for each text: a, b, c."""
        self._make({f"{n}.md": text for n, text in zip("abc", texts, strict=False)}, **facts)

    @property
    def flags(self) -> tuple[str, ...]:
        """What names the folders on the command line."""
        return ("--corpus", str(self.corpus), "--index", str(self.index))

    spread = staticmethod(spread)

    def build(self, **how: Any) -> Request:
        """Return the request that builds."""
        from tests.faults.failpoints import Request

        keep = how.pop("keep", 0)
        return Request((*self.flags, "index", "build", "--keep", str(keep)), **how)

    def read(self) -> Generation:
        """Open the index as a reader does."""
        return load_generation(self.index)

    def texts(self) -> list[str]:
        """Return what the documents in the index say."""
        return [document.text for document in self.read().corpus.documents]

    def names(self) -> list[str]:
        """Return the names of everything in the index folder."""
        return sorted(str(p.relative_to(self.index)) for p in self.index.rglob("*"))


@pytest.fixture
def place(tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: HashEncoder) -> Place:
    """A corpus folder and an index folder without a generation."""
    assert quick_encoder.digest == hashlib.sha256(b"quick").hexdigest()
    return Place(tmp_path, tiny_corpus, quick_encoder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user of the machine may enter."""
    with tempfile.TemporaryDirectory(prefix="faqbot-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
