"""Cases in, results out: every case is asked, and a case that fails is recorded as wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from faqbot.answering.answer import Answer
from faqbot.answering.question import QuestionAnalyser
from faqbot.answering.retriever import Retriever
from faqbot.assistant import Assistant
from faqbot.conversation.conversation import Conversation
from faqbot.evaluation.cases import Case
from faqbot.evaluation.judging import (
    best_is_right,
    is_right,
    is_verbatim,
    notices_right,
    relevant_passages,
)
from faqbot.index.fusion import order
from faqbot.index.generation import Generation

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case."""

    case: Case
    answer: Answer | None  # to the last turn; None when it failed
    error: str | None  # why it failed
    right: bool  # status, reason and evidence; see judging.is_right
    notices_right: bool | None  # None where the case says nothing of notices
    verbatim: bool | None  # None where nothing was answered from the guidance
    best_right: bool  # what was held to be the best answer is right, shown or not
    ranking: tuple[int, ...]  # passage rows, best first; empty where nothing is to be found
    relevant: frozenset[int]  # passage rows that hold the evidence
    elapsed_ms: tuple[float, ...]  # of each turn

    @property
    def rank(self) -> int | None:
        """The rank, from 1, of the first passage that holds the evidence."""
        return next((n for n, row in enumerate(self.ranking, 1) if row in self.relevant), None)

    @property
    def confidence(self) -> float:
        """How sure the assistant was that its best answer is right; 0 where none was weighed."""
        if self.answer is None or self.answer.explanation is None:
            return 0.0
        return self.answer.confidence


def run_cases(
    cases: Sequence[Case], generation: Generation, progress: Progress | None = None
) -> list[Result]:
    """Return the results of cases, in their order; all but `elapsed_ms` is deterministic.

    Args:
        cases: to be asked, each as a conversation of its own.
        generation: the index that answers.
        progress: called with (cases done, cases in all).
    """
    runner = _Runner(generation)
    results = []
    for done, case in enumerate(cases, 1):
        results.append(runner.run(case))
        if progress is not None:
            progress(done, len(cases))
    return results


class _Runner:
    """Asks cases of one generation."""

    def __init__(self, generation: Generation) -> None:
        self._corpus = generation.corpus
        self._assistant = Assistant(generation)
        self._analyser = QuestionAnalyser(generation.corpus, generation.lexical)
        self._retriever = Retriever(generation)
        self._relevant = lru_cache(maxsize=None)(self._find_relevant)

    def run(self, case: Case) -> Result:
        """Return what came of a case; an exception makes it wrong, and is named."""
        answer, error, elapsed = None, None, []
        try:
            conversation = Conversation()
            for turn in case.turns:
                reply = self._assistant.ask(turn, conversation, case.as_of)
                conversation = reply.conversation
                elapsed.append(reply.answer.elapsed_ms)
            answer = reply.answer
        except Exception as failure:  # whatever breaks a case must not end the evaluation
            error = f"{type(failure).__name__}: {failure}"
        ranking: tuple[int, ...] = ()
        if case.answerable and error is None:
            asked = answer.standalone_question if answer else case.turns[-1]
            retrieval = self._retriever.retrieve(self._analyser.analyse(asked))
            ranking = tuple(order(retrieval.fused))
        return Result(
            case=case,
            answer=answer,
            error=error,
            right=is_right(case, answer),
            notices_right=notices_right(case, answer),
            verbatim=is_verbatim(answer, self._corpus) if answer and answer.citations else None,
            best_right=best_is_right(case, answer, self._corpus),
            ranking=ranking,
            relevant=self._relevant(case),
            elapsed_ms=tuple(elapsed),
        )

    def _find_relevant(self, case: Case) -> frozenset[int]:
        return relevant_passages(case, self._corpus)
