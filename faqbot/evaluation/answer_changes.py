"""The same questions asked of two generations: which answers are not what they were.

What is compared is what a caller hears and can be shown: status, answer, quoted
words and their documents, what was assumed, and notices about periods. Places,
versions and dates of a document change with every new version of it; they are
told once, with the document, and not again with each of its answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faqbot.answering.answer import Answer, Notice, NoticeKind, Status
from faqbot.assistant import Assistant
from faqbot.conversation.conversation import Conversation
from faqbot.evaluation.cases import load_cases
from faqbot.evaluation.judging import folded

Progress = Callable[[int, int], None]
# Notices that are about a document, and told with it.
_OF_THE_DOCUMENT = frozenset({NoticeKind.OLD, NoticeKind.UNDATED, NoticeKind.UNOFFICIAL})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of both generations; the answer to the last turn is compared."""

    id: str  # names it to a maintainer
    origin: str  # where it is from, in a word or two: "case", "approved answer"
    turns: tuple[str, ...]
    as_of: dt.date


class Outcome(StrEnum):
    """What became of an answer that is not what it was."""

    CHANGED = "changed"
    NOW_REFUSED = "now_refused"  # it was answered from the guidance
    NOW_ANSWERED = "now_answered"  # it was not


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One change, and all questions whose answers changed in the same way."""

    outcome: Outcome
    lost_citation: bool  # words quoted before stand in their document no more
    questions: tuple[Question, ...]
    old: Answer  # to the first of them
    new: Answer


@dataclass(frozen=True, slots=True)
class AnswerComparison:
    """All questions, then and now."""

    asked: int
    changes: tuple[AnswerChange, ...]  # answers now refused first; then by how many questions

    def count(self, outcome: Outcome) -> int:
        """Return how many questions had that outcome."""
        return sum(len(c.questions) for c in self.changes if c.outcome is outcome)

    @property
    def same(self) -> int:
        """How many are answered as before."""
        return self.asked - sum(len(c.questions) for c in self.changes)

    @property
    def lost_citations(self) -> int:
        """Of how many answers the words quoted before are gone; they are counted above, too."""
        return sum(len(c.questions) for c in self.changes if c.lost_citation)


def questions_of(corpus_folder: Path, extra: Iterable[Question] = ()) -> list[Question]:
    """Return what a corpus folder gives to ask: its evaluation cases, and what else there is.

    Args:
        corpus_folder: holds evaluation/*.jsonl; without them there are no cases.
        extra: further questions, from whoever keeps them.

    Raises:
        CorpusError: a line is not a case.
    """
    cases = load_cases(corpus_folder)
    return [*(Question(c.id, "case", c.turns, c.as_of) for c in cases), *extra]


def compare_answers(
    questions: Sequence[Question],
    old: Assistant,
    new: Assistant,
    progress: Progress | None = None,
) -> AnswerComparison:
    """Return which answers are not what they were.

    Args:
        questions: from wherever; each is a conversation of its own.
        old: answers as before.
        new: answers as now.
        progress: called with (questions asked, questions in all).
    """
    texts = {document.id: folded(document.text) for document in new.corpus.documents}
    answers: dict[tuple[object, object], tuple[Answer, Answer]] = {}
    asked: dict[tuple[object, object], list[Question]] = {}
    for done, question in enumerate(questions, 1):
        before, after = _asked(question, old), _asked(question, new)
        heard = (_heard(before), _heard(after))
        if heard[0] != heard[1]:
            answers.setdefault(heard, (before, after))
            asked.setdefault(heard, []).append(question)
        if progress is not None:
            progress(done, len(questions))
    changes = [
        AnswerChange(_outcome(*pair), _lost(pair[0], texts), tuple(asked[heard]), *pair)
        for heard, pair in answers.items()
    ]
    order = [Outcome.NOW_REFUSED, Outcome.CHANGED, Outcome.NOW_ANSWERED]
    changes.sort(key=lambda c: (order.index(c.outcome), -len(c.questions)))
    return AnswerComparison(len(questions), tuple(changes))


def _asked(question: Question, assistant: Assistant) -> Answer:
    conversation = Conversation()
    for words in question.turns:
        turn = assistant.ask(words, conversation, question.as_of)
        conversation = turn.conversation
    return turn.answer


def _heard(answer: Answer) -> tuple[object, ...]:
    """Return what two answers must have in common to be the same."""
    return (
        answer.status,
        answer.reason,
        folded(answer.answer),
        tuple((citation.document_id, folded(citation.quote)) for citation in answer.citations),
        answer.assumption,
        notices_compared(answer),
        tuple(a.question for a in answer.alternatives),
    )


def notices_compared(answer: Answer) -> tuple[Notice, ...]:
    """Return the notices of an answer that are not about a document as a whole."""
    return tuple(n for n in answer.notices if n.kind not in _OF_THE_DOCUMENT)


def _outcome(before: Answer, after: Answer) -> Outcome:
    was, now = (answer.status is Status.ANSWERED for answer in (before, after))
    if was and not now:
        return Outcome.NOW_REFUSED
    return Outcome.NOW_ANSWERED if now and not was else Outcome.CHANGED


def _lost(before: Answer, texts: dict[str, str]) -> bool:
    """Return whether words quoted before stand in their document no more.

    Args:
        before: the answer as it was.
        texts: of the new documents, folded, by id.
    """
    return any(
        folded(citation.quote) not in texts.get(citation.document_id, "")
        for citation in before.citations
    )
