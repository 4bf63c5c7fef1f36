"""Questions about a document and not about what it says: its dates, version, publisher, licence.

Answered with the line of the document that says so, word for word; else from
the manifest; else refused. A question is taken for one of these only if no
word of it is left over: "When was the plan published?" asks the guidance.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from faqbot.answering import answer as a
from faqbot.answering.answerer import Answerer
from faqbot.answering.found import Found
from faqbot.answering.notices import in_words
from faqbot.answering.question import Question
from faqbot.corpus.imprint import line_that_states
from faqbot.documents import Document, Source
from faqbot.index.text import stems

_WHEN = r"\b(?:when|how long ago|(?:what|which) (?:date|day|month|year))\b.*"
_WHICH_PLACE = r"\b(?:where|(?:what|which) (?:nations?|countr(?:y|ies)|parts? of the uk))\b.*"
_BROUGHT_OUT = (
    rf"{_WHEN}\b(?:published|issued|released|written|come out|came out|dated|from)\b"
    r"|\bpublication date\b|\bdate of (?:publication|issue)\b"
)
_BY_WHOM = (
    r"\bwho\b.*\b(?:publish\w*|issue[ds]?|wrote|written|produced|released|author)\b"
    r"|\b(?:published|issued|written|produced) by who(?:m)?\b"
)
_STILL = (
    r"\b(?:current|(?<!how )up[ -]to[ -]date|out[ -]of[ -]date|outdated|superseded)\b"
    r"|\b(?:newer|later|latest|newest|more recent|most recent|new|updated) (?:version|edition)\b"
)
_DATED = r"\b(?:is|are)\b.*\b(?:dated|undated)\b|\b(?:have|has|carry|carries|give|gives)\b.*\ba(?:ny)? date\b"
_PLACES = (
    rf"{_WHICH_PLACE}\b(?:apply|applies|valid)\b"
    r"|\b(?:does|do|is|are) (?:it|this|that|these|the)\b.*\b(?:apply|valid|only)\b"
)
# What is asked for, under the names of sources.toml; the first fact that is known answers.
_ASKED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), facts)
    for pattern, facts in (
        (rf"{_WHEN}\b(?:updated|revised|amended|reviewed|changed)\b", ("updated", "published")),
        (_STILL, ("updated", "published")),
        (r"\blast (?:update|revision)\b|\bhow old (?:is|are)\b", ("updated", "published")),
        (_DATED, ("published", "updated")),
        (_BROUGHT_OUT, ("published", "updated")),
        (r"\b(?:what|which) (?:version|edition)\b|\bversion number\b", ("version",)),
        (_BY_WHOM, ("publisher",)),
        (r"\b(?:what|which) (?:licen[cs]e|copyright)\b", ("licence",)),
        (_PLACES, ("applies_to",)),
    )
)
# Asked of nothing that was named or cited, these are about all documents.
_STILL_CURRENT = re.compile(_STILL, re.IGNORECASE)
# Of these a qualification has some, too: then "it" alone is not the document.
_OF_ANYTHING = re.compile(
    r"\b(?:changed|revised|amended|reviewed|issue[ds]?|released|come out|came out|from|valid|old)\b",
    re.IGNORECASE,
)
_KIND = "guide faq faqs article leaflet booklet handbook tool paper"  # some title may hold it
_NOUNS = f"document guidance page webpage website publication source text {_KIND}".split()
_DOCUMENT = re.compile(rf"\b(?:(?:the|this|that) )?(?:{'|'.join(_NOUNS)})\b", re.IGNORECASE)
_POINTER = re.compile(r"\b(?:it|this|that)\b", re.IGNORECASE)
_YOURS = re.compile(  # about the assistant
    r"\b(?:(?:are|were|have|did) you|you (?:last|were|been|get|got)|your|yours)\b", re.IGNORECASE
)
_KINDS = frozenset(stems(_KIND))
# Words of such questions that name nothing.
_PLAIN = frozenset(
    stems(
        f"{' '.join(_NOUNS)} when last latest first date day month year long ago updated update revised "
        "revision amended reviewed changed published publish publication publisher issued issue "
        "released written wrote produced come came out dated old version edition number author "
        "licence license copyright under apply valid only nation country part uk use "
        "current still up to out outdated undated superseded newer later newest recent more most new have has any carry give"
    )
)
_MISSING: Mapping[str, str] = {
    "updated": "when it was updated or published",
    "published": "when it was published or updated",
    "version": "which version it is",
    "publisher": "who published it",
    "licence": "under which licence it is",
    "applies_to": "where it applies",
}
_OTHER: Mapping[str, str] = {  # said where the line gives the other of the two days
    "published": " It gives the day of its publication, and no later one.",
    "updated": " It gives the day of its last update only.",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a turn asks of which document."""

    facts: tuple[str, ...]  # the one that is asked for first
    document: Document
    said: re.Match[str] | None = None  # the words that stand for it
    named: bool = False  # they can mean no other document


