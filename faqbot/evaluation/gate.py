"""The gate: is this worse than what was committed?

corpus/evaluation/baseline.json says of every case whether it was right, one
case a line, so that a change shows as a diff that a person can read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faqbot.answering.model import load_decision
from faqbot.errors import CorpusError, GateError
from faqbot.evaluation.cases import FOLDER, load_cases
from faqbot.evaluation.report import ALL
from faqbot.evaluation.run import Progress, Result, run_cases
from faqbot.evaluation.significance import mcnemar
from faqbot.index.generation import Generation

BASELINE = "baseline.json"
SCHEMA = 1
LEVEL = 0.05
LEAST = 20  # cases in a slice that the gate looks at by itself
NOTICES = "notices"  # a group of its own: the cases that name notices
_UPDATE = "Look at the losses with: faqbot eval --failures; accept them with --update-baseline."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one case."""

    right: bool
    notices: bool | None  # None where the case says nothing of notices
    reachable: bool  # some passage holds the evidence, or none is wanted


@dataclass(frozen=True, slots=True)
class Baseline:
    """The verdicts that were committed."""

    generation: str  # the index they came from
    settings: str  # digest of the models that decide
    verdicts: Mapping[str, Verdict]  # by case id


@dataclass(frozen=True, slots=True)
class Comparison:
    """One group of cases, then and now."""

    group: str
    cases: int  # that are in both
    lost: tuple[str, ...]  # ids: right then, wrong now
    gained: tuple[str, ...]
    p: float  # McNemar, mid-p, two-sided

    @property
    def failed(self) -> bool:
        """Whether the group is significantly worse."""
        return len(self.lost) > len(self.gained) and self.p < LEVEL


def verdict_of(result: Result) -> Verdict:
    """Return the verdict on a result."""
    reachable = bool(result.relevant) or not result.case.answerable
    return Verdict(result.right, result.notices_right, reachable)


def write_baseline(results: Sequence[Result], generation: str, corpus_folder: Path) -> Path:
    """Write the verdicts on results as the new baseline; return the file.

    Raises:
        GateError: an answer is not word for word; such a state is never accepted.
    """
    altered = _altered(results)
    if altered:
        raise GateError(
            "the baseline was not written: answers are not word for word",
            where=", ".join(altered),
            fix="Mend the extraction first.",
        )
    lines = [
        f"  {json.dumps(result.case.id)}: {json.dumps(_to_json(verdict_of(result)))}"
        for result in sorted(results, key=lambda r: r.case.id)
    ]
    head = {"schema": SCHEMA, "generation": generation, "settings": settings_digest()}
    text = "".join(f"{json.dumps(k)}: {json.dumps(v)},\n" for k, v in head.items())
    path = corpus_folder / FOLDER / BASELINE
    body = ",\n".join(lines)
    path.write_text(f'{{\n{text}"cases": {{\n{body}\n}}\n}}\n', encoding="utf-8")
    return path


def read_baseline(corpus_folder: Path) -> Baseline:
    """Return the baseline of a corpus folder.

    Raises:
        CorpusError: it is missing, or not what `write_baseline` writes.
    """
    path = corpus_folder / FOLDER / BASELINE
    fix = "Make it with: faqbot eval --update-baseline"
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']!r}")
        verdicts = {str(name): _from_json(entry) for name, entry in data["cases"].items()}
        return Baseline(str(data["generation"]), str(data["settings"]), verdicts)
    except FileNotFoundError:
        raise CorpusError("there is no baseline", where=str(path), fix=fix) from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            f"the baseline cannot be read ({error})", where=str(path), fix=fix
        ) from error


def compare(results: Sequence[Result], baseline: Baseline) -> list[Comparison]:
    """Return the comparisons: all cases, the notices, each slice of at least `LEAST` cases.

    Only cases that are in both are compared; a slice counts those.
    """
    known = [result for result in results if result.case.id in baseline.verdicts]
    groups: dict[str, list[Result]] = {}
    for result in known:
        for tag in dict.fromkeys(result.case.tags):
            groups.setdefault(tag, []).append(result)
    found = [
        _compared(ALL, [(r.case.id, baseline.verdicts[r.case.id].right, r.right) for r in known])
    ]
    noticed = [
        (result.case.id, before, result.notices_right)
        for result in known
        if (before := baseline.verdicts[result.case.id].notices) is not None
        and result.notices_right is not None
    ]
    if len(noticed) >= LEAST:
        found.append(_compared(NOTICES, noticed))
    found += [
        _compared(name, [(r.case.id, baseline.verdicts[r.case.id].right, r.right) for r in group])
        for name, group in groups.items()
        if len(group) >= LEAST
    ]
    return found


