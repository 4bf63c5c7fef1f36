"""The installation: Python, the packages faqbot needs, and room to write."""

from __future__ import annotations

import importlib
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from faqbot.doctor.findings import INSTALL_AGAIN, Area, Finding, fault, ok, warning

PYTHON = (3, 11)  # the oldest that will do; pyproject.toml says the same
_ROOM = 200_000_000  # bytes that a build may need: two generations and an encoder
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)\s*(?:\(?>=\s*(?P<least>[\d.]+)\)?)?")


def check_python() -> Iterator[Finding]:
    """Yield whether Python is new enough."""
    what = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info >= PYTHON:
        yield ok(Area.INSTALLATION, what)
    else:
        wanted = ".".join(map(str, PYTHON))
        yield fault(Area.INSTALLATION, what, f"Install Python {wanted} or later.")


def check_packages() -> Iterator[Finding]:
    """Yield for each package that faqbot needs whether it is there, new enough and usable."""
    place = Path(__file__).resolve().parents[1]
    try:
        needed = metadata.requires("faqbot") or []
        yield ok(Area.INSTALLATION, f"faqbot {metadata.version('faqbot')}: {place}")
    except metadata.PackageNotFoundError:
        what = f"faqbot is not installed, but run from its source: {place}"
        yield warning(Area.INSTALLATION, what, "Install it: pip install -c constraints.txt -e .")
        return
    modules = _modules()
    good: list[str] = []
    for requirement in needed:
        found = _REQUIREMENT.match(requirement)
        if found is None or "extra ==" in requirement:
            continue
        name, least = found["name"], found["least"]
        problem = _problem(name, least, modules.get(_folded(name), []))
        if problem is None:
            good.append(f"{name} {metadata.version(name)}")
        else:
            yield fault(Area.INSTALLATION, problem, INSTALL_AGAIN)
    if good:
        yield ok(Area.INSTALLATION, f"packages: {', '.join(good)}")


def check_folders(index: Path | None, own: Mapping[str, Path | None]) -> Iterator[Finding]:
    """Yield which folders cannot be written, and whether there is room.

    Args:
        index: the index folder, where it is one's own to write.
        own: files that are kept for the person, by what they are for.
    """
    names = []
    for purpose, file in own.items():
        if file is None:
            continue
        if _writable(file.parent):
            names.append(purpose)
        else:
            what = f"{purpose} cannot be kept: {file.parent} cannot be written"
            yield warning(Area.INSTALLATION, what, "Mend its rights; everything else works.")
    if index is not None:
        if _writable(index):
            names.append("index")
            free = shutil.disk_usage(_nearest(index)).free
            if free < _ROOM:
                what = f"{free // 1_000_000} MB are free for the index: {index}"
                yield warning(Area.INSTALLATION, what, "Make room before the next build.")
        else:
            what = f"the index answers, but cannot be built here: {index} cannot be written"
            yield warning(Area.INSTALLATION, what, "Mend its rights before the next build.")
    if names:
        yield ok(Area.INSTALLATION, f"can be written: {', '.join(names)}")


def _problem(name: str, least: str | None, modules: list[str]) -> str | None:
    """Return what is wrong with a package, or None."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"the package {name} is missing"
    if least is not None and _numbers(version) < _numbers(least):
        return f"the package {name} {version} is older than {least}"
    if "onnxruntime" in modules:
        from faqbot.index.onnx_session import turn_telemetry_off

        turn_telemetry_off()
    for module in modules:
        try:
            importlib.import_module(module)
        except Exception as error:  # a library built for another machine raises what it likes
            return f"the package {name} cannot be used ({type(error).__name__})"
    return None


def _modules() -> dict[str, list[str]]:
    """Return the modules that each installed package brings, by its folded name."""
    found: dict[str, list[str]] = {}
    for module, packages in metadata.packages_distributions().items():
        if module.isidentifier() and not module.startswith("_"):
            for package in packages:
                found.setdefault(_folded(package), []).append(module)
    return found


def _folded(name: str) -> str:
    """Return a package's name as the packaging index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _writable(folder: Path) -> bool:
    """Return whether files can be made in a folder, or the folder itself be made."""
    nearest = _nearest(folder)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _nearest(path: Path) -> Path:
    """Return a path, or else the nearest one above it that is there."""
    return next((p for p in (path, *path.parents) if p.exists()), Path("/"))
