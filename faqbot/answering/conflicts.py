"""Do two passages answer the same question differently? Then both are shown.

A false alarm costs trust in every answer, so what is compared must be the same
matter: the same words but for the value, the same names, the same conditions,
and both must meet the same words of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from faqbot.answering.answer_type import asked_types
from faqbot.answering.facts import (
    Value,
    denies,
    duty_in,
    matter_of,
    numbers_of_names,
    values_in,
)
from faqbot.answering.question import Question
from faqbot.answering.signals import Candidate, SignalReader
from faqbot.answering.twins import TwinGuard
from faqbot.documents import Corpus, Document, SectionKind
from faqbot.index.text import stems
from faqbot.index.vectors import StoredMatrix

_WITHIN = 4.0  # ranking score under the best at which a sentence still answers
_LOOKED_AT = 12  # candidates that are compared with the best
_ALIKE = 0.5  # share of the words of two sentences that must be the same
_OWN_WORDS = 0.6  # the same, of the words of both, where each has words that the other lacks
_COSINE = 0.6  # of the two sentences, from which they are the same in other words
_SAME_DOCUMENT = (0.7, 0.8)  # the same two, where one document speaks twice
_LIGHT = 0.12  # share of a question's weight that only one of two sentences may meet
# What is asked for, and the kinds of value that give it.
_KINDS: dict[str, tuple[str, ...]] = {
    "age": ("age",),
    "money": ("money",),
    "frequency": ("time",),
    "duration": ("time", "hours"),
    "date": ("date",),
    "percentage": ("percent",),
}
_VALUES = ("age", "money", "time", "hours", "date", "percent")
_MEASURES = frozenset("long much mani often old soon far big time".split())  # of "how long"
_YES_NO = re.compile(
    r"^(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|will|would|should|must|may|has|have|am)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"(yes|no)\b(?! (?:one|body|more))", re.IGNORECASE)
# What kind of text a title names, not what it is about.
_FORMS = frozenset(
    stems(
        "guide guidance handbook leaflet article blog page website faq faqs frequently asked questions answers notes"
        " policy official sector regional unofficial draft new old version update summary overview introduction"
        " document information advice ministry department trade employers managers staff learners workers"
    )
)
_DEMAND = re.compile(
    r"\b(?:mandatory|compulsory|obligatory|required?|optional|voluntary|must|have to|has to|need(?:ed|s)?|allowed|permitted|may|can|should)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|except|only|where|when|whilst|while|other than|instead|alternatively|previously|used to)\b"
    r"|\b(?:until|before|after)\b(?! (?:the )?(?:\d|one|two|three|four|five|six|twelve|a year|end of))",
    re.IGNORECASE,
)
# Two of one kind are two things: what is said of part-time is no answer about full-time.
_OPPOSITES = (
    ("full", "part"), ("new", "exist"), ("adult", "child"), ("day", "night"), ("first", "second"),
    ("onlin", "classroom"), ("theori", "practic"), ("home", "hospit"), ("minimum", "maximum"),
    ("public", "privat"), ("regul", "unregul"), ("old", "new"), ("internal", "extern"),
    ("written", "oral"), ("employ", "learner"), ("basic", "advanc"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sentences that answer differently."""

    candidate: Candidate  # that differs from the best one
    said: tuple[str, str]  # the words that differ: of the best one, of this one


