"""The installation as doctor sees it: Python, packages, folders."""

from __future__ import annotations

import importlib
import shutil
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from faqbot.doctor import installation
from faqbot.doctor.findings import State
from faqbot.doctor.installation import check_folders, check_packages, check_python


def test_this_python_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python that runs the tests is new enough; an older one is at fault."""
    assert [f.state for f in check_python()] == [State.OK]
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    (found,) = check_python()
    assert found.state is State.FAULT
    assert "3.11" in str(found.remedy)


def test_the_oldest_python_is_the_one_of_the_package() -> None:
    """pyproject.toml and the check agree."""
    wanted = metadata.metadata("faqbot")["Requires-Python"]
    assert wanted == f">={'.'.join(map(str, installation.PYTHON))}"


def test_packages_here_are_well() -> None:
    """Every package of a sound installation is named with its version."""
    findings = list(check_packages())
    assert {f.state for f in findings} == {State.OK}
    assert f"numpy {metadata.version('numpy')}" in findings[-1].what
    assert "torch" not in findings[-1].what  # of an extra


def _missing(name: str) -> str:
    if name == "numpy":
        raise metadata.PackageNotFoundError(name)
    return "99.0"


def test_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", _missing)
    faults = [f for f in check_packages() if f.state is State.FAULT]
    assert [f.what for f in faults] == ["the package numpy is missing"]


def test_an_old_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version
    monkeypatch.setattr(
        metadata, "version", lambda name: "1.9.9" if name == "numpy" else real(name)
    )
    faults = [f for f in check_packages() if f.state is State.FAULT]
    assert [f.what for f in faults] == ["the package numpy 1.9.9 is older than 2.0"]


def test_a_package_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a broken library raises, the others are looked at."""
    real = importlib.import_module

    def load(name: str, *rest: Any) -> Any:
        if name == "jellyfish":
            raise SystemError("built for another machine")
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", load)
    findings = list(check_packages())
    faults = [f for f in findings if f.state is State.FAULT]
    assert [f.what for f in faults] == ["the package jellyfish cannot be used (SystemError)"]
    assert "tokenizers" in findings[-1].what


def test_run_from_source(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", none)
    assert [f.state for f in check_packages()] == [State.WARNING]


def test_folders(tmp_path: Path) -> None:
    """A folder that can be made counts; one under a file does not. Nothing is made."""
    (tmp_path / "file").touch()
    own = {
        "choices": tmp_path / "new" / "faqbot" / "preferences.json",
        "records": tmp_path / "file" / "faqbot" / "journal.db",
        "nothing": None,
    }
    findings = list(check_folders(tmp_path / "index", own))
    assert [f.state for f in findings] == [State.WARNING, State.OK]
    assert "records cannot be kept" in findings[0].what
    assert findings[1].what == "can be written: choices, index"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    (found,) = check_folders(tmp_path / "file" / "index", {})
    assert "cannot be built here" in found.what
    assert list(check_folders(None, {})) == []


def test_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=3_000_000))
    found = next(iter(check_folders(tmp_path, {})))
    assert found.state is State.WARNING
    assert found.what.startswith("3 MB are free")
