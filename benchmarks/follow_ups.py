"""Measure how well follow-ups are made into questions that stand alone.

    python benchmarks/follow_ups.py --data DIR              both halves, as tables
    python benchmarks/follow_ups.py --data DIR --failures   and the follow-ups that went wrong

DIR holds mtrag_clapnq (corpus.jsonl, queries.jsonl, qrels.tsv): conversations over
Wikipedia, with a person's stand-alone form of most follow-ups. Each conversation is held
with our own assistant, turn by turn. Of what was said before it knows the earlier
questions and what it quoted itself; the answers of the assistant in the data are not read.
Then the last turn alone, our reading of it (`standalone_question`) and the person's form
are searched for with the same retriever: does a passage that answers stand among the first
five? The topics of this corpus are the headings of its pages; it has no glossary.

Half of the conversations, by hash, are for developing; nothing is tuned on the others.
5,000 rows are indexed, all that answer a question among them; --limit 10741 takes all.
Encoding them takes minutes, so their vectors are kept in --vectors. Sentences are not
encoded: each has the vector of its passage. Prints Markdown on stdout, progress on stderr.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from public_data import Indexed, PublicSet, index_rows, pick_rows, read_jsonl, read_qrels, rows_of
from stored_encoder import StoredEncoder

from faqbot.answering.answerer import Answerer
from faqbot.answering.question import QuestionAnalyser
from faqbot.answering.retriever import Retriever
from faqbot.conversation import turns
from faqbot.conversation.conversation import Conversation, Conversationalist
from faqbot.conversation.grammar import pronoun_in
from faqbot.evaluation.significance import RESAMPLES
from faqbot.index.fusion import order
from faqbot.index.generation import load_generation
from faqbot.index.text import words

SET = PublicSet("mtrag_clapnq", "follow-ups", rows=5_000, sentences=False)
DEPTH = 5  # passages among which one that answers is looked for
WAYS = ("last turn alone", "our reading", "a person's form")
LAST, OURS, PERSON = range(len(WAYS))
HALVES = ("developing", "unseen")
VECTORS = Path(tempfile.gettempdir()) / "faqbot-vectors"
Counts = npt.NDArray[np.float64]  # (resamples, ways + 1): follow-ups found by way, and in all
Measure = Callable[[Counts], Counts]  # to (resamples,)
_DAY = dt.date(2026, 11, 22)
_SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A turn after the first one to which the corpus has an answer."""

    id: str
    group: str  # conversations with the same first question: they are drawn together
    label: str  # ANSWERABLE | PARTIAL
    kind: str  # what it is, by the people who wrote it: Follow-up | Clarification
    form: str  # what it looks like: pronoun | fragment | whole
    before: tuple[str, ...]  # earlier questions, the first one first
    texts: tuple[str | None, ...]  # as in WAYS; None where no person wrote a form
    ranks: tuple[int, ...]  # of the first row that answers, likewise; 0: not searched

    def found(self, way: int) -> bool:
        """Whether a row that answers stands among the first."""
        return 0 < self.ranks[way] <= DEPTH

    @property
    def half(self) -> str:
        return half_of(self.group)


class Search:
    """Rows of the set for a text, as the assistant's retriever finds them."""

    def __init__(self, indexed: Indexed) -> None:
        self._indexed = indexed
        generation = indexed.generation
        self._analyser = QuestionAnalyser(generation.corpus, generation.lexical)
        self._retriever = Retriever(generation)

    def rank(self, text: str | None, relevant: Mapping[str, int]) -> int:
        """Return the rank, from 1, of the first relevant row; 0 where there is no text."""
        if text is None:
            return 0
        fused = self._retriever.retrieve(self._analyser.analyse(text)).fused
        rows = rows_of(order(fused), self._indexed)
        return next((n for n, row in enumerate(rows, 1) if row in relevant), len(rows) + 1)


def half_of(group: str) -> str:
    digest = hashlib.sha256(f"follow-ups:{group}".encode()).digest()
    return HALVES[digest[3] % 2]


