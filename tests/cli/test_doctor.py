"""`faqbot doctor` where all is well, and where it is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess

    from tests.cli.conftest import Run
    from tests.conftest import HashEncoder, TinyCorpus

FILES = {"a.md": "# A\n\nThe certificate takes 369 hours.\n"}


@pytest.fixture
def folders(
    run: Run, tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: HashEncoder
) -> tuple[str, ...]:
    """Flags for a small corpus and its index."""
    flags = ("--corpus", str(tiny_corpus(FILES)), "--index", str(tmp_path / "index"))
    assert run(*flags, "index", "build").code == 0
    return flags


def test_all_is_well(run: Run, folders: tuple[str, ...], tmp_path: Path) -> None:
    """Every area is there once, in order; nothing is written, and nothing goes to stderr."""
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    ran = run(*folders, "doctor")
    assert (ran.code, ran.err) == (0, "")
    heads = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    areas = ["installation", "settings", "index", "encoder", "corpus", "terminal", "journal"]
    assert heads[:-1] == areas
    assert heads[-1].startswith("At fault: 0. Warnings: ")
    assert "it matches the corpus" in ran.out
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before


def test_json(run: Run, folders: tuple[str, ...]) -> None:
    """The same as values; whatever is not well has a remedy."""
    ran = run("doctor", "--json", *folders)
    report = json.loads(ran.out)
    assert (ran.code, report["schema"], report["state"]) == (0, 1, "warning")
    assert {f["state"] for f in report["findings"]} == {"ok", "warning"}
    for finding in report["findings"]:
        assert list(finding) == ["area", "state", "what", "remedy"]
        assert (finding["remedy"] is None) == (finding["state"] == "ok")


def _faults(run: Run, *arguments: str) -> tuple[int, list[dict[str, str]]]:
    ran = run(*arguments, "doctor", "--json")
    report = json.loads(ran.out)
    return ran.code, [f for f in report["findings"] if f["state"] == "fault"]


def test_no_index(run: Run, folders: tuple[str, ...], tmp_path: Path) -> None:
    """The remedy is the command to run, with the folders of this call."""
    flags = (*folders[:3], str(tmp_path / "no where"))
    code, (found,) = _faults(run, *flags)
    assert (code, found["area"]) == (3, "index")
    assert f"--index '{tmp_path}/no where' index build" in found["remedy"]


def test_a_damaged_file(run: Run, folders: tuple[str, ...], tmp_path: Path) -> None:
    path = next((tmp_path / "index").glob("gen-*/tokens.json"))
    path.write_bytes(b"[]")
    code, (found,) = _faults(run, *folders)
    assert (code, found["area"]) == (3, "index")
    assert str(path) in found["what"]


def test_a_stale_index(run: Run, folders: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "corpus" / "documents" / "a.md").write_text("# A\n\nIt takes 400 hours.\n")
    code, (found,) = _faults(run, *folders)
    assert (code, found["area"]) == (3, "index")
    assert "changed since: a" in found["what"]
    assert "index build" in found["remedy"]


def test_a_changed_encoder(run: Run, root: Path, tmp_path: Path) -> None:
    """The file is named; the corpus is looked at all the same."""
    for place in (root / "index").rglob("*"):
        copy = tmp_path / "index" / place.relative_to(root / "index")
        if place.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.symlink_to(place)
    (path,) = (tmp_path / "index" / "encoders").glob("*/tokenizer.json")
    changed = path.read_bytes()[:-1] + b" "
    path.unlink()
    path.write_bytes(changed)
    flags = ("--index", str(tmp_path / "index"), "--corpus", str(root / "corpus"))
    code, (found,) = _faults(run, *flags)
    assert (code, found["area"]) == (3, "encoder")
    assert str(path) in found["what"]
    assert "dated within two years" in run(*flags, "doctor").out


def test_a_damaged_manifest_of_the_corpus(
    run: Run, folders: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "corpus" / "sources.toml").write_text("schema = ")
    code, found = _faults(run, *folders)
    assert code == 3
    assert {f["area"] for f in found} == {"corpus"}


def test_bad_settings(
    run: Run, folders: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is named; what does not need the settings is looked at."""
    (tmp_path / "settings.toml").write_text("\nx = 1")
    monkeypatch.setenv("FAQBOT_SETTINGS", str(tmp_path / "settings.toml"))
    code, (found,) = _faults(run)
    assert (code, found["area"]) == (2, "settings")
    assert "line 2" in found["what"]
    assert "\nterminal\n" in run("doctor").out


def test_a_journal_that_others_can_read(
    run: Run, folders: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself it ends with 1; beside a missing index with that one's 3."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "faqbot").mkdir()
    (tmp_path / "faqbot" / "journal.db").touch(0o644)
    (tmp_path / "faqbot" / "journal.db").chmod(0o644)
    code, (found,) = _faults(run, *folders)
    assert (code, found["area"]) == (1, "journal")
    shutil.rmtree(tmp_path / "index")
    assert _faults(run, *folders)[0] == 3


def test_no_home_and_no_folder(
    run: Run, folders: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a home, in a folder that was deleted: warnings at most."""
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    ran = run(*folders, "doctor")
    assert ran.code == 0
    assert "there is no home folder" in ran.out


def test_nothing_hostile_is_shown(run: Run, tiny_corpus: TinyCorpus, tmp_path: Path) -> None:
    """Titles and paths are data."""
    corpus = tiny_corpus(FILES, a={"title": "A\x1b]0;t\x07\x1b[2J", "url": "\x1b[31mhttp://x"})
    ran = run("--corpus", str(corpus), "--index", str(tmp_path / "i\x1b[2Jx"), "doctor")
    assert ran.code == 3
    assert "\x1b" not in ran.out


WITHOUT = """
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ImportError(f"{name} was built for another machine")
sys.meta_path.insert(0, Broken())
from faqbot.cli.main import main
sys.exit(main(["doctor"]))
"""


def test_a_broken_package(process: Callable[..., subprocess.Popen[bytes]]) -> None:
    """With a package that cannot be imported it still says what is wrong."""
    ran = process("onnxruntime", code=WITHOUT)
    out, err = ran.communicate(timeout=60)
    assert (ran.returncode, err) == (1, b"")
    assert b"the package onnxruntime cannot be used" in out
    assert b"\njournal\n" in out
