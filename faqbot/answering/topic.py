"""What a question can be about, and where it says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from faqbot.index.text import mid_sentence, with_article


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a question can be about."""

    name: str
    role: bool = False  # a job, with an article: "a care worker"
    section: bool = False  # the heading of a section, or a person in a story
    confusable: tuple[str, ...] = ()
    subject: bool = False  # what sections are about, from the glossary: "the funding"
    said: str | None = field(default=None, compare=False)  # the words a person used for it
    person: bool = False  # somebody in a story
    term: bool = False  # of the glossary, and neither a qualification nor a job: a body, a measure

    @property
    def phrase(self) -> str:
        """The name as it stands in a sentence."""
        if self.role:
            return with_article(self.name)
        if self.subject or self.term:
            article = "the " if self.name.startswith("the ") else ""
            return article + self.said.removeprefix("the ") if self.said else self.name
        if self.section:
            return self.name if self.person else _inside(self.name)
        return f"the {self.name}"

    @property
    def plural(self) -> str:
        """The name for "they": jobs in the plural, anything else as it is."""
        if not self.role:
            return self.phrase
        name, bracket, short = mid_sentence(self.name).partition(" (")
        return f"{name}s{bracket}{short}"

    @property
    def qualification(self) -> bool:
        """Whether it is a name of the glossary: a qualification, a course, a body."""
        return not (self.role or self.section or self.subject or self.term)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a topic is named in a question."""

    topic: Topic
    start: int
    end: int
    words: str = ""  # as they stand in the question


@dataclass(frozen=True, slots=True)
class PartialMention:
    """Words that may stand for any of several names: "the diploma", "a manager"."""

    topics: tuple[Topic, ...]
    start: int
    end: int
    kind: bool  # nothing but a word for any qualification: "the course"


def _inside(heading: str) -> str:
    """Return a heading's name inside a sentence: "Digital skills" as "digital skills"."""
    first, _, rest = heading.partition(" ")
    plain = first[1:].islower() and rest == rest.lower()
    return f"{first.lower()} {rest}".strip() if plain else heading
