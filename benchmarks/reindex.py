"""What re-indexing after one changed document costs, against a build from nothing.

    python benchmarks/reindex.py                        the committed corpus
    python benchmarks/reindex.py --corpus DIR           another one
    python benchmarks/reindex.py --documents 1 --runs 1 one document only, once

In a copy of the corpus, one sentence is put into one document after another. For
each the index is built anew from the generation before it, and from nothing in
another folder; both must hold the same bytes. Times are those of the processor in
`build_index`, which other work on the machine does not change much; the encoder is
loaded anew each time. Each is the median of its runs.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import statistics
import tempfile
import time
import tomllib
from pathlib import Path

from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus, Document
from faqbot.index.build import build_index
from faqbot.index.build_report import BuildReport

ADDED = "This sentence was put in to be found."


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"), help="has the encoder")
    parser.add_argument("--documents", type=int, help="how many are changed, one by one (all)")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), args)


def measure(place: Path, args: argparse.Namespace) -> None:
    """Build in a folder that may be filled, and print a row for each document changed."""
    corpus = place / "corpus"
    shutil.copytree(args.corpus, corpus)
    without_checksums(corpus)
    parsed = load_corpus(corpus)
    start = place / "start"
    build_index(corpus, start, encoder_source=[args.index])
    print(
        "| changed document | texts | encoded | from nothing, s | re-index, s | ratio | same bytes |"
    )
    print("|---|--:|--:|--:|--:|--:|---|")
    for document in parsed.documents[: args.documents]:
        path = corpus / document.source.file
        before = path.read_bytes()
        path.write_bytes(changed(before, document, parsed))
        again, nothing = [], []
        for _ in range(args.runs):
            again.append(timed(corpus, place / "again", start))
            nothing.append(timed(corpus, place / "nothing", args.index, encoders_only=True))
        path.write_bytes(before)
        report = again[0][1]
        slow, quick = (statistics.median(t for t, _ in runs) for runs in (nothing, again))
        same = digests(place / "again" / report.generation) == digests(
            place / "nothing" / nothing[0][1].generation
        )
        print(
            f"| {document.id} | {report.texts:,} | {report.encoded:,} | {slow:.2f} | {quick:.2f} "
            f"| {quick / slow:.3f} | {'yes' if same else 'NO'} |",
            flush=True,
        )


def timed(
    corpus: Path, index: Path, source: Path, *, encoders_only: bool = False
) -> tuple[float, BuildReport]:
    """Return the processor's seconds and the report of a build in a copy of an index folder."""
    shutil.rmtree(index, ignore_errors=True)
    if encoders_only:
        shutil.copytree(source / "encoders", index / "encoders")
    else:
        shutil.copytree(source, index)
    begun = time.process_time()
    report = build_index(corpus, index)
    return time.process_time() - begun, report


def without_checksums(corpus: Path) -> None:
    """Take the SHA-256 of the documents out of a manifest, so that they may be changed."""
    path = corpus / "sources.toml"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("sha256")]
    tomllib.loads("\n".join(kept))
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def changed(data: bytes, document: Document, corpus: Corpus) -> bytes:
    """Return a document's bytes with one sentence put in after one that stands there once."""
    passages = [p for p in corpus.passages if p.document_id == document.id]
    for passage in passages[len(passages) // 2 :] + passages:
        for sentence in passage.sentences:
            words = sentence.span.of(document.text).encode("utf-8")
            if data.count(words) == 1 and words.endswith(b"."):
                return data.replace(words, words + b" " + ADDED.encode("utf-8"))
    raise SystemExit(f"no sentence of {document.id} stands in its file once")


def digests(generation: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a generation."""
    files = sorted(generation.iterdir())
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


if __name__ == "__main__":
    main()
