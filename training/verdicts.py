"""What the readers of the folds said, kept: so that a fit need not wait hours for them to be trained.

verdicts.npz holds, for each fold, the logit of every pair of question and window that the fits
asked its reader for. It is written by the fits when they are run with those readers
(`--readers DIR --write`) and read when they are run without; as long as nobody has, it is not there. A pair that it lacks, for the
guidance, its glossary or what is tried has brought up another window, is read by the reader
that ships; how many, the fit tells. That one has seen the questions: where the pairs are
many, train the readers anew (adapt.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from questions import READER_FOLDS

from faqbot.answering import reader as shipped
from faqbot.answering.reader import MODEL_FILE, TOKENIZER_FILE, Reader
from faqbot.index.encoder import file_sha256
from faqbot.index.onnx_session import open_session, open_tokenizer

VERDICTS = Path(__file__).parent / "verdicts.npz"
SHIPPED = Path(shipped.__file__).parent / shipped.WEIGHTS
_KEY_BYTES = 8
_PARTS = 1_000  # logits are kept in thousandths, as the reader rounds them


class FoldReader(Reader):
    """The reader of one fold, which reads no window twice.

    Args:
        known: logits by `key`, of what it has read before.
        folder: of adapt.py; None where only what is known is at hand.
        fold: which of its readers.
    """

    def __init__(self, known: dict[int, float], folder: Path | None, fold: int) -> None:
        self.known = known
        self.unknown = 0  # pairs that the reader that ships had to read
        self._whole = folder is not None
        model = SHIPPED / MODEL_FILE if folder is None else folder / f"reader-{fold}.onnx"
        tokenizer = (folder or SHIPPED) / TOKENIZER_FILE
        super().__init__(
            open_session(model), open_tokenizer(tokenizer, max_tokens=128, cut="only_second")
        )
        self._logit = lru_cache(maxsize=None)(self._recall)

    def _recall(self, question: str, text: str) -> float:
        name = key(question, text)
        if name in self.known:
            return self.known[name]
        logit = self._read(question, text)
        if self._whole:
            self.known[name] = logit
        else:
            self.unknown += 1
        return logit


def key(question: str, text: str) -> int:
    """Return the number that a pair is kept under."""
    digest = hashlib.sha256(f"{question}\0{text}".encode()).digest()
    return int.from_bytes(digest[:_KEY_BYTES], "big")


def fold_readers(folder: Path | None) -> list[FoldReader]:
    """Return one reader a fold.

    Args:
        folder: of adapt.py, whose readers know what they said before; None for that alone.
    """
    same = folder is None or (VERDICTS.exists() and _digests() == _digests_in(folder))
    kept = _kept() if same else [{} for _ in range(READER_FOLDS)]
    return [FoldReader(known, folder, n) for n, known in enumerate(kept)]


def keep(readers: Sequence[FoldReader], folder: Path) -> None:
    """Write what the readers of a folder have said."""
    arrays: dict[str, np.ndarray] = {"readers": np.array(_digests_in(folder))}
    for n, reader in enumerate(readers):
        pairs = sorted(reader.known)
        logits = [round(reader.known[p] * _PARTS) for p in pairs]
        arrays[f"pairs_{n}"] = np.array(pairs, dtype=np.uint64)
        arrays[f"logits_{n}"] = np.array(logits, dtype=np.int32)
    np.savez_compressed(VERDICTS, **arrays)


def _kept() -> list[dict[int, float]]:
    if not VERDICTS.exists():
        raise SystemExit(
            f"{VERDICTS}: not there; train the readers of the folds (adapt.py), and give --readers"
        )
    with np.load(VERDICTS) as kept:
        return [
            {
                int(pair): int(logit) / _PARTS
                for pair, logit in zip(kept[f"pairs_{n}"], kept[f"logits_{n}"], strict=True)
            }
            for n in range(READER_FOLDS)
        ]


def _digests() -> list[str]:
    with np.load(VERDICTS) as kept:
        return list(map(str, kept["readers"]))


def _digests_in(folder: Path) -> list[str]:
    return [file_sha256(folder / f"reader-{n}.onnx") for n in range(READER_FOLDS)]
