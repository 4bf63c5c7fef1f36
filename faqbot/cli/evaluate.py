"""`faqbot eval`: how good the answers are, where they fail, and whether they got worse."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.cli.arguments import Commands, add_globals, settings
from faqbot.cli.terminal import ProgressBar, say, warn
from faqbot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from faqbot.evaluation.cases import Case
    from faqbot.evaluation.run import Result
    from faqbot.index.generation import Generation

_AIDS = (
    "variants",
    "approved",
    "precedents",
)  # files of the corpus folder that --without leaves out
_SPLITS = ("dev", "test", "all")


def add_commands(commands: Commands) -> None:
    """Add `eval` to the command line."""
    parser = commands.add_parser(
        "eval",
        help="measure the answers on the evaluation cases",
        description=(
            "Asks the cases in evaluation/ of the corpus folder and prints how good the answers "
            "are. --gate and --update-baseline look at all cases unless --split says otherwise; "
            "everything else looks at dev. Exits 4 when the gate fails."
        ),
    )
    add_globals(parser)
    parser.add_argument("--split", choices=_SPLITS, help="which cases (dev; for the gate: all)")
    parser.add_argument("--slice", metavar="NAME", help="only cases with this tag")
    parser.add_argument(
        "--without", action="append", choices=_AIDS, default=[],
        help="as if the corpus folder had no such file; may be given twice",
    )  # fmt: skip
    parser.add_argument("--json", metavar="FILE", help="write the report as JSON; - for stdout")
    parser.add_argument("--failures", action="store_true", help="each failure, by lost stage")
    parser.add_argument("--ablation", action="store_true", help="what each ranking is worth")
    parser.add_argument("--plot", metavar="FILE", help="draw risk and calibration as SVG")
    deciding = parser.add_mutually_exclusive_group()
    deciding.add_argument("--gate", action="store_true", help="compare with the baseline")
    deciding.add_argument("--update-baseline", action="store_true", help="make this the baseline")
    parser.set_defaults(run=run, private=False)


def run(options: argparse.Namespace) -> int:
    """Run the evaluation; return the exit code.

    Raises:
        UsageError: no case is in the split or slice asked for.
        CorpusError: cases, labels or the baseline cannot be used.
        IndexUnusableError: the index is missing or damaged.
        GateError: the gate fails.
    """
    from faqbot.evaluation.gate import hold, read_baseline, write_baseline
    from faqbot.index.generation import load_generation, without

    found = settings(options)
    corpus_folder, index_folder = found.corpus_folder(), found.index_folder()
    deciding = options.gate or options.update_baseline
    split = options.split or ("all" if deciding else "dev")
    if options.update_baseline and (split != "all" or options.slice or options.without):
        raise UsageError(
            "the baseline is made from all cases, with all aids", where="--update-baseline",
            fix="Leave out --split, --slice and --without.",
        )  # fmt: skip
    baseline = read_baseline(corpus_folder) if options.gate else None
    generation = load_generation(index_folder)
    if options.without:
        generation = without(generation, {*options.without})
    cases = _cases(corpus_folder, generation, split, options.slice)
    results = _asked(cases, generation)
    if split != "dev" and options.failures:
        warn("faqbot: these include failures of the test split; do not tune on them.")
    if options.update_baseline:
        say(f"Wrote {write_baseline(results, generation.name, corpus_folder)}")
        return 0
    if baseline is not None:
        say(hold(results, baseline).rstrip("\n"))
        return 0
    _print(results, generation, split, options)
    return 0


def _cases(folder: Path, generation: Generation, split: str, tag: str | None) -> list[Case]:
    """Return the cases asked for, their labels held against the corpus."""
    from faqbot.evaluation.cases import check_labels, load_cases

    cases = load_cases(folder)
    check_labels(cases, generation.corpus)
    known = sorted({name for case in cases for name in case.tags})
    if tag is not None and tag not in known:
        raise UsageError(
            f"there is no slice {tag!r}", where="--slice", fix=f"Slices: {', '.join(known)}."
        )
    chosen = [
        case for case in cases if split in ("all", case.split) and (tag is None or tag in case.tags)
    ]
    if not chosen:
        raise UsageError(
            "there are no cases to ask", where=str(folder / "evaluation"),
            fix="Write some: corpus/evaluation/README.md says how.",
        )  # fmt: skip
    return chosen


def _asked(cases: Sequence[Case], generation: Generation) -> list[Result]:
    from faqbot.evaluation.run import run_cases

    bar = ProgressBar("Asking")
    try:
        return run_cases(cases, generation, bar)
    finally:
        bar.close()


def _print(
    results: Sequence[Result], generation: Generation, split: str, options: argparse.Namespace
) -> None:
    """Print and write what was asked for."""
    import json
    from dataclasses import asdict

    from faqbot.evaluation.ablation import ablation, ablation_table
    from faqbot.evaluation.failures import failures, failures_text
    from faqbot.evaluation.plot import plot
    from faqbot.evaluation.report import build_report, report_text

    report = build_report(results, split, generation.name)
    found = failures(results) if options.failures else []
    rows = list(ablation(results, generation)) if options.ablation else []
    if options.plot:
        Path(options.plot).write_text(plot(report), encoding="utf-8")
    if options.json:
        data = dict(report)
        if options.failures:
            data["failures"] = [asdict(failure) for failure in found]
        if options.ablation:
            data["ablation"] = [row.to_json() for row in rows]
        text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        if options.json == "-":
            print(text, end="")
            return
        Path(options.json).write_text(text, encoding="utf-8")
    say(report_text(report).rstrip("\n"))
    if options.failures:
        say(f"\n{failures_text(found)}".rstrip("\n"))
    if options.ablation:
        say(f"\n{ablation_table(rows)}".rstrip("\n"))
