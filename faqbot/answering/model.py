"""The two small models that decide: which sentence, and whether it answers.

Both are linear over named signals, fitted by training/fit_answering.py; model.json
holds every number. Ranking is a conditional logit over the candidates of a
question (McFadden 1974), to which the reader adds its voice on the passages that it
read; confidence is a logistic regression on the best candidate. There are two of
each: what a cosine tells beside precedents is another matter than what it tells
where none were held against a document.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from faqbot.answering.coverage import COVERAGE
from faqbot.answering.signals import PRECEDENTS, SIGNALS, Rows

MODEL = "model.json"
EXTRA = (  # of the best candidate, beside its signals
    *COVERAGE,
    "reader",  # the reader's logit of its window
    "reader_best",  # the highest logit among the windows that were read
)
FEATURES = (*SIGNALS, *EXTRA)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """weights · (x - mean) / scale + intercept."""

    names: tuple[str, ...]
    mean: npt.NDArray[np.float64]
    scale: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    intercept: float = 0.0

    def terms(self, rows: Rows) -> Rows:
        """Return each signal's share of the score, shape as `rows`."""
        out: Rows = (rows - self.mean) / self.scale * self.weights
        return out

    def score(self, rows: Rows) -> npt.NDArray[np.float64]:
        """Return one score a row, rounded so that ties are ties."""
        out: npt.NDArray[np.float64] = np.round(self.terms(rows).sum(axis=1) + self.intercept, 6)
        return out

    def to_json(self) -> dict[str, Any]:
        """Return the numbers by name."""
        table = zip(self.names, self.mean, self.scale, self.weights, strict=True)
        return {
            "intercept": round(self.intercept, 6),
            "signals": {
                n: {
                    "mean": round(float(m), 6),
                    "scale": round(float(s), 6),
                    "weight": round(float(w), 6),
                }
                for n, m, s, w in table
            },
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """The numbers an answer is decided by."""

    ranking: LinearModel
    confidence: LinearModel
    threshold: float  # answer at or above this confidence
    voice: float = 0.0  # ranking score that one of the reader's logits is worth

    def confidence_of(self, features: Rows) -> float:
        """Return the probability that the best candidate answers, 0 to 1."""
        score = float(self.confidence.score(features.reshape(1, -1))[0])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def allowance(ranking: LinearModel, rows: Rows) -> npt.NDArray[np.float64]:
    """Return the ranking score that each candidate gets because precedents cannot tell of it.

    They were not held against its document as it is, so it is not behind what they speak for.

    Args:
        ranking: the model.
        rows: signals of the candidates, shape (candidates, signals).
    """
    by = ranking.terms(rows)[:, PRECEDENTS].sum(axis=1)
    held = rows[:, SIGNALS.index("precedent")] > 0
    most = float(by[held].max(initial=-np.inf))
    missing: npt.NDArray[np.float64] = np.where(held, 0.0, np.clip(most - by, 0.0, None))
    return missing.round(6)


def heard(
    scores: Sequence[float], passages: Sequence[int], read: Mapping[int, float], voice: float
) -> list[float]:
    """Return the ranking scores after the reader has spoken.

    The passage that it holds most of keeps its scores, the others that it read lose the
    difference; so what was not read never comes first.

    Args:
        scores: ranking score of each candidate.
        passages: passage row of each.
        read: the reader's logit of each passage that was read, by passage row.
        voice: ranking score that one logit is worth.
    """
    most = max(read.values(), default=0.0)
    return [s - voice * (most - read.get(p, most)) for s, p in zip(scores, passages, strict=True)]


def confidence_features(
    signals: Rows, coverage: Sequence[float], read: Mapping[int, float], passage: int
) -> Rows:
    """Return the features of the best candidate, in the order of FEATURES.

    Args:
        signals: of the best candidate, shape (signals,).
        coverage: what it leaves open, in the order of COVERAGE.
        read: the reader's logit of each passage that was read, by passage row.
        passage: the best candidate's.
    """
    return np.concatenate([signals, [*coverage, read[passage], max(read.values())]])


def in_order(scores: Sequence[float]) -> list[int]:
    """Return the positions of scores, the highest first; ties as they stand."""
    return sorted(range(len(scores)), key=lambda i: -scores[i])


def best_of(scores: Sequence[float]) -> int:
    """Return the position of the highest score; ties go to the first."""
    return int(np.argmax(np.asarray(scores)))


def decision_for(rows: Rows) -> Decision:
    """Return the models for the candidates of a question.

    Args:
        rows: their signals, shape (candidates, signals).
    """
    told = rows[:, SIGNALS.index("precedent")] > 0
    return load_decision(held=bool(len(told) and told.all()))


@lru_cache(maxsize=2)
def load_decision(*, held: bool = False) -> Decision:
    """Return the fitted models that come with the package.

    Args:
        held: those for candidates that all stand in documents which precedents were held against.
    """
    data = json.loads((resources.files("faqbot.answering") / MODEL).read_text(encoding="utf-8"))
    fitted = data["held" if held else "others"]
    return Decision(
        ranking=linear(fitted["ranking"], SIGNALS),
        confidence=linear(fitted["confidence"], FEATURES),
        threshold=float(fitted["threshold"]),
        voice=float(fitted["voice"]),
    )


def linear(data: Mapping[str, Any], names: Sequence[str]) -> LinearModel:
    """Return a model from its numbers by name, as `LinearModel.to_json` gives them."""
    signals = data["signals"]
    columns = {
        key: np.array([signals[n][key] for n in names]) for key in ("mean", "scale", "weight")
    }
    return LinearModel(
        tuple(names),
        columns["mean"],
        columns["scale"],
        columns["weight"],
        float(data["intercept"]),
    )
