"""Questions as hurried people type them."""

from __future__ import annotations

import random
import re

_KEYS = {
    c: n
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for c, n in zip(row, row[1:] + row[-2], strict=True)
}
_OPENERS = (
    "hi, ",
    "quick question - ",
    "can you tell me ",
    "do you know ",
    "someone asked me ",
    "just wondering ",
    "pls help, ",
)


def noisy(question: str, rng: random.Random) -> str:
    """What hurried people type: no capitals, no question mark, a typo or two, an opener. Half of the questions stay as they are."""
    draw = rng.random()
    if draw < 0.5:
        return question
    text = re.sub(r"[?!.,]+(?=\s|$)", "", question.lower()) if draw < 0.9 else question
    if draw > 0.68:
        parts = text.split()
        long = [i for i, w in enumerate(parts) if len(w) > 3 and w.isalpha()]
        for i in rng.sample(long, min(len(long), 1 + (rng.random() < 0.4))):
            w, at = parts[i], rng.randrange(1, len(parts[i]) - 1)
            parts[i] = rng.choice(
                (
                    w[:at] + w[at + 1] + w[at] + w[at + 2 :],
                    w[:at] + w[at + 1 :],
                    w[:at] + w[at] + w[at:],
                    w[:at] + _KEYS.get(w[at], "e") + w[at + 1 :],
                )
            )
        text = " ".join(parts)
    return rng.choice(_OPENERS) + text if rng.random() < 0.12 else text
