"""What 2,000 documents and 45,000 passages cost: time, memory, size, and what is slow first.

    python benchmarks/scale.py --data DIR                    stand-in vectors; minutes
    python benchmarks/scale.py --data DIR --encode           every text really encoded; hours
    python benchmarks/scale.py --data DIR --documents 200    a smaller one
    python benchmarks/scale.py --data DIR --profile          and where the time of a question goes

DIR holds one folder a set (corpus.jsonl, queries.jsonl); rows of several sets are
dealt out to documents until there are enough. Each step is a process of its own,
so that its highest resident memory is its own. Without --encode the vectors of
the documents are drawn by a hash of the text: they take the room and the time of
real ones everywhere but in the encoder, whose speed is measured on a sample and
multiplied. Questions are always encoded, and answered by the program as it is.
All times are of the processor, on one thread: on a machine that does nothing
else they are the times of the clock, and on a busy one they stay comparable.
"""

# ruff: noqa: DOC402 - every step yields rows of the table

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from faqbot.answering.reader import Reader
from faqbot.assistant import Assistant
from faqbot.conversation.conversation import Conversation
from faqbot.corpus.load import load_corpus
from faqbot.errors import FaqbotError
from faqbot.evaluation.cases import DEFAULT_AS_OF
from faqbot.index import build
from faqbot.index.encoder import Encoder, load_encoder
from faqbot.index.generation import load_generation
from faqbot.index.vectors import texts_of
from faqbot.suggestions import Suggester

