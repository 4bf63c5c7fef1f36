"""docs/faults.md names tests that exist, for every row."""

from __future__ import annotations

import re
from pathlib import Path

ROWS = 29


def test_every_row_names_tests_that_exist(root: Path) -> None:
    lines = (root / "docs" / "faults.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, ROWS + 1))
    for row in rows:
        cell = row.split("|")[-2]
        named = re.findall(r"`(tests/[\w/]+\.py)` ([\w, ]+)", cell)
        assert named, row
        assert cell.count("`") == 2 * len(named), row
        for file, tests in named:
            text = (root / file).read_text(encoding="utf-8")
            for test in tests.split(","):
                assert f"def test_{test.strip()}(" in text, (file, test)
