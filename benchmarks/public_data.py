"""Measure retrieval and abstention on sets of questions that others made.

    python benchmarks/public_data.py --data DIR                all six sets
    python benchmarks/public_data.py --data DIR --set stackfaq one of them

DIR holds one folder a set (corpus.jsonl, queries.jsonl, qrels.tsv). Each set
becomes a corpus folder of our own format, one Markdown file with a section a
row, and goes through the same reader, parser, passages, tokens and encoder as
the guidance does. A row is scored by the best of its passages. Prints a
Markdown table on stdout, progress on stderr. Retrieval was not tuned on these
sets. The reader, which helps to decide whether to answer, was trained on half of
the questions of the abstention sets: those are left out here (UNSEEN).
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import math
import re
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from faqbot.answering.answer import Status
from faqbot.answering.answerer import Answerer
from faqbot.answering.model import heard, in_order, load_decision
from faqbot.answering.query import Query
from faqbot.answering.question import QuestionAnalyser
from faqbot.answering.ranker import Ranker
from faqbot.answering.retriever import WEIGHTS, Retriever
from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.evaluation import retrieval_metrics as measures
from faqbot.index.encoder import Encoder
from faqbot.index.fusion import order
from faqbot.index.generation import Generation, load_generation
from faqbot.index.lexical import LexicalIndex, passage_tokens
from faqbot.index.vectors import Texts, Vectors, encode_texts, texts_of

_DAY = dt.date(2026, 11, 22)
UNSEEN = 0.5  # share of the groups of questions that training/reader.py holds back, by seed 17
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class PublicSet:
    """How one set is measured."""

    name: str
    task: str  # retrieval | abstention
    split: str | None = None  # of its queries; None: all
    rows: int | None = None  # rows indexed unless --limit says otherwise; None: all
    sentences: bool = True  # whether sentences are encoded, which takes most of the time


SETS = (
    PublicSet("feedbackqa_uk", "retrieval", split="valid"),
    PublicSet("stackfaq", "retrieval"),
    PublicSet("covidfaq_deepset", "retrieval"),
    PublicSet("scifact", "retrieval", split="test", sentences=False),
    PublicSet("clapnq_dev", "abstention", rows=1_500),
    PublicSet("mtrag_clapnq", "abstention", rows=1_500),
)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A set as an index, and which row of the set each passage came from."""

    generation: Generation
    row_ids: tuple[str, ...]  # by passage row
    rows: int  # rows indexed
    of: int  # rows the set holds


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades above 0 by query id and row id."""
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, row, grade = line.split("\t")
        if int(grade) > 0:
            found.setdefault(query, {})[row] = int(grade)
    return found


def unseen(query_id: str) -> bool:
    """Return whether training/reader.py held a question's group back (its `share`, seed 17)."""
    group = query_id.split("<::>", maxsplit=1)[0]
    digest = hashlib.sha256(f"17:{group}".encode()).hexdigest()
    return int(digest[:8], 16) / 16**8 < UNSEEN


def pick_rows(
    folder: Path, wanted: set[str], limit: int | None
) -> tuple[list[dict[str, Any]], int]:
    """Return the rows to index and how many there are: all wanted ones, then others in order."""
    rows = read_jsonl(folder / "corpus.jsonl")
    extra = folder / "distractors.jsonl"
    rows += read_jsonl(extra) if extra.is_file() else []
    if limit is None or limit >= len(rows):
        return rows, len(rows)
    first = [row for row in rows if row["id"] in wanted]
    others = [row for row in rows if row["id"] not in wanted]
    return first + others[: max(0, limit - len(first))], len(rows)