def hold(results: Sequence[Result], baseline: Baseline) -> str:
    """Return what the comparison found, in words, when the results hold against the baseline.

    Raises:
        GateError: a significant loss in all cases, in the notices or in a
            slice; an answer that is not word for word; evidence that was in a
            passage and is in none any more; a case that failed with an error.
    """
    comparisons = compare(results, baseline)
    reasons = [
        f"{c.group}: {len(c.lost)} lost, {len(c.gained)} gained of {c.cases} (p = {c.p:.4f})"
        f"{_names(c.lost, results)}"
        for c in comparisons
        if c.failed
    ]
    reasons += [f"not word for word: {name}" for name in _altered(results)]
    gone = [
        result.case.id
        for result in results
        if not verdict_of(result).reachable
        and (before := baseline.verdicts.get(result.case.id)) is not None
        and before.reachable
    ]
    if gone:
        number = f"{len(gone)} case{'s' if len(gone) > 1 else ''}"
        reasons.append(f"the evidence of {number} is in no passage any more{_names(gone, results)}")
    reasons += [f"{r.case.id}: {r.error}" for r in results if r.error is not None]
    if reasons:
        raise GateError("the evaluation gate failed", where="; ".join(reasons), fix=_UPDATE)
    return "\n".join(_story(comparisons, results, baseline)) + "\n"


def gate_of(corpus_folder: Path, progress: Progress | None = None) -> Callable[[Generation], str]:
    """Return what says of a generation whether it may answer: all cases, held as `hold` does.

    Labels that the generation no longer bears out are among what it objects to.

    Args:
        corpus_folder: holds the cases and their baseline.
        progress: called with (cases done, cases in all).

    Raises:
        CorpusError: the cases or the baseline cannot be used.
    """
    baseline = read_baseline(corpus_folder)
    cases = load_cases(corpus_folder)

    def gate(generation: Generation) -> str:
        return hold(run_cases(cases, generation, progress), baseline)

    return gate


def settings_digest() -> str:
    """Return 16 hexadecimal digits that name the models which decide an answer."""
    both = [load_decision(held=held) for held in (True, False)]
    numbers = [[d.ranking.to_json(), d.confidence.to_json(), d.voice, d.threshold] for d in both]
    text = json.dumps(numbers, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _compared(group: str, pairs: Sequence[tuple[str, bool, bool]]) -> Comparison:
    """Return the comparison of (id, right then, right now) triples."""
    lost = tuple(name for name, before, now in pairs if before and not now)
    gained = tuple(name for name, before, now in pairs if now and not before)
    return Comparison(group, len(pairs), lost, gained, mcnemar(len(lost), len(gained)))


def _story(
    comparisons: Sequence[Comparison], results: Sequence[Result], baseline: Baseline
) -> Iterator[str]:
    """Yield what a gate that holds has to say, line by line."""
    for c in comparisons:
        if c.group == ALL or c.lost or c.gained:
            yield (
                f"{c.group}: {len(c.lost)} lost, {len(c.gained)} gained of {c.cases} "
                f"(p = {c.p:.4f}){_names(c.lost, results)}"
            )
    unknown = sum(result.case.id not in baseline.verdicts for result in results)
    if unknown:
        yield f"{unknown} cases are not in the baseline: faqbot eval --update-baseline"
    yield "The evaluation gate holds."


def _names(lost: Sequence[str], results: Sequence[Result]) -> str:
    """Return the ids of lost cases; those of the test split are counted, not named."""
    splits = {result.case.id: result.case.split for result in results}
    named = [name for name in lost if splits[name] == "dev"]
    hidden = len(lost) - len(named)
    parts = [*named[:10], *(["…"] if len(named) > 10 else [])]
    parts += [f"{hidden} of the test split"] if hidden else []
    return f" [{', '.join(parts)}]" if parts else ""


def _altered(results: Sequence[Result]) -> list[str]:
    return [result.case.id for result in results if result.verbatim is False]


def _to_json(verdict: Verdict) -> dict[str, bool]:
    data = {"right": verdict.right}
    if verdict.notices is not None:
        data["notices"] = verdict.notices
    if not verdict.reachable:
        data["reachable"] = False
    return data


def _from_json(data: Mapping[str, Any]) -> Verdict:
    right, notices = data["right"], data.get("notices")
    reachable = data.get("reachable", True)
    if not isinstance(right, bool) or not isinstance(reachable, bool):
        raise TypeError("a verdict must be true or false")
    if notices is not None and not isinstance(notices, bool):
        raise TypeError("a verdict must be true or false")
    return Verdict(right, notices, reachable)
