"""Stand-alone question in, Answer out: retrieve, weigh, decide, compose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from faqbot.answering import answer as a
from faqbot.answering.composer import Composer
from faqbot.answering.conflicts import ConflictFinder
from faqbot.answering.coverage import Coverage
from faqbot.answering.explaining import Explainer
from faqbot.answering.found import Chosen, Found
from faqbot.answering.model import (
    FEATURES,
    Decision,
    confidence_features,
    heard,
    in_order,
    load_decision,
)
from faqbot.answering.nations import Nations
from faqbot.answering.question import Question, QuestionAnalyser
from faqbot.answering.reader import Reader, load_reader, windows
from faqbot.answering.retriever import Retriever, Scores
from faqbot.answering.senses import Senses, evidence_by_sense, taken
from faqbot.answering.signals import SIGNALS, Candidate, Place, Rows, SignalReader
from faqbot.answering.topics import Topics
from faqbot.answering.twins import TwinGuard
from faqbot.documents import Corpus, Document
from faqbot.index.generation import Generation

_NEAR = 0.25  # cosine of question and passage below which a section is not worth offering
_FOCUS = 1.5  # ranking score that the section a follow-up goes on from has in advance
_WORDED = 50.0  # … that a section has whose maintainers wrote this very question for it
_SURE = 0.95  # confidence that its best sentence answers, at least
_OTHER = 100.0  # ranking score that evidence about a twin loses
_EVEN = 0.5  # sureness below which a turn that leans on what was said is refused
_SETTLING = 12  # candidates among which a sentence may say where it holds


class Answerer:
    """Answers stand-alone questions from one generation.

    Args:
        generation: the index, loaded.
        reader: says whether a text answers; None for the one that comes with the package.
    """

    def __init__(self, generation: Generation, reader: Reader | None = None) -> None:
        self.generation = generation
        self._analyser = QuestionAnalyser(generation.corpus, generation.lexical)
        self._retriever = Retriever(generation)
        self.topics = Topics(generation.corpus)
        self._signals = SignalReader(generation, self.topics)
        self._coverage = Coverage(generation, self._signals)
        self._explainer = Explainer(generation.corpus, generation.lexical.vocabulary, self._signals)
        self._twins = TwinGuard(generation.corpus, self.topics)
        self._conflicts = ConflictFinder(
            generation.corpus, self._signals, self._twins, generation.vectors.sentences
        )
        self._given_reader = reader
        self._nations = Nations(generation.corpus)
        identity = a.IndexIdentity(generation.name, generation.corpus.digest)
        self.composer = Composer(generation.corpus, identity)

    @cached_property
    def _reader(self) -> Reader:
        return self._given_reader or load_reader()

    @cached_property
    def _decision(self) -> Decision:
        return load_decision()

    @property
    def corpus(self) -> Corpus:
        """The documents that are answered from."""
        return self.generation.corpus

    @property
    def analyser(self) -> QuestionAnalyser:
        """Makes questions ready for matching."""
        return self._analyser

    def weigh(
        self,
        text: str,
        focus: Place | None = None,
        worded: Collection[Place] = (),
        before: Scores | None = None,
    ) -> tuple[Question, list[Candidate], Rows]:
        """Return the question as analysed, its candidate sentences and their signals.

        Args:
            text: a question that stands alone.
            focus: document id and section whose passages are candidates in any case.
            worded: further such sections.
            before: ranking of the passages by the text with the question before it.
        """
        question = self._analyser.analyse(text)
        retrieval = self._retriever.retrieve(question, before)
        rows = list(retrieval.rows)
        places = {focus, *worded}
        if places != {None}:
            rows += [
                i
                for i, p in enumerate(self.corpus.passages)
                if (p.document_id, p.path) in places and i not in rows
            ]
        candidates = self._signals.candidates(rows)
        return question, candidates, self._signals.read(question, retrieval, candidates)

    def _by_context(self, context: str) -> Scores:
        """Return how well each passage fits a question and the one before it, the best at 1."""
        fused = self._retriever.retrieve(self._analyser.analyse(context)).fused
        top = float(fused.max(initial=0.0))
        return fused / top if top > 0 else fused

    def foreign(self, text: str) -> float:
        """Return the share of a question's weight that is in words no document holds, 0 to 1."""
        question = self._analyser.analyse(text)
        return question.foreign(self.generation.lexical.vocabulary)

    def coverage(self, question: Question, candidate: Candidate) -> tuple[float, ...]:
        """Return what a candidate leaves open of a question, in the order of COVERAGE."""
        return self._coverage.of(question, candidate)

    def read(
        self, question: Question, ranked: Sequence[Candidate], said: str | None = None
    ) -> dict[int, float]:
        """Return the reader's logit of each of the best passages, by passage row.

        Args:
            question: what is asked.
            ranked: candidates, best first.
            said: the turn with the question before it, which the reader is asked instead.
        """
        texts = windows(self.corpus, ranked)
        asks = question if said is None else self._analyser.analyse(said)
        logits = self._reader.logits(asks.encodings[0], list(texts.values()))
        return {row: float(x) for row, x in zip(texts, logits, strict=True)}

    def answer(
        self,
        asked: str,
        standalone: str,
        as_of: dt.date,
        *,
        assumption: str | None = None,
        alternatives: Sequence[a.Alternative] = (),
        focus: Place | None = None,
        context: str | None = None,
        said: str | None = None,
        worded: Collection[Place] = (),
        chosen: Chosen | None = None,
        senses: Senses | None = None,
        sure: float | None = None,
        refuse: bool = False,
    ) -> a.Answer:
        """Return the answer to a question.

        Args:
            asked: the question as the person put it, cleaned.
            standalone: the same, complete in itself; this is what is searched for.
            as_of: the day the answer is for.
            assumption: what was assumed to make it stand alone, in words.
            alternatives: other readings to offer.
            focus: document id and section that a follow-up goes on from; it is read again.
            context: the question with the one before it, for a turn that may lean on that.
            said: the turn with the question before it, as the reader is asked it (in_conversation).
            worded: sections that a maintainer has written this very question for.
            chosen: what a person has chosen to quote for it; the weighing only explains.
            senses: what ambiguous words in the question may stand for.
            sure: how sure its best sentence answers, 0 to 1, where more than the question tells;
                below even odds it is refused.
            refuse: no answer is given, whatever is found; what is near is still offered.
        """
        before = None if context is None else self._by_context(context)
        question, candidates, rows = self.weigh(standalone, focus, worded, before)
        found = self._found(
            asked, standalone, question, candidates, rows, focus, worded, said, sure
        )
        if chosen is not None:
            return self._chosen(question, found, chosen, as_of, assumption, alternatives)
        threshold = found.explanation.threshold
        if senses is not None and found.confidence >= threshold:
            meant = evidence_by_sense(senses.of, found.ranked, found.scores, self._twins.spoken_of)
            if len(meant) > 1 and senses.ask:
                return self.composer.unclear(found, senses.words, meant)
            if meant:
                assumption = taken(senses.words, meant[0].topic)
                others = [s for s in senses.of if s is not meant[0]]
                alternatives = [a.Alternative(s.topic.name, s.question) for s in others]
        refused = refuse or found.confidence < threshold
        abroad = self._abroad(question, found.ranked if refused else found.ranked[:1])
        notices = (abroad,) if abroad is not None else ()
        if refused:
            if abroad is not None:
                return self.composer.refused(found, a.Reason.OTHER_NATION, (abroad.text,), notices)
            if not found.nearby:
                return self.composer.refused(found, a.Reason.OUT_OF_SCOPE, self._explainer.scope())
            return self.composer.refused(
                found, a.Reason.NOT_IN_GUIDANCE, self._explainer.unknown_words(question)
            )
        if abroad is not None:
            settling = self._settling(found.ranked)
            if settling is None:
                return self.composer.refused(found, a.Reason.OTHER_NATION, (abroad.text,), notices)
            found = found.led_by(settling)
        conflict = self._conflicts.find(question, found.ranked, found.scores)
        return self.composer.answered(found, as_of, assumption, alternatives, notices, conflict)

    def _chosen(
        self,
        question: Question,
        found: Found,
        chosen: Chosen,
        as_of: dt.date,
        assumption: str | None,
        alternatives: Sequence[a.Alternative],
    ) -> a.Answer:
        """Return the answer that a person has chosen, with what must be known beside it."""
        document = chosen.document
        abroad = self._nations.notice(question.text, document)
        notices = chosen.notices if abroad is None else (*chosen.notices, abroad)
        explained = replace(found.explanation, decided_by=chosen.by)
        return self.composer.quoting(
            replace(found, confidence=1.0, explanation=explained),
            [(document, span) for span in chosen.spans],
            as_of,
            assumption,
            alternatives,
            notices,
        )

    def _abroad(self, question: Question, ranked: Sequence[Candidate]) -> a.Notice | None:
        """Return the notice for a question about a nation that a document is not for."""
        notices = (self._nations.notice(question.text, self._document(c)) for c in ranked)
        return next((notice for notice in notices if notice is not None), None)

    def _found(
        self,
        asked: str,
        standalone: str,
        question: Question,
        candidates: Sequence[Candidate],
        rows: Rows,
        focus: Place | None,
        worded: Collection[Place],
        said: str | None,
        sure: float | None,
    ) -> Found:
        """Rank the candidates and say how sure the best one is."""
        threshold = self._decision.threshold if sure is None else _EVEN
        if not candidates or not question.tokens:
            nothing = self._explainer.explanation(question, (), 0.0, threshold, "retrieval", {})
            return Found(asked, standalone, (), (), 0.0, nothing)
        bonus = [_FOCUS * (c.place == focus) + _WORDED * (c.place in worded) for c in candidates]
        scores = [
            float(s) + b for s, b in zip(self._decision.ranking.score(rows), bonus, strict=True)
        ]
        other = self._twins.about_others(question.text, candidates)
        # Evidence about one of two twins is never shown as about the other, unless a person says so.
        other = [o and c.place not in worded for o, c in zip(other, candidates, strict=True)]
        scores = [s - _OTHER if o else s for s, o in zip(scores, other, strict=True)]
        read = self.read(question, [candidates[i] for i in in_order(scores)], said)
        passages = [c.passage_row for c in candidates]
        scores = heard(scores, passages, read, self._decision.voice)
        order = in_order(scores)
        ranked = [candidates[i] for i in order]
        best = ranked[0]
        features = confidence_features(
            rows[order[0]], self.coverage(question, best), read, best.passage_row
        )
        confidence = self._decision.confidence_of(features) if sure is None else sure
        if other[order[0]]:
            confidence = min(confidence, threshold / 2)
        elif best.place in worded:
            confidence = max(confidence, _SURE)
        passage_cosine = SIGNALS.index("passage")
        shown = tuple(
            self._explainer.weighed(candidates[i], scores[i], rows[i], read) for i in order[:5]
        )
        terms = map(float, self._decision.confidence.terms(features))
        decided = "answered" if confidence >= threshold else "refusal"
        return Found(
            asked=asked,
            standalone=standalone,
            ranked=tuple(ranked),
            scores=tuple(scores[i] for i in order),
            nearby=tuple(candidates[i].passage for i in order if rows[i][passage_cosine] >= _NEAR),
            confidence=confidence,
            explanation=self._explainer.explanation(
                question,
                shown,
                confidence,
                threshold,
                decided,
                dict(zip(FEATURES, terms, strict=True)),
                best,
            ),
        )

    def _settling(self, ranked: Sequence[Candidate]) -> Candidate | None:
        """Return the best candidate that itself says where it holds, if one is near the top."""
        near = ranked[:_SETTLING]
        return next((c for c in near if self._nations.settles(self._signals.text(c))), None)

    def _document(self, candidate: Candidate) -> Document:
        return self.corpus.document(candidate.passage.document_id)
