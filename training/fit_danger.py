"""Fit the model that tells whether a turn speaks of danger.

    python training/fit_danger.py            prints figures
    python training/fit_danger.py --write    and writes faqbot/conversation/danger.json

A penalised logistic regression on sayings.jsonl, on the examples and look-alikes
of signposts.toml (each held against the others), and on questions about guidance,
which hardly ever speak of danger. The line is where RECALL of what is said in
danger is found in cross-validation. Sayings with a `held` come from other
writers and are only measured on; so is the dev split.
Needs numpy and scikit-learn (they come with `faqbot[models]`).
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from questions import FRESH, OTHER, QUESTIONS
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from faqbot.answering.answer import Status
from faqbot.conversation.danger import MODEL, DangerModel, Stand, grams
from faqbot.conversation.signpost import SignpostFinder, pieces, plain_words
from faqbot.evaluation.cases import load_cases
from faqbot.index.generation import Generation, load_generation

SAYINGS = Path(__file__).parent / "sayings.jsonl"
TARGET = Path(__file__).parents[1] / "faqbot" / "conversation" / MODEL
RECALL = 0.95  # of what is said in danger, half of it without an alarming word, in cross-validation
CURVE = (0.92, 0.94, 0.95, 0.96, 0.975)
ASKED = 9000  # questions about guidance to fit on, a quarter of them among the shortest
RARE = 3  # a word or pair of words in fewer texts is not weighed
SCALES = np.array([8.0, 4.0, 1.0])  # of the stand, beside words whose length is 1
VECTOR = 2.0  # … of the vector
STRENGTH = 5.0  # inverse of the penalty
FOLDS = 5


@dataclass(frozen=True)
class Said:
    """A text, whether it tells of danger, and what the model looks at."""

    text: str
    danger: bool
    vector: np.ndarray
    stand: Stand


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    generation = load_generation(args.index)
    finder = SignpostFinder(generation)
    lines = [json.loads(line) for line in SAYINGS.read_text(encoding="utf-8").splitlines()]
    fitted = [(d["text"], d["kind"] != "harmless") for d in lines if not d.get("held")]
    held: dict[str, list[tuple[str, bool]]] = {}
    for d in lines:
        if d.get("held"):
            held.setdefault(d["held"], []).append((d["text"], d["kind"] != "harmless"))
    asked = _questions()
    said = _examples(generation, finder) + _said(fitted, generation, finder)
    fresh = [json.loads(line)["question"] for line in FRESH.read_text("utf-8").splitlines()]
    read = dict.fromkeys(part for text in (*fresh, *asked[:ASKED]) for part in _parts(text))
    said += _said([(part, False) for part in read], generation, finder)
    odds = _cross_validated(said)
    truth = np.array([s.danger for s in said])
    line = float(np.quantile(odds[truth], 1 - RECALL))
    model = replace(_fit(said, generation.encoder.digest), line=round(line, 4))
    print(f"{int(truth.sum())} in danger, {int((~truth).sum())} not, {len(model.words)} words")
    print(f"cross-validated: AUC {roc_auc_score(truth, odds):.4f}")
    dev = [
        (turn, c.status is Status.SIGNPOST)
        for c in load_cases(args.corpus, "dev")
        for turn in (c.turns if c.status is not Status.SIGNPOST else c.turns[-1:])
    ]
    left = [(t, False) for t in asked[ASKED:][:1000]]
    lines_at = [float(np.quantile(odds[truth], 1 - r)) for r in CURVE]
    print(f"{'found in cross-validation':28} {'  '.join(f'{r:11.3f}' for r in CURVE)}")
    _print_row("cross-validated", truth, odds, lines_at)
    for name, rows in (*held.items(), ("dev", dev), ("questions left out", left)):
        some = _said(rows, generation, finder)
        scores = np.array([_score(model, s) for s in some]) + model.line
        _print_row(name, np.array([s.danger for s in some]), scores, lines_at)
    if args.write:
        TARGET.write_text(_json(model), encoding="utf-8")
        print(f"wrote {TARGET.name}")


def _print_row(name: str, bad: np.ndarray, odds: np.ndarray, lines: Sequence[float]) -> None:
    """What is found, and the false alarms, at each line."""
    cells = []
    for line in lines:
        found = f"{(odds[bad] >= line).mean():.3f}" if bad.any() else "    –"
        cells.append(f"{found} {(odds[~bad] >= line).mean():.3f}")
    print(f"{name:28} {'  '.join(cells)}  ({int(bad.sum())}, {int((~bad).sum())})")


def _parts(text: str) -> list[str]:
    """A text as it is weighed: by its sentences, and what is told aside."""
    sentences, asides = pieces(text)
    return [*sentences, *asides]


def _questions() -> list[str]:
    """The questions on guidance, ours and other, in an order of chance, short ones first."""
    files = (QUESTIONS, OTHER / QUESTIONS.name)
    texts = [json.loads(n)["question"] for f in files for n in f.read_text("utf-8").splitlines()]
    texts = sorted(dict.fromkeys(texts))
    random.Random(17).shuffle(texts)
    short = sorted(texts, key=len)[: len(texts) // 4]
    random.Random(17).shuffle(short)
    some = short[: ASKED // 4]
    return list(dict.fromkeys([*some, *texts]))


def _examples(generation: Generation, finder: SignpostFinder) -> list[Said]:
    """What signposts.toml holds, each without itself."""
    out: list[Said] = []
    for signpost in generation.corpus.signposts:
        for text in (*signpost.examples, *signpost.harmless):
            vector = generation.vectors.signposts[len(out)].astype(np.float32)
            stand = finder.stand(text, vector, without=len(out))
            out.append(Said(text, text in signpost.examples, vector, stand))
    return out


def _said(
    rows: Sequence[tuple[str, bool]], generation: Generation, finder: SignpostFinder
) -> list[Said]:
    vectors = generation.encoder.encode([text for text, _ in rows])
    return [
        Said(text, danger, vector, finder.stand(text, vector))
        for (text, danger), vector in zip(rows, vectors, strict=True)
    ]


def _score(model: DangerModel, said: Said) -> float:
    return model.score(plain_words(said.text), said.vector, said.stand)


def _cross_validated(said: Sequence[Said]) -> np.ndarray:
    """The log odds of each, from a model that has not seen it."""
    odds = np.zeros(len(said))
    truth = [s.danger for s in said]
    parts = StratifiedKFold(FOLDS, shuffle=True, random_state=17).split(truth, truth)
    for seen, out in parts:
        model = _fit([said[i] for i in seen])
        odds[out] = [_score(model, said[i]) for i in out]
    return odds


def _fit(said: Sequence[Said], encoder: str = "") -> DangerModel:
    """The regression, its line at even odds; the scales of what it looks at are in its weights."""
    found = [set(grams(plain_words(s.text))) for s in said]
    counts = Counter(gram for some in found for gram in some)
    names = sorted(gram for gram, n in counts.items() if n >= RARE)
    idf = {n: math.log((1 + len(said)) / (1 + counts[n])) + 1 for n in names}
    column = {n: i for i, n in enumerate(names)}
    rows = np.zeros((len(said), len(names)), dtype=np.float32)
    for row, some in zip(rows, found, strict=True):
        for gram in some:
            if gram in column:
                row[column[gram]] = idf[gram]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    vectors = VECTOR * np.array([s.vector for s in said])
    stands = SCALES * np.array([(s.stand.lead, s.stand.nearest, s.stand.phrase) for s in said])
    x = np.hstack([vectors, stands, rows]).astype(np.float32)
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, [s.danger for s in said])
    w, size = fitted.coef_[0], vectors.shape[1]
    words = dict(zip(names, w[size + len(SCALES) :], strict=True))
    return DangerModel(
        encoder=encoder,
        intercept=float(fitted.intercept_[0]),
        line=0.0,
        vector=np.array([round(float(v) * VECTOR, 4) for v in w[:size]], dtype=np.float32),
        stand=Stand(*(float(v) for v in w[size : size + len(SCALES)] * SCALES)),
        words={n: (round(idf[n], 3), round(float(v), 3)) for n, v in words.items()},
    )


def _json(model: DangerModel) -> str:
    """One line a word, so that a change of one shows."""
    words: Mapping[str, Sequence[float]] = model.words
    head = {
        "made_by": "training/fit_danger.py",
        "encoder": model.encoder,
        "sayings": sha256(SAYINGS.read_bytes()).hexdigest(),
        "intercept": round(model.intercept, 4),
        "line": model.line,
        "stand": {k: round(v, 4) for k, v in asdict(model.stand).items()},
        "vector": [round(float(v), 4) for v in model.vector],
    }
    table = ",\n".join(f"  {json.dumps(n)}: {json.dumps(list(v))}" for n, v in words.items())
    return json.dumps(head)[:-1] + f',\n "words": {{\n{table}\n }}\n}}\n'


if __name__ == "__main__":
    main()