class DocumentFacts:
    """Answers questions about the documents of one generation.

    Args:
        answerer: gives the documents, the spelling and the form of answers.
    """

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._documents = answerer.corpus.documents
        self._names = {d.id: _names(d.source) for d in self._documents}
        every = frozenset.intersection(*self._names.values())
        self._telling = frozenset.union(*self._names.values()) - every
        self._nations = answerer.nations
        main = answerer.topics.main
        about_main = (d for d in self._documents if answerer.topics.of_document(d.id) == main)
        self._main = next(about_main, self._documents[0]) if main else self._documents[0]

    def answer(self, turn: str, cited: str | None, as_of: dt.date) -> a.Answer | None:
        """Return the answer to a turn that asks about a document, or None for any other turn.

        Args:
            turn: cleaned.
            cited: id of the document cited last, which "it" may be.
            as_of: the day the answer is for.
        """
        question = self._answerer.analyser.analyse(turn)
        asked = self._asked(question, cited)
        if asked is None:
            return None
        source, composer = asked.document.source, self._answerer.composer
        for fact in asked.facts:
            line = line_that_states(asked.document, fact)
            if line is not None:
                found = _found(turn, question, asked, "a line of the document about itself", 1.0)
                abroad = self._nations.notice(question.text, asked.document)
                return composer.quoting(
                    found,
                    [(asked.document, line)],
                    as_of,
                    _assumption(asked, fact),
                    notices=(abroad,) if abroad is not None else (),
                )
            known = _known(source, fact)
            if known is not None:
                text = f"“{source.title}” {known}. Its own text does not say so."
                return composer.about(turn, a.Reason.ABOUT_DOCUMENTS, text)
        found = _found(turn, question, asked, "no line of the document about itself", 0.0)
        missing = f"“{source.title}” does not say {_MISSING[asked.facts[0]]}."
        return composer.refused(found, a.Reason.NOT_IN_GUIDANCE, (missing,))

    def _asked(self, question: Question, cited: str | None) -> _Asked | None:
        """Return what is asked of which document; None where a word may mean something else."""
        text = question.text
        facts = next((facts for pattern, facts in _ASKED if pattern.search(text)), None)
        if facts is None or _YOURS.search(text):
            return None
        context = next((d for d in self._documents if d.id == cited), self._main)
        places = self._nations.named(text)
        plain = _PLAIN.union(*(stems(place) for place in places))
        names = {t for t in question.tokens if t not in plain or t in _KINDS & self._telling}
        noun, pointer = _DOCUMENT.search(text), _POINTER.search(text)
        if names:
            document = self._named(question, names, context, noun is not None)
            by_part = document is not None and noun is None and not _is_title(document, question)
            asked = _Asked(facts, document, noun, named=not by_part) if document else None
        elif noun is None and (
            _OF_ANYTHING.search(text) or (cited is None and _STILL_CURRENT.search(text))
        ):
            asked = None
        else:
            asked = _Asked(facts, context, noun or pointer)
        if asked is None or facts != ("applies_to",):
            return None if asked is None or places else asked
        spoken_of = asked.named or noun is not None
        stated = line_that_states(asked.document, "applies_to") is not None
        if not set(places) <= set(asked.document.source.applies_to):
            # Else what it says for another nation is for the guard of nations.
            return asked if stated and spoken_of else None
        open_question = re.search(_WHICH_PLACE, text, re.IGNORECASE) is not None
        return asked if (places or open_question) and (stated or spoken_of) else None

    def _named(
        self, question: Question, names: set[str], context: Document, noun: bool
    ) -> Document | None:
        """Return the document that words name: all of them, with a word for a document or a title."""
        fitting = [
            d
            for d in self._documents
            if all(question.met(t, self._names[d.id]) for t in names)
            and (noun or _is_title(d, question) or _is_part_of_title(d, question))
        ]
        return context if context in fitting else next(iter(fitting), None)


