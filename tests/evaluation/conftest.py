"""Cases, answers and results made by hand, and real ones on the committed index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faqbot.answering.answer import Answer, Citation, IndexIdentity, Reason, Status
from faqbot.documents import Authority
from faqbot.evaluation.cases import Case, Evidence, load_cases
from faqbot.evaluation.run import Result, run_cases
from faqbot.index.generation import Generation, load_generation

ROOT = Path(__file__).parents[2]
FAQ = "dhsc-level-2-adult-social-care-certificate-faq"
MANDATORY = "The qualification will not be mandatory at the moment"
SUBSET = ("polarity", "keyword", "far", "small-talk", "window")


def made_case(**changes: Any) -> Case:
    """Return an answerable case with the evidence "it is free" in document d."""
    facts: dict[str, Any] = {
        "id": "c-1",
        "turns": ("is it free?",),
        "status": Status.ANSWERED,
        "reason": None,
        "evidence": (Evidence("d", "it is free"),),
        "fact": "free",
        "tags": ("paraphrase",),
        "notices": (),
        "notices_absent": (),
        "as_of": dt.date(2026, 11, 22),
    }
    facts |= changes
    if facts["status"] is not Status.ANSWERED and "evidence" not in changes:
        facts["evidence"] = ()
    return Case(**facts)


def made_citation(quote: str, document: str = "d", start: int = 0) -> Citation:
    return Citation(
        n=1,
        document_id=document,
        title="D",
        publisher=None,
        version=None,
        published=None,
        updated=None,
        authority=Authority.OFFICIAL,
        section=(),
        quote=quote,
        start=start,
        end=start + len(quote),
        receipt="",
    )


def made_answer(*quotes: str, status: Status | None = None, **changes: Any) -> Answer:
    """Return an answer of quotes from document d; without quotes, a refusal."""
    kind = status or (Status.ANSWERED if quotes else Status.NOT_COVERED)
    facts: dict[str, Any] = {
        "question": "is it free?",
        "standalone_question": "is it free?",
        "status": kind,
        "reason": None if kind is Status.ANSWERED else Reason.NOT_IN_GUIDANCE,
        "answer": "\n\n".join(quotes) or "The guidance does not say.",
        "citations": tuple(made_citation(quote) for quote in quotes),
        "confidence": 0.5,
        "assumption": None,
        "alternatives": (),
        "notices": (),
        "related": (),
        "index": IndexIdentity("g", "c"),
        "elapsed_ms": 1.0,
    }
    return Answer(**(facts | changes))


def made_result(**changes: Any) -> Result:
    """Return a right result whose second passage, row 7, holds the evidence."""
    facts: dict[str, Any] = {
        "case": made_case(),
        "answer": made_answer("Yes, it is free."),
        "error": None,
        "right": True,
        "notices_right": None,
        "verbatim": True,
        "best_right": True,
        "ranking": (3, 7, 1),
        "relevant": frozenset({7}),
        "elapsed_ms": (1.0,),
    }
    return Result(**(facts | changes))


@pytest.fixture
def case() -> Callable[..., Case]:
    return made_case


@pytest.fixture
def answer() -> Callable[..., Answer]:
    return made_answer


@pytest.fixture
def citation() -> Callable[..., Citation]:
    return made_citation


@pytest.fixture
def result() -> Callable[..., Result]:
    return made_result


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def generation() -> Generation:
    """The committed index."""
    return load_generation(ROOT / "index")


@pytest.fixture(scope="session")
def subset(corpus_folder: Path) -> list[Case]:
    """Dev cases that are quick to ask: about a hundred."""
    return [c for c in load_cases(corpus_folder, "dev") if c.slice in SUBSET]


@pytest.fixture(scope="session")
def subset_results(subset: list[Case], generation: Generation) -> list[Result]:
    return run_cases(subset, generation)


@pytest.fixture(scope="session")
def mandatory(corpus_folder: Path) -> list[Case]:
    """Cases that one sentence about what is mandatory answers, in whatever words they ask."""
    return [c for c in load_cases(corpus_folder) if c.fact == "mandatory"]
