"""Large and awkward files: time and memory grow with the text, not with its square."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = """
import sys
from faqbot.corpus.parser import parse
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.readers import read_extract
from faqbot.documents import Source
name = sys.argv[1]
document = parse(read_extract(sys.stdin.buffer.read(), name), Source("a", name, "A title"))
print(len(document.text), sum(1 for _ in cut_passages(document)))
"""
CPU_SECONDS = 30  # several times what is needed; before, the lists alone took minutes
MEMORY = 1_000_000_000


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize(
    "name, text, passages",
    [
        ("line.txt", "Some words of a line. " * 230_000, 1),
        ("items.txt", "\n".join(f"- item {i} of it" for i in range(100_000)), 1),
        ("headings.txt", "\n\n".join(f"Heading {i}\n\nWords, number {i}." for i in range(8_000)), 8_000),
        ("signs.md", "*a [" * 50_000, 1),
    ],
    ids=["line.txt", "items.txt", "headings.txt", "signs.md"],
)  # fmt: skip
def test_time_and_memory_are_bounded(name: str, text: str, passages: int) -> None:
    """A line of 5 MB, a list of 100,000 items and a tangle of signs are read like any other."""
    done = subprocess.run(
        [sys.executable, "-c", READ, name],
        cwd=ROOT,
        input=text.encode(),
        capture_output=True,
        preexec_fn=limited,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    characters, found = map(int, done.stdout.split())
    assert found == passages
    assert characters >= 0.9 * len(text.strip())
