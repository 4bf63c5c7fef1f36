"""Pairs of lists of questions and answers (StackFAQ, COVID FAQ)."""

from __future__ import annotations

import numpy as np

from pairs.datasets import DataSets, lines, relevant
from pairs.pair import Pair
from pairs.windows import Weights, cut


def faq_pairs(sets: DataSets, name: str, copies: int) -> list[Pair]:
    """stackfaq, covidfaq_deepset: paraphrases of a known question; the nearest other entries are the near-misses."""
    corpus = {d["id"]: d for d in lines(sets.data / name / "corpus.jsonl")}
    ids = list(corpus)
    titles = sets.encode([d["title"] for d in corpus.values()])
    whole = sets.encode([d["title"] + ". " + d["text"][:400] for d in corpus.values()])
    weights = Weights(d["title"] + " " + d["text"] for d in corpus.values())
    gold = relevant(sets.data / name / "qrels.tsv")
    queries = [
        (q["text"].strip(), gold[q["id"]])
        for q in lines(sets.data / name / "queries.jsonl")
        if gold.get(q["id"])
    ]
    queries += (
        [(d["title"], [d["id"]]) for d in corpus.values()] if name.startswith("covid") else []
    )
    pairs: list[Pair] = []
    for (question, right), vector in zip(
        queries, sets.encode([q for q, _ in queries]), strict=True
    ):
        at = ids.index(right[0])
        back = sets.held(f"{name}:{right[0]}", 0.15)
        bare = sets.rng.random() < 0.2 or question == corpus[right[0]]["title"]
        entry = lambda i, kind, label, q=question, bare=bare, back=back, g=right[0]: Pair(  # noqa: E731
            name,
            kind,
            q,
            "" if bare else corpus[ids[i]]["title"],
            cut(weights, q, corpus[ids[i]]["text"]),
            label,
            back,
            None,
            g,
        )
        pairs.append(entry(at, "gold", 1))
        near = [
            i
            for i in np.argsort(-(whole @ vector), kind="stable")
            if ids[i] not in right and titles[i] @ titles[at] < 0.75
        ]
        pairs += [entry(int(i), "ranked", 0) for i in sets.rng.sample(near[:5], copies)]
    return pairs
