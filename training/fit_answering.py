"""Fit the two small models that decide an answer.

    python training/fit_answering.py --unasked DIR                  prints cross-validated figures
    python training/fit_answering.py … --write                      and writes faqbot/answering/model.json
    python training/fit_answering.py … --readers DIR --write        and keeps what these readers say

Ranking is a conditional logit over the candidate sentences of each answerable
question, and how much the reader's voice counts in it another one over the best
sentences of the passages that it read; confidence is a logistic regression on the
best candidate of each question. All are monotone (a signal that speaks for an answer never counts
against one) and penalised (L2), and cross-validated in folds by fact,
so that two wordings of one fact never fall on both sides. What the reader says of a question
must come from one that has not seen it. Either the readers of the folds say it (`--readers`, the
folder that training/adapt.py fills; else what such readers said before, verdicts.py); then confidence is
fitted on all questions, and calibrated on dev (Platt 1999), where the threshold is chosen, too.
Or, where there are none, the reader that ships says it, and all is fitted and calibrated
on the questions that were written after it was trained (fresh.jsonl, conversations.jsonl), the ranking on
dev, too; the threshold is where as large a share of what is answered is refused as is shown of the rest,
and no higher than where FALSE_REFUSALS of dev are refused; of the second below, no lower than of the first.
The confidence is that of what would be quoted: where another sentence comes first, an answerable
question counts as one that is not answered. Two of each are fitted. One on questions with what maintainers
wrote beside the documents, less what its own writers asked: for candidates that all stand in documents which precedents were
held against. The other on each question twice: so, and as if there were neither wordings
nor precedents, as it is after new guidance came.
Needs numpy, scipy and scikit-learn (they come with `faqbot[models]`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from decision_models import (
    calibrated,
    calibration,
    even_errors,
    fit_confidence,
    fit_ranking,
    fit_voice,
    probability,
)
from examples import Example
from fit_question_encoder import Unasked
from questions import (
    FOLDS,
    READER_FOLDS,
    TEST,
    Asked,
    load_conversations,
    load_questions,
)
from sklearn.metrics import roc_auc_score
from verdicts import VERDICTS, FoldReader, fold_readers, keep

from faqbot.answering.model import (
    MODEL,
    LinearModel,
    best_of,
    confidence_features,
    load_decision,
)
from faqbot.answering.ranker import Ranker
from faqbot.index.generation import Generation, load_generation, without

FALSE_REFUSALS = 0.03  # of answerable dev questions, at the operating point at most


class Rankers:
    """Rankers that have not seen a question: neither their reader, nor as a precedent.

    Args:
        generation: whole.
        unasked: folder that fit_question_encoder.py --folds filled.
        readers: of the folds; none: the reader that ships.
        kind: of ranker.
    """

    def __init__(
        self,
        generation: Generation,
        unasked: Path,
        readers: Sequence[FoldReader],
        kind: Callable[[Generation, FoldReader], Ranker] = Ranker,
    ) -> None:
        self._kind = kind
        self._generation = generation
        self._unasked = Unasked(generation, unasked)
        self._readers = readers
        self._shipped = FoldReader({}, None, 0)
        self._without = lru_cache(maxsize=None)(self._as_if)
        self._ranker = lru_cache(maxsize=None)(self._make)

    def weighed(self, asked: Asked, *, bare: bool) -> Example:
        """Return a question weighed, with all that maintainers wrote, or with no aid."""
        fold = min(asked.folds(READER_FOLDS)) if self._readers else None
        return Example(asked, self._ranker(None if bare else asked.batch, fold))

    def _as_if(self, batch: str | None) -> Generation:
        """The generation without the questions of some writers; None: with no aid at all."""
        if batch is None:
            return without(self._generation, {"variants", "precedents"})
        return self._unasked.by(batch)

    def _make(self, batch: str | None, fold: int | None) -> Ranker:
        reader = self._shipped if fold is None else self._readers[fold]
        return self._kind(self._without(batch), reader)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument(
        "--unasked", type=Path, required=True, help="that fit_question_encoder.py --folds filled"
    )
    parser.add_argument("--l2", type=float, default=5.0)
    parser.add_argument("--l2-confidence", type=float, default=2.0)
    parser.add_argument(
        "--readers", type=Path, help="folder of adapt.py; else what its readers said before"
    )
    parser.add_argument(
        "--confidence", action="store_true", help="that alone; the ranking stays as it is"
    )
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    generation = load_generation(args.index)
    readers = fold_readers(args.readers) if args.readers or VERDICTS.exists() else []
    rankers = Rankers(generation, args.unasked, readers)
    questions = questions_to_fit(args.corpus, generation)
    if not readers:
        questions = [q for q in questions if q.unseen or q.dev]
    examples = [rankers.weighed(q, bare=bare) for bare in (False, True) for q in questions]
    examples = [e for e in examples if e.candidates]
    fits = {
        "held": fitted([e for e in examples if not is_bare(e)], args, readers),
        "others": fitted(examples, args, readers),
    }
    thresholds = {name: fit.threshold(readers) for name, fit in fits.items()}
    # What nobody has held precedents against is not to be answered with less.
    thresholds["others"] = max(thresholds.values())
    for name, fit in fits.items():
        for kind in sorted(set(fit.kinds)):
            rows = (fit.kinds == kind) & fit.own
            beside = ", without wordings and precedents" if name == "others" else ""
            report(f"{kind}{beside}", rows, fit, thresholds[name])
    if args.write:
        data = {
            "made_by": "training/fit_answering.py",
            "examples": len(fits["held"].unseen),
            **{
                name: {"threshold": round(thresholds[name], 4), **fit.to_json()}
                for name, fit in fits.items()
            },
        }
        target = Path(__file__).parents[1] / "faqbot" / "answering" / MODEL
        target.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        print(f"wrote {target.name}")
        if args.readers is not None:
            keep(readers, args.readers)
    if readers:
        print(f"pairs that only the reader that ships has read: {sum(r.unknown for r in readers)}")


@dataclass(frozen=True)
class Fit:
    """Models fitted on some examples, and what those of the folds said of each."""

    ranking: LinearModel
    voice: float
    confidence: LinearModel
    examples: list[Example]
    unseen: list[Example]  # of these, what is measured on; row i of what follows
    predicted: np.ndarray  # (unseen,): calibrated confidence
    right: np.ndarray  # (unseen,): whether the quotation held the evidence
    first: np.ndarray  # (unseen,): whether its first sentence did

    @property
    def answers(self) -> np.ndarray:
        return np.array([e.asked.answerable for e in self.unseen])

    @property
    def own(self) -> np.ndarray:
        """Which are as what they are fitted for: without any aid, if some are."""
        bare = np.array([is_bare(e) for e in self.unseen])
        return bare == bare.any()

    @property
    def kinds(self) -> np.ndarray:
        """Who asked: "dev", or the name of the writers without their number."""
        of = ("dev" if e.asked.dev else e.asked.batch.partition("_")[0] for e in self.unseen)
        return np.array(list(of))

    def threshold(self, readers: Sequence[FoldReader]) -> float:
        """Return the confidence from which on is answered; see the module."""
        if readers:
            of_dev = self.predicted[(self.kinds == "dev") & self.answers & self.own]
            return float(np.quantile(of_dev, FALSE_REFUSALS))
        bare = any(map(is_bare, self.examples))
        dev = [
            e for e in self.examples if e.asked.dev and e.asked.answerable and is_bare(e) == bare
        ]
        of_dev = probability(self.confidence, heard_of(dev, self.ranking, self.voice)[0])
        own = (self.kinds != "dev") & self.own
        even = even_errors(self.predicted[own], self.answers[own])
        return min(float(np.quantile(of_dev, FALSE_REFUSALS)), even)

    def to_json(self) -> dict[str, object]:
        return {
            "voice": round(self.voice, 4),
            "ranking": self.ranking.to_json(),
            "confidence": self.confidence.to_json(),
        }


def fitted(examples: list[Example], args: argparse.Namespace, readers: Sequence[FoldReader]) -> Fit:
    """Return the models that are fitted on examples, with what those of the folds say."""
    # What the reader has not seen, and what the confidence is measured on.
    unseen = [e for e in examples if readers or e.asked.unseen]
    judged = np.array([e.asked.dev or not readers for e in unseen])
    counts = np.array([e.counts_sure if readers else 1.0 for e in unseen])
    kept = load_decision(held=not any(map(is_bare, examples))) if args.confidence else None
    predicted = np.zeros(len(unseen))
    right = np.zeros(len(unseen), dtype=bool)
    first = np.zeros(len(unseen), dtype=bool)
    found = None if kept is None else heard_of(unseen, kept.ranking, kept.voice)
    for fold in range(FOLDS):
        held = np.array([fold in e.asked.folds(FOLDS) for e in unseen])
        if found is None:
            seen = [e for e in examples if fold not in e.asked.folds(FOLDS)]
            features, quoted, told = heard_of(unseen, *fit_order(seen, args.l2, readers))
        else:
            features, quoted, told = found
        model = fit_confidence(features[~held], quoted[~held], counts[~held], args.l2_confidence)
        predicted[held] = probability(model, features[held])
        right[held], first[held] = quoted[held], told[held]
    slope, intercept = calibration(predicted[judged], right[judged])
    predicted = calibrated(predicted, slope, intercept)
    if kept is None:
        ranking, voice = fit_order(examples, args.l2, readers)
    else:
        ranking, voice = kept.ranking, kept.voice
    features, quoted, _ = heard_of(unseen, ranking, voice)
    model = fit_confidence(features, quoted, counts, args.l2_confidence)
    model = replace(
        model, weights=slope * model.weights, intercept=slope * model.intercept + intercept
    )
    return Fit(ranking, voice, model, examples, unseen, predicted, right, first)


def questions_to_fit(corpus: Path, generation: Generation) -> list[Asked]:
    """Return all questions that stand alone: of dev, the further ones, those of conversations."""
    questions = load_questions(corpus, generation.encoder)
    for turns in load_conversations(corpus, generation.encoder):
        questions += [turn for turn in turns if turn.text and TEST not in turn.facts]
    return questions


def is_bare(example: Example) -> bool:
    """Return whether an example is as if maintainers had written neither wordings nor precedents."""
    return not example.ranker.corpus.precedents.entries


def fit_order(
    examples: Sequence[Example], l2: float, readers: Sequence[FoldReader]
) -> tuple[LinearModel, float]:
    """Return the ranking, and how much the reader's voice counts in it."""
    answerable = [e for e in examples if e.asked.answerable]
    ranking = fit_ranking(answerable, l2)
    return ranking, fit_voice([e for e in answerable if readers or e.asked.unseen], ranking)


