"""Pairs of guidance, our own or other: the windows that the program itself would read, right and wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from questions import TEST, share

from faqbot.answering.model import load_decision
from faqbot.answering.reader import in_conversation, window
from faqbot.evaluation.judging import folded
from pairs.pair import Pair

if TYPE_CHECKING:
    from questions import Asked

    from faqbot.answering.ranker import Ranker

DEPTH = 2  # best passages whose window becomes a pair that does not answer
GOLD = 2  # windows that answer, at most


def guidance_pairs(asked: Sequence[Asked], ranker: Ranker) -> list[tuple[Pair, frozenset[str]]]:
    """The windows that answer, and the best windows of the best passages that do not.

    A window answers where it holds an evidence text. Of further questions only one place
    of evidence is known, so the other windows of its passage say nothing. A window that does
    not answer shares the lot of a question that its passage answers: else a passage whose
    questions are held out would be known as one that answers nothing.

    Args:
        asked: all questions, those near the test split too, of which no pair is made.
        ranker: retrieves and ranks.

    Returns:
        Each pair with the facts that it is held out with.
    """
    pairs: list[tuple[Pair, frozenset[str]]] = []
    lots = _lots(asked, ranker)
    for one in asked:
        if TEST in one.facts:
            continue
        ranked = _ranked(ranker, one.text)
        if not ranked:
            continue
        gold: dict[str, tuple[int, int]] = {}  # window -> where the evidence stands in it
        others: dict[int, str] = {}  # passage -> its best window
        telling: set[int] = set()  # passages that hold the evidence
        for document, row, text in ranked:
            place = _place([e.text for e in one.evidence if e.document == document], text)
            if place is None:
                others.setdefault(row, text)
            else:
                telling.add(row)
                if len(gold) < GOLD:
                    gold.setdefault(text, place)
        wrong = [(row, t) for row, t in others.items() if one.dev or row not in telling][:DEPTH]
        if one.said is not None:
            # What the turn finds by itself is what it must not be taken for.
            astray = [(row, t) for _, row, t in _ranked(ranker, one.said)[:1]]
            wrong += [(row, t) for row, t in astray if row not in telling and (row, t) not in wrong]
        kind = "ranked" if one.evidence else "unanswerable"
        said = one.text if one.said is None else in_conversation(one.before, one.said)
        asks = ranker.analyser.analyse(said).encodings[0]
        pairs += [
            (_pair(asks, text, "gold", 1, span, one.id), one.facts) for text, span in gold.items()
        ]
        for row, text in wrong:
            facts = one.facts
            passage = ranker.corpus.passages[row]
            beside = passage.document_id, passage.heading
            if lots[row] and beside != one.beside:  # else it shares that lot already
                facts |= lots[row][int(share(f"{one.id} {row}") * len(lots[row]))]
            if TEST not in facts:
                pairs.append((_pair(asks, text, kind, 0, None, one.id), facts))
    return pairs


def _ranked(ranker: Ranker, text: str) -> list[tuple[str, int, str]]:
    """Return document, passage and window of each candidate for a question, the best first."""
    _, candidates, rows = ranker.weigh(text)
    if not candidates:
        return []
    scores = load_decision().ranking.score(rows)
    found = []
    for i in sorted(range(len(candidates)), key=lambda i: -scores[i]):
        c = candidates[i]
        document = ranker.corpus.document(c.passage.document_id)
        text = window(document.source.title, c.passage, c.sentence, document.text)
        found.append((document.id, c.passage_row, text))
    return found


def _lots(asked: Iterable[Asked], ranker: Ranker) -> dict[int, list[frozenset[str]]]:
    """Return by passage the facts of each question that it answers."""
    corpus = ranker.corpus
    texts = {d.id: d.text for d in corpus.documents}
    passages = [(p.document_id, folded(p.span.of(texts[p.document_id]))) for p in corpus.passages]
    lots: dict[int, list[frozenset[str]]] = defaultdict(list)
    for one in asked:
        for row, (document, text) in enumerate(passages):
            if any(e.document == document and folded(e.text) in text for e in one.evidence):
                lots[row].append(one.facts)
    return lots


def _place(evidence: Sequence[str], text: str) -> tuple[int, int] | None:
    """Return where a window holds one of the texts; all of it, where the spelling differs."""
    for wanted in evidence:
        at = text.find(wanted)
        if at >= 0:
            return at, at + len(wanted)
        if folded(wanted) in folded(text):
            return 0, len(text)
    return None


def _pair(
    asks: str, text: str, kind: str, label: int, span: tuple[int, int] | None, group: str
) -> Pair:
    return Pair("guidance", kind, asks, "", text, label, False, span, group)
