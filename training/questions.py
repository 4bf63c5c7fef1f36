"""The questions that the models learn from: the dev split and questions.jsonl on our own guidance; those of other guidance.

questions.jsonl was written from the documents alone, without a look at the
evaluation cases. A question of it that comes near the test split is left out;
one that comes near a fold of dev is not used where that fold is held out, and
all others that one section answers are held out together. Each near miss shares
the lot of a question that its section answers: else a section whose answers are
held out would be known as one that answers nothing.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from faqbot.answering.answer import Status
from faqbot.corpus.sections import headings_of
from faqbot.evaluation.cases import Case, Evidence, load_cases
from faqbot.index.encoder import Encoder
from faqbot.index.vectors import Matrix

FOLDS = 5  # of the linear models
READER_FOLDS = 3  # of the reader, which takes longer to train
QUESTIONS = Path(__file__).parent / "questions.jsonl"
FRESH = Path(__file__).parent / "fresh.jsonl"  # likewise; the reader that ships has not seen them
TURNS = Path(__file__).parent / "turns.jsonl"  # after one question, on our own guidance
CONVERSATIONS = Path(__file__).parent / "conversations.jsonl"  # whole ones, on our own guidance
OTHER = Path(__file__).parent / "other_guidance"  # a made-up corpus folder with its questions
TEST = "test"  # among the facts of a question near the test split
BATCHES = (920, 3651, 6799)  # lines of questions.jsonl where other writers begin
_SAME = 0.8  # cosine from which two questions ask the same


@dataclass(frozen=True)
class Asked:
    """A question that stands alone, and what answers it."""

    id: str
    text: str
    evidence: tuple[Evidence, ...]  # any one answers; none: the guidance does not answer
    slice: str
    facts: frozenset[str]  # what it asks, or comes near to: held out together
    dev: bool  # measured on; others are only trained on
    beside: tuple[str, str] | None = None  # document and heading whose lot a near miss shares
    before: str | None = None  # the question before it in a conversation, in full
    said: str | None = None  # how it was put there; `text` is what it asks, in full
    headings: tuple[str, ...] | None = None  # of the section that the evidence stands in; None: any

    @property
    def answerable(self) -> bool:
        return bool(self.evidence)

    @property
    def batch(self) -> str:
        """The name of its writers, who may have asked for one thing several times."""
        kind, _, line = self.id.partition("-")
        return _batch(kind, line) if kind == "further" else kind

    @property
    def unseen(self) -> bool:
        """Whether it was written after the reader that ships was trained."""
        return self.batch == "conversation" or self.batch.startswith("fresh")

    def folds(self, of: int) -> frozenset[int]:
        """Where it is held out, of so many folds; one fold for a question of dev."""
        return folds(self.facts, of)


def folds(facts: AbstractSet[str], of: int) -> frozenset[int]:
    """Return where facts are held out, of so many folds."""
    return frozenset(
        int(hashlib.sha256(f"fold:{fact}".encode()).hexdigest(), 16) % of for fact in facts
    )


def written() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every question on our own guidance that stands alone, with the name of its writers.

    Each has `question`, `document`, most a `section`, and `evidence` where something answers it.
    """
    for name, data in _lines(QUESTIONS, "further"):
        yield _batch(*name.split("-")), data
    for name, data in (*_lines(FRESH, "fresh"), *_lines(TURNS, "turn")):
        yield name.partition("-")[0], data
    for _, data in _lines(CONVERSATIONS, "conversation"):
        for turn in data["turns"]:
            if "wish" not in turn:
                answer = {"evidence": turn["answer"]} if "answer" in turn else {}
                asks = turn.get("reading", turn["say"])
                yield "conversation", {**turn, "question": asks, **answer}


def share(name: str) -> float:
    """Return a number from 0 to 1 that depends on a name alone."""
    return int(hashlib.sha256(f"share:{name}".encode()).hexdigest()[:8], 16) / 16**8


def load_turns(corpus: Path, encoder: Encoder) -> list[Asked]:
    """Turns of conversations on our own guidance, those near the test split too.

    Args:
        corpus: holds the cases.
        encoder: tells which questions ask the same.
    """
    cases = [c for c in load_cases(corpus) if c.status in (Status.ANSWERED, Status.NOT_COVERED)]
    return _further(cases, encoder, _lines(TURNS, "turn"))


