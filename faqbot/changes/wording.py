"""How changes are called: the words that the text and the page share."""

from __future__ import annotations

from faqbot.answering.answer import Answer
from faqbot.changes.report import IndexDifference
from faqbot.evaluation.answer_changes import (
    AnswerChange,
    AnswerComparison,
    Outcome,
    notices_compared,
)
from faqbot.index.difference import Change, DocumentChange, HeadingChange
from faqbot.index.word_marks import Figure, Marked, marked, similarity, words_of

CHANGES = {
    Change.CHANGED: "Changed",
    Change.RENAMED: "Renamed",
    Change.MOVED: "Moved",
    Change.ADDED: "Added",
    Change.REMOVED: "Removed",
}
OUTCOMES = {
    Outcome.NOW_REFUSED: "Now refused",
    Outcome.CHANGED: "Changed",
    Outcome.NOW_ANSWERED: "Now answered",
}
ARROW = "→"
ASKED = "Questions asked of both"
PREFACE = "before the first heading"
LOST = "The words quoted before no longer stand in their document."
NOTHING = "nothing"
SAME_WORDS = "The answer has the same words."
NOT_ASKED = "No questions were asked."
_ALIKE = 0.5  # of their words: as much makes two answers one that was changed


def guidance_summary(difference: IndexDifference) -> str:
    """Return in one sentence how much of the guidance changed."""
    guidance = difference.guidance
    kinds = {change: [d for d in guidance.documents if d.change is change] for change in Change}
    parts = [
        f"{len(kinds[change])} {word}"
        for change, word in (
            (Change.CHANGED, "changed"),
            (Change.ADDED, "added"),
            (Change.REMOVED, "removed"),
        )
        if kinds[change]
    ]
    documents = ", ".join([*parts, f"{guidance.unchanged} unchanged"])
    headings = [f"{n} {word.lower()}" for c, word in CHANGES.items() if (n := guidance.count(c))]
    return f"Documents: {documents}. Headings: {', '.join(headings) or 'no change'}."


def answer_counts(answers: AnswerComparison) -> list[tuple[int, str]]:
    """Return how many questions had which outcome, in words."""
    return [
        (answers.same, "answered as before"),
        (answers.count(Outcome.CHANGED), "changed"),
        (answers.count(Outcome.NOW_REFUSED), "now refused"),
        (answers.count(Outcome.NOW_ANSWERED), "now answered"),
        (answers.lost_citations, "of the changed and refused lost the words that they quoted"),
    ]


def headings_in_words(heading: HeadingChange) -> str:
    """Return which heading it is, and which it was where it has another name or place."""
    old, new = (" > ".join(path) if path else None for path in (heading.old, heading.new))
    if heading.change in (Change.RENAMED, Change.MOVED) and old and new:
        return f"{old} {ARROW} {new}"
    return new or old or PREFACE


def figure_in_words(figure: Figure) -> str:
    """Return what a number or date was, and what it is."""
    return f"{figure.old or NOTHING} {ARROW} {figure.new or NOTHING}"


def renumbered_in_words(document: DocumentChange) -> str:
    """Return of how many headings only the number is another; empty for none."""
    if not document.renumbered:
        return ""
    noun = "heading has" if document.renumbered == 1 else "headings have"
    return f"{document.renumbered} further {noun} another number, and nothing else."


def asked_in_words(change: AnswerChange) -> str:
    """Return the first question of a change as it was asked, earlier turns before it."""
    return " / ".join(change.questions[0].turns)


def compared_words(change: AnswerChange) -> Marked | None:
    """Return the words of both answers, marked; None where they are the same, or two answers."""
    old, new = (words_of(answer.answer.split("\n")) for answer in (change.old, change.new))
    return marked(old, new) if similarity(old, new, _ALIKE) else None


def beside(answer: Answer) -> list[str]:
    """Return what is compared of an answer beside its words: where it stands, what to know."""
    lines = []
    for citation in answer.citations:
        # Version and number are told with the document: here they would hide what is new.
        heading = f" > {citation.section[-1].lstrip('0123456789. ')}" if citation.section else ""
        lines.append(f"Source: {citation.title}{heading}")
    if answer.assumption:
        lines.append(f"Assumed: {answer.assumption}")
    lines += [f"Note: {notice.text}" for notice in notices_compared(answer)]
    return [*lines, *(f"Offered: {choice.question}" for choice in answer.alternatives)]
