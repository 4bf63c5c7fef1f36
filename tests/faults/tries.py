"""How often each fault is tried: counted while tests run, and written into docs/faults.md.

    python -m tests.faults.tries          # or of some rows: … 1 24

runs every test that the table names, nightly ones included, and fills in its two
columns of numbers. Every run holds the table against what it tried itself, spread
over processes (pytest-xdist) or not. A test says with the fixture `tried` how many
tries it made; one that does not made one for each set of its parameters.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
PROPERTY = "tries"  # of a test's report
_NIGHTLY, _LEFT_OUT = "nightly tests", "tests left out"  # what one process tells another
_DEFAULT, _WHOLE, _TESTS = 3, 4, 6  # places of cells in a row; the first is empty


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    line: str
    cells: tuple[str, ...]  # without white space around them
    tests: tuple[str, ...]  # ids without parameters: "tests/x.py::test_y"


def rows(text: str) -> list[Row]:
    """Return the rows of the table."""
    found = []
    for line in re.findall(r"^\| \d+ \|.*\|$", text, re.MULTILINE):
        cells = tuple(cell.strip() for cell in line.split("|"))
        named = re.findall(r"`(tests/[\w/]+\.py)` ([\w, ]+)", cells[_TESTS])
        tests = [f"{file}::test_{t.strip()}" for file, names in named for t in names.split(",")]
        found.append(Row(line, cells, tuple(tests)))
    return found


class Tries:
    """A plugin of pytest that counts tries by test, and holds the table against them.

    Args:
        page: has the table; none: nothing is held against anything.
    """

    def __init__(self, page: Path | None = None) -> None:
        self._page = page
        self._wrong = False
        self._counts: Counter[str] = Counter()
        self._collected: Counter[str] = Counter()  # sets of parameters of each test
        self._passed: Counter[str] = Counter()  # … with which it passed in this process
        self._nightly: set[str] = set()
        self._left_out: set[str] = set()  # for another reason, with some parameters at least

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Note what a run leaves out."""
        for item in items:
            nightly = item.get_closest_marker("nightly") is not None
            (self._nightly if nightly else self._left_out).add(_id(item.nodeid))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note how many sets of parameters each test has."""
        self._collected = Counter(_id(item.nodeid) for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Note the same, as one of the processes says that run the tests; all say the same."""
        self._collected = Counter(_id(nodeid) for nodeid in ids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Note what a process left out that ran tests."""
        said: dict[str, Any] = getattr(node, "workeroutput", {})
        self._nightly.update(said.get(_NIGHTLY, ()))
        self._left_out.update(said.get(_LEFT_OUT, ()))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that has passed."""
        test = _id(report.nodeid)
        if not report.passed:
            self._left_out.add(test)
        if not report.passed or report.when != "call":
            return
        said = [int(str(value)) for name, value in report.user_properties if name == PROPERTY]
        self._counts[test] += sum(said) if said else 1
        self._passed[test] += 1
        if "nightly" in report.keywords:
            self._nightly.add(test)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the process that started this one what was left out; or hold the table, and fail."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[_NIGHTLY] = sorted(self._nightly)
            session.config.workeroutput[_LEFT_OUT] = sorted(self._left_out)
        elif self._page is not None:
            text = self._page.read_text(encoding="utf-8")
            self._wrong = filled(text, self) != text
            if self._wrong and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name the rows that say something else than was tried."""
        if not self._wrong or self._page is None:
            return
        text = self._page.read_text(encoding="utf-8")
        stale = [
            a.cells[1] for a, b in zip(rows(text), rows(filled(text, self)), strict=True) if a != b
        ]
        terminalreporter.write_line(
            f"ERROR {self._page.name}: rows {', '.join(stale)} are not what was tried; "
            f"fill them in: python -m tests.faults.tries {' '.join(stale)}",
            red=True,
        )

    def of(self, row: Row) -> tuple[int | None, int | None]:
        """Return a row's tries in the default run and with nightly ones; None is not known."""
        default = [test for test in row.tests if test not in self._nightly]
        return self._sum(default), self._sum(row.tests)

    def _sum(self, tests: Sequence[str]) -> int | None:
        if any(test in self._left_out or not self._is_whole(test) for test in tests):
            return None
        return sum(self._counts[test] for test in tests)

    def _is_whole(self, test: str) -> bool:
        """Return whether a test has passed with all its parameters."""
        return 0 < self._collected[test] == self._passed[test]


def _id(nodeid: str) -> str:
    return nodeid.partition("[")[0]


def filled(text: str, tries: Tries) -> str:
    """Return the page with the tries of a run in its table; what is not known stays."""
    for row in rows(text):
        cells = list(row.cells)
        for place, number in zip((_DEFAULT, _WHOLE), tries.of(row), strict=True):
            cells[place] = cells[place] if number is None else f"{number:,}"
        text = text.replace(row.line, " | ".join(cells).strip())
    return text


def main(wanted: Sequence[str]) -> int:
    """Run the tests of these rows, or of all, and fill the table in; return the exit code."""
    text, tries = PAGE.read_text(encoding="utf-8"), Tries()
    chosen = [row for row in rows(text) if not wanted or row.cells[1] in wanted]
    tests = dict.fromkeys(test for row in chosen for test in row.tests)
    quiet = ["-q", "-p", "no:tries"]  # the one of conftest.py, which would find the table stale
    code = pytest.main([*quiet, "-m", "nightly or not nightly", *tests], plugins=[tries])
    PAGE.write_text(filled(text, tries), encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
