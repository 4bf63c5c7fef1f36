"""Which precision should the exported encoder have? Measures, and prints Markdown tables.

Each row runs in a process of its own. Needs `faqbot[models]` and a folder of data
sets (--data) that holds stackfaq, covidfaq_deepset and feedbackqa_uk, each with
corpus.jsonl, queries.jsonl and qrels.tsv; a set that is missing is left out.

    python benchmarks/encoder_precision.py --data DIR
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np

from faqbot.index.encoder import (
    MODEL_FILE,
    TOKENIZER_FILE,
    Encoder,
    ExportedEncoder,
    Matrix,
    SentenceTransformerEncoder,
)
from faqbot.index.export import export_encoder, packaged_model
from faqbot.index.onnx_session import open_session, open_tokenizer
from faqbot.index.precision import Precision

SETS = {"stackfaq": None, "covidfaq_deepset": None, "feedbackqa_uk": "valid"}
"""Data set -> the split of its queries that is used (None: all)."""

ORIGINAL = "sentence-transformers"
TIMED = 200  # questions that are timed, after WARM_UP others
WARM_UP = 10
BATCHED = 2000  # sentences for the batching table
BATCH = 32


@dataclass(frozen=True, slots=True)
class DataSet:
    """Questions, and the passage that answers each."""

    name: str
    ids: list[str]  # of the passages
    passages: list[str]
    questions: list[str]
    relevant: list[frozenset[str]]  # passage ids, one set for each question


def read_set(folder: Path, split: str | None) -> DataSet:
    """Read a data set; passage text is title, full stop and text."""
    corpus = _json_lines(folder / "corpus.jsonl")
    queries = _json_lines(folder / "queries.jsonl")
    relevant: dict[str, set[str]] = defaultdict(set)
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            if int(row["score"]) > 0:
                relevant[row["query-id"]].add(row["corpus-id"])
    used = [q for q in queries if q["id"] in relevant and split in (None, q.get("split"))]
    return DataSet(
        folder.name,
        [p["id"] for p in corpus],
        [f"{p['title']}. {p['text']}" for p in corpus],
        [q["text"] for q in used],
        [frozenset(relevant[q["id"]]) for q in used],
    )


def retrieval(passages: Matrix, questions: Matrix, data: DataSet) -> tuple[float, float]:
    """Return P@1 and MRR@10; equal scores stand in order of the passages."""
    first = reciprocal = 0.0
    for scores, relevant in zip(questions @ passages.T, data.relevant, strict=True):
        best = np.argsort(-scores, kind="stable")[:10]
        ranks = [rank for rank, i in enumerate(best, 1) if data.ids[i] in relevant]
        first += ranks[:1] == [1]
        reciprocal += 1 / ranks[0] if ranks else 0.0
    return first / len(data.questions), reciprocal / len(data.questions)


def measure(
    load: Callable[[], Encoder], sets: Sequence[DataSet], keep: Path | None
) -> dict[str, Any]:
    """Time an encoder; with a file `keep` for the vectors, rank every set with it as well."""
    start = time.perf_counter()
    encoder = load()
    row: dict[str, Any] = {"load_s": time.perf_counter() - start}
    questions = [text for data in sets for text in data.questions][:: max(1, _count(sets) // 210)]
    encoder.encode(questions[:WARM_UP])
    times = []
    for text in questions[WARM_UP : WARM_UP + TIMED]:
        start = time.perf_counter()
        encoder.encode([text])
        times.append(time.perf_counter() - start)
    row["ms"] = statistics.median(times) * 1000
    row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if keep is None:
        return row
    vectors = {}
    for data in sets:
        passages, asked = encoder.encode(data.passages), encoder.encode(data.questions)
        vectors[data.name] = np.concatenate([passages, asked])
        row[data.name] = retrieval(passages, asked, data)
    np.savez(keep, **vectors)  # type: ignore[arg-type]
    return row


def batching(folder: Path, sets: Sequence[DataSet]) -> dict[str, float]:
    """Encode sentences one at a time and in padded batches; seconds, and the largest difference."""
    texts = sorted({text for data in sets for text in data.questions})[:BATCHED]
    encoder = ExportedEncoder.load(folder)
    start = time.perf_counter()
    alone = encoder.encode(texts)
    seconds_alone = time.perf_counter() - start
    again = bool((encoder.encode(texts[::-1])[::-1] == alone).all())
    session = open_session(folder / MODEL_FILE)
    tokenizer = open_tokenizer(folder / TOKENIZER_FILE, max_tokens=256)
    tokenizer.enable_padding()
    start, rows = time.perf_counter(), []
    for i in range(0, len(texts), BATCH):
        encodings = tokenizer.encode_batch(texts[i : i + BATCH])
        inputs = {
            "input_ids": np.array([e.ids for e in encodings], dtype=np.int64),
            "attention_mask": np.array([e.attention_mask for e in encodings], dtype=np.int64),
        }
        rows.append(session.run(None, inputs)[0])
    seconds_batched = time.perf_counter() - start
    difference = np.abs(np.concatenate(rows) - alone).max()
    return {
        "sentences": len(texts),
        "alone_s": seconds_alone,
        "batched_s": seconds_batched,
        "difference": float(difference),
        "alone_again_same_bytes": again,
    }


def worker(options: argparse.Namespace) -> None:
    """Measure one row, and print it as JSON."""
    sets = [read_set(options.data / n, s) for n, s in SETS.items() if (options.data / n).is_dir()]
    folder = options.work / options.row
    if options.export:
        export_encoder(packaged_model(), folder, options.row)
        result: dict[str, Any] = {}
    elif options.batching:
        result = batching(folder, sets)
    else:
        keep = options.work / f"{options.row}.npz" if options.threads == 1 else None
        result = measure(lambda: _load(options.row, folder, options.threads), sets, keep)
    print(json.dumps(result))


def _load(row: str, folder: Path, threads: int) -> Encoder:
    if row != ORIGINAL:
        return ExportedEncoder.load(folder, threads=threads)
    import torch

    torch.set_num_threads(threads)
    return SentenceTransformerEncoder(packaged_model())


def main() -> None:
    """Measure every row in a process of its own, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--row", help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--export", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--batching", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.row:
        worker(options)
        return
    names = [name for name in SETS if (options.data / name).is_dir()]
    for name in SETS.keys() - set(names):
        print(f"{options.data / name} is not there: left out", file=sys.stderr)
    if not names:
        raise SystemExit("no data set to measure with")
    with tempfile.TemporaryDirectory() as work:
        _tables(options.data, Path(work), names)


