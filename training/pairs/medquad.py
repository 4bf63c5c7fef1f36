"""Pairs of MedQuAD: 8 % of the topics are held back."""

from __future__ import annotations

import random
import re
from collections import defaultdict

import numpy as np

from pairs.datasets import DataSets, lines
from pairs.pair import Pair
from pairs.windows import Weights, windows


def medquad_pairs(sets: DataSets, count: int) -> list[Pair]:
    """A health institute's question against its answer, another answer on the topic, and the same question on another topic."""
    topics: dict[str, list[dict]] = defaultdict(list)
    for d in lines(sets.data / "medquad_liveqa" / "corpus.jsonl"):
        text = re.sub(r"^[^.?!]{0,120}\?\s*", "", d["text"].strip())
        focus = re.sub(
            r"\s+",
            " ",
            re.sub(
                r"^.*?(?:What is \(are\)|\bof|\bfor|\bwith|\bhave|\bgets?|\babout|\bto) ",
                "",
                d["title"],
            ).strip(" ?"),
        )
        if len(text.split()) > 15 and len(d["title"].split()) < 20:
            topics[re.sub(r"[_-](Sec)?\d+(\.s?h?t?m?l?)?$", "", d["id"])].append(
                {
                    "question": plainer(d["title"], sets.rng),
                    "text": text,
                    "focus": focus.split(" (")[0][:60],
                    "type": " ".join(d["title"].split()[:4]),
                }
            )
    many = [k for k, v in sorted(topics.items()) if len(v) > 1]
    sets.rng.shuffle(many)
    pool = [(k, d) for k in many for d in sets.rng.sample(topics[k], min(3, len(topics[k])))][
        :count
    ]
    weights = Weights(d["text"] for _, d in pool)
    vectors = sets.encode([d["question"] for _, d in pool])
    pairs: list[Pair] = []
    for row, (key, d) in enumerate(pool):
        back = sets.held(f"medquad:{key}", 0.08)
        bare = sets.rng.random() < 0.25
        entry = lambda other, kind, label, d=d, key=key, back=back, bare=bare: Pair(  # noqa: E731
            "medquad_liveqa", kind, d["question"], "" if bare else other["focus"],
            other["text"][slice(*(windows(other["text"])[0] if sets.rng.random() < 0.4 else weights.best(d["question"], other["text"])))],
            label, back, None, key,
        )  # fmt: skip
        pairs.append(entry(d, "gold", 1))
        siblings = [
            o
            for o in topics[key]
            if o["type"] != d["type"]
            and o["text"][:60] != d["text"][:60]
            and not covers(d["type"], o["type"])
        ]
        if siblings:
            pairs.append(entry(sets.rng.choice(siblings), "sibling", 0))
        near = [
            i
            for i in np.argsort(-(vectors @ vectors[row]), kind="stable")[:12]
            if pool[i][0] != key and pool[i][1]["focus"] != d["focus"]
        ]
        if near and sets.rng.random() < 0.5:
            other = sets.rng.choice(near[:4])
            if sets.held(f"medquad:{pool[other][0]}", 0.08) == back:
                pairs.append(entry(pool[other][1], "ranked", 0))
    return pairs


def covers(asked: str, other: str) -> bool:
    """Does an answer of the other type usually hold the answer of the asked type, too (an overview does)?"""
    return "What is (are)" in other or "information" in asked + other or "prevent" in asked + other


_PLAINER = (
    (r"^What is \(are\) (.*?) \?$", ("What is {}?", "what does {} mean", "{} explained")),
    (
        r"^What are the symptoms of (.*?) \?$",
        ("What are the symptoms of {}?", "how do I know if I have {}", "signs of {}"),
    ),
    (
        r"^What are the treatments for (.*?) \?$",
        ("How is {} treated?", "treatment for {}", "what can be done about {}"),
    ),
    (
        r"^How many people are affected by (.*?) \?$",
        ("How common is {}?", "how many people have {}"),
    ),
    (
        r"^What are the genetic changes related to (.*?) \?$",
        ("Which genes cause {}?", "what gene is to blame for {}"),
    ),
    (
        r"^Is (.*?) inherited \?$",
        ("Is {} inherited?", "can {} run in families", "will my children get {}"),
    ),
    (r"^How to diagnose (.*?) \?$", ("How is {} diagnosed?", "tests for {}")),
    (r"^What causes (.*?) \?$", ("What causes {}?", "why do people get {}")),
    (r"^Who is at risk for (.*?)\? \?$", ("Who is at risk of {}?", "who gets {}")),
)


def plainer(title: str, rng: random.Random) -> str:
    """A question as people put it, from the stiff one of the data set."""
    title = re.sub(r"\s*\([^()]*(?:called|also)[^()]*\)", "", re.sub(r"\s+", " ", title.strip()))
    for pattern, forms in _PLAINER:
        if found := re.match(pattern, title):
            return rng.choice(forms).format(found.group(1))
    return title.replace(" ?", "?")