def heard_of(
    examples: Sequence[Example], ranking: LinearModel, voice: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return of each example the features of the best candidate, and whether it is right.

    Returns:
        Features, shape (examples, features); whether its quotation holds the evidence; whether
        it is the evidence itself.
    """
    features, quoted, told = [], [], []
    for e in examples:
        scores, read = e.heard(ranking, voice)
        best = best_of(scores)
        features.append(confidence_features(e.rows[best], e.coverage(best), read, e.passages[best]))
        quoted.append(bool(e.quoted[best]))
        told.append(bool(e.telling[best]))
    return np.array(features), np.array(quoted), np.array(told)


def report(name: str, rows: np.ndarray, fit: Fit, threshold: float) -> None:
    """Print what the models reach on some questions, each cross-validated."""
    answers, predicted, right = fit.answers, fit.predicted, fit.right
    asked, lost = rows & answers, (predicted < threshold)
    print(f"{name}: {int(asked.sum())} answerable, {int((rows & ~answers).sum())} not")
    print(
        f"  evidence in the sentence {fit.first[asked].mean():.3f}, quoted {right[asked].mean():.3f}"
    )
    print(f"  AUC answerable or not    {roc_auc_score(answers[rows], predicted[rows]):.3f}")
    good = np.where(answers, right & ~lost, lost)[rows].mean()
    print(
        f"  at {threshold:.3f}: right {good:.3f}; refused {lost[rows & ~answers].mean():.3f}, "
        f"false refusals {lost[asked].mean():.3f}, quoted rightly {(right & ~lost)[asked].mean():.3f}"
    )


if __name__ == "__main__":
    main()