def _tables(data: Path, work: Path, names: Sequence[str]) -> None:
    def run(row: str, *flags: str) -> dict[str, Any]:
        print(f"{row} {' '.join(flags)} ...", file=sys.stderr)
        command = [sys.executable, __file__, "--data", str(data), "--work", str(work), "--row", row]
        done = subprocess.run([*command, *flags], check=True, stdout=subprocess.PIPE, text=True)
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return result

    precisions = get_args(Precision)
    for precision in precisions:
        run(precision, "--export")
    heads = ["encoder", "MB", "cosine mean", "cosine least", "load s", "ms/question"]
    heads += ["ms, 2 threads", "peak MB"]
    _line(heads + [f"{name} P@1 / MRR@10" for name in names])
    _line(["---"] * (len(heads) + len(names)))
    reference: Any = None
    for row in (ORIGINAL, *precisions):
        result, two = run(row), run(row, "--threads", "2")
        kept = np.load(work / f"{row}.npz")
        vectors = np.concatenate([kept[name] for name in names])
        reference = vectors if reference is None else reference
        cosine = np.sum(vectors * reference, axis=1)
        model = packaged_model() / "model.safetensors"
        model = model if row == ORIGINAL else work / row / MODEL_FILE
        cells = [row, f"{model.stat().st_size / 1e6:.1f}"]
        cells += [f"{cosine.mean():.5f}", f"{cosine.min():.5f}", f"{result['load_s']:.2f}"]
        cells += [f"{result['ms']:.2f}", f"{two['ms']:.2f}", f"{result['peak_mb']:.0f}"]
        _line(cells + [f"{result[name][0]:.4f} / {result[name][1]:.4f}" for name in names])
    print()
    _line(["encoder", "sentences", "one at a time s", f"batches of {BATCH} s"])
    _line(["---"] * 4)
    for precision in precisions:
        result = run(precision, "--batching")
        same = "same bytes again" if result["alone_again_same_bytes"] else "other bytes again"
        batched = f"{result['batched_s']:.1f}, largest difference {result['difference']:.1e}"
        _line([precision, str(result["sentences"]), f"{result['alone_s']:.1f}, {same}", batched])


def _line(cells: Sequence[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _count(sets: Sequence[DataSet]) -> int:
    return sum(len(data.questions) for data in sets)


def _json_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


if __name__ == "__main__":
    main()
