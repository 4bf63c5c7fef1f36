"""An encoder that remembers gives the vectors of the one inside, each made once."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from faqbot.index.question_encoder import StatesEncoder
from faqbot.index.remembering import RememberingEncoder


class _Counting:
    """An encoder that counts what it is given."""

    name, dimension, digest = "counting", 2, "0" * 64

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.seen += texts
        rows = [[1.0, float(len(text))] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), 2)


def test_it_makes_each_vector_once() -> None:
    """Vectors come in the order asked for, also where some are kept and some are new."""
    counting = _Counting()
    remembering = RememberingEncoder(counting, size=2)
    assert remembering.encode(["a", "bb", "a"])[:, 1].tolist() == [1, 2, 1]
    assert remembering.encode(["bb", "ccc"])[:, 1].tolist() == [2, 3]
    assert counting.seen == ["a", "bb", "ccc"]
    assert remembering.encode([]).shape == (0, 2)


def test_it_forgets_the_oldest() -> None:
    """No more than `size` vectors stay."""
    counting = _Counting()
    remembering = RememberingEncoder(counting, size=2)
    remembering.encode(["a", "bb", "ccc"])
    remembering.encode(["a"])
    assert counting.seen == ["a", "bb", "ccc", "a"]


class _Telling(_Counting):
    """One that tells its states, too."""

    def states(self, text: str) -> npt.NDArray[np.float32]:
        return np.ones((1, len(text), 2), dtype=np.float32)


def test_it_tells_the_states_of_an_encoder_that_has_any() -> None:
    """And is taken for such a one only then; copies are what it is."""
    told = copy.copy(RememberingEncoder(_Telling()))
    assert isinstance(told, StatesEncoder)
    assert told.states("abc").shape == (1, 3, 2)
    assert not isinstance(RememberingEncoder(_Counting()), StatesEncoder)
