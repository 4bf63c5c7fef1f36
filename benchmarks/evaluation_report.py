"""Write docs/evaluation.md and docs/evaluation.svg: every figure from a run made now.

    python benchmarks/evaluation_report.py                 dev, test, ablation, worst failures
    python benchmarks/evaluation_report.py --public FILE   and the table that public_data.py printed
    python benchmarks/evaluation_report.py --signals FILE  and the one of training/ablation.py
    python benchmarks/evaluation_report.py --follow-ups FILE   and the ones of follow_ups.py
    … --others-only                                        other data's tables alone; nothing is run

Without --public, --signals or --follow-ups the tables that stand in the file stay there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from faqbot.evaluation.ablation import ablation, ablation_table
from faqbot.evaluation.cases import check_labels, load_cases
from faqbot.evaluation.failures import Failure, Stage, failures
from faqbot.evaluation.gate import settings_digest
from faqbot.evaluation.plot import plot
from faqbot.evaluation.report import ALL, build_report, measure_table, slice_table
from faqbot.evaluation.run import Result, run_cases
from faqbot.index.generation import load_generation, without

WORST = 10
NOT_YET = "Not measured yet."
PUBLIC = (
    "`python benchmarks/public_data.py --data DIR`: each set made into a corpus of our own format,\n"
    "indexed with the same encoder, nothing tuned on it. Published for SciFact, nDCG@10: BM25 0.687,\n"
    "all-MiniLM-L6-v2 about 0.645 (BEIR). Where fewer rows are indexed than there are, all rows that\n"
    "answer a question are among them, so ranking and refusing are easier than with all.\n"
)
SIGNALS = (
    "`python training/ablation.py`: what is lost when a signal of the two deciding models is left out\n"
    "and both are fitted anew, cross-validated on questions that the reader has not seen and without\n"
    "their own writers' precedents. What another signal says as well is not lost, so a signal may matter more than its row shows.\n"
)
FOLLOW_UPS = (
    "`python benchmarks/follow_ups.py --data DIR`: conversations over Wikipedia (MTRAG), each held with\n"
    "our assistant. Share of the follow-ups for which a row that answers is among the first five, for\n"
    "the last turn alone, our reading of it, and the form that a person gave it. The person's form\n"
    "exists for some only; the distance closed is ours between the other two, on those. Intervals are\n"
    "95 %, by a bootstrap over conversations. One half was looked at while the reading of turns was\n"
    "developed, the other was not.\n"
)
OTHERS = "## Data that others made\n"
ABLATION = (
    "`faqbot eval --ablation`: the retriever with one ranking at a time, with all, and with the\n"
    "sentences read. The questions are the stand-alone ones, so follow-ups are read alike in every\n"
    "row; answers are given by the whole only.\n"
)
LEFT_OUT = ({"precedents"}, {"variants"}, {"precedents", "variants"})
UNAIDED = (
    "`faqbot eval --split test --without precedents`: the same cases as if the corpus folder had no\n"
    "such file, as it is for guidance that is new. Wordings and precedents were written by people who\n"
    "saw the documents and no case; no precedent has nearly the words of a test question (cosine of\n"
    "0.95), but many ask for the same in other words, as a maintained folder would.\n"
)
COLUMNS = ("accuracy", "hit@1", "abstention precision", "abstention recall", "false refusals")
WHY = {
    Stage.ERROR: "The program failed.",
    Stage.ROUTING: "It was taken for small talk, danger or another nation, or wrongly not so.",
    Stage.PARSING: "The evidence is in no passage.",
    Stage.READING: "The question made of the turns does not find the passage.",
    Stage.RETRIEVAL: "The passage is not among the first ten.",
    Stage.SELECTION: "The passage was found, but another sentence was held to be the answer.",
    Stage.REFUSAL: "The right sentence was on top, and its confidence below the threshold.",
    Stage.ANSWERED: "The guidance does not say it; a sentence near it was taken for the answer.",
    Stage.REASON: "Refused rightly, but for another reason than the one wanted.",
    Stage.NOTICES: "The answer is right; what must be said beside it is not.",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--public", type=Path, help="what public_data.py printed")
    parser.add_argument("--signals", type=Path, help="what training/ablation.py printed")
    parser.add_argument("--follow-ups", type=Path, help="what follow_ups.py printed")
    parser.add_argument("--others-only", action="store_true", help="leave the rest as it stands")
    options = parser.parse_args()
    target = options.docs / "evaluation.md"
    old = target.read_text(encoding="utf-8") if target.is_file() else ""
    others = "\n".join(
        (
            OTHERS,
            *measured("public data", PUBLIC, options.public, old),
            "## Follow-ups in conversations of others\n",
            *measured("follow-ups", FOLLOW_UPS, options.follow_ups, old),
        )
    )
    if options.others_only:
        target.write_text(old.partition(OTHERS)[0] + others, encoding="utf-8")
        print(f"wrote the tables of other data in {target}")
        return
    generation = load_generation(options.index)
    cases = load_cases(options.corpus)
    check_labels(cases, generation.corpus)
    splits = {
        name: run_cases([case for case in cases if case.split == name], generation)
        for name in ("dev", "test")
    }
    reports = {name: build_report(found, name, generation.name) for name, found in splits.items()}
    unaided = [
        (named, {
            split: build_report(run_cases([c for c in cases if c.split == split], left), split, left.name)
            for split in splits
        })
        for named, left in (
            (" and ".join(sorted(aids)), without(generation, aids)) for aids in LEFT_OUT
        )
    ]  # fmt: skip
    parts = [
        *introduction(generation.name, reports),
        *figures(reports),
        "## Without what maintainers wrote\n",
        UNAIDED,
        *without_aids(reports, unaided),
        "## What each part is worth\n",
        ABLATION,
        ablation_table(list(ablation(splits["dev"], generation))),
        "## What each signal is worth\n",
        *measured("signals", SIGNALS, options.signals, old),
        *worst(splits["dev"]),
        others,
    ]
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join(parts), encoding="utf-8")
    (options.docs / "evaluation.svg").write_text(plot(reports["dev"]), encoding="utf-8")
    print(f"wrote {target}")


def introduction(generation: str, reports: dict[str, Any]) -> Iterator[str]:
    dev, test = reports["dev"], reports["test"]
    yield "# Evaluation\n"
    yield (
        "Made by `python benchmarks/evaluation_report.py`; nothing here is written by hand. Index\n"
        f"`{generation}`, deciding models `{settings_digest()}`. What the cases are, and when an\n"
        "answer is right: [corpus/evaluation/README.md](../corpus/evaluation/README.md).\n"
    )
    yield (
        f"{dev['cases']} cases on {dev['facts']} facts are dev, on which everything was chosen and\n"
        f"fitted; {test['cases']} on {test['facts']} others are test. Intervals are 95 %, by a bootstrap over facts.\n"
        "`nan`: undefined, because no case of that kind is there. Time a turn on the machine that made\n"
        f"this: p50 {dev['latency']['p50_ms']:.0f} ms, p95 {dev['latency']['p95_ms']:.0f} ms.\n"
    )


def without_aids(
    reports: dict[str, Any], unaided: Sequence[tuple[str, dict[str, Any]]]
) -> Iterator[str]:
    """Yield a table of both splits with all that maintainers wrote, and without some of it."""
    rows = [f"| | left out | {' | '.join(COLUMNS)} |", f"|---|---|{'--:|' * len(COLUMNS)}"]
    for split in ("test", "dev"):
        for named, found in (("nothing", reports), *unaided):
            values = (found[split][ALL][name]["value"] for name in COLUMNS)
            rows.append(f"| {split} | {named} | {' | '.join(f'{v:.3f}' for v in values)} |")
    yield "\n".join(rows) + "\n"


def figures(reports: dict[str, Any]) -> Iterator[str]:
    for name, title in (("test", "Test"), ("dev", "Dev")):
        yield f"## {title}\n\n`faqbot eval --split {name}`\n"
        yield measure_table(reports[name])
        yield slice_table(reports[name])
        lost = ", ".join(f"{stage} {count}" for stage, count in reports[name]["lost_at"].items())
        yield f"Lost at: {lost or 'nothing'}.\n"
        curve, error = reports[name]["risk_coverage"], reports[name]["calibration"]
        yield (
            f"Area under the risk-coverage curve {curve['aurc']:.3f} over {curve['questions']} questions;\n"
            f"expected calibration error {error['expected_error']:.3f} in {len(error['bins'])} bins of\n"
            "equal mass. Both look at whether the best answer found is right, shown or not.\n"
        )
    yield "`faqbot eval --plot docs/evaluation.svg` draws both for dev:\n"
    yield "![Risk against coverage, and confidence against share right](evaluation.svg)\n"


def worst(results: Sequence[Result]) -> Iterator[str]:
    """Yield the failures that the assistant was surest of, one a fact."""
    yield f"## The {WORST} worst failures on dev\n"
    yield "`faqbot eval --failures` lists them all. These were given with the most confidence, one a fact.\n"
    by_id = {result.case.id: result for result in results}
    seen: set[str] = set()
    for failure in sorted(failures(results), key=lambda f: (-f.confidence, f.id)):
        result = by_id[failure.id]
        shown = result.answer is not None and result.answer.citations and not result.right
        if not shown or result.case.fact in seen or len(seen) == WORST:
            continue
        seen.add(result.case.fact)
        yield described(len(seen), failure, result)


def described(number: int, failure: Failure, result: Result) -> str:
    """Return one failure as a Markdown item: what was asked, wanted and shown, and why."""
    lines = [f"{number}. **{' → '.join(failure.turns)}** (`{failure.id}`, lost at {failure.stage})"]
    lines.append(f"   - wanted: {failure.wanted}")
    lines.append(f"   - shown: {failure.shown}")
    why = WHY[failure.stage]
    if failure.rank is not None:
        why += f" The right passage has rank {failure.rank}."
    explanation = result.answer.explanation if result.answer else None
    if explanation is not None:
        if explanation.unmet:
            why += f" Not met: {', '.join(explanation.unmet)}."
        most = sorted(explanation.shares.items(), key=lambda item: (-item[1], item[0]))[:2]
        signals = " and ".join(name for name, share in most if share > 0)
        why += f" Confidence {failure.confidence:.2f}"
        why += f", most of it from {signals}." if signals else "."
    return "\n".join([*lines, f"   - why: {why}\n"])


def measured(name: str, about: str, made: Path | None, old: str) -> Iterator[str]:
    """Yield what another script measured: from a file, or as it stands in the page."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    kept = old.partition(begin)[2].partition(end)[0].strip()
    yield about
    body = made.read_text(encoding="utf-8").strip() if made else kept or NOT_YET
    yield f"{begin}\n\n{body}\n\n{end}\n"


if __name__ == "__main__":
    main()
