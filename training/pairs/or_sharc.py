"""Pairs of OR-ShARC: 15 % of the pages are held back."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from pairs.datasets import DataSets, lines, relevant
from pairs.pair import Pair
from pairs.windows import Weights, cut


def or_sharc_pairs(sets: DataSets) -> list[Pair]:
    """or_sharc: questions on rule texts of governments; near rules of other pages are the near-misses."""
    corpus = {d["id"]: d for d in lines(sets.data / "or_sharc" / "corpus.jsonl")}
    ids, gold = list(corpus), relevant(sets.data / "or_sharc" / "qrels.tsv")
    body = {
        i: re.sub(r"^#+[^\n]*\n+", "", d["text"]).strip() or d["text"] for i, d in corpus.items()
    }
    page = {i: "/".join((d.get("url") or i).rstrip("/").split("/")[:4]) for i, d in corpus.items()}
    whole, weights = sets.encode([d["text"] for d in corpus.values()]), Weights(body.values())
    seen: dict[tuple[str, str], int] = defaultdict(int)
    queries = []
    for q in lines(sets.data / "or_sharc" / "queries.jsonl"):
        key = (q["text"], gold[q["id"]][0])
        scene = q.get("scenario", "").strip()
        seen[key] += 1
        if seen[key] == 1:
            queries.append((q["text"], q["text"], *key[1:]))
        elif seen[key] <= 3 and 0 < len(scene.split()) < 30:
            queries.append((f"{scene} {q['text']}", q["text"], *key[1:]))
    pairs: list[Pair] = []
    for (question, core, right), vector in zip(
        queries, sets.encode([q[1] for q in queries]), strict=True
    ):
        back = sets.held(f"sharc:{page[right]}", 0.15)
        entry = lambda i, kind, label, q=question, c=core, back=back, g=page[right]: Pair(  # noqa: E731
            "or_sharc",
            kind,
            q,
            corpus[i]["title"].strip(" #"),
            cut(weights, c, body[i]),
            label,
            back,
            None,
            g,
        )
        pairs.append(entry(right, "gold", 1))
        near = [ids[i] for i in np.argsort(-(whole @ vector), kind="stable")[:30]]
        near = [
            i
            for i in near
            if page[i] != page[right] and corpus[i]["title"] != corpus[right]["title"]
        ][:4]
        pairs += [entry(i, "ranked", 0) for i in sets.rng.sample(near, min(2, len(near)))]
    return pairs