class ConflictFinder:
    """Finds what contradicts the best candidate, in one generation.

    Args:
        corpus: holds the documents.
        reader: knows the words of candidates.
        twins: knows which names they speak of.
        sentences: unit vectors of all sentences.
    """

    def __init__(
        self, corpus: Corpus, reader: SignalReader, twins: TwinGuard, sentences: StoredMatrix
    ) -> None:
        self._documents = {d.id: d for d in corpus.documents}
        self._reader = reader
        self._twins = twins
        self._sentences = sentences

    def find(
        self, question: Question, ranked: Sequence[Candidate], scores: Sequence[float]
    ) -> Conflict | None:
        """Return what contradicts the best candidate, or None.

        Args:
            question: what was asked.
            ranked: candidates, best first.
            scores: ranking score of each.
        """
        best = ranked[0]
        for other, score in zip(ranked[1:_LOOKED_AT], scores[1:_LOOKED_AT], strict=False):
            if score < scores[0] - _WITHIN:
                break
            if other.passage == best.passage or SectionKind.STORY in (
                other.passage.kind, best.passage.kind,
            ):  # fmt: skip
                continue
            if self._same_matter(question, best, other):
                said = self._difference(question, best, other)
                if said is not None:
                    return Conflict(other, said)
        return None

    def _difference(
        self, question: Question, one: Candidate, other: Candidate
    ) -> tuple[str, str] | None:
        """Return the words in which two sentences on one matter differ, or None."""
        first, second = self._reader.text(one), self._reader.text(other)
        kinds = self._kinds_asked(question)
        values = self._values(one, first), self._values(other, second)
        differing = _differing(values[0], values[1], kinds)
        if differing is not None or kinds is not None:
            return differing
        said = _YES_OR_NO.match(first), _YES_OR_NO.match(second)
        if said[0] and said[1] and said[0][1].lower() != said[1][1].lower():
            return first, second
        yes_no = bool(_YES_NO.match(question.text)) or bool(_DEMAND.search(question.text))
        if not yes_no:
            return None
        duties = duty_in(first), duty_in(second)
        if duties[0] is not None and duties[1] is not None:
            return (first, second) if duties[0] is not duties[1] else None
        if duties == (None, None) and denies(first) != denies(second):
            return first, second
        return None

    def _kinds_asked(self, question: Question) -> tuple[str, ...] | None:
        """Return the kinds of value that a question asks for; None where it asks for none."""
        types = {kind.name for kind in asked_types(question.text)}
        kinds = tuple(k for name in types for k in _KINDS.get(name, ()))
        if "count" in types:
            kinds += tuple(t for t in question.tokens)
        return tuple(sorted(kinds)) or None

    def _same_matter(self, question: Question, one: Candidate, other: Candidate) -> bool:
        documents = self._document(one), self._document(other)
        if not _same_place(*documents):
            return False
        names = self._twins.things(one), self._twins.things(other)
        if names[0] and names[1] and names[0].isdisjoint(names[1]):
            return False
        texts = self._reader.text(one), self._reader.text(other)
        if bool(_CONDITION.search(texts[0])) != bool(_CONDITION.search(texts[1])):
            return False
        numbered = self._numbered(one), self._numbered(other)
        if numbered[0] and numbered[1] and numbered[0].isdisjoint(numbered[1]):
            return False
        matters = matter_of(texts[0]), matter_of(texts[1])
        if _opposed(*matters) or not self._meet_alike(question, one, other):
            return False
        if self._same_question(one, other):
            return True
        shared = len(matters[0] & matters[1])
        # Where each says a word of its own, it may be another thing: fire training, lifting.
        own_words = not (matters[0] <= matters[1] or matters[1] <= matters[0])
        if own_words and _share(*matters) < _OWN_WORDS:
            return False
        alike = shared / max(1, min(len(matters[0]), len(matters[1])))
        vectors = self._sentences[[one.row, other.row]].astype(np.float32)
        cosine = float(vectors[0] @ vectors[1])
        if one.passage.document_id == other.passage.document_id:
            return alike >= _SAME_DOCUMENT[0] and cosine >= _SAME_DOCUMENT[1]
        return alike >= _ALIKE and cosine >= _COSINE

    def _numbered(self, candidate: Candidate) -> frozenset[str]:
        """Return the numbered names that a sentence, or else its heading or title, speaks of."""
        title = self._document(candidate).source.title
        texts = (self._reader.text(candidate), candidate.passage.heading, title)
        return next((found for text in texts if (found := numbers_of_names(text))), frozenset())

    def _same_question(self, one: Candidate, other: Candidate) -> bool:
        """Return whether two documents on one thing put the same question and answer it at once."""
        documents = self._document(one), self._document(other)
        titles = [set(stems(d.source.title)) - _FORMS for d in documents]
        headings = [matter_of(c.passage.heading) for c in (one, other)]
        return (
            documents[0].id != documents[1].id
            and one.passage.kind is other.passage.kind is SectionKind.QUESTION
            and one.sentence.block == other.sentence.block == 0
            and (not titles[0] or not titles[1] or not titles[0].isdisjoint(titles[1]))
            and _share(*headings) >= _OWN_WORDS
        )

    def _meet_alike(self, question: Question, one: Candidate, other: Candidate) -> bool:
        """Return whether two candidates meet the same words of a question."""
        held = self._reader.in_reach(one), self._reader.in_reach(other)
        apart = sum(
            question.weights[t]
            for t in question.tokens
            if t not in _MEASURES
            and bool(question.met(t, held[0])) != bool(question.met(t, held[1]))
        )
        return apart <= _LIGHT * question.total_weight

    def _values(self, candidate: Candidate, text: str) -> list[Value]:
        source = self._document(candidate).source
        return values_in(text, source.published or source.updated)

    def _document(self, candidate: Candidate) -> Document:
        return self._documents[candidate.passage.document_id]


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the words of two texts stands in both; 1 where neither has any."""
    return len(one & other) / len(one | other) if one | other else 1.0


def _differing(
    one: Sequence[Value], other: Sequence[Value], kinds: Sequence[str] | None
) -> tuple[str, str] | None:
    """Return the first values of one kind of which none agree, as they are written."""
    for kind in dict.fromkeys(v.kind for v in one):
        if kinds is not None and kind not in kinds:
            continue
        if kinds is None and kind not in _VALUES:
            continue
        here = [v for v in one if v.kind == kind]
        there = [v for v in other if v.kind == kind]
        if here and there and not any(a.agrees(b) for a in here for b in there):
            return here[0].words, there[0].words
    return None


def _opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sentences speak of opposite things."""
    own, others = one - other, other - one
    return any((a in own and b in others) or (b in own and a in others) for a, b in _OPPOSITES)


def _same_place(one: Document, other: Document) -> bool:
    """Return whether two documents may both hold in one place."""
    here, there = set(one.source.applies_to), set(other.source.applies_to)
    return not (here & _NATIONS and there & _NATIONS and here.isdisjoint(there))


_NATIONS = {"England", "Scotland", "Wales", "Northern Ireland"}
