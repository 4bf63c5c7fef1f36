"""docs/faults.md names tests that exist, for every row, and how often they were tried."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

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


def test_a_run_in_several_processes_is_counted_whole() -> None:
    """Each process says what it left out; a test counts when it passed with all its parameters."""
    text = "| 1 | a | 1 | 1 | b | `tests/x.py` one, two |"
    tries = Tries()
    tries.pytest_xdist_node_collection_finished([f"tests/x.py::test_one[{n}]" for n in (1, 2)])
    tries.pytest_runtest_logreport(passed("tests/x.py::test_one[1]"))
    tries.pytest_testnodedown(
        SimpleNamespace(workeroutput={"nightly tests": ["tests/x.py::test_two"]})
    )
    assert filled(text, tries) == text
    tries.pytest_runtest_logreport(passed("tests/x.py::test_one[2]", ("tries", 5)))
    assert filled(text, tries) == text.replace("| 1 | 1 | b", "| 6 | 1 | b")


def passed(test: str, *properties: tuple[str, object]) -> pytest.TestReport:
    """Return what is reported of a test that has passed."""
    return pytest.TestReport(
        test, ("", 0, ""), {}, "passed", None, "call", user_properties=properties
    )
