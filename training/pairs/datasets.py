"""The folder of the data sets, their files, and which groups are held back."""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from pathlib import Path

from pairs.pair import Encode


def lines(path: Path) -> list[dict]:
    """Reads a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def relevant(path: Path) -> dict[str, list[str]]:
    """Reads a qrels file: the passages that answer each query."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, passage, score = line.split("\t")
        if float(score) > 0:
            found[query].append(passage)
    return found


def share(seed: int, key: str) -> float:
    """A number from 0 to 1 that only depends on the seed and the key."""
    return int(hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()[:8], 16) / 16**8


class DataSets:
    """What building pairs needs in each data set.

    Args:
        data: the folder of the data sets.
        encode: gives one unit vector per text.
        seed: decides what is held back and every random choice.
    """

    def __init__(self, data: Path, encode: Encode, seed: int) -> None:
        self.data, self.encode, self.seed = data, encode, seed
        self.rng = random.Random(seed)

    def held(self, key: str, part: float) -> bool:
        """Is this group among the part that is held back?"""
        return share(self.seed, key) < part
