"""Stand-alone question in, Answer out: rank, decide, compose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from faqbot.answering import answer as a
from faqbot.answering.composer import Composer
from faqbot.answering.conflicts import ConflictFinder
from faqbot.answering.explaining import Explainer
from faqbot.answering.found import Chosen, Found
from faqbot.answering.nations import Nations
from faqbot.answering.query import Query
from faqbot.answering.question import Question, QuestionAnalyser
from faqbot.answering.ranker import Ranker, Ranking
from faqbot.answering.reader import Reader
from faqbot.answering.senses import evidence_by_sense, taken
from faqbot.answering.signals import SIGNALS, Candidate
from faqbot.answering.topics import Topics
from faqbot.documents import Corpus, Document
from faqbot.index.generation import Generation

_NEAR = 0.25  # cosine of question and passage below which a section is not worth offering
_EVEN = 0.5  # sureness below which a turn that leans on what was said is refused
_SETTLING = 12  # candidates among which a sentence may say where it holds
_PASSAGE_COSINE = SIGNALS.index("passage")


class Answerer:
    """Answers stand-alone questions from one generation.

    Args:
        generation: the index, loaded.
        reader: says whether a text answers; None for the one that comes with the package.
    """

    def __init__(self, generation: Generation, reader: Reader | None = None) -> None:
        self.generation = generation
        self.ranker = Ranker(generation, reader)
        corpus, signals = generation.corpus, self.ranker.signals
        self._explainer = Explainer(corpus, generation.lexical.vocabulary, signals)
        self._conflicts = ConflictFinder(
            corpus, signals, self.ranker.twins, generation.vectors.sentences
        )
        self.nations = Nations(corpus)
        self.composer = Composer(corpus, a.IndexIdentity(generation.name, corpus.digest))

    @property
    def corpus(self) -> Corpus:
        """The documents that are answered from."""
        return self.generation.corpus

    @property
    def topics(self) -> Topics:
        """What the documents speak of."""
        return self.ranker.topics

    @property
    def analyser(self) -> QuestionAnalyser:
        """Makes questions ready for matching."""
        return self.ranker.analyser

    def foreign(self, text: str) -> float:
        """Return the share of a question's weight that is in words no document holds, 0 to 1."""
        return self.analyser.analyse(text).foreign(self.generation.lexical.vocabulary)

    def answer(self, query: Query) -> a.Answer:
        """Return the answer to a question."""
        return self.decide(query, self.ranker.rank(query))

    def decide(
        self, query: Query, ranking: Ranking, *, sure: float | None = None, refuse: bool = False
    ) -> a.Answer:
        """Return the answer to a question that was searched for.

        Args:
            query: what was asked.
            ranking: what was found for it.
            sure: how sure its best sentence answers, 0 to 1, where more than the question tells;
                below even odds it is refused.
            refuse: no answer is given, whatever was found; what is near is still offered.
        """
        question = ranking.question
        found = self._found(query, ranking, sure)
        if query.chosen is not None:
            return self._chosen(query, question, found, query.chosen)
        assumption, alternatives = query.assumption, query.alternatives
        threshold = found.explanation.threshold
        senses = query.senses
        if senses is not None and found.confidence >= threshold:
            spoken_of = self.ranker.twins.spoken_of
            meant = evidence_by_sense(senses.of, found.ranked, found.scores, spoken_of)
            if len(meant) > 1 and senses.ask:
                return self.composer.unclear(found, senses.words, meant)
            if meant:
                assumption = taken(senses.words, meant[0].topic)
                others = [s for s in senses.of if s is not meant[0]]
                alternatives = [a.Alternative(s.topic.name, s.question) for s in others]
        refused = refuse or found.confidence < threshold
        asked_in = _asked_in(question, query)
        abroad = self._abroad(asked_in, found.ranked if refused else found.ranked[:1])
        notices = (abroad,) if abroad is not None else ()
        if abroad is not None:
            settled = None if refuse else self._settled(query, found)
            if settled is None:
                return self.composer.refused(found, a.Reason.OTHER_NATION, (abroad.text,), notices)
            found = settled
        elif refused:
            if not found.nearby:
                return self.composer.refused(found, a.Reason.OUT_OF_SCOPE, self._explainer.scope())
            return self.composer.refused(
                found, a.Reason.NOT_IN_GUIDANCE, self._explainer.unknown_words(question)
            )
        conflict = self._conflicts.find(question, found.ranked, found.scores)
        return self.composer.answered(
            found, query.as_of, assumption, alternatives, notices, conflict
        )

    def _chosen(self, query: Query, question: Question, found: Found, chosen: Chosen) -> a.Answer:
        """Return the answer that a person has chosen, with what must be known beside it."""
        document = chosen.document
        abroad = self.nations.notice(_asked_in(question, query), document)
        notices = chosen.notices if abroad is None else (*chosen.notices, abroad)
        explained = replace(found.explanation, decided_by=chosen.by)
        return self.composer.quoting(
            replace(found, confidence=1.0, explanation=explained),
            [(document, span) for span in chosen.spans],
            query.as_of,
            query.assumption,
            query.alternatives,
            notices,
        )

    def _abroad(self, asked: str, ranked: Sequence[Candidate]) -> a.Notice | None:
        """Return the notice for a question about a nation that a document is not for."""
        documents = {c.passage.document_id: self._document(c) for c in ranked}
        notices = (self.nations.notice(asked, document) for document in documents.values())
        return next((notice for notice in notices if notice is not None), None)

    def _found(self, query: Query, ranking: Ranking, sure: float | None) -> Found:
        """Return what an answer is composed from, with how it was decided."""
        threshold, confidence = ranking.threshold, ranking.confidence
        if sure is not None:
            threshold = _EVEN
            confidence = ranking.bounded(sure, threshold) if ranking.candidates else 0.0
        cosines = ranking.rows[:, _PASSAGE_COSINE]
        near = zip(ranking.candidates, cosines, strict=True)
        return Found(
            asked=query.asked,
            standalone=query.standalone,
            ranked=ranking.candidates,
            scores=ranking.scores,
            nearby=tuple(c.passage for c, cosine in near if cosine >= _NEAR),
            confidence=confidence,
            explanation=self._explainer.explanation(ranking, confidence, threshold),
        )

    def _settled(self, query: Query, found: Found) -> Found | None:
        """Return what was found, led by the sentence that says where the answer holds, if one does.

        What somebody at home would find tells what the question is about: only a sentence near
        that, and not one that merely names a nation as the question does, is about the same.
        """
        if self._settles(found, 1) is None:
            at_home = self.nations.without(query.standalone)
            asked = replace(query, standalone=at_home, context=None, said=None)
            found = self._found(asked, self.ranker.rank(asked), None)
        settling = self._settles(found, _SETTLING)
        if settling is None:
            return None
        return replace(found.led_by(settling), standalone=query.standalone)

    def _settles(self, found: Found, first: int) -> Candidate | None:
        """Return the best of the first candidates that itself says where it holds, if any is sure."""
        if found.confidence < found.explanation.threshold:
            return None
        text, settles = self.ranker.signals.text, self.nations.settles
        return next((c for c in found.ranked[:first] if settles(text(c))), None)

    def _document(self, candidate: Candidate) -> Document:
        return self.corpus.document(candidate.passage.document_id)


def _asked_in(question: Question, query: Query) -> str:
    """Return a question with the nation that it is asked in, where that was said before."""
    return question.text if query.nation is None else f"{question.text} {query.nation}"
