"""One thread for NumPy's arithmetic, whoever imports first."""

from __future__ import annotations

import subprocess
import sys


def test_blas_has_one_thread_before_numpy_is_there() -> None:
    """A fresh process that imports the package, then looks."""
    look = (
        "import faqbot, os, sys; print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    )
    found = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": ":".join(p for p in sys.path if p)},
    )  # fmt: skip
    assert found.stdout.split() == ["False", "1"]
