"""How likely a turn tells of danger: a fitted linear model over its vector and its words.

training/fit_danger.py fits it on training/sayings.jsonl; danger.json holds
every number. A logistic regression (Cox 1958) over three things: the turn's
vector, its words and pairs of words (TF-IDF, Salton & Buckley 1988), and how it
stands to the examples and phrases that maintainers keep in signposts.toml.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from faqbot.index.vectors import Matrix

MODEL = "danger.json"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a piece of a turn stands to what maintainers keep in signposts.toml."""

    lead: float  # mean cosine of its nearest examples, less that of its nearest look-alikes
    nearest: float  # cosine of its nearest example
    phrase: float  # 1 where it holds a phrase, else 0


@dataclass(frozen=True, slots=True)
class DangerModel:
    """Log odds that somebody who says this is, or tells of somebody, in danger."""

    encoder: str  # SHA-256 of the one whose vectors it weighs
    intercept: float
    line: float  # log odds from which a turn is signposted
    vector: Matrix  # (dimension,): weight of each number of the vector
    stand: Stand  # the weight of each of its numbers
    words: Mapping[str, tuple[float, float]]  # word or pair of words -> its idf, its weight

    def score(self, plain: str, vector: Matrix | None, stand: Stand) -> float:
        """Return the log odds less the line: 0 or more is signposted.

        Args:
            plain: a piece of a turn, small letters, single spaces, no punctuation.
            vector: its unit vector; None if another encoder made it, whose numbers say nothing here.
            stand: how it stands to signposts.toml.
        """
        odds = self.intercept + self._of_words(plain)
        if vector is not None:
            odds += float(self.vector @ vector)
        odds += self.stand.lead * stand.lead + self.stand.nearest * stand.nearest
        odds += self.stand.phrase * stand.phrase
        return round(odds - self.line, 6)

    def _of_words(self, plain: str) -> float:
        met = [self.words[gram] for gram in set(grams(plain)) if gram in self.words]
        length = math.sqrt(math.fsum(idf * idf for idf, _ in met))
        return math.fsum(idf * weight for idf, weight in met) / length if met else 0.0


def grams(plain: str) -> list[str]:
    """Return the words of a text and its pairs of words side by side."""
    tokens = plain.split()
    return [*tokens, *(f"{a} {b}" for a, b in itertools.pairwise(tokens))]


@lru_cache(maxsize=1)
def load_danger() -> DangerModel:
    """Return the fitted model that comes with the package."""
    data = json.loads((resources.files("faqbot.conversation") / MODEL).read_text(encoding="utf-8"))
    words: Mapping[str, Sequence[float]] = data["words"]
    return DangerModel(
        encoder=str(data["encoder"]),
        intercept=float(data["intercept"]),
        line=float(data["line"]),
        vector=np.array(data["vector"], dtype=np.float32),
        stand=Stand(**data["stand"]),
        words={gram: (float(idf), float(weight)) for gram, (idf, weight) in words.items()},
    )
