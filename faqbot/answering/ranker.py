"""Question in, sentences out: retrieved, weighed by named signals, read, the best one first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from faqbot.answering.coverage import Coverage
from faqbot.answering.model import (
    allowance,
    confidence_features,
    decision_for,
    heard,
    in_order,
)
from faqbot.answering.query import Query
from faqbot.answering.question import Question, QuestionAnalyser
from faqbot.answering.reader import Reader, load_reader, windows
from faqbot.answering.retriever import Retriever, Scores
from faqbot.answering.signals import Candidate, Place, Rows, SignalReader
from faqbot.answering.topics import Topics
from faqbot.answering.twins import TwinGuard
from faqbot.documents import Corpus
from faqbot.index.generation import Generation

_FOCUS = 1.5  # ranking score that the section a follow-up goes on from has in advance
_WORDED = 50.0  # … that a section has whose maintainers wrote this very question for it
_SURE = 0.95  # confidence that its best sentence answers, at least
_OTHER = 100.0  # ranking score that evidence about a twin loses
_BESIDE = ThreadPoolExecutor(1, "reader")  # opens the reader


@dataclass(frozen=True, slots=True)
class Ranking:
    """What may answer a question, the best first, and how sure the best is."""

    question: Question
    candidates: tuple[Candidate, ...]  # may be empty
    scores: tuple[float, ...]  # of each
    rows: Rows  # their signals, shape (candidates, signals)
    read: Mapping[int, float]  # the reader's logit of each passage that was read, by passage row
    features: Rows  # of the best, in the order of FEATURES; empty without candidates
    confidence: float  # that the best answers the question as it stands, 0 to 1
    threshold: float  # below which no answer is given
    about_twin: bool = False  # the best speaks of another thing that is easily confused
    worded: bool = False  # the best stands in a section that the question was written for

    @property
    def best(self) -> Candidate | None:
        """The best candidate, if there is one."""
        return self.candidates[0] if self.candidates else None

    def bounded(self, confidence: float, threshold: float) -> float:
        """Return a confidence that the best answers, less where it is about a twin.

        Args:
            confidence: by the model, 0 to 1.
            threshold: below which no answer is given.
        """
        if self.about_twin:
            return min(confidence, threshold / 2)
        return max(confidence, _SURE) if self.worded else confidence


class Ranker:
    """Ranks the sentences of one generation.

    Args:
        generation: the index, loaded.
        reader: says whether a text answers; None for the one that comes with the package.
    """

    def __init__(self, generation: Generation, reader: Reader | None = None) -> None:
        self.generation = generation
        self.analyser = QuestionAnalyser(generation.corpus, generation.lexical)
        self.topics = Topics(generation.corpus)
        self.signals = SignalReader(generation, self.topics)
        self.twins = TwinGuard(generation.corpus, self.topics)
        self._retriever = Retriever(generation)
        self._coverage = Coverage(generation, self.signals)
        # It is opened while the rest of the program gets ready for the first question.
        self._reader = Future[Reader]() if reader else _BESIDE.submit(load_reader)
        if reader:
            self._reader.set_result(reader)

    @property
    def corpus(self) -> Corpus:
        """The documents whose sentences are ranked."""
        return self.generation.corpus

    def weigh(
        self,
        text: str,
        focus: Place | None = None,
        worded: Collection[Place] = (),
        before: Scores | None = None,
    ) -> tuple[Question, list[Candidate], Rows]:
        """Return the question as analysed, its candidate sentences and their signals.

        Args:
            text: a question that stands alone.
            focus: document id and section whose passages are candidates in any case.
            worded: further such sections.
            before: ranking of the passages by the text with the question before it.
        """
        question = self.analyser.analyse(text)
        retrieval = self._retriever.retrieve(question, before)
        rows = list(retrieval.rows)
        places = {focus, *worded}
        if places != {None}:
            rows += [
                i
                for i, p in enumerate(self.corpus.passages)
                if (p.document_id, p.path) in places and i not in rows
            ]
        candidates = self.signals.candidates(rows)
        return question, candidates, self.signals.read(question, retrieval, candidates)

    def coverage(self, question: Question, candidate: Candidate) -> tuple[float, ...]:
        """Return what a candidate leaves open of a question, in the order of COVERAGE."""
        return self._coverage.of(question, candidate)

    def read(
        self, question: Question, ranked: Sequence[Candidate], said: str | None = None
    ) -> dict[int, float]:
        """Return the reader's logit of each of the best passages, by passage row.

        Args:
            question: what is asked.
            ranked: candidates, best first.
            said: the turn with the question before it, which the reader is asked instead.
        """
        texts = windows(self.corpus, ranked)
        asks = question if said is None else self.analyser.analyse(said)
        logits = self._reader.result().logits(asks.encodings[0], list(texts.values()))
        return {row: float(x) for row, x in zip(texts, logits, strict=True)}

    def rank(self, query: Query) -> Ranking:
        """Return the sentences that may answer a question, the best first."""
        before = None if query.context is None else self._by_context(query.context)
        question, candidates, rows = self.weigh(query.standalone, query.focus, query.worded, before)
        decision = decision_for(rows)
        if not candidates or not question.tokens:
            return Ranking(question, (), (), rows[:0], {}, np.empty(0), 0.0, decision.threshold)
        others = self.twins.about_others(question.text, candidates)
        # Evidence about one of two twins is never shown as about the other, unless a person says so.
        others = [
            o and c.place not in query.worded for o, c in zip(others, candidates, strict=True)
        ]
        own = decision.ranking.score(rows) + allowance(decision.ranking, rows)
        scores = [
            float(score)
            + _FOCUS * (c.place == query.focus)
            + _WORDED * (c.place in query.worded)
            - _OTHER * other
            for score, c, other in zip(own, candidates, others, strict=True)
        ]
        read = self.read(question, [candidates[i] for i in in_order(scores)], query.said)
        passages = [c.passage_row for c in candidates]
        scores = heard(scores, passages, read, decision.voice)
        order = in_order(scores)
        best = candidates[order[0]]
        coverage = self.coverage(question, best)
        features = confidence_features(rows[order[0]], coverage, read, best.passage_row)
        ranking = Ranking(
            question=question,
            candidates=tuple(candidates[i] for i in order),
            scores=tuple(scores[i] for i in order),
            rows=rows[order],
            read=read,
            features=features,
            confidence=decision.confidence_of(features),
            threshold=decision.threshold,
            about_twin=others[order[0]],
            worded=best.place in query.worded,
        )
        return replace(ranking, confidence=ranking.bounded(ranking.confidence, decision.threshold))

    def _by_context(self, context: str) -> Scores:
        """Return how well each passage fits a question and the one before it, the best at 1."""
        fused = self._retriever.retrieve(self.analyser.analyse(context)).fused
        top = float(fused.max(initial=0.0))
        return fused / top if top > 0 else fused
