"""Fit the two small models that decide an answer.

    python training/fit_answering.py                          prints cross-validated figures
    python training/fit_answering.py --write                  and writes faqbot/answering/model.json
    python training/fit_answering.py --readers DIR --write    and keeps what these readers say

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
and no higher than where FALSE_REFUSALS of dev are refused.
The confidence is that of what would be quoted: where another sentence comes first, an answerable
question counts as one that is not answered. Each question counts twice: with what maintainers
wrote beside the documents, less what its own writers asked, and as if there were neither wordings
nor precedents, as it is after new guidance came.
Needs numpy, scipy and scikit-learn (they come with `faqbot[models]`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from conditional_logit import Choice, conditional_logit
from examples import Example
from fit_metric import Unasked
from questions import (
    FOLDS,
    READER_FOLDS,
    TEST,
    Asked,
    load_conversations,
    load_questions,
)
from scipy.optimize import minimize, minimize_scalar
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from verdicts import VERDICTS, FoldReader, fold_readers, keep

from faqbot.answering.model import (
    FEATURES,
    MODEL,
    LinearModel,
    best_of,
    confidence_features,
    in_order,
    load_decision,
)
from faqbot.answering.ranker import Ranker
from faqbot.answering.signals import SIGNALS
from faqbot.index.generation import Generation, load_generation, without

# Where dev has too few cases to tell (a pharmacist is no clinical pharmacist), the
# penalty pulls towards this weight instead of 0.
PRIOR = {"role_in_heading": 1.0}
AGAINST = ("unmet", "unknown", "unanswered_nearer")  # features that never speak for an answer
FALSE_REFUSALS = 0.03  # of answerable dev questions, at the operating point at most
# Signals that may count against a sentence.
FREE = ("role", "story", "authority", "worded", "precedent")


def fit_ranking(examples: list[Example], l2: float) -> LinearModel:
    rows = np.concatenate([e.rows for e in examples])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    choices = [
        Choice((e.rows - mean) / scale, e.telling, e.counts) for e in examples if e.telling.any()
    ]
    prior = np.array([PRIOR.get(n, 0.0) for n in SIGNALS])
    bounds = [(None, None) if n in (*FREE, *AGAINST) else (0.0, None) for n in SIGNALS]
    w = conditional_logit(choices, l2, prior, bounds)
    return LinearModel(SIGNALS, mean, scale, w)


def fit_voice(examples: list[Example], ranking: LinearModel) -> float:
    """Return the ranking score that one of the reader's logits is worth, at least 0."""
    choices = []  # of each question: score, logit and truth of what was read
    for e in examples:
        scores = e.scores(ranking)
        best = {}
        for i in in_order(scores):
            best.setdefault(e.passages[i], i)
        read = e.read(scores)
        told = np.array([e.telling[best[p]] for p in read])
        if told.any() and not told.all():
            own = np.array([scores[best[p]] for p in read])
            choices.append((own, np.array(list(read.values())), told, e.counts))

    def loss(voice: float) -> float:
        return -sum(
            counts * (logsumexp((s + voice * x)[told]) - logsumexp(s + voice * x))
            for s, x, told, counts in choices
        )

    return float(minimize_scalar(loss, bounds=(0.0, 3.0), method="bounded").x)


