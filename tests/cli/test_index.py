"""`faqbot index`: build, check, and refusals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot import settings

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import HashEncoder, TinyCorpus

FILES = {"a.md": "# A\n\nThe certificate takes 369 hours.\n", "b.md": "# B\n\nStaff are paid.\n"}


@pytest.fixture
def folders(
    tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: HashEncoder
) -> tuple[str, str, str, str]:
    corpus = tiny_corpus(FILES)
    return ("--corpus", str(corpus), "--index", str(tmp_path / "index"))


def test_build_says_what_changed(run: Run, folders: tuple[str, ...], tmp_path: Path) -> None:
    first = run(*folders, "index", "build")
    assert (first.code, first.err) == (0, "")
    assert "2 documents" in first.out
    assert "created:   a, b\n" in first.out
    (tmp_path / "corpus" / "documents" / "a.md").write_text("# A\n\nIt takes 400 hours.\n")
    stale = run(*folders, "index", "check")
    assert (stale.code, stale.out) == (3, "")
    assert "changed since: a" in stale.err
    assert f"faqbot --corpus {folders[1]} --index {folders[3]} index build" in stale.err
    second = run("index", "build", *folders, "--keep", "0")
    assert "updated:   a\n" in second.out
    assert "unchanged: b\n" in second.out
    assert "Earlier generations removed: gen-" in second.out
    assert run(*folders, "index", "check").out.startswith("gen-")


def test_the_committed_index_is_sound(run: Run) -> None:
    assert run("index", "check").code == 0


def test_an_absent_index_names_the_command(run: Run, tmp_path: Path) -> None:
    for command in (("ask", "x"), ("chat",), ("batch",), ("index", "check")):
        ran = run("--index", str(tmp_path / "no where"), *command)
        assert (ran.code, ran.out) == (3, "")
        assert f"faqbot --index '{tmp_path}/no where' index build" in ran.err
        assert not (tmp_path / "no where").exists()


def test_the_installed_index_is_not_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_corpus: TinyCorpus
) -> None:
    monkeypatch.setattr(settings, "_BUNDLED", tmp_path)
    for command in ("build", "export-encoder"):
        ran = run("--index", str(tmp_path / "index"), "index", command)
        assert ran.code == 3
        assert "read-only" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_corpus_alone_does_not_say_which_index(run: Run, tmp_path: Path) -> None:
    ran = run("--corpus", str(tmp_path), "index", "build")
    assert ran.code == 2
    assert "--index DIR" in ran.err


@pytest.mark.parametrize("keep", ["-1", "x", "²", ""])
def test_bad_keep(run: Run, keep: str) -> None:
    assert run("index", "build", "--keep", keep).code == 2