def groups(queries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return by conversation the first id of those that begin with the same question."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for query in sorted(queries, key=lambda q: str(q["id"])):
        conversation = conversation_of(query)
        opening = " ".join(words(asked(query)[0]))
        found[conversation] = first.setdefault(opening, conversation)
    return found


def conversation_of(query: Mapping[str, Any]) -> str:
    return str(query["id"]).split("<::>", maxsplit=1)[0]


def asked(query: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the person said, up to and with the turn."""
    before = [turn["text"] for turn in query["history"] if turn["speaker"] == "user"]
    return (*before, query["text"])


def form_of(text: str) -> str:
    """Return what a turn looks like by its grammar."""
    rest = turns.without_opener(text)
    if pronoun_in(rest, None) is not None:
        return "pronoun"
    return "whole" if turns.shape(rest) is turns.Shape.CLAUSE else "fragment"


def read_follow_ups(folder: Path, indexed: Indexed, halves: Sequence[str]) -> Iterator[FollowUp]:
    """Yield the follow-ups of a folder, each read by our assistant and searched for."""
    queries = read_jsonl(folder / "queries.jsonl")
    qrels = read_qrels(folder / "qrels.tsv")
    group_of = groups(queries)
    partner = Conversationalist(Answerer(indexed.generation))
    search = Search(indexed)

    @cache
    def after(said: tuple[str, ...]) -> tuple[str, Conversation]:
        before = after(said[:-1])[1] if said[1:] else Conversation()
        answer, conversation = partner.reply(said[-1], before, _DAY)
        return answer.standalone_question, conversation

    for query in queries:
        group = group_of[conversation_of(query)]
        if not query["history"] or query["id"] not in qrels or half_of(group) not in halves:
            continue
        said = asked(query)
        texts = (said[-1], after(said)[0], query.get("rewrite"))
        yield FollowUp(
            id=query["id"],
            group=group,
            label=query["label"],
            kind=query["multi_turn"],
            form=form_of(said[-1]),
            before=said[:-1],
            texts=texts,
            ranks=tuple(search.rank(text, qrels[query["id"]]) for text in texts),
        )


def table(follow_ups: Sequence[FollowUp], title: str) -> Iterator[str]:
    """Yield a Markdown table of the shares found, by way, over all and by slice."""
    yield (
        f"| {title} | follow-ups | last turn alone | our reading | with a person's form "
        "| last turn alone | our reading | a person's form | distance closed |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    slices = [("all", follow_ups)]
    for name in ("label", "kind", "form"):
        values = sorted({getattr(f, name) for f in follow_ups})
        slices += [
            (f"{name}: {v}", [f for f in follow_ups if getattr(f, name) == v]) for v in values
        ]
    for name, chosen in slices:
        judged = [f for f in chosen if f.texts[PERSON] is not None]
        cells = [interval(chosen, share(way)) for way in (LAST, OURS)]
        cells += [str(len(judged))]
        cells += [interval(judged, share(way)) for way in (LAST, OURS, PERSON)]
        cells += [interval(judged, closed)]
        yield f"| {name} | {len(chosen)} | {' | '.join(cells)} |"


def share(way: int) -> Measure:
    """Return what gives the share of follow-ups found one way, from counts by way."""
    return lambda counts: counts[:, way] / counts[:, -1]


def closed(counts: Counts) -> Counts:
    """Return how much of the distance from the last turn to a person's form our reading closes."""
    gain = counts[:, OURS] - counts[:, LAST]
    distance = counts[:, PERSON] - counts[:, LAST]
    return np.where(distance > 0, gain / np.where(distance > 0, distance, 1), np.nan)


def interval(follow_ups: Sequence[FollowUp], measure: Measure) -> str:
    """Return a measure with its 95 % interval, by a bootstrap over groups of conversations."""
    if not follow_ups:
        return "–"
    names = sorted({f.group for f in follow_ups})
    counts = np.zeros((len(names), len(WAYS) + 1))
    for f in follow_ups:
        counts[names.index(f.group)] += (*map(f.found, range(len(WAYS))), 1)
    value = measure(counts.sum(axis=0, keepdims=True))[0]
    draws = np.random.default_rng(_SEED).multinomial(
        len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES
    )
    values = measure(draws @ counts)
    if np.isnan(value) or np.isnan(values).all():
        return "–"
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return f"{value:.3f} ({low:.2f}–{high:.2f})"


def failure(follow_up: FollowUp) -> str:
    """Return a follow-up that our reading does not find, as a Markdown item."""
    ranks = ", ".join(
        f"{way} {rank}" for way, rank in zip(WAYS, follow_up.ranks, strict=True) if rank
    )
    said = " → ".join((*follow_up.before, f"**{follow_up.texts[LAST]}**"))
    lines = [f"- `{follow_up.id}` ({follow_up.label}, {follow_up.form}; rank of {ranks}): {said}"]
    lines += [
        f"    - {way}: {text}"
        for way, text in zip(WAYS[1:], follow_up.texts[1:], strict=True)
        if text is not None
    ]
    return "\n".join(lines)


def indexed_set(folder: Path, index: Path, vectors: Path, limit: int | None) -> Indexed:
    """Return the set as an index, its vectors kept in a folder."""
    encoder = StoredEncoder(load_generation(index).encoder, vectors)
    wanted = {row for rows in read_qrels(folder / "qrels.tsv").values() for row in rows}
    return index_rows(*pick_rows(folder, wanted, limit or SET.rows), SET, encoder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--index", type=Path, default=Path("index"), help="its encoder is used")
    parser.add_argument("--limit", type=int, help="index at most this many rows")
    parser.add_argument("--vectors", type=Path, default=VECTORS, help="where vectors are kept")
    parser.add_argument("--half", choices=HALVES, help="measure one half only")
    parser.add_argument("--failures", action="store_true", help="list what was not found")
    options = parser.parse_args()
    folder = options.data / SET.name
    if not (folder / "corpus.jsonl").is_file():
        print(
            f"follow_ups: no corpus.jsonl for {SET.name}: {options.data}\n"
            "Name the folder that holds the set with --data.",
            file=sys.stderr,
        )
        return 2
    halves = (options.half,) if options.half else HALVES
    begun = time.perf_counter()
    indexed = indexed_set(folder, options.index, options.vectors, options.limit)
    print(f"indexed in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    print(f"{SET.name}, {indexed.rows:,} of {indexed.of:,} rows.\n")
    found: list[FollowUp] = []
    for follow_up in read_follow_ups(folder, indexed, halves):
        found.append(follow_up)
        if len(found) % 10 == 0:
            print(f"  {len(found)} follow-ups", file=sys.stderr, flush=True)
    for half in halves:
        chosen = [f for f in found if f.half == half]
        print("\n".join(table(chosen, half)), end="\n\n")
        if options.failures:
            print("\n".join(failure(f) for f in chosen if not f.found(OURS)), end="\n\n")
    print(f"Time, indexing included: {time.perf_counter() - begun:.0f} s.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
