"""What the reader is measured on: pairs held back, abstention over collections, reordering."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from cross_encoder import pad
from pairs.datasets import DataSets, lines, relevant
from pairs.pair import TRAINING_SETS, Pair
from pairs.ranking import Ranking
from pairs.wikipedia import Wikipedia
from pairs.windows import Weights, cut, windows
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer

HEADING_WORDS = 24  # of a longer heading path the end is kept

Run = Callable[[dict[str, np.ndarray]], np.ndarray]
Score = Callable[[list[tuple[str, str]]], np.ndarray]


def scorer(run: Run, tokenizer: Tokenizer) -> Score:
    """Scores (question, passage) pairs in batches of similar length."""

    def score(pairs: list[tuple[str, str]]) -> np.ndarray:
        rows = tokenizer.encode_batch(pairs)
        order, found = sorted(range(len(rows)), key=lambda i: len(rows[i].ids)), np.zeros(len(rows))
        for at in range(0, len(order), 32):
            some = order[at : at + 32]
            found[some] = run(pad([rows[i] for i in some]))[:, 0]
        return found

    return score


def with_onnx(path: Path, threads: int = 2) -> Run:
    """Runs an exported model on the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda batch: session.run(["logits"], batch)[0]


def auc(labels: Sequence, scores: Sequence) -> float:
    """The area under the ROC curve."""
    return round(float(roc_auc_score(labels, scores)), 4)


class Measures:
    """Everything that is reported, so that 32-bit and 8-bit are measured on the same questions.

    Args:
        sets: the data sets.
        pairs: all pairs; those held back are measured.
    """

    def __init__(self, sets: DataSets, pairs: list[Pair]) -> None:
        self.held = [p for p in pairs if p.held]
        world = Wikipedia(sets.data, sets.encode)
        # (question, answerable, [best window of each of the top 8])
        self.cases: dict[str, list] = {"clapnq_dev": [], "mtrag_clapnq": []}
        self.cosine: dict[str, list[float]] = {"clapnq_dev": [], "mtrag_clapnq": []}
        self.paired: list = []
        for q, v in zip(
            world.questions, sets.encode([q["text"] for q in world.questions]), strict=True
        ):
            answerable = q["label"] == "ANSWERABLE"
            if q["label"] not in ("ANSWERABLE", "UNANSWERABLE") or not (
                sets.held(q["group"], 0.5) or (q["set"] == "mtrag_clapnq" and not answerable)
            ):
                continue

            def shown(i: str, question: str = q["text"]) -> str:
                return f"{world.titles[i]}. {cut(world.weights, question, world.texts[i])}"

            self.cases[q["set"]].append(
                (
                    q["text"],
                    answerable,
                    [shown(world.ids[i]) for i in world.ranking.top(q["text"], v, 8)],
                )
            )
            self.cosine[q["set"]].append(float((world.ranking.vectors @ v).max()))
            for i in (q["gold"][:1] or q["paired"]) if q["set"] == "clapnq_dev" else []:
                text = world.texts[i]
                self.paired.append(
                    (
                        q["text"],
                        answerable,
                        [shown(i)] + [f"{world.titles[i]}. {text[a:b]}" for a, b in windows(text)],
                    )
                )
        folder = sets.data / "feedbackqa_uk"
        docs, gold = lines(folder / "corpus.jsonl"), relevant(folder / "qrels.tsv")
        paths = [
            " > ".join(dict.fromkeys(x for x in (d["title"], d.get("section")) if x)) for d in docs
        ]
        heads = [" ".join(path.split()[-HEADING_WORDS:]) for path in paths]
        ranking, weights = (
            Ranking([f"{h}. {d['text']}" for h, d in zip(heads, docs, strict=True)], sets.encode),
            Weights(d["text"] for d in docs),
        )
        asked = [
            q
            for q in lines(folder / "queries.jsonl")
            if q["split"] == "valid" and gold.get(q["id"])
        ]
        self.feedback: list = []  # (question, gold window, [(window, is gold) of the top 8])
        for q, v in zip(asked, sets.encode([q["text"] for q in asked]), strict=True):
            right = set(gold[q["id"]])
            shown = lambda i, q=q: f"{heads[i]}. {cut(weights, q['text'], docs[i]['text'])}"  # noqa: E731
            top = [(shown(i), docs[i]["id"] in right) for i in ranking.top(q["text"], v, 8)]
            self.feedback.append(
                (q["text"], shown(next(i for i, d in enumerate(docs) if d["id"] in right)), top)
            )

    def report(self, score: Score) -> tuple[dict, np.ndarray]:
        """All figures, and the logits of the pairs held back."""
        found: dict = {"held_back_pairs": {}}
        logits = score([(p.question, p.passage) for p in self.held])
        labels = np.array([p.label for p in self.held])
        for name in TRAINING_SETS:
            mine = np.array([p.set == name for p in self.held])
            found["held_back_pairs"][name] = {
                "pairs": int(mine.sum()),
                "auc": auc(labels[mine], logits[mine]),
            }
        for kind in ("removed", "sibling", "unanswerable", "ranked"):
            mine = np.array([p.kind in ("gold", kind) for p in self.held])
            found["held_back_pairs"][f"gold against {kind}"] = {
                "pairs": int(mine.sum()),
                "auc": auc(labels[mine], logits[mine]),
            }
        found["held_back_pairs"]["all"] = {"pairs": len(labels), "auc": auc(labels, logits)}

        def flat(rows: list) -> list[np.ndarray]:
            ends = np.cumsum([len(ws) for _, _, ws in rows])[:-1]
            return np.split(score([(q, w) for q, _, ws in rows for w in ws]), ends)

        scores, truth = flat(self.paired), [a for _, a, _ in self.paired]
        found["clapnq_paired"] = {
            "questions": len(truth),
            "auc": auc(truth, [s[0] for s in scores]),
            "auc_best_of_all_windows": auc(truth, [s.max() for s in scores]),
        }
        for name, rows in self.cases.items():
            truth = [a for _, a, _ in rows]
            best = [s.max() for s in flat(rows)]
            found[f"{name} abstention, top 8 of all passages"] = {
                "questions": len(truth),
                "unanswerable": truth.count(False),
                "auc": auc(truth, best),
                "auc_of_cosine": auc(truth, self.cosine[name]),
            }
        right = score([(q, g) for q, g, _ in self.feedback])
        wrong = score(
            [(q, next(w for w, is_gold in top if not is_gold)) for q, _, top in self.feedback]
        )
        ranked = flat([(q, g, [w for w, _ in top]) for q, g, top in self.feedback])
        found["feedbackqa_uk valid (never trained on)"] = {
            "questions": len(right),
            "auc_gold_against_top_wrong": auc([1] * len(right) + [0] * len(wrong), np.concatenate([right, wrong])),
            "gold_above_top_wrong": round(float((right > wrong).mean()), 4),
            "p_at_1_retrieval": round(float(np.mean([top[0][1] for _, _, top in self.feedback])), 4),
            "p_at_1_reader_over_top_8": round(float(np.mean([top[int(s.argmax())][1] for s, (_, _, top) in zip(ranked, self.feedback, strict=True)])), 4),
        }  # fmt: skip
        return found, logits
