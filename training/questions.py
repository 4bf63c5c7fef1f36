"""The questions on our own guidance that the models are fitted on: the dev split, and questions.jsonl.

questions.jsonl was written from the documents alone, without a look at the
evaluation cases. A question of it that comes near the test split is left out,
and near misses of its section with it in the same proportion;
one that comes near a fold of dev is not used where that fold is held out, and
all others of one section are held out together.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faqbot.answering.answer import Status
from faqbot.evaluation.cases import Case, Evidence, load_cases
from faqbot.index.encoder import Encoder

FOLDS = 5  # of the linear models
READER_FOLDS = 3  # of the reader, which takes longer to train
QUESTIONS = Path(__file__).parent / "questions.jsonl"
_SAME = 0.8  # cosine from which two questions without an answer ask the same


@dataclass(frozen=True)
class Asked:
    """A question that stands alone, and what answers it."""

    id: str
    text: str
    evidence: tuple[Evidence, ...]  # any one answers; none: the guidance does not answer
    slice: str
    facts: frozenset[str]  # what it asks, or comes near to: held out together
    dev: bool  # measured on; others are only trained on

    @property
    def answerable(self) -> bool:
        return bool(self.evidence)

    def folds(self, of: int) -> frozenset[int]:
        """Where it is held out, of so many folds; one fold for a question of dev."""
        return frozenset(
            int(hashlib.sha256(f"fold:{fact}".encode()).hexdigest(), 16) % of for fact in self.facts
        )


def load_questions(corpus: Path, encoder: Encoder, more: Path | None = QUESTIONS) -> list[Asked]:
    """Dev cases of one turn that are answered or refused, then the further questions."""
    cases = [c for c in load_cases(corpus) if c.status in (Status.ANSWERED, Status.NOT_COVERED)]
    asked = [
        Asked(c.id, c.turns[0], c.evidence, c.slice, frozenset([c.fact]), dev=True)
        for c in cases
        if c.split == "dev" and len(c.turns) == 1
    ]
    return asked + (_further(more, cases, encoder) if more is not None else [])


def _further(path: Path, cases: Sequence[Case], encoder: Encoder) -> list[Asked]:
    vectors = encoder.encode([c.turns[-1] for c in cases])
    found: list[tuple[str, Asked]] = []  # with its section
    written: Counter[str] = Counter()  # questions that a section answers
    kept: Counter[str] = Counter()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        data = json.loads(line)
        section = f"{data['document']} > {data['section']}"
        written[section] += data["answerable"]
        if data["answerable"]:
            evidence = (Evidence(data["document"], " ".join(data["evidence"].split())),)
            near = [c for c in cases if any(_overlap(e, evidence[0]) for e in c.evidence)]
        else:
            evidence = ()
            cosines = vectors @ encoder.encode([data["question"]])[0]
            near = [c for c, x in zip(cases, cosines, strict=True) if x >= _SAME]
        if any(c.split == "test" for c in near):
            continue
        kept[section] += data["answerable"]
        kind = "answered" if evidence else data.get("why", "near")
        facts = frozenset(c.fact for c in near) or frozenset([section])
        asked = Asked(f"further-{number}", data["question"], evidence, kind, facts, dev=False)
        found.append((section, asked))
    # Where what a section answers is left out, near misses are in the same proportion: else
    # it would be known as a section that answers nothing.
    return [
        asked
        for section, asked in found
        if asked.answerable
        or not written[section]
        or _share(asked.id) < kept[section] / written[section]
    ]


def _share(name: str) -> float:
    """Return a number from 0 to 1 that depends on a name alone."""
    return int(hashlib.sha256(f"share:{name}".encode()).hexdigest()[:8], 16) / 16**8


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.document == other.document and (one.text in other.text or other.text in one.text)
