"""What each ranking is worth: the retriever with one at a time, with all, with the reading."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from faqbot.answering.model import decision_for
from faqbot.answering.question import QuestionAnalyser
from faqbot.answering.ranker import Ranker
from faqbot.answering.retriever import WEIGHTS, Retriever
from faqbot.evaluation.metrics import (
    accuracy,
    hit_at_1,
    hit_at_3,
    hit_at_5,
    mrr,
    ndcg_at_10,
    value_of,
)
from faqbot.evaluation.run import Result
from faqbot.index.fusion import order
from faqbot.index.generation import Generation
from faqbot.index.remembering import RememberingEncoder

_KEPT = 10_000  # vectors: more than an evaluation set has questions
COLUMNS = ("hit@1", "hit@3", "hit@5", "MRR", "nDCG@10")
_MEASURES = (hit_at_1, hit_at_3, hit_at_5, mrr, ndcg_at_10)
_VECTORS = {name: weight for name, weight in WEIGHTS.items() if not name.startswith("bm25")}
RANKINGS: Mapping[str, Mapping[str, float]] = {
    "BM25": {"bm25": 1.0},
    "BM25 with synonyms": {"bm25_expanded": 1.0},
    "BM25 of word pairs": {"bm25_pairs": 1.0},
    "vectors: passage": {"passage": 1.0},
    "vectors: heading": {"heading": 1.0},
    "vectors: sentence": {"sentence": 1.0},
    "vectors: all, fused": _VECTORS,
    "BM25 and passage vectors, fused": {"bm25": 1.0, "passage": 1.0},
    "all rankings, fused": WEIGHTS,
}
READING = "everything: fused, then sentences"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    values: tuple[float, ...]  # hit@1, hit@3, hit@5, MRR, nDCG@10
    accuracy: float | None  # of whole answers; None where nothing is answered

    def to_json(self) -> dict[str, str | float | None]:
        """Return the line with each figure by name, rounded; NaN is None."""
        values = dict(zip(COLUMNS, self.values, strict=True))
        figures = {n: None if math.isnan(v) else round(v, 4) for n, v in values.items()}
        whole = None if self.accuracy is None else round(self.accuracy, 4)
        return {"ranking": self.name, **figures, "accuracy": whole}


def ablation(results: Sequence[Result], generation: Generation) -> Iterator[Row]:
    """Yield the rows of the table.

    Questions are those that the whole assistant searched for, so that every
    row reads follow-ups alike; only answerable cases count.

    Args:
        results: of the cases, as the whole assistant gave them.
        generation: the index they came from.
    """
    answerable = [result for result in results if result.case.answerable and result.answer]
    # Every ranking asks for the same vectors.
    encoder = RememberingEncoder(generation.encoder, size=_KEPT)
    remembering = replace(generation, encoder=encoder)
    analyser = QuestionAnalyser(generation.corpus, generation.lexical)
    for name, weights in RANKINGS.items():
        retriever = Retriever(remembering, weights)
        ranked = [
            replace(r, ranking=tuple(order(retriever.retrieve(analyser.analyse(_asked(r))).fused)))
            for r in answerable
        ]
        yield Row(name, tuple(value_of(measure, ranked) for measure in _MEASURES), None)
    ranker = Ranker(remembering)
    read = [replace(r, ranking=_by_sentence(ranker, r)) for r in answerable]
    values = tuple(value_of(measure, read) for measure in _MEASURES)
    yield Row(READING, values, value_of(accuracy, results))


def ablation_table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [f"| ranking | {' | '.join(COLUMNS)} | answer accuracy |", "|---" + "|--:" * 6 + "|"]
    for row in rows:
        figures = " | ".join(f"{value:.3f}" for value in row.values)
        answers = "–" if row.accuracy is None else f"{row.accuracy:.3f}"
        lines.append(f"| {row.name} | {figures} | {answers} |")
    return "\n".join(lines) + "\n"


def _asked(result: Result) -> str:
    return result.answer.standalone_question if result.answer else result.case.turns[-1]


def _by_sentence(ranker: Ranker, result: Result) -> tuple[int, ...]:
    """Return passages in the order of their best sentences, then as the retriever had them."""
    _, candidates, signals = ranker.weigh(_asked(result))
    if not candidates:
        return result.ranking
    scores = decision_for(signals).ranking.score(signals)
    best = sorted(range(len(candidates)), key=lambda i: (-scores[i], candidates[i].row))
    first = [candidates[i].passage_row for i in best]
    return tuple(dict.fromkeys([*first, *result.ranking]))