SETS = ("medquad_liveqa", "mtrag_clapnq", "scifact", "clapnq_dev", "feedbackqa_uk")
PASSAGES_A_DOCUMENT = 22.5  # 45,000 in 2,000
WORDS_A_PASSAGE = 157  # about what the parser makes of these sets
SAMPLE = 400  # texts of each kind whose encoding is timed
QUESTIONS = 100
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class StandIn:
    """Gives vectors by a hash of the text, under the name of the real encoder.

    Args:
        real: whose digest and dimension it takes.
    """

    def __init__(self, real: Encoder) -> None:
        self.name, self.dimension, self.digest = real.name, real.dimension, real.digest

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit row for each text."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[:] = np.random.default_rng(abs(hash(text))).standard_normal(self.dimension)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--index", type=Path, default=Path("index"), help="its encoder is used")
    parser.add_argument("--work", type=Path, help="keep corpus and index in this folder")
    parser.add_argument("--encode", action="store_true", help="really encode every text")
    parser.add_argument("--profile", action="store_true", help="profile the questions")
    parser.add_argument("--step", choices=sorted(STEPS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    missing = [s for s in SETS if not (options.data / s / "corpus.jsonl").is_file()]
    if missing:
        print(
            f"scale: no corpus.jsonl for {', '.join(missing)}: {options.data}\n"
            "Name the folder that holds the sets with --data.",
            file=sys.stderr,
        )
        return 2
    if options.step:
        for label, value in STEPS[options.step](options):
            print(f"| {label} | {value} |")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        options.work = options.work or Path(temporary)
        print("| what | |\n|---|--:|", flush=True)
        for step in STEPS:
            run(step, options)
    return 0


def run(step: str, options: argparse.Namespace) -> None:
    """Run one step in a process of its own, and print what it took."""
    command = [sys.executable, __file__, "--step", step, "--data", str(options.data)]
    command += ["--work", str(options.work), "--index", str(options.index)]
    command += ["--documents", str(options.documents)]
    command += ["--encode"] * options.encode + ["--profile"] * options.profile
    # A fixed seed of hash(), so that a text has the same stand-in vector in every process.
    fixed = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, env={**os.environ, **fixed})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the step {step} ended with {os.waitstatus_to_exitcode(status)}")
    spent = usage.ru_utime + usage.ru_stime
    print(
        f"| {step}: whole process | {spent:.1f} s, {usage.ru_maxrss / 1024:,.0f} MB |", flush=True
    )


def corpus_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Write a corpus folder with rows of the sets, dealt out to the documents wanted."""
    folder: Path = options.work / "corpus"
    if folder.is_dir():
        return
    (folder / "documents").mkdir(parents=True)
    rows = [r for s in SETS for r in read_jsonl(options.data / s / "corpus.jsonl")]
    rows += read_jsonl(options.data / "clapnq_dev" / "distractors.jsonl")
    random.Random(7).shuffle(rows)
    wanted = WORDS_A_PASSAGE * PASSAGES_A_DOCUMENT  # words a document
    entries = ["schema = 1", '[corpus]\nname = "Data of others"']
    taken = iter(rows)
    for number in range(options.documents):
        lines, words = [f"# Document {number}"], 0
        for row in taken:
            lines.append(f"## {escaped(row['title']) or 'Untitled'}")
            paragraphs = re.split(r"\n\s*\n", row["text"])
            lines += [escaped(p) for p in paragraphs if p.strip()]
            words += len(row["text"].split())
            if words >= wanted:
                break
        name = f"documents/d{number}.md"
        (folder / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        entries.append(
            f'[[document]]\nid = "d{number}"\nfile = "{name}"\ntitle = "Document {number}"\n'
            'publisher = "P"\nauthority = "official"\npublished = 2026-01-01'
        )
    (folder / "sources.toml").write_text("\n\n".join(entries) + "\n", encoding="utf-8")
    size = sum(file.stat().st_size for file in (folder / "documents").iterdir())
    yield "documents as files", f"{size / 1e6:,.1f} MB"


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def escaped(text: str) -> str:
    """Return text on one line as Markdown that reads back as the same text."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def build_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Build the index, as `faqbot index build` does."""
    if not options.encode:
        build.load_encoder = lambda folder: StandIn(load_encoder(folder))  # type: ignore[attr-defined]
    begun = time.process_time()
    report = build.build_index(
        options.work / "corpus", options.work / "index", encoder_source=[options.index]
    )
    vectors = "encoded" if options.encode else "stand-in vectors"
    yield "documents", f"{report.documents:,}"
    yield "passages", f"{report.passages:,}"
    yield "sentences", f"{report.sentences:,}"
    yield f"build, {vectors}", f"{time.process_time() - begun:.1f} s"
    for file in sorted((options.work / "index" / report.generation).iterdir()):
        yield f"{file.name} on disk", f"{file.stat().st_size / 1e6:,.1f} MB"


def rebuild_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Change one document and build again."""
    document = options.work / "corpus" / "documents" / "d0.md"
    with document.open("a", encoding="utf-8") as file:
        file.write("\n## Is it new\\?\n\nThis paragraph is new.\n")
    yield "after one changed document:", ""
    yield from list(build_step(options))[3:4]


def encoder_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Time the encoder on a sample of each kind of text, and multiply."""
    encoder = load_generation(options.index).encoder
    texts = texts_of(load_corpus(options.work / "corpus"))
    seen: set[str] = set()
    total = 0.0
    for kind in ("passages", "headings", "sentences", "contexts"):
        rows = [t for t in dict.fromkeys(getattr(texts, kind)) if t not in seen]
        seen.update(rows)
        sample = random.Random(7).sample(rows, min(SAMPLE, len(rows)))
        begun = time.process_time()
        encoder.encode(sample)
        each = (time.process_time() - begun) / len(sample)
        total += each * len(rows)
        yield f"encoding, {kind}", f"{each * 1000:.1f} ms x {len(rows):,}"
    yield "encoding everything, one thread (calculated)", f"{total / 60:.0f} min"


def open_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Open the assistant and answer one question."""
    begun = time.process_time()
    assistant = Assistant.open(options.work / "index")
    opened = time.process_time()
    yield "open", f"{opened - begun:.1f} s"
    assistant.ask("What causes it?", None, DEFAULT_AS_OF)
    yield "first question", f"{(time.process_time() - opened) * 1000:,.0f} ms"


def ask_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Answer questions after a first one: well typed, with slips, in a conversation."""
    assistant = Assistant.open(options.work / "index")
    assistant.ask("What causes it?", None, DEFAULT_AS_OF)
    asked = questions(options)
    slips = [q.replace("e", "ee", 1).replace("s", "z") for q in asked]
    said: Conversation | None = None

    def ask(text: str) -> Conversation:
        return assistant.ask(text, said, DEFAULT_AS_OF).conversation

    yield "a question", timed(ask, asked, options.profile)
    yield "a question with slips", timed(ask, slips, options.profile)
    said = ask(asked[0])
    yield "a question in a conversation", timed(ask, asked[1:], options.profile)


def unread_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Answer the same questions as if the reader took no time."""
    Reader.logits = lambda _self, _question, texts: np.zeros(len(texts))  # type: ignore[assignment,method-assign]
    assistant = Assistant.open(options.work / "index")
    assistant.ask("What causes it?", None, DEFAULT_AS_OF)
    spent = timed(lambda text: assistant.ask(text, None, DEFAULT_AS_OF), questions(options), False)
    yield "a question, without the reader", spent


def suggest_step(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Make suggestions after every key of some questions."""
    corpus = load_generation(options.work / "index").corpus
    begun = time.process_time()
    suggester = Suggester(corpus)
    yield "suggestions: made ready", f"{time.process_time() - begun:.1f} s"
    typed = [q[:end] for q in questions(options)[:20] for end in range(1, min(len(q), 40))]
    yield "suggestions after a key", timed(suggester.suggest, typed, options.profile)


def questions(options: argparse.Namespace) -> list[str]:
    """Return questions that people asked of the sets."""
    found = [q["text"] for s in SETS for q in read_jsonl(options.data / s / "queries.jsonl")]
    return random.Random(7).sample([q for q in found if len(q) < 200], QUESTIONS)


def timed(call: Callable[[str], object], texts: Sequence[str], profile: bool) -> str:
    """Call once for each text; return median and p95, the profile on stderr."""
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    spent = []
    for text in texts:
        begun = time.process_time()
        call(text)
        spent.append((time.process_time() - begun) * 1000)
    profiler.disable()
    if profile:
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats(35)
    spent.sort()
    return f"p50 {statistics.median(spent):,.0f} ms, p95 {spent[int(0.95 * len(spent))]:,.0f} ms"


# Each yields rows of the table; run in this order.
STEPS: dict[str, Callable[[argparse.Namespace], Iterator[tuple[str, str]]]] = {
    "corpus": corpus_step,
    "build": build_step,
    "rebuild": rebuild_step,
    "encoder": encoder_step,
    "open": open_step,
    "ask": ask_step,
    "unread": unread_step,
    "suggest": suggest_step,
}

if __name__ == "__main__":
    try:
        sys.exit(main())
    except FaqbotError as error:
        sys.exit(f"scale: {error}")
