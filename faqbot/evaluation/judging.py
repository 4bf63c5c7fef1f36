"""One answer held against one case: right or wrong, by rule and never by opinion.

Texts are compared as words: white space is folded and list marks are ignored,
because a quotation and its page differ in nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.answering.answer import Answer, Citation
from faqbot.answering.extraction import quotation
from faqbot.documents import Corpus
from faqbot.evaluation.cases import Case, Evidence

_LIST_MARKS = frozenset("- – — • * · ▪ ◦".split())
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+")


def folded(text: str) -> str:
    """Return the words of `text` with single spaces between them and without list marks."""
    return " ".join(word for word in text.split() if word not in _LIST_MARKS)


def is_right(case: Case, answer: Answer | None) -> bool:
    """Return whether an answer is the one a case wants.

    The status must be right, the reason too where the case names one, and an
    answer from the guidance must hold any one of the evidence texts, in its
    words and in a citation of that document. No answer is wrong.
    """
    if answer is None or answer.status is not case.status:
        return False
    if case.reason is not None and answer.reason is not case.reason:
        return False
    return not case.answerable or holds_evidence(case, answer)


def holds_evidence(case: Case, answer: Answer) -> bool:
    """Return whether any evidence stands in the answer and in a citation of its document."""
    words = folded(answer.answer)
    return any(
        folded(evidence.text) in words and proves(evidence, citation)
        for evidence in case.evidence
        for citation in answer.citations
    )


def proves(evidence: Evidence, citation: Citation) -> bool:
    """Return whether a citation is of the evidence's document and its quote holds the words."""
    same = evidence.document == citation.document_id
    return same and folded(evidence.text) in folded(citation.quote)


def notices_right(case: Case, answer: Answer | None) -> bool | None:
    """Return whether the notices named are there and those ruled out are not.

    None where the case says nothing of notices. No answer is wrong.
    """
    if not case.notices and not case.notices_absent:
        return None
    if answer is None:
        return False
    shown = {notice.kind for notice in answer.notices}
    return shown.issuperset(case.notices) and shown.isdisjoint(case.notices_absent)


def is_verbatim(answer: Answer, corpus: Corpus) -> bool:
    """Return whether an answer says nothing but what its documents say, where it says so.

    Every quote is its document's text at its offsets, and every sentence of
    the answer stands in a quote.
    """
    for citation in answer.citations:
        try:
            text = corpus.document(citation.document_id).text
        except KeyError:
            return False
        if text[citation.start : citation.end] != citation.quote:
            return False
    quotes = [folded(citation.quote) for citation in answer.citations]
    return all(_said(line, quotes) for line in answer.answer.split("\n"))


def _said(line: str, quotes: Sequence[str]) -> bool:
    """Return whether a line, or else each of its sentences, stands in one of the quotes."""
    if any(folded(line) in quote for quote in quotes):
        return True
    sentences = _SENTENCE_BREAK.split(line)
    return all(any(folded(s) in quote for quote in quotes) for s in sentences)


def relevant_passages(case: Case, corpus: Corpus) -> frozenset[int]:
    """Return the rows of the passages that hold an evidence text of their document."""
    wanted: dict[str, list[str]] = {}
    for evidence in case.evidence:
        wanted.setdefault(evidence.document, []).append(folded(evidence.text))
    found = set()
    for document, texts in wanted.items():
        for row, passage in enumerate(corpus.passages):
            if passage.document_id == document:
                words = folded(corpus.text_of(passage))
                if any(text in words for text in texts):
                    found.add(row)
    return frozenset(found)


def best_is_right(case: Case, answer: Answer | None, corpus: Corpus) -> bool:
    """Return whether what the assistant held to be the best answer is right.

    That is what it showed; where it refused, what it would have quoted for the
    best of the sentences that it weighed.
    """
    if answer is None:
        return False
    if answer.citations:
        return holds_evidence(case, answer)
    if answer.explanation is None or not answer.explanation.candidates:
        return False
    best = answer.explanation.candidates[0]
    passage = next((p for p in corpus.passages if p.id == best.passage_id), None)
    if passage is None:
        return False
    text = corpus.document(passage.document_id).text
    for sentence in passage.sentences:
        if folded(sentence.span.of(text)) == folded(best.sentence):
            quote = folded(quotation(passage, sentence, text).of(text))
            return any(
                e.document == passage.document_id and folded(e.text) in quote for e in case.evidence
            )
    return False
