"""What each signal is worth: what is lost when it is left out and the models are fitted anew.

    python training/ablation.py > FILE
    python benchmarks/evaluation_report.py --signals FILE     puts FILE into docs/evaluation.md

Fitted and cross-validated as by fit_answering.py, with the column of a signal
at nought, so that it tells nothing. The same for groups of signals, and for
what shapes them before they are counted.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from decision_models import fit_confidence, fit_ranking, fit_voice, probability
from examples import Example
from fit_answering import Rankers, heard_of, questions_to_fit
from questions import FOLDS, Asked
from sklearn.metrics import roc_auc_score
from verdicts import VERDICTS, FoldReader, fold_readers

from faqbot.aids import Glossary
from faqbot.answering.coverage import COVERAGE
from faqbot.answering.model import FEATURES, LinearModel, best_of
from faqbot.answering.question import Question
from faqbot.answering.ranker import Ranker
from faqbot.answering.signals import PRECEDENTS, SIGNALS, Candidate
from faqbot.answering.twins import TwinGuard
from faqbot.evaluation.significance import mcnemar
from faqbot.index.generation import Generation, load_generation, without

RESAMPLES = 1_000
SEED = 20_261_122
FALSE_REFUSALS = 0.03
LIKELY = 0.05  # from this p on, a difference in the first place may be chance
WITHOUT_TOPIC = tuple(n for n in SIGNALS if n.endswith("without_topic"))
GROUPS: Mapping[str, Collection[str]] = {
    "reader": ("reader", "reader_best"),
    "kind of answer, value": ("type", "opening", "value"),
    "coverage": ("words_in_reach", *COVERAGE),
    "headings": tuple(n for n in SIGNALS if "heading" in n or n.startswith("context")),
    "cosines": ("context", "sentence", "passage", "heading", *WITHOUT_TOPIC),
    "cosines without the topic": WITHOUT_TOPIC,
    "BM25": tuple(n for n in SIGNALS if n.startswith("bm25")),
    "topics and roles": ("topic", "role_in_heading", "role"),
    "stories and authority": ("story", "authority"),
    "precedents, as signals": SIGNALS[PRECEDENTS],
}


class Recalling(Ranker):
    """A ranker that reads the same sentences for a question once."""

    def __init__(self, generation: Generation, reader: FoldReader) -> None:
        super().__init__(generation, reader)
        self._read: dict[tuple[str, tuple[int, ...]], dict[int, float]] = {}

    def read(self, question: Question, ranked: Sequence[Candidate]) -> dict[int, float]:
        first = {
            c.passage_row: c.row for c in reversed(ranked)
        }  # the best sentence of each passage
        best = tuple(first[row] for row in dict.fromkeys(c.passage_row for c in ranked))[:3]
        key = question.text, best
        if key not in self._read:
            self._read[key] = super().read(question, ranked)
        return self._read[key]


@dataclass(frozen=True)
class Truth:
    """What is measured against, a row a question."""

    answerable: np.ndarray
    facts: np.ndarray  # number of its fact: a bootstrap draws facts

    @classmethod
    def of(cls, asked: Sequence[Asked]) -> Truth:
        return cls(
            np.array([q.answerable for q in asked]),
            np.unique([min(q.facts) for q in asked], return_inverse=True)[1],
        )

    def draws(self) -> np.ndarray:
        """Return how often each question is drawn, shape (RESAMPLES, questions)."""
        facts = int(self.facts.max()) + 1
        rng = np.random.default_rng(SEED)
        drawn = rng.multinomial(facts, np.full(facts, 1 / facts), size=RESAMPLES)
        return drawn[:, self.facts]


@dataclass(frozen=True)
class Measured:
    """What cross-validation says, a row a question."""

    name: str
    first: np.ndarray  # does the best sentence hold the evidence?
    sure: np.ndarray  # probability that it answers


class Measurer:
    """Fits and cross-validates with some signals left out.

    Args:
        asked: the questions.
        unasked: folder that fit_question_encoder.py --folds filled.
        readers: one a fold, each trained without it; none: the reader that ships, which is
            asked only what it has not seen.
        l2: penalty of the ranking and of the confidence.
    """

    def __init__(
        self,
        asked: Sequence[Asked],
        unasked: Path,
        readers: Sequence[FoldReader],
        l2: tuple[float, float],
    ) -> None:
        self._asked = asked
        self._unasked = unasked
        self._readers = readers
        self._l2 = l2

    def judged(self, asked: Asked) -> bool:
        """Whether a question is one that is measured on."""
        return asked.dev if self._readers else asked.unseen

    def weighed(self, generation: Generation) -> list[Example]:
        """Return the questions as one generation weighs them."""
        rankers = Rankers(generation, self._unasked, self._readers, Recalling)
        return [rankers.weighed(q, bare=False) for q in self._asked]

    def measure(
        self,
        name: str,
        examples: Sequence[Example],
        left_out: Collection[str] = (),
        guard: TwinGuard | None = None,
    ) -> Measured:
        """Return what is reached without some signals, or with the guard against twins."""
        examples = [muted(e, left_out) for e in examples]
        unseen = [e for e in examples if self._readers or e.asked.unseen]
        silent = [n for n, feature in enumerate(FEATURES) if feature in left_out]
        counts = np.array([e.counts_sure if self._readers else 1.0 for e in unseen])
        first, sure = np.zeros(len(unseen), dtype=bool), np.zeros(len(unseen))
        for fold in range(FOLDS):
            held = np.array([fold in e.asked.folds(FOLDS) for e in unseen])
            seen = [e for e in examples if e.asked.answerable and fold not in e.asked.folds(FOLDS)]
            ranking = fit_ranking(seen, self._l2[0])
            heard = [e for e in seen if self._readers or e.asked.unseen]
            voice = 0.0 if "reader" in left_out else fit_voice(heard, ranking)
            features, quoted, told = heard_of(unseen, ranking, voice)
            features[:, silent] = 0.0
            model = fit_confidence(features[~held], quoted[~held], counts[~held], self._l2[1])
            sure[held], first[held] = probability(model, features[held]), told[held]
            for i in np.flatnonzero(held) if guard is not None else ():
                first[i], sure[i] = guarded(unseen[i], guard, ranking, voice, model, sure[i])
        judged = np.array([self.judged(e.asked) for e in unseen])
        return Measured(name, first[judged], sure[judged])


def muted(example: Example, left_out: Collection[str]) -> Example:
    """Return an example whose signals of these names are nought everywhere."""
    silent = [n for n, signal in enumerate(SIGNALS) if signal in left_out]
    if not silent:
        return example
    changed = copy(example)
    changed.rows = example.rows.copy()
    changed.rows[:, silent] = 0.0
    return changed


def tells(example: Example, ranking: LinearModel, voice: float) -> bool:
    """Return whether the best sentence holds the evidence."""
    return bool(example.telling[best_of(example.heard(ranking, voice)[0])])


def guarded(
    example: Example,
    guard: TwinGuard,
    ranking: LinearModel,
    voice: float,
    model: LinearModel,
    sure: float,
) -> tuple[bool, float]:
    """Return whether the best sentence that is not about a twin tells, and how sure it is."""
    others = np.array(guard.about_others(example.question.text, example.candidates), dtype=bool)
    if others.all():
        return tells(example, ranking, voice), 0.0
    if not others.any():
        return tells(example, ranking, voice), sure
    mine = np.flatnonzero(~others)
    kept = copy(example)
    kept.candidates = [example.candidates[i] for i in mine]
    kept.passages = [example.passages[i] for i in mine]
    kept.rows, kept.telling = example.rows[mine], example.telling[mine]
    kept.quoted = example.quoted[mine]
    kept.coverage = lambda i: example.coverage(int(mine[i]))
    sure = float(probability(model, heard_of([kept], ranking, voice)[0])[0])
    return tells(kept, ranking, voice), sure


def all_measured(generation: Generation, measurer: Measurer) -> Iterator[Measured]:
    """Yield what all signals reach, then what is left without one or with one more step."""
    examples = measurer.weighed(generation)
    yield measurer.measure("nothing: all signals", examples)
    for name, group in GROUPS.items():
        yield measurer.measure(f"**{name}**", examples, group)
    bare = without(generation, {"variants"})
    yield measurer.measure("**maintainers' wordings**", measurer.weighed(bare))
    bare = without(generation, {"precedents"})
    yield measurer.measure("**precedents**", measurer.weighed(bare))
    plain = replace(generation, corpus=replace(generation.corpus, glossary=Glossary()))
    yield measurer.measure("**glossary**", measurer.weighed(plain))
    for name in FEATURES:
        yield measurer.measure(name, examples, [name])
    guard = TwinGuard(generation.corpus, examples[0].ranker.topics)
    yield measurer.measure("nothing, and the guard against twins added", examples, (), guard)


def weighted_auc(sure: np.ndarray, answerable: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return an area under the ROC curve for each row of weights, shape (draws, questions)."""
    order = np.argsort(sure, kind="stable")
    good = weights[:, order] * answerable[order]
    bad = weights[:, order] - good
    return (good * np.cumsum(bad, axis=1)).sum(axis=1) / (good.sum(axis=1) * bad.sum(axis=1))


