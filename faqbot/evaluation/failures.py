"""What went wrong with a case, and which stage lost it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from faqbot.answering.answer import Status
from faqbot.evaluation.cases import Case
from faqbot.evaluation.judging import folded
from faqbot.evaluation.run import Result

_DEPTH = 10  # passages whose sentences are read
_SHOWN = 240  # characters of a text in the list


class Stage(StrEnum):
    """Where a case was lost, in the order in which a question passes."""

    ERROR = "error"  # the program failed
    ROUTING = "routing"  # small talk, danger, another nation, a question back: wrongly or not seen
    PARSING = "parsing"  # the evidence is in no passage
    READING = "reading"  # of several turns: what was searched for does not find it
    RETRIEVAL = "retrieval"  # not among the first ten passages
    SELECTION = "selection"  # found, but another sentence or passage was taken
    REFUSAL = "refusal"  # the right answer was on top, but refused
    ANSWERED = "answered"  # answered, and should have been refused
    REASON = "reason"  # refused rightly, for another reason than the one wanted
    NOTICES = "notices"  # the answer is right, what must be said beside it is not


@dataclass(frozen=True, slots=True)
class Failure:
    """One case that is wrong, for a person to look at."""

    id: str
    slice: str
    turns: tuple[str, ...]
    stage: Stage
    wanted: str
    shown: str
    standalone: str | None  # what was searched for
    rank: int | None  # of the right passage, from 1; None where there is none
    confidence: float


def failures(results: Sequence[Result]) -> list[Failure]:
    """Return the failures among results, in their order."""
    return [
        Failure(
            id=result.case.id,
            slice=result.case.slice,
            turns=result.case.turns,
            stage=stage,
            wanted=_wanted(result.case),
            shown=_shown(result),
            standalone=result.answer.standalone_question if result.answer else None,
            rank=result.rank,
            confidence=result.confidence,
        )
        for result in results
        if (stage := lost_at(result)) is not None
    ]


def lost_at(result: Result) -> Stage | None:
    """Return the stage that lost a case; None when the case is right, notices and all."""
    if result.answer is None:
        return Stage.ERROR
    if result.right:
        return Stage.NOTICES if result.notices_right is False else None
    shown = result.answer.status
    if not result.case.answerable:
        if shown is result.case.status:
            return Stage.REASON
        refusing = result.case.status is Status.NOT_COVERED
        return Stage.ANSWERED if refusing and shown is Status.ANSWERED else Stage.ROUTING
    return _lost_answer(result, shown)


def _lost_answer(result: Result, shown: Status) -> Stage:
    """Return the stage that lost an answer which the guidance gives."""
    if shown not in (Status.ANSWERED, Status.NOT_COVERED):
        return Stage.ROUTING
    if not result.relevant:
        return Stage.PARSING
    if result.rank is None or result.rank > _DEPTH:
        return Stage.READING if len(result.case.turns) > 1 else Stage.RETRIEVAL
    if shown is Status.NOT_COVERED and (result.best_right or result.rank == 1):
        return Stage.REFUSAL
    return Stage.SELECTION


def failures_text(found: Sequence[Failure]) -> str:
    """Return failures as a person reads them, grouped by stage."""
    if not found:
        return "No failures.\n"
    lines: list[str] = []
    for stage in Stage:
        group = [failure for failure in found if failure.stage is stage]
        if group:
            lines.append(f"Lost at {stage.value}: {len(group)}\n")
        for failure in group:
            rank = "-" if failure.rank is None else str(failure.rank)
            lines.append(f"  {failure.id} [{failure.slice}]  {' | '.join(failure.turns)}")
            if failure.standalone not in (None, failure.turns[-1]):
                lines.append(f"    read as  {failure.standalone}")
            lines.append(f"    wanted   {failure.wanted}")
            lines.append(f"    shown    {failure.shown}")
            lines.append(
                f"    rank of the right passage {rank}, confidence {failure.confidence:.2f}\n"
            )
    return "\n".join(lines)


def _wanted(case: Case) -> str:
    """Return the outcome that a case wants, in a line."""
    outcome = case.status.value
    if case.reason is not None:
        outcome += f" ({case.reason.value})"
    if case.evidence:
        more = f" (or {len(case.evidence) - 1} other texts)" if len(case.evidence) > 1 else ""
        outcome += f": “{_short(case.evidence[0].text)}”{more}"
    if case.notices:
        outcome += f"; notices {', '.join(kind.value for kind in case.notices)}"
    if case.notices_absent:
        outcome += f"; no notices {', '.join(kind.value for kind in case.notices_absent)}"
    return outcome


def _shown(result: Result) -> str:
    """Return the outcome that was shown, in a line."""
    answer = result.answer
    if answer is None:
        return result.error or "nothing"
    outcome = answer.status.value
    if answer.reason is not None:
        outcome += f" ({answer.reason.value})"
    if answer.citations:
        section = " > ".join(answer.citations[0].section)
        outcome += f": “{_short(answer.answer)}” [{section}]"
    elif answer.explanation is not None and answer.explanation.candidates:
        best = answer.explanation.candidates[0]
        outcome += f"; nearest: “{_short(best.sentence)}” [{' > '.join(best.section)}]"
    if result.case.notices or result.case.notices_absent:
        kinds = dict.fromkeys(notice.kind.value for notice in answer.notices)
        outcome += f"; notices {', '.join(kinds) or 'none'}"
    if result.verbatim is False:
        outcome += "; NOT WORD FOR WORD"
    return outcome


def _short(text: str) -> str:
    line = folded(text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
