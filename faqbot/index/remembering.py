"""An encoder that encodes no text twice in a row of texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from faqbot.index.encoder import Encoder, Matrix
from faqbot.index.question_encoder import StatesEncoder


class RememberingEncoder:
    """An encoder that keeps the vectors of the last texts: one turn is read by several stages.

    Args:
        encoder: makes the vectors.
        size: how many are kept.
    """

    def __init__(self, encoder: Encoder, size: int = 64) -> None:
        self._encoder = encoder
        self._size = size
        self._kept: dict[str, Matrix] = {}
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.digest = encoder.digest

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return unit vectors of shape (len(texts), dimension), row i for text i.

        Raises:
            EncoderError: the model gave unusable vectors.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        fresh = dict(zip(new, self._encoder.encode(new), strict=True))
        rows = [self._kept[text] if text in self._kept else fresh[text] for text in texts]
        self._kept |= fresh
        for text in list(self._kept)[: -self._size]:
            del self._kept[text]
        return np.stack(rows) if rows else self._encoder.encode([])

    @property
    def states(self) -> Callable[[str], Matrix]:
        """What its last layers begin from, of an encoder that tells.

        Raises:
            AttributeError: the encoder is another.
        """
        if not isinstance(self._encoder, StatesEncoder):
            raise AttributeError(f"{self.name} does not tell its states")
        return self._encoder.states
