"""What speaks for a sentence as the answer: named numbers, one row for each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from faqbot.answering.answer_type import asked_types, asks_description, type_match
from faqbot.answering.question import Question
from faqbot.answering.retriever import Retrieval, cosines
from faqbot.answering.topics import Topics
from faqbot.documents import Passage, SectionKind, Sentence
from faqbot.index.generation import Generation
from faqbot.index.precedents import FLOOR, Nearness
from faqbot.index.text import stems
from faqbot.index.wordings import variant_rows

# A sentence's signals, in column order. Cosines are of the exported encoder.
SIGNALS = (
    "context",  # cosine: question ~ heading and sentence
    "sentence",  # cosine: question ~ sentence alone
    "context_without_topic",  # the same with the main topic taken out of the question
    "sentence_without_topic",
    "passage",  # cosine: question ~ whole passage
    "passage_without_topic",
    "heading",  # cosine: question ~ heading path, or a wording that maintainers wrote for it
    "worded",  # 1 where they wrote any: a cosine of 0.7 to the nearest of 15 says less than to one
    "bm25",  # of the passage, as a share of the best passage's
    "bm25_level",  # of the passage, as a share of the question's total idf
    "pairs",  # BM25 of words side by side, of the passage, as a share of the best passage's
    "words_in_reach",  # share of the question's idf met by the sentence, its list, headings, title
    "opening",  # 1 where a description is asked for and the sentence opens its section
    "type",  # does the sentence hold the kind of thing asked for?
    "topic",  # share of the topics the question names that the passage or its title names
    "role_in_heading",  # share of the roles the question names that are the passage's heading
    "role",  # 1 for a sentence of a job profile
    "story",  # 1 for a sentence of one person's story
    "authority",  # 0 official … 1 unofficial
    "asked",  # how near the questions are that the sentence is known to answer, 0.5 to 1
    "asked_passage",  # … that its passage is
    "answered_before",  # … that anything is
    "unanswered_nearer",  # … by how much nearer those are that nothing is known to answer
    "precedent",  # 1 where questions that were asked before were held against its document
)
PRECEDENTS = slice(SIGNALS.index("asked"), len(SIGNALS))  # the columns that tell of those
Rows = npt.NDArray[np.float64]
Place = tuple[str, tuple[str, ...]]  # document id and section path


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be the answer."""

    row: int  # of the sentence in the generation
    passage_row: int
    passage: Passage
    sentence: Sentence

    @property
    def place(self) -> Place:
        """The document and section that it stands in."""
        return self.passage.document_id, self.passage.path


