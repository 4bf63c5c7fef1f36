"""Pairs of SQuAD 2.0: three articles are held back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from pairs.datasets import DataSets, share
from pairs.pair import Pair
from pairs.windows import Weights, cut, windows, without


def squad_pairs(sets: DataSets) -> list[Pair]:
    """Answers, unanswerable questions, paragraphs without their answer, and paragraphs nearby."""
    pairs: list[Pair] = []
    articles = [
        a for name in ("a.json", "b.json") for a in articles_of(sets.data / "squad2_part" / name)
    ]
    held = set(sorted((a["title"] for a in articles), key=lambda t: share(sets.seed, t))[:3])
    for article in articles:
        title, back = article["title"].replace("_", " "), article["title"] in held
        paragraphs = article["paragraphs"]
        weights = Weights(p["context"] for p in paragraphs)
        vectors = sets.encode([p["context"] for p in paragraphs])
        asked = sets.encode([q["question"] for p in paragraphs for q in p["qas"]])
        row = -1
        for here, paragraph in enumerate(paragraphs):
            text = paragraph["context"]
            for qa in paragraph["qas"]:
                row += 1
                question = qa["question"].strip()
                make = lambda kind, window, label, span=None, q=question, p=paragraph: Pair(  # noqa: E731
                    "squad2_part",
                    kind,
                    q,
                    heading(sets, title, p, q),
                    window,
                    label,
                    back,
                    span,
                    article["title"],
                )
                if qa["is_impossible"]:
                    pairs.append(make("unanswerable", cut(weights, question, text), 0))
                    continue
                answer = qa["answers"][0]
                start, stop = (
                    answer["answer_start"],
                    answer["answer_start"] + len(answer["text"]),
                )
                fitting = [w for w in windows(text) if w[0] <= start and stop <= w[1]]
                if not fitting:
                    continue
                a, b = weights.best(question, text, fitting)
                pairs.append(make("gold", text[a:b], 1, (start - a, stop - a)))
                answers = {x["text"].lower() for x in qa["answers"]}
                draw = sets.rng.random()
                if draw < 0.62:
                    rest = without(text, lambda s, n=answers: any(x in s.lower() for x in n))
                    if len(rest.split()) > 12 and not text[start:stop].isspace():
                        pairs.append(make("removed", cut(weights, question, rest), 0))
                if draw > 0.5:
                    order = [
                        int(i)
                        for i in np.argsort(-(vectors @ asked[row]), kind="stable")
                        if i != here
                    ][:4]
                    order = [
                        i
                        for i in order
                        if not any(x in paragraphs[i]["context"].lower() for x in answers)
                    ]
                    if order:
                        other = sets.rng.choice(order[:2])
                        pairs.append(
                            replace(
                                make(
                                    "sibling",
                                    cut(weights, question, paragraphs[other]["context"]),
                                    0,
                                ),
                                heading=title,
                            )
                        )
    return pairs


def articles_of(path: Path) -> list[dict]:
    """Reads the articles of a file in SQuAD's form."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return found["data"] if isinstance(found, dict) else found


def heading(sets: DataSets, title: str, paragraph: dict, question: str) -> str:
    """Now and then the heading is another question on the paragraph, as in a list of questions and answers."""
    others = [q["question"].strip() for q in paragraph["qas"] if q["question"].strip() != question]
    return f"{title} > {sets.rng.choice(others)}" if others and sets.rng.random() < 0.15 else title
