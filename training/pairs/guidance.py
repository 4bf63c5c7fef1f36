"""Pairs of our own guidance: the windows that the program itself would read, right and wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from faqbot.answering.model import load_decision
from faqbot.answering.reader import window
from faqbot.evaluation.judging import folded
from pairs.pair import Pair

if TYPE_CHECKING:
    from questions import Asked

    from faqbot.answering.answerer import Answerer

DEPTH = 4  # best passages whose window becomes a pair


def guidance_pairs(asked: Iterable[Asked], answerer: Answerer) -> list[Pair]:
    """The best window of each of the best passages, and the window that answers.

    A window answers where it holds an evidence text. Of further questions only one place
    of evidence is known, so windows of its own passage without it say nothing.
    """
    pairs: list[Pair] = []
    ranking = load_decision().ranking
    for one in asked:
        question, candidates, rows = answerer.weigh(one.text)
        if not candidates:
            continue
        scores = ranking.score(rows)
        order = sorted(range(len(candidates)), key=lambda i: -scores[i])
        texts: dict[int, dict[str, int]] = {}
        for i in order:
            c = candidates[i]
            document = answerer.corpus.document(c.passage.document_id)
            text = window(document.source.title, c.passage, c.sentence, document.text)
            words = folded(text)
            held = any(e.document == document.id and folded(e.text) in words for e in one.evidence)
            if (c.passage_row not in texts and len(texts) < DEPTH) or held:
                texts.setdefault(c.passage_row, {}).setdefault(text, int(held))
        for windows in texts.values():
            answers = any(windows.values())
            for text, label in list(windows.items())[:2]:
                if answers and not label and not one.dev:
                    continue
                kind = "gold" if label else "ranked" if one.evidence else "unanswerable"
                pairs.append(
                    Pair(
                        "guidance",
                        kind,
                        question.encodings[0],
                        "",
                        text,
                        label,
                        False,
                        None,
                        one.id,
                    )
                )
    return pairs
