"""An encoder that keeps its vectors in a folder, for sets that take minutes to encode."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from faqbot.index.encoder import Encoder, Matrix
from faqbot.index.vectors import STORED

_KEY = 16  # bytes of a text's SHA-256 that it is found by


class StoredEncoder:
    """Gives the vectors that a folder holds, and has the others made and put there.

    A run that is stopped loses at most the vectors of its last call. Vectors are rounded
    to 16 bits, as in an index. The files are named by the encoder's digest.

    Args:
        encoder: makes the vectors.
        folder: where they are kept; made when missing.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder
        self._keys_file = folder / f"{encoder.digest[:16]}.keys"
        self._vectors_file = folder / f"{encoder.digest[:16]}.f16"
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.digest = encoder.digest
        self._vectors = self._held()

    def _held(self) -> dict[bytes, Matrix]:
        """Return the vectors in the folder by key; what a stopped run had half written is cut off."""
        if not (self._keys_file.is_file() and self._vectors_file.is_file()):
            return {}
        size = self.dimension * np.dtype(STORED).itemsize
        count = min(
            self._keys_file.stat().st_size // _KEY, self._vectors_file.stat().st_size // size
        )
        for file, length in ((self._keys_file, _KEY), (self._vectors_file, size)):
            if file.stat().st_size > count * length:
                with file.open("r+b") as stream:
                    stream.truncate(count * length)
        keys = self._keys_file.read_bytes()
        rows = np.fromfile(self._vectors_file, dtype=STORED).reshape(count, self.dimension)
        return {keys[i * _KEY : (i + 1) * _KEY]: rows[i] for i in range(count)}

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return unit vectors of shape (len(texts), dimension), row i for text i.

        Raises:
            EncoderError: the model gave unusable vectors.
        """
        keys = [hashlib.sha256(t.encode("utf-8", "replace")).digest()[:_KEY] for t in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._vectors}
        if missing:
            made = self._encoder.encode([*missing.values()]).astype(STORED)
            with self._vectors_file.open("ab") as stream:
                stream.write(made.tobytes())
            with self._keys_file.open("ab") as stream:
                stream.write(b"".join(missing))
            self._vectors |= dict(zip(missing, made, strict=True))
        rows = [self._vectors[key].astype(np.float32) for key in keys]
        return np.stack(rows) if rows else self._encoder.encode([])
