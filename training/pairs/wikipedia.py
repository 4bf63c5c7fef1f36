"""Pairs of CLAPNQ and of the Wikipedia part of MTRAG: half of the questions are held back."""

from __future__ import annotations

from pathlib import Path

from pairs.datasets import DataSets, lines, relevant
from pairs.pair import TRAINING_SETS, Encode, Pair
from pairs.ranking import Ranking
from pairs.windows import Weights, cut, tidy, windows, without, words


class Wikipedia:
    """Passages and questions of clapnq_dev and mtrag_clapnq in one form.

    Args:
        data: the folder of the data sets.
        encode: gives one unit vector per text.
    """

    def __init__(self, data: Path, encode: Encode) -> None:
        self.texts, self.titles = {}, {}
        clap, talk = data / "clapnq_dev", data / "mtrag_clapnq"
        for d in (*lines(clap / "corpus.jsonl"), *lines(talk / "corpus.jsonl")):
            text = tidy(d["text"].removeprefix(d["title"] + "\n"))
            if len(text.split()) > 8:
                self.texts[d["id"]], self.titles[d["id"]] = text, d["title"]
        self.ids = list(self.texts)
        self.weights = Weights(self.texts.values())
        self.ranking = Ranking([f"{self.titles[i]}. {t}" for i, t in self.texts.items()], encode)
        self.questions: list[dict] = []
        for folder in (clap, talk):
            gold = relevant(folder / "qrels.tsv")
            answers = {a["id"]: a for a in lines(folder / "answers.jsonl")}
            for q in lines(folder / "queries.jsonl"):
                known = answers.get(q["id"], {})
                paired = (
                    [q["paired_passage"]] if not q["answerable"] and q.get("paired_passage") else []
                )
                self.questions.append(
                    {
                        "set": folder.name,
                        "text": (q.get("rewrite") or q["text"]).strip(),
                        "label": q.get("label")
                        or ("ANSWERABLE" if q["answerable"] else "UNANSWERABLE"),
                        "group": q["id"].split("<::>")[0],
                        "gold": [g for g in gold.get(q["id"], []) if g in self.texts],
                        "paired": [p for p in paired if p in self.texts],
                        "evidence": [tidy(e) for e in known.get("evidence", [])],
                        "answer": " ".join(known.get("answers", [])),
                    }
                )


def wikipedia_pairs(sets: DataSets) -> list[Pair]:
    """clapnq_dev and mtrag_clapnq, which share their passages."""
    pairs: list[Pair] = []
    world = Wikipedia(sets.data, sets.encode)
    protected: set[str] = set()
    for q in world.questions:
        if sets.held(q["group"], 0.5):
            protected.update(q["gold"] + q["paired"])
    vectors = sets.encode([q["text"] for q in world.questions])
    for q, vector in zip(world.questions, vectors, strict=True):
        back, name, text = sets.held(q["group"], 0.5), q["set"], q["text"]
        make = lambda kind, i, window, label, span=None, q=q, back=back: Pair(  # noqa: E731
            q["set"], kind, q["text"], world.titles[i], window, label, back, span, q["group"]
        )
        if q["label"] == "UNANSWERABLE" and q["paired"]:
            pairs.append(
                make(
                    "unanswerable",
                    q["paired"][0],
                    cut(world.weights, text, world.texts[q["paired"][0]]),
                    0,
                )
            )
        if q["label"] == "ANSWERABLE":
            for gold in q["gold"][:3]:
                passage = world.texts[gold]
                proof = [e for e in q["evidence"] if e and e in passage]
                spans = [
                    (passage.index(e), passage.index(e) + len(e)) for e in dict.fromkeys(proof)
                ]
                a, b = max(
                    windows(passage),
                    key=lambda w: (
                        sum(w[0] <= s and e <= w[1] for s, e in spans),
                        len(
                            set(words(q["answer"] + " " + text)) & set(words(passage[w[0] : w[1]]))
                        ),
                        -w[0],
                    ),
                )
                inside = [(s - a, e - a) for s, e in spans if a <= s and e <= b]
                pairs.append(make("gold", gold, passage[a:b], 1, inside[0] if inside else None))
                if proof:
                    rest = without(
                        passage, lambda s, n=proof: any(s.strip() in e or e in s for e in n)
                    )
                    if len(rest.split()) > 12:
                        pairs.append(make("removed", gold, cut(world.weights, text, rest), 0))
        if q["label"] not in ("ANSWERABLE", "UNANSWERABLE"):
            continue
        new = set(words(q["answer"])) - set(words(text))
        taken = {"ranked": 0, "sibling": 0}
        mine = {world.titles[i] for i in q["gold"] + q["paired"]}
        for i in world.ranking.top(text, vector, 20):
            key, window = world.ids[i], cut(world.weights, text, world.texts[world.ids[i]])
            kind = "sibling" if world.titles[key] in mine else "ranked"
            met = len(new & set(words(world.texts[key]))) / max(1, len(new))
            if (
                key in q["gold"] + q["paired"]
                or (key in protected and not back)
                or met > (0.35 if kind == "sibling" else 0.5)
            ):
                continue
            if taken[kind] < (1 if kind == "sibling" else 3):
                taken[kind] += 1
                pairs.append(make(kind, key, window, 0))
        assert name in TRAINING_SETS
    return pairs
