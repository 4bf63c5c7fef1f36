"""The commands that the documentation shows do run, and every command is documented."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from faqbot.cli.main import build_parser, main

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "README.md", "docs/ARCHITECTURE.md", "docs/privacy.md", "corpus/README.md", "index/README.md",
)  # fmt: skip
PLACEHOLDERS = {"ID": "dhsc-level-2-adult-social-care-certificate-faq", "…": "Is it mandatory?"}
# What needs a terminal, writes to the checkout, asks all cases, or takes an extra.
ELSEWHERE = (
    "index build", "index diff", "index rollback", "index export-encoder", "chat", "batch", "eval",
    "corpus add", "corpus approve", "verify -",
)  # fmt: skip


def commands(page: str) -> list[list[str]]:
    """Return the faqbot command lines of a page, without comments and placeholders."""
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = re.findall(r"^\s{4}(?:\$ )?(?:\.venv/bin/)?faqbot (.+)$", text, re.MULTILINE)
    lines += re.findall(r"`faqbot ([a-z][^`]*)`", text)
    found = []
    for line in lines:
        words = shlex.split(line.split("  #")[0].split("  ")[0])
        words = [PLACEHOLDERS.get(word, word) for word in words]
        if not any(word.isupper() or word in ("|", "question") for word in words):
            found.append(words)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_run(
    page: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Each ends with exit code 0 and says something."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for words in commands(page):
        if " ".join(words).startswith(ELSEWHERE) or "," in " ".join(words) or len(words) < 2:
            continue
        assert main(["--corpus", str(ROOT / "corpus"), "--index", str(ROOT / "index"), *words]) == 0
        assert capsys.readouterr().out


def test_the_pages_hold_commands() -> None:
    """The pattern above does find what the pages show."""
    assert ["ask", "Is it mandatory?"] in commands("README.md")
    assert ["index", "check"] in commands("index/README.md")


def test_every_command_is_in_the_readme() -> None:
    """A command that nobody can read about is not finished."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    parser = build_parser()
    actions = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    assert actions
    for name in actions[0].choices:
        assert f"faqbot {name}" in readme, name
