"""All topics of a corpus: names from the glossary, roles and qualifications found by the parser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from faqbot.aids import Subject, Term
from faqbot.answering.names import (
    KINDS,
    head_of,
    holds_name,
    qualifications_in,
    same_words,
    short_forms,
    singular,
    stems_of,
)
from faqbot.answering.naming import Named, longest
from faqbot.answering.topic import Mention, PartialMention, Topic
from faqbot.corpus.glossary import bare
from faqbot.documents import Corpus, Passage, SectionKind

# Headings that any document may have; they name no topic of their own.
_GENERAL = frozenset(
    {
        "about", "background", "contents", "contact", "further information", "general questions",
        "introduction", "overview", "progression", "purpose", "summary", "values",
    }
)  # fmt: skip
MANY = 4  # names that a word stands for; a word of more says nothing
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BEFORE = re.compile(
    r"(?:^|\b(?:a|an|the|this|that|my|your|our|any|some|new|old|is|are|be|become|becoming|being|as|for|of|on|to|in"
    r"|do|does|did|with|about|and|or|than|if|i|you|they|we|what|which|how|from|take|get|doing|need)\s+|[^\w\s]\s*)$",
    re.IGNORECASE,
)  # what stands before a word that is a name by itself: nothing that belongs to it


_LEVEL = re.compile(r"^level \d$", re.IGNORECASE)  # of qualifications: no thing by itself


_Stemmed = tuple[tuple[Topic, frozenset[str]], ...]  # topics with the stems of one of their forms


class Topics:
    """All topics of a corpus.

    Args:
        corpus: gives the glossary, the roles, the qualifications and the main topic.
    """

    def __init__(self, corpus: Corpus) -> None:
        terms = {t.name: t for t in corpus.glossary.terms}
        if corpus.main_topic and corpus.main_topic not in terms:
            terms[corpus.main_topic] = Term(corpus.main_topic)
        self._forms: dict[str, tuple[str, ...]] = {}
        self._named: list[Named] = []
        for term in terms.values():
            if term.confusable or term.name == corpus.main_topic:
                self._add(Topic(term.name, confusable=term.confusable), term.forms)
        known = [form for term in terms.values() for form in term.forms]
        found = qualifications_in(corpus, known)
        for name in found:
            twins = tuple(n for n in found if n != name and head_of(n) == head_of(name))
            self._add(Topic(name, confusable=twins), [name])
        roles = {p.heading for p in corpus.passages if p.kind is SectionKind.ROLE}
        called = {_key(t.name): t.forms for t in corpus.glossary.terms}
        for role in sorted(roles):
            more = called.get(_key(re.sub(r"\s*\(.*", "", role)), ())
            self._add(Topic(role, role=True), [role, *short_forms(role), *more])
        stories = {p.heading for p in corpus.passages if p.kind is SectionKind.STORY}
        for name in sorted(_section_names(corpus) - roles):
            self._add(Topic(name, section=True, person=name in stories), [name])
        named = {_key(n.topic.name): n.topic for n in self._named}
        # Words of the field that hold the name of a topic: "adult social care", "social care".
        self._others = [
            Named.of(Topic(t.name, term=True), t.forms)
            for t in terms.values()
            if _key(t.name) not in named and t.name not in self._forms and not _LEVEL.match(t.name)
        ]
        self._subjects = _known_subjects(corpus)
        self._about = [
            Named.of(named.get(_key(s.name), Topic(s.name, subject=True)), s.forms)
            for s in self._subjects
        ]
        self._corpus = corpus
        self._heads = self._by_head()
        self._qualifications: _Stemmed = tuple(
            (n.topic, frozenset(stems_of(form)))
            for n in self._named
            if n.topic.qualification
            for form in self._forms[n.topic.name]
        )
        self._places = self._by_place(named)
        self.main = self.named(corpus.main_topic or "")
        self.mentions = lru_cache(maxsize=2_000)(self._mentions)
        self.partial = lru_cache(maxsize=2_000)(self._partial)
        self.things = lru_cache(maxsize=2_000)(self._things)

    def _add(self, topic: Topic, forms: Iterable[str]) -> None:
        self._forms[topic.name] = tuple(dict.fromkeys(forms))
        self._named.append(Named.of(topic, self._forms[topic.name]))

    def named(self, name: str) -> Topic | None:
        """Return the topic of that name."""
        return next((n.topic for n in self._named if n.topic.name == name), None)

    def of_passage(self, passage: Passage) -> Topic | None:
        """Return what a passage is about: its role or section, else its document's topic."""
        for name in reversed(passage.path):
            topic = self.named(name)
            if topic is not None and (topic.role or topic.section):
                return topic
        return self.of_document(passage.document_id)

    def of_document(self, document_id: str) -> Topic | None:
        """Return what a document is about as a whole, by the glossary or its title."""
        whole = self._places.get((document_id, ""))
        if whole is not None:
            return whole
        title = self._corpus.document(document_id).source.title
        return next((m.topic for m in self._mentions(title)), None)

    def subject_of(self, passage: Passage) -> Topic | None:
        """Return what the glossary says a passage's section is about, if it says so."""
        for heading in reversed(passage.path):
            topic = self._places.get((passage.document_id, bare(heading)))
            if topic is not None:
                return topic
        return None

    def _mentions(self, text: str) -> list[Mention]:
        """Return the topics that a text names, in order; longer names win over parts of them."""
        found = longest(text, [*self._named, *self._others])
        return [m for m in found if not m.topic.term]

    def _things(self, text: str) -> list[Mention]:
        """Return what a text names, subjects of sections too; the words used stay with those."""
        return longest(text, [*self._named, *self._about, *self._others])

    def ambiguous(self, mention: Mention) -> tuple[Topic, ...]:
        """Return the twins that the words of a mention may stand for as well.

        "Care Certificate" is a name of one thing and part of the name of another.
        """
        twins = (self.named(name) for name in mention.topic.confusable)
        return tuple(
            twin
            for twin in twins
            if twin is not None
            and any(
                holds_name(form, mention.words) or same_words(form, mention.words)
                for form in self._forms[twin.name]
            )
        )

    def is_name(self, topic: Topic, words: str) -> bool:
        """Return whether words are one of a topic's names, whole."""
        return any(same_words(form, words) for form in self._forms.get(topic.name, ()))

    def is_called(self, topic: Topic, kind: str) -> bool:
        """Return whether one of a topic's names says that it is of a kind: "certificate"."""
        heads = {head_of(form) for form in self._forms.get(topic.name, ())}
        return singular(kind.lower()) in heads

    def of_documents(self) -> tuple[Topic, ...]:
        """Return what the documents are about, each once, where the corpus names no main topic."""
        if self.main is not None:
            return ()
        found = (self.of_document(d.id) for d in self._corpus.documents)
        return tuple(dict.fromkeys(topic for topic in found if topic is not None))[:MANY]

    def about(self, text: str, within: Topic | None = None) -> frozenset[str]:
        """Return the names of all that a text may be about, part names and twins included.

        Args:
            text: any.
            within: what its document is about: of several names, that one is meant.
        """
        found = self._mentions(text)
        names = {m.topic.name for m in found}
        names |= {twin.name for m in found for twin in self.ambiguous(m)}
        parts = [p for p in self._partial(text) if not p.kind]
        for part in parts:
            own = within is not None and within in part.topics
            names |= {within.name} if own and within else {t.name for t in part.topics}
        return frozenset(names)

    def _partial(self, text: str) -> list[PartialMention]:
        """Return where a text has words that several names share, or one, without the whole name."""
        things = self.things(text)
        # "The care or support worker role" is no "support worker"; "the diploma" may be either.
        taken = [(m.start, m.end) for m in things if not m.topic.subject or m.words.count(" ") > 1]
        tokens = list(_TOKEN.finditer(text))
        found: list[PartialMention] = []
        for i, token in enumerate(tokens):
            head = singular(token.group(0).lower())
            if any(a < token.end() and token.start() < b for a, b in taken):
                continue
            matching, first = self._heads.get(head, ()), i
            before = tokens[max(0, i - 3) : i]
            if head in KINDS and before and self._fitting(self._qualifications, before[-1][0]):
                matching = self._qualifications
            while first > 0 and tokens[first - 1].end() + 1 == tokens[first].start():
                wider = self._fitting(matching, tokens[first - 1][0])
                if not wider:
                    break
                matching, first = wider, first - 1
            start = tokens[first].start()
            said = stems_of(text[start : token.end()])
            named = dict.fromkeys(topic for topic, _ in matching)
            topics = tuple(t for t in named if not t.role or self._in_a_row(said, t))
            if 0 < len(topics) <= MANY and _BEFORE.search(text[:start]):
                bare_kind = head in KINDS and first == i
                found.append(PartialMention(topics, start, token.end(), bare_kind))
        return found

    def _in_a_row(self, said: tuple[str, ...], topic: Topic) -> bool:
        """Return whether a job's name holds words in a row: "social worker" is no link worker."""
        forms = (stems_of(form) for form in self._forms[topic.name])
        size = len(said)
        return any(said == f[i : i + size] for f in forms for i in range(len(f) - size + 1))

    @staticmethod
    def _fitting(named: _Stemmed, word: str) -> _Stemmed:
        """Return the names that hold a word."""
        wanted = stems_of(word) or ("",)
        return tuple((topic, held) for topic, held in named if held.issuperset(wanted))

    def _by_head(self) -> dict[str, _Stemmed]:
        """Return, by the word that says what it is, each role and qualification with its stems."""
        found: dict[str, list[tuple[Topic, frozenset[str]]]] = {}
        for topic in (n.topic for n in self._named):
            if topic.section:
                continue
            for form in self._forms[topic.name]:
                entry = (topic, frozenset(stems_of(form)))
                head = head_of(form)
                says = topic.role or head == head_of(topic.name)
                if head and says and entry not in found.setdefault(head, []):
                    found[head].append(entry)
        return {head: tuple(entries) for head, entries in found.items()}

    def _by_place(self, named: dict[str, Topic]) -> dict[tuple[str, str], Topic]:
        """Return the topic by document and heading; of a whole document by an empty heading."""
        found: dict[tuple[str, str], Topic] = {}
        for subject in self._subjects:
            topic = named.get(_key(subject.name)) or Topic(subject.name, subject=True)
            for heading in subject.sections or ("",):
                found.setdefault((subject.document, bare(heading)), topic)
        return found


def _known_subjects(corpus: Corpus) -> list[Subject]:
    documents = {document.id for document in corpus.documents}
    return [s for s in corpus.glossary.subjects if s.document in documents]


def _key(name: str) -> str:
    return name.lower().removeprefix("the ")


def _section_names(corpus: Corpus) -> set[str]:
    """Return headings that name a thing people ask about: short, and no question."""
    return {
        p.heading
        for p in corpus.passages
        if p.kind not in (SectionKind.QUESTION, SectionKind.ROLE)
        and 0 < len(p.heading.split()) <= 4
        and p.heading.lower() not in _GENERAL
    }