def fit_confidence(
    features: np.ndarray, answers: np.ndarray, counts: np.ndarray, l2: float
) -> LinearModel:
    """Return the model of whether what would be quoted answers, not of whether anything does."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    x, y = (features - mean) / scale, answers.astype(float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w[:-1] + w[-1]
        p = 1 / (1 + np.exp(-z))
        value = counts @ (np.logaddexp(0, z) - y * z) + l2 * float(w[:-1] @ w[:-1])
        off = counts * (p - y)
        slope = np.concatenate([x.T @ off + 2 * l2 * w[:-1], [np.sum(off)]])
        return float(value), slope

    signs = [
        (None, None) if n in FREE else (None, 0.0) if n in AGAINST else (0.0, None)
        for n in FEATURES
    ]
    start = np.zeros(x.shape[1] + 1)
    w = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*signs, (None, None)]).x
    return LinearModel(FEATURES, mean, scale, w[:-1], float(w[-1]))


def calibration(predicted: np.ndarray, answers: np.ndarray) -> tuple[float, float]:
    """Slope and intercept that make log odds those of the answers."""
    odds = np.log(predicted / (1 - predicted)).reshape(-1, 1)
    fitted = LogisticRegression(C=1e6).fit(odds, answers)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def even_errors(predicted: np.ndarray, answers: np.ndarray) -> float:
    """Return the confidence below which as large a share is refused of what is answered as is shown of the rest."""
    lines = np.unique(predicted)
    refused = np.searchsorted(np.sort(predicted[answers]), lines) / answers.sum()
    shown = 1 - np.searchsorted(np.sort(predicted[~answers]), lines) / (~answers).sum()
    return float(lines[np.argmin(np.abs(refused - shown))])


def calibrated(predicted: np.ndarray, slope: float, intercept: float) -> np.ndarray:
    return 1 / (1 + np.exp(-(slope * np.log(predicted / (1 - predicted)) + intercept)))


def probability(model: LinearModel, features: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-model.score(features)))


class Rankers:
    """Rankers that have not seen a question: neither their reader, nor as a precedent.

    Args:
        generation: whole.
        corpus: the folder with the test split.
        readers: of the folds; none: the reader that ships.
        kind: of ranker.
    """

    def __init__(
        self,
        generation: Generation,
        corpus: Path,
        readers: Sequence[FoldReader],
        kind: Callable[[Generation, FoldReader], Ranker] = Ranker,
    ) -> None:
        self._kind = kind
        self._generation = generation
        self._unasked = Unasked(generation, corpus)
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
    rankers = Rankers(generation, args.corpus, readers)
    questions = questions_to_fit(args.corpus, generation)
    kept = load_decision() if args.confidence else None
    if not readers:
        questions = [q for q in questions if q.unseen or q.dev]
    examples = [rankers.weighed(q, bare=bare) for bare in (False, True) for q in questions]
    examples = [e for e in examples if e.candidates]
    # What the reader has not seen, and what the confidence is measured on.
    unseen = [e for e in examples if readers or e.asked.unseen]
    worded = np.array([not is_bare(e) for e in unseen])
    answers = np.array([e.asked.answerable for e in unseen])
    judged = np.array([e.asked.dev or not readers for e in unseen])
    counts = np.array([e.counts_sure if readers else 1.0 for e in unseen])

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
        features, quoted, _ = heard_of(unseen, ranking, voice)
    else:
        ranking, voice = kept.ranking, kept.voice
    model = fit_confidence(features, quoted, counts, args.l2_confidence)
    model = replace(
        model, weights=slope * model.weights, intercept=slope * model.intercept + intercept
    )
    if readers:
        of_dev = predicted[judged & worded & answers]
    else:
        dev = [e for e in examples if e.asked.dev and e.asked.answerable and not is_bare(e)]
        of_dev = probability(model, heard_of(dev, ranking, voice)[0])
    kinds = np.array(["dev" if e.asked.dev else e.asked.batch.partition("_")[0] for e in unseen])
    threshold = float(np.quantile(of_dev, FALSE_REFUSALS))
    if not readers:
        own = worded & (kinds != "dev")
        threshold = min(threshold, even_errors(predicted[own], answers[own]))
    for kind in sorted(set(kinds)):
        for name, rows in ((kind, worded), (f"{kind}, without wordings and precedents", ~worded)):
            report(name, rows & (kinds == kind), predicted, answers, right, first, threshold)
    if args.write:
        data = {
            "made_by": "training/fit_answering.py",
            "examples": len(unseen) // 2,
            "threshold": round(threshold, 4),
            "voice": round(voice, 4),
            "ranking": ranking.to_json(),
            "confidence": model.to_json(),
        }
        target = Path(__file__).parents[1] / "faqbot" / "answering" / MODEL
        target.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        print(f"wrote {target.name}")
        if args.readers is not None:
            keep(readers, args.readers)
    if readers:
        print(f"pairs that only the reader that ships has read: {sum(r.unknown for r in readers)}")


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


def report(
    name: str,
    rows: np.ndarray,
    predicted: np.ndarray,
    answers: np.ndarray,
    right: np.ndarray,
    first: np.ndarray,
    threshold: float,
) -> None:
    """Print what the models reach on some questions, each cross-validated."""
    asked, lost = rows & answers, (predicted < threshold)
    print(f"{name}: {int(asked.sum())} answerable, {int((rows & ~answers).sum())} not")
    print(f"  evidence in the sentence {first[asked].mean():.3f}, quoted {right[asked].mean():.3f}")
    print(f"  AUC answerable or not    {roc_auc_score(answers[rows], predicted[rows]):.3f}")
    good = np.where(answers, right & ~lost, lost)[rows].mean()
    print(
        f"  at {threshold:.3f}: right {good:.3f}; refused {lost[rows & ~answers].mean():.3f}, "
        f"false refusals {lost[asked].mean():.3f}, quoted rightly {(right & ~lost)[asked].mean():.3f}"
    )


if __name__ == "__main__":
    main()
