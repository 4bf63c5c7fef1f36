"""How long an answer takes, and what memory: from nothing, and one question after another.

    python benchmarks/answer_latency.py            the exported encoder
    python benchmarks/answer_latency.py --compare  and sentence-transformers in its place
                                                   (needs faqbot[models])

Every figure is of a process of its own: wall time, and the highest resident
memory the operating system saw. "From nothing" is `faqbot ask` as a person
runs it. Further questions are timed inside one process, after the first.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from faqbot.assistant import Assistant
from faqbot.evaluation.cases import DEFAULT_AS_OF, load_cases
from faqbot.index.encoder import SentenceTransformerEncoder
from faqbot.index.export import packaged_model
from faqbot.index.generation import load_generation

QUESTION = "Is it mandatory?"


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--compare", action="store_true", help="measure the original encoder too")
    parser.add_argument("--inside", choices=["exported", "original"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        inside(args)
        return
    # A person's Python keeps what it has compiled, whatever is set for tests.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print("| encoder | from nothing, s | memory, MB | a further question, ms | p95, ms |")
    print("|---|--:|--:|--:|--:|")
    first: float | None = None
    for kind in ("exported", "original") if args.compare else ("exported",):
        command = [sys.executable, __file__, "--inside", kind]
        command += ["--corpus", str(args.corpus), "--index", str(args.index)]
        if kind == "exported":
            ask = [sys.executable, "-m", "faqbot.cli", "--corpus", str(args.corpus)]
            ask += ["--index", str(args.index), "ask", QUESTION]
        else:
            ask = [*command, "--runs", "1"]
        times, memory = zip(*(timed(ask) for _ in range(args.runs)), strict=True)
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        median, p95 = (float(part) for part in printed.split()[-2:])
        wall = statistics.median(times)
        first = first or wall
        print(
            f"| {kind} | {wall:.2f} ({min(times):.2f}–{max(times):.2f}, x{wall / first:.1f}) "
            f"| {max(memory):.0f} | {median:.1f} | {p95:.1f} |",
            flush=True,
        )


def timed(command: list[str]) -> tuple[float, float]:
    """Return the wall seconds and the highest resident MB of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def inside(args: argparse.Namespace) -> None:
    """Answer questions in this process; print median and p95 of the further ones, ms."""
    generation = load_generation(args.index)
    if args.inside == "original":
        generation = replace(generation, encoder=SentenceTransformerEncoder(packaged_model()))
    assistant = Assistant(generation)
    assistant.ask(QUESTION, None, DEFAULT_AS_OF)
    if args.runs == 1:
        return
    cases = [c for c in load_cases(args.corpus, "dev") if len(c.turns) == 1][:200]
    spent = sorted(assistant.ask(c.turns[0], None, c.as_of).answer.elapsed_ms for c in cases)
    print(statistics.median(spent), spent[int(0.95 * len(spent))])


if __name__ == "__main__":
    main()