def _is_title(document: Document, question: Question) -> bool:
    """Return whether a question holds a title of several words, what stands in brackets aside."""
    title = set(stems(re.sub(r"\([^)]*\)", "", document.source.title)))
    return len(title) > 1 and title <= set(question.tokens)


def _is_part_of_title(document: Document, question: Question) -> bool:
    """Return whether a question holds what stands in brackets in a title, if that is several words."""
    parts = (set(stems(part)) for part in re.findall(r"\(([^)]*)\)", document.source.title))
    return any(len(part) > 1 and part <= set(question.tokens) for part in parts)


def _names(source: Source) -> frozenset[str]:
    """Return the stems by which a document may be named, with initials such as "FAQ"."""
    said = f"{source.title} {source.publisher or ''} {source.id.replace('-', ' ')}"
    parts = [*re.split(r"[:()–—]", source.title), source.publisher or ""]
    initials = ("".join(w[0] for w in part.split() if w[0].isupper()).lower() for part in parts)
    return frozenset(stems(said)) | {i for i in initials if len(i) > 2}


def _known(source: Source, fact: str) -> str | None:
    """Return what the manifest knows, as the rest of a sentence about the document."""
    if fact == "published" and source.published:
        return f"was published on {in_words(source.published)}"
    if fact == "updated" and source.updated:
        return f"was last updated on {in_words(source.updated)}"
    if fact == "applies_to" and source.applies_to:
        return f"applies to {' and '.join(source.applies_to)}"
    known = {"version": source.version, "publisher": source.publisher, "licence": source.licence}
    forms = {"version": "is version", "publisher": "is published by", "licence": "has the licence"}
    return f"{forms[fact]} {known[fact]}" if known.get(fact) else None


def _assumption(asked: _Asked, stated: str) -> str | None:
    """Return what was taken for granted: which document, and which of its days."""
    words = ""
    if not asked.named:
        said = f"“{asked.said.group(0)}” to be" if asked.said else "this to be about"
        words = f"I took {said} “{asked.document.source.title}”."
    other = _OTHER[stated] if stated != asked.facts[0] else ""
    return (words + other).strip() or None


def _found(turn: str, question: Question, asked: _Asked, by: str, confidence: float) -> Found:
    """Return that nothing was weighed, and the question with the document's title in it."""
    title = f"“{asked.document.source.title}”"
    if asked.named:
        standalone = question.text
    elif asked.said is not None:
        start, end = asked.said.span()
        standalone = question.text[:start] + title + question.text[end:]
    else:
        standalone = f"{question.text.rstrip('?!. ')}, {title}?"
    explanation = a.Explanation(
        searched=question.text,
        mended=dict(question.mended),
        unmet=(),
        candidates=(),
        confidence=confidence,
        threshold=0.0,
        decided_by=by,
    )
    return Found(turn, standalone, (), (), confidence, explanation)
