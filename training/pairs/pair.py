"""A training pair: a question, a window of a passage, and whether the window answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

TRAINING_SETS = (
    "squad2_part",
    "clapnq_dev",
    "mtrag_clapnq",
    "stackfaq",
    "covidfaq_deepset",
    "medquad_liveqa",
    "or_sharc",
)

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Pair:
    """A question and a window of a passage.

    Attributes:
        set: the data set the pair is from.
        kind: `gold`, `removed`, `sibling`, `unanswerable` or `ranked`.
        question: as the data set has it; noise is added while training.
        heading: the heading path of the window, or nothing.
        text: the window.
        label: 1 where the window answers the question, else 0.
        held: True where the pair is for measuring, not for training.
        span: of the evidence, in characters of `text`, where known.
        group: the article, thread, conversation, topic or page; never on both sides.
    """

    set: str
    kind: str
    question: str
    heading: str
    text: str
    label: int
    held: bool
    span: tuple[int, int] | None = None
    group: str = ""

    @property
    def passage(self) -> str:
        """The heading path and the window, as the model reads them."""
        return f"{self.heading}. {self.text}" if self.heading else self.text
