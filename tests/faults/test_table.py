"""docs/faults.md names tests that exist, for every row, and how often they were tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.tries import PAGE, Tries, filled, rows

ROWS = 29


def test_every_row_names_tests_that_exist(root: Path) -> None:
    found = rows(PAGE.read_text(encoding="utf-8"))
    assert [row.cells[1] for row in found] == [str(n) for n in range(1, ROWS + 1)]
    for row in found:
        assert row.tests, row
        assert row.cells[-2].count("`") == 2 * row.cells[-2].count("tests/"), row
        for test in row.tests:
            file, _, name = test.partition("::")
            assert f"def {name}(" in (root / file).read_text(encoding="utf-8"), test


def test_the_tries_are_those_of_this_run(request: pytest.FixtureRequest) -> None:
    """Runs last. Of what was run, every number in the table is what was tried."""
    tries = request.config.pluginmanager.get_plugin("tries")
    assert isinstance(tries, Tries)
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, tries) == text, "fill it in with: python -m tests.faults.tries"
