"""Fit the two small models that decide an answer, on the dev split only.

    python training/fit_answering.py                          prints cross-validated figures
    python training/fit_answering.py --write                  and writes faqbot/answering/model.json
    python training/fit_answering.py --readers DIR --write    and keeps what these readers say

Ranking is a conditional logit over the candidate sentences of each answerable
question, and how much the reader's voice counts in it another one over the best
sentences of the passages that it read; confidence is a logistic regression on the
best candidate of each question. All are monotone (a signal that speaks for an answer never counts
against one) and penalised (L2), and cross-validated in folds by fact,
so that two wordings of one fact never fall on both sides. What the reader
says of a question comes from a reader that was trained without its fold
(`--readers`, the folder that training/adapt.py fills; else what such readers said
before, verdicts.py). The confidence is that of
what would be quoted: where another sentence comes first, an answerable question
counts as one that is not answered. The questions of
questions.jsonl count half, and in the confidence less; because they hold more that
is not answered than dev does, it is then calibrated on dev alone (Platt 1999), where
the threshold is chosen, too. Each question counts twice: with the wordings that
maintainers wrote, where the threshold is chosen, and as if there were none, as it
is after new guidance came.
Needs numpy, scipy and scikit-learn (they come with `faqbot[models]`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from conditional_logit import Choice, conditional_logit
from examples import Example
from questions import FOLDS, READER_FOLDS, load_questions
from scipy.optimize import minimize, minimize_scalar
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from verdicts import fold_readers, keep

from faqbot.answering.model import (
    FEATURES,
    MODEL,
    LinearModel,
    best_of,
    confidence_features,
    in_order,
)
from faqbot.answering.ranker import Ranker
from faqbot.answering.signals import SIGNALS
from faqbot.index.generation import load_generation, without

# Where dev has too few cases to tell (a pharmacist is no clinical pharmacist), the
# penalty pulls towards this weight instead of 0.
PRIOR = {"role_in_heading": 1.0}
AGAINST = ("unmet", "unknown")  # features that never speak for an answer
FREE = ("role", "story", "authority", "worded")  # signals that may count against a sentence
FALSE_REFUSALS = 0.03  # of answerable dev questions, at the operating point


def fit_ranking(examples: list[Example], l2: float) -> LinearModel:
    rows = np.concatenate([e.rows for e in examples])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    choices = [
        Choice((e.rows - mean) / scale, e.telling, e.counts) for e in examples if e.telling.any()
    ]
    prior = np.array([PRIOR.get(n, 0.0) for n in SIGNALS])
    bounds = [(None, None) if n in FREE else (0.0, None) for n in SIGNALS]
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


def calibrated(predicted: np.ndarray, slope: float, intercept: float) -> np.ndarray:
    return 1 / (1 + np.exp(-(slope * np.log(predicted / (1 - predicted)) + intercept)))


def features_of(examples: list[Example], ranking: LinearModel, voice: float) -> np.ndarray:
    out = []
    for e in examples:
        scores, read = e.heard(ranking, voice)
        best = best_of(scores)
        out.append(confidence_features(e.rows[best], e.coverage(best), read, e.passages[best]))
    return np.array(out)


def quoting(examples: Sequence[Example], ranking: LinearModel, voice: float) -> np.ndarray:
    """Return by example whether what would be quoted holds the evidence."""
    return np.array([bool(e.quoted[best_of(e.heard(ranking, voice)[0])]) for e in examples])


def probability(model: LinearModel, features: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-model.score(features)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--l2", type=float, default=5.0)
    parser.add_argument("--l2-confidence", type=float, default=2.0)
    parser.add_argument(
        "--readers", type=Path, help="folder of adapt.py; else what its readers said before"
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    generation = load_generation(args.index)
    bare = without(generation, {"variants"})
    readers = fold_readers(args.readers)
    as_is = [Ranker(generation, reader) for reader in readers]
    unworded = [Ranker(bare, reader) for reader in readers]
    questions = load_questions(args.corpus, generation.encoder)
    examples = [Example(q, as_is[min(q.folds(READER_FOLDS))]) for q in questions]
    own = len(examples)  # from here on without wordings
    examples += [Example(q, unworded[min(q.folds(READER_FOLDS))]) for q in questions]
    worded = np.arange(len(examples)) < own
    answers = np.array([e.asked.answerable for e in examples])
    dev = np.array([e.asked.dev for e in examples])
    counts = np.array([e.counts_sure for e in examples])

    predicted = np.zeros(len(examples))
    right = np.zeros(len(examples), dtype=bool)
    told = 0
    for fold in range(FOLDS):
        held = np.array([fold in e.asked.folds(FOLDS) for e in examples])
        seen = [e for e, out in zip(examples, held, strict=True) if e.asked.answerable and not out]
        ranking = fit_ranking(seen, args.l2)
        voice = fit_voice(seen, ranking)
        features = features_of(examples, ranking, voice)
        quoted = quoting(examples, ranking, voice)
        model = fit_confidence(features[~held], quoted[~held], counts[~held], args.l2_confidence)
        predicted[held] = probability(model, features[held])
        right[held] = quoted[held]
        for i in np.flatnonzero(held & dev & answers & worded):
            e = examples[i]
            best = best_of(e.heard(ranking, voice)[0])
            told += bool(e.telling[best])
            if args.failures and not e.quoted[best]:
                heading = e.candidates[best].passage.heading
                print(
                    f"{e.asked.id:18} {e.asked.text!r}\n{'':18} shown: {heading!r}"
                    f"  wanted: {e.asked.evidence[0].text[:70]!r}"
                )
    n = int((dev & answers & worded).sum())
    slope, intercept = calibration(predicted[dev], right[dev])
    predicted = calibrated(predicted, slope, intercept)
    threshold = float(np.quantile(predicted[dev & answers & worded], FALSE_REFUSALS))
    near = np.array([e.asked.slice == "near" for e in examples])
    print(f"dev, {FOLDS}-fold by fact: {n} answerable")
    print(f"evidence in the quotation  {right[dev & answers & worded].mean():.3f}")
    print(f"evidence in the sentence   {told / n:.3f}")
    reachable = sum(e.telling.any() for e, of in zip(examples, dev & worded, strict=True) if of)
    print(f"reachable                  {reachable / n:.3f}")
    measured = {
        "dev": dev & worded,
        "dev, without other wordings": dev & ~worded,
        "further questions": ~dev & worded,
        "further questions, without other wordings": ~dev & ~worded,
    }
    for name, rows in measured.items():
        against = rows & (answers | near)
        print(
            f"{name}: {int((rows & answers).sum())} answerable, {int((rows & ~answers).sum())} not"
        )
        print(f"  AUC answerable or not    {roc_auc_score(answers[rows], predicted[rows]):.3f}")
        if near[against].any():
            print(
                f"  AUC against near misses  {roc_auc_score(answers[against], predicted[against]):.3f}"
            )
        refused = (predicted < threshold)[rows & ~answers].mean()
        lost = (predicted < threshold)[rows & answers].mean()
        print(f"  at {threshold:.3f}: refused {refused:.3f}, false refusals {lost:.3f}")
        sure = (predicted >= threshold) & answers
        print(f"  quoted rightly {(sure & right)[rows & answers].mean():.3f}")
    if args.write:
        answerable = [e for e in examples if e.asked.answerable]
        ranking = fit_ranking(answerable, args.l2)
        voice = fit_voice(answerable, ranking)
        features = features_of(examples, ranking, voice)
        quoted = quoting(examples, ranking, voice)
        model = fit_confidence(features, quoted, counts, args.l2_confidence)
        model = replace(
            model, weights=slope * model.weights, intercept=slope * model.intercept + intercept
        )
        data = {
            "made_by": "training/fit_answering.py",
            "examples": {"dev": int((dev & worded).sum()), "further": int((~dev & worded).sum())},
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
    print(f"pairs that only the reader that ships has read: {sum(r.unknown for r in readers)}")


if __name__ == "__main__":
    main()