def load_conversations(corpus: Path, encoder: Encoder) -> list[list[Asked]]:
    """Whole conversations on our own guidance, turn by turn, what only wishes for something too.

    Args:
        corpus: holds the cases.
        encoder: tells which questions ask the same.

    Returns:
        Each turn with what is said and the question before it; a wish asks nothing (text "").
    """
    cases = [c for c in load_cases(corpus) if c.status in (Status.ANSWERED, Status.NOT_COVERED)]
    conversations, written = [], []
    for conversation, held in _lines(CONVERSATIONS, "conversation"):
        before, turns = None, []
        for k, data in enumerate(held["turns"], 1):
            name = f"{conversation}-{k}"
            turns.append(Asked(name, "", (), "wish", frozenset(), dev=False, said=data["say"]))
            if "wish" not in data:
                asks = data.get("reading", data["say"])
                written.append((name, {**data, "before": before, "question": asks, "answerable": "answer" in data, "evidence": data.get("answer", "")}))  # fmt: skip
                before = asks
        conversations.append(turns)
    asked = {one.id: one for one in _further(cases, encoder, written)}
    return [[asked.get(turn.id, turn) for turn in turns] for turns in conversations]


def load_questions(corpus: Path, encoder: Encoder, *, all_of_them: bool = False) -> list[Asked]:
    """Dev cases of one turn that are answered or refused, then the further questions.

    Args:
        corpus: holds the cases.
        encoder: tells which questions ask the same.
        all_of_them: also those near the test split, which have TEST among their facts.
    """
    cases = [c for c in load_cases(corpus) if c.status in (Status.ANSWERED, Status.NOT_COVERED)]
    asked = [
        Asked(c.id, c.turns[0], c.evidence, c.slice, frozenset([c.fact]), dev=True)
        for c in cases
        if c.split == "dev" and len(c.turns) == 1
    ]
    asked += _further(cases, encoder, _lines(QUESTIONS, "further"))
    asked += _further(cases, encoder, _lines(FRESH, "fresh"))
    return asked if all_of_them else [a for a in asked if TEST not in a.facts]


def other_questions(name: str = QUESTIONS.name) -> list[Asked]:
    """The questions, or the turns, of the made-up guidance, which no fold holds out."""
    written = _lines(OTHER / name, f"other-{name}")
    return [_asked(one, data, "other", frozenset()) for one, data in written]


def _batch(kind: str, line: str) -> str:
    """Return the name of the writers of a line of questions.jsonl."""
    return f"{kind}_{bisect_right(BATCHES, int(line))}"


def _lines(file: Path, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the lines of a file, each with a name, which begins with its writers' where it tells."""
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [(f"{data.get('by', kind)}-{i}", data) for i, data in enumerate(lines, 1)]


def _further(
    cases: Sequence[Case], encoder: Encoder, written: Sequence[tuple[str, dict[str, Any]]]
) -> list[Asked]:
    """Return questions that somebody wrote, the answerable ones first."""
    vectors = encoder.encode([c.turns[-1] for c in cases])
    asked: list[Asked] = []
    answered: dict[str, list[frozenset[str]]] = defaultdict(list)  # section -> facts
    for name, data in written:
        if data["answerable"]:
            near = _near(data["question"], _evidence(data), cases, vectors, encoder)
            facts = near or frozenset([_section(data)])
            answered[_section(data)].append(facts)
            asked.append(_asked(name, data, "answered", facts))
    for name, data in written:
        if not data["answerable"]:
            near = _near(data["question"], (), cases, vectors, encoder)
            others = answered[_section(data)] or [frozenset([_section(data)])]
            facts = near | others[int(share(name) * len(others))]
            heading = data["section"] if isinstance(data["section"], str) else data["section"][-1]
            why = data.get("why", "turn")
            asked.append(_asked(name, data, why, facts, (data["document"], heading)))
    return asked


def _asked(
    name: str,
    data: Mapping[str, Any],
    sort: str,
    facts: frozenset[str],
    beside: tuple[str, str] | None = None,
) -> Asked:
    """Return one line of a file as a question that is only trained on."""
    before, said = data.get("before"), data.get("say")
    text, evidence = data["question"], _evidence(data)
    headings = headings_of(dict(data), name) if "section" in data else None
    return Asked(name, text, evidence, sort, facts, False, beside, before, said, headings)


def _evidence(data: Mapping[str, Any]) -> tuple[Evidence, ...]:
    if not data["answerable"]:
        return ()
    return (Evidence(data["document"], " ".join(data["evidence"].split())),)


def _section(data: Mapping[str, Any]) -> str:
    return f"{data['document']} > {data['section']}"


def _near(
    question: str,
    evidence: Sequence[Evidence],
    cases: Sequence[Case],
    vectors: Matrix,
    encoder: Encoder,
) -> frozenset[str]:
    """Return the facts of the cases that ask the same, by their words or by what answers them."""
    near = [
        c
        for c, same in zip(cases, same_as(question, vectors, encoder), strict=True)
        if same or any(_overlap(e, own) for e in c.evidence for own in evidence)
    ]
    return frozenset(TEST if c.split == "test" else c.fact for c in near)


def same_as(question: str, vectors: Matrix, encoder: Encoder, least: float = _SAME) -> np.ndarray:
    """Return which questions, of these vectors, a question asks the same as, shape (rows,)."""
    return vectors @ encoder.encode([question])[0] >= least


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.document == other.document and (one.text in other.text or other.text in one.text)
