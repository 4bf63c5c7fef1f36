"""How near two questions are in what they ask for: a cosine after a linear map.

A cosine of the encoder's vectors tells what questions speak of. Whether one sentence answers
both is another matter: "who pays for it?" and "what does it pay?" are near. The map is learnt
from questions of which it is known what answers them, and brings those together that one
sentence answers (neighbourhood components analysis, Goldberger et al. 2004); it keeps half of
the dimensions. Made by training/fit_metric.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

METRIC = Path(__file__).parent / "metric.npz"


@dataclass(frozen=True, eq=False, slots=True)
class Metric:
    """A linear map of an encoder's vectors."""

    encoder: str  # digest of the one whose vectors it maps
    map: Matrix  # shape (dimension, fewer dimensions)

    def of(self, vectors: Matrix) -> Matrix:
        """Return unit vectors whose dot products tell how near questions are.

        Args:
            vectors: of the encoder, shape (rows, dimension).

        Returns:
            Shape (rows, fewer dimensions).
        """
        mapped = vectors @ self.map
        lengths = np.sqrt(np.einsum("ij,ij->i", mapped, mapped))
        unit: Matrix = mapped / np.maximum(lengths, 1e-9)[:, np.newaxis]
        return unit


def metric_for(encoder: str) -> Metric | None:
    """Return the metric that was learnt on the vectors of an encoder, by its digest, if one was."""
    metric = _shipped()
    return metric if metric.encoder == encoder else None


def write_metric(metric: Metric, target: Path = METRIC) -> None:
    """Write a metric to a file; its numbers are kept in 16 bits."""
    np.savez(target, encoder=np.array(metric.encoder), map=metric.map.astype(np.float16))


@lru_cache(maxsize=1)
def _shipped() -> Metric:
    with np.load(METRIC, allow_pickle=False) as kept:
        return Metric(str(kept["encoder"]), kept["map"].astype(np.float32))
