"""What a question is about: names from the glossary, roles found by the parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from faqbot.documents import Corpus, Passage, SectionKind, Term
from faqbot.index.expansion import forms_pattern
from faqbot.index.text import mid_sentence, with_article

# Headings that any document may have; they name no topic of their own.
_GENERAL = frozenset(
    {
        "about", "background", "contents", "contact", "further information", "general questions",
        "introduction", "overview", "progression", "purpose", "summary", "values",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a question can be about."""

    name: str
    role: bool = False  # a job, with an article: "a care worker"
    section: bool = False  # the heading of a section, or a person in a story
    confusable: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        """The name as it stands in a sentence."""
        if self.role:
            return with_article(self.name)
        return self.name if self.section else f"the {self.name}"

    @property
    def plural(self) -> str:
        """The name for "they": jobs in the plural, anything else as it is."""
        return f"{mid_sentence(self.name)}s" if self.role else self.phrase


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a topic is named in a question."""

    topic: Topic
    start: int
    end: int


class Topics:
    """All topics of a corpus.

    Args:
        corpus: gives the glossary, the roles and the main topic.
    """

    def __init__(self, corpus: Corpus) -> None:
        terms = {t.name: t for t in corpus.glossary.terms}
        if corpus.main_topic and corpus.main_topic not in terms:
            terms[corpus.main_topic] = Term(corpus.main_topic)
        self._patterns = [
            (forms_pattern(t.forms), Topic(t.name, confusable=t.confusable))
            for t in terms.values()
            if t.confusable or t.name == corpus.main_topic
        ]
        roles = {p.heading for p in corpus.passages if p.kind is SectionKind.ROLE}
        self._patterns += [
            (forms_pattern([role, *_short_forms(role)]), Topic(role, role=True))
            for role in sorted(roles)
        ]
        self._patterns += [
            (forms_pattern([name]), Topic(name, section=True))
            for name in sorted(_section_names(corpus) - roles)
        ]
        self._sections = {t.name for _, t in self._patterns if t.section}
        self._corpus = corpus
        self.main = next((t for _, t in self._patterns if t.name == corpus.main_topic), None)

    def named(self, name: str) -> Topic | None:
        """Return the topic of that name."""
        return next((t for _, t in self._patterns if t.name == name), None)

    def of_passage(self, passage: Passage) -> Topic | None:
        """Return what a passage is about: its role or section, else its document's topic."""
        for name in reversed(passage.path):
            topic = self.named(name)
            if topic is not None and (topic.role or topic.section):
                return topic
        title = self._corpus.document(passage.document_id).source.title
        return next((m.topic for m in self.mentions(title)), None)

    def mentions(self, text: str) -> list[Mention]:
        """Return the topics that a text names, in order; longer names win over parts of them."""
        found = [
            Mention(topic, match.start(), match.end())
            for pattern, topic in self._patterns
            for match in pattern.finditer(text)
        ]
        found.sort(key=lambda m: (m.start - m.end, m.start, m.topic.name))
        kept: list[Mention] = []
        for mention in found:
            if all(mention.end <= k.start or k.end <= mention.start for k in kept):
                kept.append(mention)
        return sorted(kept, key=lambda m: m.start)


def _section_names(corpus: Corpus) -> set[str]:
    """Return headings that name a thing people ask about: short, and no question."""
    return {
        p.heading
        for p in corpus.passages
        if p.kind not in (SectionKind.QUESTION, SectionKind.ROLE)
        and 0 < len(p.heading.split()) <= 4
        and p.heading.lower() not in _GENERAL
    }


def _short_forms(role: str) -> list[str]:
    """Return other ways to write a role's name: without brackets, either side of "or"."""
    forms = []
    bare = re.sub(r"\s*\([^)]*\)", "", role)
    forms.append(bare)
    forms += re.findall(r"\(([^)]+)\)", role)
    for joiner in (" or ", " such as "):
        if joiner in bare:
            forms += [part for part in bare.split(joiner) if len(part) > 3]
    return [form for form in forms if form != role]