class SignalReader:
    """Computes the signals of candidate sentences of one generation."""

    def __init__(self, generation: Generation, topics: Topics | None = None) -> None:
        self._generation = generation
        corpus = generation.corpus
        self._titles = {d.id: d.source.title for d in corpus.documents}
        self._texts = {d.id: d.text for d in corpus.documents}
        ranks = {d.id: d.source.authority.rank / 3 for d in corpus.documents}
        self._authority = [ranks[p.document_id] for p in corpus.passages]
        rows = np.asarray(generation.sentence_rows, dtype=np.int64)
        self._starts = np.searchsorted(rows, np.arange(len(corpus.passages)))
        self._worded = frozenset(row for _, row in variant_rows(corpus))
        self._held = corpus.precedents.held_against
        self._topics = topics or Topics(corpus)
        self._roles = {p.heading for p in corpus.passages if p.kind is SectionKind.ROLE}
        self._passage_topics = lru_cache(maxsize=20_000)(self._find_topics)
        self._stems = lru_cache(maxsize=20_000)(self._sentence_stems)
        self._around = lru_cache(maxsize=5_000)(self._passage_stems)

    def candidates(self, passage_rows: Sequence[int]) -> list[Candidate]:
        """Return the quotable sentences of passages, in the order of `passage_rows`."""
        found = []
        for passage_row in passage_rows:
            passage = self._generation.corpus.passages[passage_row]
            first = int(self._starts[passage_row])
            found += [
                Candidate(first + i, passage_row, passage, sentence)
                for i, sentence in enumerate(passage.sentences)
                if sentence.quotable
            ]
        return found

    def text(self, candidate: Candidate) -> str:
        """Return the candidate's words on one line."""
        text = self._texts[candidate.passage.document_id]
        return " ".join(candidate.sentence.span.of(text).split())

    def _says(self, candidate: Candidate) -> str:
        text = self._texts[candidate.passage.document_id]
        return candidate.passage.says(candidate.sentence, text)

    def read(
        self, question: Question, retrieval: Retrieval, candidates: Sequence[Candidate]
    ) -> Rows:
        """Return the signals, shape (candidates, len(SIGNALS))."""
        types = asked_types(question.text)
        named = self._named(question.text)
        describes = asks_description(question.text)
        rankings = retrieval.rankings
        best = float(rankings["bm25_expanded"].max(initial=0.0)) or 1.0
        best_pairs = float(rankings["bm25_pairs"].max(initial=0.0)) or 1.0
        level = question.total_weight * 2.2 or 1.0  # 2.2 is BM25's ceiling at k1 = 1.2
        picked = np.array([c.row for c in candidates], dtype=np.int64)
        sentences = self._generation.vectors.sentences[picked].astype(np.float32)
        own_cosines = zip(
            cosines(sentences, retrieval.asked), cosines(sentences, retrieval.residual), strict=True
        )
        of_passage: dict[int, tuple[float, float]] = {}
        rows = []
        for c, (sentence, sentence_without_topic) in zip(candidates, own_cosines, strict=True):
            p, s = c.passage_row, c.row
            if p not in of_passage:
                of_passage[p] = self._topic_match(named, p)
            rows.append(
                (
                    retrieval.context[s],
                    sentence,
                    retrieval.context_without_topic[s],
                    sentence_without_topic,
                    rankings["passage"][p],
                    rankings["passage_without_topic"][p],
                    rankings["heading"][p],
                    float(p in self._worded),
                    rankings["bm25_expanded"][p] / best,
                    rankings["bm25"][p] / level,
                    rankings["bm25_pairs"][p] / best_pairs,
                    question.coverage(self.in_reach(c)),
                    float(describes and c.sentence.block == 0 and c.passage.part == 0),
                    type_match(types, self._says(c)) if types else 1.0,
                    *of_passage[p],
                    float(c.passage.kind is SectionKind.ROLE),
                    float(c.passage.kind is SectionKind.STORY),
                    self._authority[p],
                    *self._asked_before(c, retrieval.before),
                )
            )
        return np.asarray(rows, dtype=np.float64).reshape(len(rows), len(SIGNALS))

    def _asked_before(self, candidate: Candidate, near: Nearness) -> tuple[float, ...]:
        """Return the signals of PRECEDENTS; they tell nothing of a document that has changed."""
        if candidate.passage.document_id not in self._held:
            return FLOOR, FLOOR, FLOOR, 0.0, 0.0
        here, around = near.sentences[candidate.row], near.passages[candidate.passage_row]
        return float(here), float(around), near.answered, near.unanswered - near.answered, 1.0

    def _topic_match(self, named: frozenset[str], passage_row: int) -> tuple[float, float]:
        if not named:
            return 1.0, 0.0
        anywhere, heading = self._passage_topics(passage_row)
        roles = named & self._roles
        return (
            len(named & anywhere) / len(named),
            len(roles & heading) / len(roles) if roles else 0.0,
        )

    def _find_topics(self, passage_row: int) -> tuple[frozenset[str], frozenset[str]]:
        passage = self._generation.corpus.passages[passage_row]
        text = passage.span.of(self._texts[passage.document_id])
        whole = "\n".join((*passage.path, self._titles[passage.document_id], text))
        return self._named(whole), self._named(passage.heading)

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(mention.topic.name for mention in self._topics.mentions(text))

    def reach(self, candidate: Candidate) -> frozenset[str]:
        """Return the stems of the candidate's whole passage, the headings above it and the title."""
        return self._around(candidate.passage_row)[1]

    def in_reach(self, candidate: Candidate) -> frozenset[str]:
        """Return the stems of the sentence, its list, the headings above it and the title."""
        return self._stems(candidate.passage_row, candidate.row)

    def _sentence_stems(self, passage_row: int, row: int) -> frozenset[str]:
        passage = self._generation.corpus.passages[passage_row]
        text = self._texts[passage.document_id]
        sentence = passage.sentences[row - int(self._starts[passage_row])]
        headings, _ = self._around(passage_row)
        return frozenset(stems(passage.says(sentence, text))) | headings

    def _passage_stems(self, passage_row: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the stems of the headings above a passage and the title; with those of all of it."""
        passage = self._generation.corpus.passages[passage_row]
        title = self._titles[passage.document_id]
        headings = frozenset(stems(" ".join((*passage.path, title))))
        text = passage.span.of(self._texts[passage.document_id])
        return headings, headings | frozenset(stems(text))