def line(one: Measured, whole: Measured, truth: Truth, draws: np.ndarray) -> str:
    """Return a row of the table; what is unlikely to be chance is bold."""
    right, was = one.first[truth.answerable], whole.first[truth.answerable]
    lost, gained = int((was & ~right).sum()), int((right & ~was).sum())
    moved = f"**-{lost} +{gained}**" if mcnemar(lost, gained) < LIKELY else f"-{lost} +{gained}"
    change = weighted_auc(one.sure, truth.answerable, draws)
    change -= weighted_auc(whole.sure, truth.answerable, draws)
    low, high = np.percentile(change, [2.5, 97.5])
    interval = f"{low:+.3f} to {high:+.3f}"
    interval = f"**{interval}**" if low > 0 or high < 0 else interval
    threshold = np.quantile(one.sure[truth.answerable], FALSE_REFUSALS)
    cells = (
        one.name,
        f"{right.mean():.3f}",
        "" if one is whole else moved,
        f"{roc_auc_score(truth.answerable, one.sure):.3f}",
        "" if one is whole else interval,
        f"{(one.sure[~truth.answerable] < threshold).mean():.2f}",
    )
    return f"| {' | '.join(cells)} |"


def heading(truth: Truth) -> str:
    """Return what the table is about, and its head."""
    return (
        f"{int(truth.answerable.sum())} answerable questions and "
        f"{int((~truth.answerable).sum())} others that the reader has not seen, {FOLDS} folds by fact. In bold on the left: groups of\n"
        "signals, and steps before them. In bold on the right: unlikely to be chance (mid-p McNemar below\n"
        f"{LIKELY}; a 95 % interval, by a bootstrap over facts, without 0).\n\n"
        "| left out | evidence in the first sentence | questions | AUC | change of it "
        f"| refused at {FALSE_REFUSALS:.0%} false refusals |\n"
        "|---|--:|--:|--:|--:|--:|"
    )


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    flags.add_argument("--corpus", type=Path, default=Path("corpus"))
    flags.add_argument(
        "--unasked", type=Path, required=True, help="that fit_question_encoder.py --folds filled"
    )
    flags.add_argument("--index", type=Path, default=Path("index"))
    flags.add_argument("--l2", type=float, default=5.0)
    flags.add_argument("--l2-confidence", type=float, default=2.0)
    flags.add_argument(
        "--readers", type=Path, help="folder of adapt.py; else what its readers said before"
    )
    options = flags.parse_args()
    generation = load_generation(options.index)
    asked = questions_to_fit(options.corpus, generation)
    readers = fold_readers(options.readers) if options.readers or VERDICTS.exists() else []
    measurer = Measurer(asked, options.unasked, readers, (options.l2, options.l2_confidence))
    truth = Truth.of([q for q in asked if measurer.judged(q)])
    draws = truth.draws()
    print(heading(truth), flush=True)
    whole: Measured | None = None
    for one in all_measured(generation, measurer):
        whole = whole or one
        print(line(one, whole, truth, draws), flush=True)


if __name__ == "__main__":
    main()
