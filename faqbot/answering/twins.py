"""Names that are easily confused: what is said of one is no answer about the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from faqbot.answering.signals import Candidate
from faqbot.answering.topic import Topic
from faqbot.answering.topics import Topics
from faqbot.documents import Corpus


class TwinGuard:
    """Tells which candidates are about a twin of what a question names.

    Args:
        corpus: holds the documents.
        topics: of the corpus.
    """

    def __init__(self, corpus: Corpus, topics: Topics) -> None:
        self._corpus = corpus
        self._topics = topics
        self._texts = {d.id: d.text for d in corpus.documents}
        self._titles = {d.id: d.source.title for d in corpus.documents}
        self._passage = lru_cache(maxsize=20_000)(self._passage_names)
        self._by_sentence: dict[int, frozenset[str]] = {}

    def about_others(self, question: str, candidates: Sequence[Candidate]) -> list[bool]:
        """Return for each candidate whether it is about a twin of what the question names.

        What the guidance says of the Care Certificate is no answer about a
        diploma, however alike the words are. A name that may stand for either
        twin ("the diploma", "care certificate") rules neither out.

        Args:
            question: the text that is searched for.
            candidates: sentences that may answer.
        """
        mentions = [m for m in self._topics.mentions(question) if m.topic.confusable]
        whole = [m.topic for m in mentions if not self._topics.ambiguous(m)]
        wanted = {m.topic.name for m in mentions}
        wanted |= {t.name for m in mentions for t in self._topics.ambiguous(m)}
        for part in self._topics.partial(question):
            wanted |= {t.name for t in part.topics if t.confusable and not part.kind}
        if not wanted:
            return [False] * len(candidates)
        return [
            wanted.isdisjoint(self._passage(c.passage_row, c.passage.document_id))
            or any(self._of_twin(c, topic, wanted) for topic in whole)
            for c in candidates
        ]

    def _of_twin(self, candidate: Candidate, topic: Topic, wanted: set[str]) -> bool:
        """Return whether a sentence or its heading names a twin, and nothing that was asked about.

        A document about the topic itself speaks of its twins to explain it.
        """
        document = self._topics.of_document(candidate.passage.document_id)
        if document is not None and document.name == topic.name:
            return False
        names = self.names(candidate)
        return wanted.isdisjoint(names) and not names.isdisjoint(topic.confusable)

    def names(self, candidate: Candidate) -> frozenset[str]:
        """Return the topics that a candidate's sentence, its lead-in or its heading names."""
        if candidate.row not in self._by_sentence:
            self._by_sentence[candidate.row] = self._sentence_names(candidate)
        return self._by_sentence[candidate.row]

    def things(self, candidate: Candidate) -> frozenset[str]:
        """Return the qualifications and jobs that a candidate is about."""
        named = ((name, self._topics.named(name)) for name in self.spoken_of(candidate))
        return frozenset(n for n, t in named if t is not None and (t.role or t.qualification))

    def spoken_of(self, candidate: Candidate) -> frozenset[str]:
        """Return the same, or what the document is about where they name nothing."""
        within = self._topics.of_document(candidate.passage.document_id)
        return self.names(candidate) or frozenset({within.name} if within else ())

    def _passage_names(self, row: int, document_id: str) -> frozenset[str]:
        passage = self._corpus.passages[row]
        text = passage.span.of(self._texts[document_id])
        words = "\n".join((*passage.path, self._titles[document_id], text))
        return self._topics.about(words, self._topics.of_document(document_id))

    def _sentence_names(self, candidate: Candidate) -> frozenset[str]:
        text = self._texts[candidate.passage.document_id]
        lead = candidate.sentence.lead_in
        words = (lead.of(text) if lead else "", candidate.sentence.span.of(text))
        within = self._topics.of_document(candidate.passage.document_id)
        return self._topics.about("\n".join((candidate.passage.heading, *words)), within)