def write_corpus(rows: Sequence[Mapping[str, Any]], name: str, folder: Path) -> list[str]:
    """Write rows as a corpus folder with one Markdown file; return the heading of each row."""
    (folder / "documents").mkdir(parents=True)
    lines: list[str] = []
    headings: list[str] = []
    page = None
    for row in rows:
        title = folded(row["title"]) or "Untitled"
        section = folded(row.get("section") or "")
        if section and section != title:
            if title != page:
                lines.append(f"## {escaped(title)}")
            lines.append(f"### {escaped(section)}")
        else:
            lines.append(f"## {escaped(title)}")
        page = title
        headings.append(section or title)
        paragraphs = re.split(r"\n\s*\n", row["text"])
        lines += [escaped(folded(p)) for p in paragraphs if p.strip()]
    (folder / "documents" / "rows.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    manifest = f'schema = 1\n[[document]]\nid = "rows"\nfile = "documents/rows.md"\ntitle = "Data: {name}"\n'
    (folder / "sources.toml").write_text(manifest, encoding="utf-8")
    return headings


def folded(text: str) -> str:
    return " ".join(text.split())


def escaped(text: str) -> str:
    """Return text as Markdown that reads back as the same text."""
    return _PUNCTUATION.sub(r"\\\1", text)


def row_starts(text: str, headings: Sequence[str]) -> Iterator[int]:
    """Yield where each row begins in the extracted text, by its heading, in order."""
    padded = f"\n\n{text}\n\n"  # so that a place in it, of the break before, is one in `text`
    at = 0
    for n, heading in enumerate(headings):
        found = padded.find(f"\n\n{heading}\n\n", at)
        if found < 0:
            sys.exit(f"cannot find row {n} again in the extracted text: {heading[:80]!r}")
        yield found
        at = found + len(heading) + 2


def index_rows(
    rows: Sequence[Mapping[str, Any]], of: int, spec: PublicSet, encoder: Encoder
) -> Indexed:
    """Return rows as an index in memory, made as `faqbot index build` makes one."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "corpus"
        headings = write_corpus(rows, spec.name, folder)
        corpus = load_corpus(folder)
    starts = list(row_starts(corpus.documents[0].text, headings))
    row_ids = tuple(rows[bisect_right(starts, p.span.start) - 1]["id"] for p in corpus.passages)
    vectors = encode(corpus, encoder, sentences=spec.sentences)
    sentence_rows = tuple(row for row, _ in corpus.sentences())
    lexical = LexicalIndex(passage_tokens(corpus))
    generation = Generation(spec.name, corpus, lexical, vectors, encoder, encoder, sentence_rows)
    return Indexed(generation, row_ids, len(rows), of)


def encode(corpus: Corpus, encoder: Encoder, *, sentences: bool) -> Vectors:
    """Return the vectors of a corpus; sentences left out have the vector of their passage."""

    def progress(done: int, total: int) -> None:
        if done == total or done % 1_600 == 0:
            print(f"  encoded {done:,} of {total:,} texts", file=sys.stderr, flush=True)

    texts = texts_of(corpus)
    if sentences:
        return encode_texts(texts, encoder, encoder, progress=progress)
    some = Texts(texts.passages, texts.headings, (), ())
    made = encode_texts(some, encoder, encoder, progress=progress)
    passages = made.passages[[row for row, _ in corpus.sentences()]]
    return Vectors(made.passages, made.headings, passages, passages)


def rankings(indexed: Indexed, sentences: bool) -> Iterator[tuple[str, Any]]:
    """Yield each way to rank: its name, and a function from a question to row ids."""
    generation = indexed.generation
    analyser = QuestionAnalyser(generation.corpus, generation.lexical)

    def by(weights: Mapping[str, float]) -> Any:
        retriever = Retriever(generation, weights)
        return lambda text: rows_of(
            order(retriever.retrieve(analyser.analyse(text)).fused), indexed
        )

    yield "BM25", by({"bm25": 1.0})
    yield "vectors, passage", by({"passage": 1.0})
    if not sentences:
        yield "fused, no sentences", by({k: v for k, v in WEIGHTS.items() if "sentence" not in k})
        return
    yield "vectors, sentence", by({"sentence": 1.0})
    yield "fused", by(WEIGHTS)
    ranker = Ranker(generation)
    decision = load_decision()
    fused = by(WEIGHTS)

    def everything(voice: float) -> Any:
        def rank(text: str) -> list[str]:
            question, candidates, signals = ranker.weigh(text)
            if not candidates:
                return fused(text)
            scores = decision.ranking.score(signals).tolist()
            passages = [c.passage_row for c in candidates]
            if voice:
                read = ranker.read(question, [candidates[i] for i in in_order(scores)])
                scores = heard(scores, passages, read, voice)
            first = [passages[i] for i in in_order(scores)]
            return list(dict.fromkeys([*rows_of(first, indexed), *fused(text)]))

        return rank

    yield "fused, then sentences", everything(0.0)
    yield "fused, sentences, then the reader", everything(decision.voice)


def rows_of(passages: Sequence[int], indexed: Indexed) -> list[str]:
    """Return row ids in the order of their best passages."""
    return list(dict.fromkeys(indexed.row_ids[p] for p in passages))


def measure_retrieval(spec: PublicSet, folder: Path, limit: int | None, encoder: Encoder) -> None:
    qrels = read_qrels(folder / "qrels.tsv")
    queries = [
        q
        for q in read_jsonl(folder / "queries.jsonl")
        if q["id"] in qrels and spec.split in (None, q.get("split"))
    ]
    wanted = {row for q in queries for row in qrels[q["id"]]}
    indexed = index_rows(*pick_rows(folder, wanted, limit or spec.rows), spec, encoder)
    for name, rank in rankings(indexed, spec.sentences):
        begun = time.perf_counter()
        found = [(rank(q["text"]), qrels[q["id"]]) for q in queries]
        spent = (time.perf_counter() - begun) / max(1, len(queries)) * 1000
        values = [
            float(np.mean([measure(ranking, relevant) for ranking, relevant in found]))
            for measure in (
                lambda r, q: measures.precision(r, q, 1),
                lambda r, q: measures.recall(r, q, 5),
                measures.reciprocal_rank,
                lambda r, q: measures.ndcg(r, q, 10),
            )
        ]
        figures = " | ".join(f"{v:.3f}" for v in values)
        print(
            f"| {spec.name} | {len(queries):,} | {indexed.rows:,} of {indexed.of:,} | {name} "
            f"| {figures} | {spent:.0f} |",
            flush=True,
        )


def measure_abstention(spec: PublicSet, folder: Path, limit: int | None, encoder: Encoder) -> None:
    qrels = read_qrels(folder / "qrels.tsv")
    queries = [
        q
        for q in read_jsonl(folder / "queries.jsonl")
        if q.get("label") != "UNDERSPECIFIED" and unseen(q["id"])
    ]
    wanted = {row for q in queries for row in qrels.get(q["id"], {})}
    wanted |= {q["paired_passage"] for q in queries if q.get("paired_passage")}
    indexed = index_rows(*pick_rows(folder, wanted, limit or spec.rows), spec, encoder)
    answerer = Answerer(indexed.generation)
    confidence: dict[bool, list[float]] = {True: [], False: []}
    refused: dict[bool, list[bool]] = {True: [], False: []}
    for query in queries:
        text = query.get("rewrite") or query["text"]  # a person's stand-alone form
        answer = answerer.answer(Query(text, text, _DAY))
        confidence[query["answerable"]].append(answer.confidence)
        refused[query["answerable"]].append(answer.status is not Status.ANSWERED)

    def share(flags: Sequence[bool]) -> float:
        return sum(flags) / len(flags) if flags else math.nan

    print(
        f"| {spec.name} | {len(confidence[True])} + {len(confidence[False])} "
        f"| {indexed.rows:,} of {indexed.of:,} "
        f"| {measures.auc(confidence[True], confidence[False]):.3f} "
        f"| {share(refused[True]):.3f} | {share(refused[False]):.3f} |",
        flush=True,
    )


_HEADS = {
    "retrieval": (
        "| set | questions | rows | ranking | P@1 | R@5 | MRR | nDCG@10 | ms a question |\n"
        "|---|--:|--:|---|--:|--:|--:|--:|--:|"
    ),
    "abstention": (
        "\n| set | answerable + not | rows | AUC | answerable refused | unanswerable refused |\n"
        "|---|--:|--:|--:|--:|--:|"
    ),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--index", type=Path, default=Path("index"), help="its encoder is used")
    parser.add_argument("--set", action="append", choices=[s.name for s in SETS], dest="names")
    parser.add_argument("--limit", type=int, help="index at most this many rows of each set")
    options = parser.parse_args()
    chosen = [s for s in SETS if not options.names or s.name in options.names]
    missing = [s.name for s in chosen if not (options.data / s.name / "corpus.jsonl").is_file()]
    if missing:
        print(
            f"public_data: no corpus.jsonl for {', '.join(missing)}: {options.data}\n"
            "Name the folder that holds the sets with --data, or choose others with --set.",
            file=sys.stderr,
        )
        return 2
    encoder = load_generation(options.index).encoder
    times: list[str] = []
    for task, measure in (("retrieval", measure_retrieval), ("abstention", measure_abstention)):
        sets = [s for s in chosen if s.task == task]
        if sets:
            print(_HEADS[task], flush=True)
        for spec in sets:
            print(f"{spec.name} …", file=sys.stderr, flush=True)
            begun = time.perf_counter()
            measure(spec, options.data / spec.name, options.limit, encoder)
            times.append(f"{spec.name} {time.perf_counter() - begun:.0f} s")
    print(f"\nTime, indexing included: {', '.join(times)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
