"""What changed from one generation to another: the guidance, and the answers found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from faqbot.answering.answer import Answer
from faqbot.assistant import Assistant
from faqbot.evaluation.answer_changes import (
    AnswerChange,
    AnswerComparison,
    Outcome,
    Progress,
    Question,
    compare_answers,
)
from faqbot.index.difference import (
    Change,
    DocumentChange,
    GuidanceDifference,
    HeadingChange,
    compare_guidance,
)
from faqbot.index.generation import Generation
from faqbot.index.word_marks import Marked
from faqbot.rendering import to_dict

SCHEMA = 1


class Standing(StrEnum):
    """What a generation is to those who ask."""

    CURRENT = "answers now"
    KEPT = "kept, does not answer"
    UNBUILT = "the corpus as it stands, not built"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    generation: str
    standing: Standing
    corpus_digest: str
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class IndexDifference:
    """What changed from one generation to another."""

    old: Side
    new: Side
    guidance: GuidanceDifference
    answers: AnswerComparison | None  # None: nothing was asked


def side(generation: Generation, standing: Standing) -> Side:
    """Return a generation as one side of a comparison."""
    corpus = generation.corpus
    return Side(
        generation.name, standing, corpus.digest, len(corpus.documents), len(corpus.passages)
    )


def compare(
    old: tuple[Generation, Standing],
    new: tuple[Generation, Standing],
    questions: Sequence[Question] = (),
    progress: Progress | None = None,
) -> IndexDifference:
    """Return what changed, in the documents and in the answers to questions.

    Args:
        old: what was, and what it is to those who ask.
        new: what is, likewise.
        questions: to be asked of both.
        progress: called with (questions asked, questions in all).
    """
    guidance = compare_guidance(old[0].corpus, new[0].corpus)
    answers = None
    if questions:
        assistants = Assistant(old[0]), Assistant(new[0])
        answers = compare_answers(questions, *assistants, progress)
    return IndexDifference(side(*old), side(*new), guidance, answers)


def difference_to_json(difference: IndexDifference) -> dict[str, Any]:
    """Return a difference as values that JSON can hold; the same for the same two sides."""
    guidance = difference.guidance
    return {
        "schema": SCHEMA,
        "old": asdict(difference.old),
        "new": asdict(difference.new),
        "guidance": {
            "headings": {change.value: guidance.count(change) for change in Change},
            "documents_unchanged": guidance.unchanged,
            "documents": [_document(document) for document in guidance.documents],
            "aids": list(guidance.aids),
        },
        "answers": _answers(difference.answers) if difference.answers else None,
    }


def _document(document: DocumentChange) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "change": document.change.value,
        "facts": [asdict(fact) for fact in document.facts],
        "before_first_heading": _marked(document.preface),
        "headings": [_heading(heading) for heading in document.headings],
        "renumbered": document.renumbered,
    }


def _heading(heading: HeadingChange) -> dict[str, Any]:
    return {
        "change": heading.change.value,
        "old": list(heading.old) if heading.old else None,
        "new": list(heading.new) if heading.new else None,
        "text": _marked(heading.text),
    }


def _marked(text: Marked | None) -> dict[str, Any] | None:
    if text is None:
        return None
    return {
        "figures": [asdict(figure) for figure in text.figures],
        "words": [[piece.mark.value, piece.text] for piece in text.pieces],
    }


def _answers(answers: AnswerComparison) -> dict[str, Any]:
    return {
        "asked": answers.asked,
        "same": answers.same,
        **{outcome.value: answers.count(outcome) for outcome in Outcome},
        "lost_citation": answers.lost_citations,
        "changes": [_change(change) for change in answers.changes],
    }


def _change(change: AnswerChange) -> dict[str, Any]:
    return {
        "outcome": change.outcome.value,
        "lost_citation": change.lost_citation,
        "questions": [asdict(question) for question in change.questions],
        "old": _timeless(change.old),
        "new": _timeless(change.new),
    }


def _timeless(answer: Answer) -> dict[str, Any]:
    fields = to_dict(answer)
    del fields["elapsed_ms"]
    return fields
