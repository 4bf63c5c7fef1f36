"""What maintainers write beside the documents: names, signposts, wordings, answers, precedents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Term:
    """A name in the field, the other names people use for it, and its twins."""

    name: str
    aliases: tuple[str, ...] = ()
    about: str | None = None  # what it is, in a few words
    confusable: tuple[str, ...] = ()  # names of terms that are taken for it

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Nation:
    """A nation, and words in a question that imply it."""

    name: str
    words: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()  # that hold one of these, and mean something else

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and the words."""
        return (self.name, *self.words)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document, or some of its sections, are about, as people speak of it."""

    name: str  # as it stands in a sentence: "the funding"
    document: str  # id of the document
    sections: tuple[str, ...] = ()  # headings, numbers left out; empty: the whole document
    aliases: tuple[str, ...] = ()  # other words for it: "the money"

    @property
    def forms(self) -> tuple[str, ...]:
        """The name without its article, and the aliases."""
        return (self.name.removeprefix("the "), *self.aliases)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The words of the field, kept by maintainers."""

    terms: tuple[Term, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()  # words that mean the same in a question
    nations: tuple[Nation, ...] = ()
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Signpost:
    """A fixed, reviewed text for somebody who may be in danger, and when it is due."""

    id: str
    title: str
    text: str  # what is said, word for word
    numbers: tuple[str, ...]  # telephone and text numbers, as they stand in the text
    reviewer: str  # who answers for the text: a name or a role
    reviewed: dt.date
    review_by: dt.date  # when somebody must look at it again
    phrases: tuple[str, ...]  # explicit words; notation in corpus/README.md
    examples: tuple[str, ...]  # what people say when it is due
    harmless: tuple[str, ...]  # what sounds like it and is not


@dataclass(frozen=True, slots=True)
class Variant:
    """Further wordings of a section's heading: they help to find it and are never quoted."""

    document_id: str
    path: tuple[str, ...]  # of the section
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approved:
    """A quotation that a person has pinned to questions."""

    id: str
    questions: tuple[str, ...]  # wordings of the one question
    document_id: str
    quotes: tuple[str, ...]  # words of the document; white space aside, if they still stand there
    approved_by: str  # a name or a role
    approved: dt.date
    review_by: dt.date | None = None  # when somebody must look at it again


class Precedent(NamedTuple):
    """A question that was asked before, and the words that answer it, or that none do."""

    question: str
    document_id: str  # that answers, or looks as if it did
    answer: tuple[int, int] | None  # where in its text, start and end; None: nothing answers


@dataclass(frozen=True, slots=True)
class Precedents:
    """The questions that were asked before, and what they were held against."""

    entries: tuple[Precedent, ...] = ()
    held_against: frozenset[str] = frozenset()  # ids of documents that are as they were then
