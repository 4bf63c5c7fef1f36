"""The models that decide an answer, and how they are fitted on questions that were weighed.

Ranking is a conditional logit over the candidate sentences of each answerable question, and how much
the reader's voice counts in it another one over the best sentences of the passages that it read; confidence
is a logistic regression on the best candidate of each question. All are monotone (a signal that speaks
for an answer never counts against one) and penalised (L2). Needs numpy, scipy and scikit-learn.
"""

from __future__ import annotations

import numpy as np
from conditional_logit import Choice, conditional_logit
from examples import Example
from scipy.optimize import minimize, minimize_scalar
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from faqbot.answering.model import FEATURES, LinearModel, in_order
from faqbot.answering.signals import SIGNALS

# Where dev has too few cases to tell (a pharmacist is no clinical pharmacist), the
# penalty pulls towards this weight instead of 0.
PRIOR = {"role_in_heading": 1.0}
Bounds = tuple[float | None, float | None]
AGAINST = ("unmet", "unknown", "unanswered_nearer")  # features that never speak for an answer
# Signals that may count against a sentence.
FREE = ("role", "story", "authority", "worded", "precedent")
_SAME = 0.995  # share of the rows with one value from which a signal tells nothing


def fit_ranking(examples: list[Example], l2: float) -> LinearModel:
    rows = np.concatenate([e.rows for e in examples])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    choices = [
        Choice((e.rows - mean) / scale, e.telling, e.counts) for e in examples if e.telling.any()
    ]
    prior = np.array([PRIOR.get(n, 0.0) for n in SIGNALS])
    signs = [(None, None) if n in (*FREE, *AGAINST) else (0.0, None) for n in SIGNALS]
    bounds = _telling(rows, signs)
    w = conditional_logit(choices, l2, prior, bounds)
    return LinearModel(SIGNALS, mean, scale, w)


def _telling(rows: np.ndarray, signs: list[Bounds]) -> list[Bounds]:
    """Return the bounds of each signal's weight: 0 where next to all rows have one value.

    What hardly ever differs where it is learnt would decide alone where it does.
    """
    same = np.mean(rows == np.median(rows, axis=0), axis=0) >= _SAME
    return [(0.0, 0.0) if alike else sign for alike, sign in zip(same, signs, strict=True)]


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
    bounds = [*_telling(features, signs), (None, None)]
    w = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
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
