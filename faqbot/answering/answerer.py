"""Stand-alone question in, Answer out: retrieve, weigh, decide, compose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from faqbot.answering import answer as a
from faqbot.answering.composer import Composer, Found
from faqbot.answering.conflicts import ConflictFinder
from faqbot.answering.model import (
    FEATURES,
    Decision,
    confidence_features,
    load_decision,
)
from faqbot.answering.nations import Nations, nation_notice
from faqbot.answering.question import Question, QuestionAnalyser
from faqbot.answering.reader import Reader, load_reader, window
from faqbot.answering.retriever import Retriever, Scores
from faqbot.answering.senses import Senses, evidence_by_sense
from faqbot.answering.signals import SIGNALS, Candidate, Rows, SignalReader
from faqbot.answering.topics import Topic, Topics
from faqbot.answering.twins import TwinGuard
from faqbot.documents import Corpus, Document, Span
from faqbot.index.generation import Generation
from faqbot.index.text import stem, words

Place = tuple[str, tuple[str, ...]]  # document id and section path
_NEAR = 0.25  # cosine of question and passage below which a section is not worth offering
_FOCUS = 1.5  # ranking score that the section a follow-up goes on from has in advance
_WORDED = 50.0  # … that a section has whose maintainers wrote this very question for it
_SURE = 0.95  # confidence that its best sentence answers, at least
_OTHER = 100.0  # ranking score that evidence about a twin loses
_MARKS = ".,;:!?\"'()[]“”‘’"  # around a word in a question
_READ = 3  # passages whose best sentence the reader reads: about 7 ms each
_SETTLING = 12  # candidates among which a sentence may say where it holds


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has chosen to quote for a question."""

    document: Document
    spans: tuple[Span, ...]  # of its text, at least one
    notices: tuple[a.Notice, ...]  # to show with it
    by: str  # what decided, in a few words; for `--explain`


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
        known = self.generation.lexical.vocabulary
        if not question.total_weight:
            return 0.0
        unknown = sum(w for t, w in question.weights.items() if not question.met(t, known))
        return unknown / question.total_weight

    def gaps(self, question: Question, candidate: Candidate) -> tuple[float, float]:
        """Return what the candidate's passage and the corpus lack of a question's words."""
        return self._signals.gaps(question, candidate)

    def read(self, question: Question, ranked: Sequence[Candidate]) -> list[float]:
        """Return the reader's logits of the best sentence of each of the best passages.

        Args:
            question: what is asked.
            ranked: candidates, best first.
        """
        first: dict[int, Candidate] = {}
        for candidate in ranked:
            first.setdefault(candidate.passage_row, candidate)
            if len(first) == _READ:
                break
        texts = []
        for c in first.values():
            document = self._document(c)
            texts.append(window(document.source.title, c.passage, c.sentence, document.text))
        return [float(x) for x in self._reader.logits(question.encodings[0], texts)]

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
        worded: Collection[Place] = (),
        chosen: Chosen | None = None,
        senses: Senses | None = None,
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
            worded: sections that a maintainer has written this very question for.
            chosen: what a person has chosen to quote for it; the weighing only explains.
            senses: what ambiguous words in the question may stand for.
            refuse: no answer is given, whatever is found; what is near is still offered.
        """
        before = None if context is None else self._by_context(context)
        question, candidates, rows = self.weigh(standalone, focus, worded, before)
        found = self._found(asked, standalone, question, candidates, rows, focus, worded)
        if chosen is not None:
            return self._chosen(question, found, chosen, as_of, assumption, alternatives)
        if senses is not None and found.confidence >= self._decision.threshold:
            meant = evidence_by_sense(senses.of, found.ranked, found.scores, self._twins.spoken_of)
            if len(meant) > 1 and senses.ask:
                return self.composer.unclear(found, senses.words, meant)
            if meant:
                assumption = taken(senses.words, meant[0].topic)
                others = [s for s in senses.of if s is not meant[0]]
                alternatives = [a.Alternative(s.topic.name, s.question) for s in others]
        abroad = self._abroad(question, found)
        notices = (abroad,) if abroad is not None else ()
        if refuse or found.confidence < self._decision.threshold:
            if abroad is not None:
                return self.composer.refused(found, a.Reason.OTHER_NATION, (abroad.text,), notices)
            if not found.nearby:
                return self.composer.refused(found, a.Reason.OUT_OF_SCOPE, self._scope())
            return self.composer.refused(
                found, a.Reason.NOT_IN_GUIDANCE, self._unknown_words(question)
            )
        if abroad is not None:
            settling = self._settling(found.ranked)
            if settling is None:
                return self.composer.refused(found, a.Reason.OTHER_NATION, (abroad.text,), notices)
            found = settling_first(found, settling)
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
        nations = self._nations.outside(question.text, document)
        notices = (*chosen.notices, *([nation_notice(document, nations)] if nations else []))
        explained = replace(found.explanation, decided_by=chosen.by)
        return self.composer.quoting(
            replace(found, confidence=1.0, explanation=explained),
            [(document, span) for span in chosen.spans],
            as_of,
            assumption,
            alternatives,
            notices,
        )

    def _abroad(self, question: Question, found: Found) -> a.Notice | None:
        """Return the notice for a question about a nation that the best document is not for."""
        if not found.ranked:
            return None
        document = self._document(found.ranked[0])
        nations = self._nations.outside(question.text, document)
        return nation_notice(document, nations) if nations else None

    def _found(
        self,
        asked: str,
        standalone: str,
        question: Question,
        candidates: Sequence[Candidate],
        rows: Rows,
        focus: Place | None,
        worded: Collection[Place],
    ) -> Found:
        """Rank the candidates and say how sure the best one is."""
        if not candidates or not question.tokens:
            nothing = self._explanation(question, (), 0.0, "retrieval", {})
            return Found(asked, standalone, (), (), 0.0, nothing)
        bonus = [
            _FOCUS * (place_of(c) == focus) + _WORDED * (place_of(c) in worded) for c in candidates
        ]
        scores = [
            float(s) + b for s, b in zip(self._decision.ranking.score(rows), bonus, strict=True)
        ]
        other = self._twins.about_others(question.text, candidates)
        # Evidence about one of two twins is never shown as about the other, unless a person says so.
        other = [o and place_of(c) not in worded for o, c in zip(other, candidates, strict=True)]
        scores = [s - _OTHER if o else s for s, o in zip(scores, other, strict=True)]
        order = sorted(range(len(scores)), key=lambda i: -scores[i])  # ties: as retrieved
        ranked = [candidates[i] for i in order]
        best = ranked[0]
        features = confidence_features(
            rows,
            scores,
            [c.passage_row for c in candidates],
            self.gaps(question, best),
            self.read(question, ranked),
        )
        confidence = self._decision.confidence_of(features)
        if other[order[0]]:
            confidence = min(confidence, self._decision.threshold / 2)
        elif place_of(best) in worded:
            confidence = max(confidence, _SURE)
        passage_cosine = SIGNALS.index("passage")
        shown = tuple(self._shown(candidates[i], scores[i], rows[i]) for i in order[:5])
        terms = map(float, self._decision.confidence.terms(features))
        decided = "answered" if confidence >= self._decision.threshold else "refusal"
        return Found(
            asked=asked,
            standalone=standalone,
            ranked=tuple(ranked),
            scores=tuple(scores[i] for i in order),
            nearby=tuple(candidates[i].passage for i in order if rows[i][passage_cosine] >= _NEAR),
            confidence=confidence,
            explanation=self._explanation(
                question, shown, confidence, decided, dict(zip(FEATURES, terms, strict=True)), best
            ),
        )

    def _settling(self, ranked: Sequence[Candidate]) -> Candidate | None:
        """Return the best candidate that itself says where it holds, if one is near the top."""
        near = ranked[:_SETTLING]
        return next((c for c in near if self._nations.settles(self._signals.text(c))), None)

    def _scope(self) -> list[str]:
        """Return a sentence that says what the guidance is about, if the corpus has a name."""
        name = self.corpus.name
        return [f"It is about {name[:1].lower()}{name[1:]}."] if name else []

    def _unknown_words(self, question: Question) -> list[str]:
        """Return a sentence that names the words of a question that no document holds."""
        known = self.generation.lexical.vocabulary
        unknown = {t for t in question.tokens if not question.met(t, known)}
        named = [w for w in question.text.split() if unknown & {stem(x) for x in words(w)}][:3]
        if not named:
            return []
        return [f"Nothing in it speaks of {' or '.join(f'“{w.strip(_MARKS)}”' for w in named)}."]

    def _explanation(
        self,
        question: Question,
        shown: tuple[a.Candidate, ...],
        confidence: float,
        decided_by: str,
        shares: dict[str, float],
        best: Candidate | None = None,
    ) -> a.Explanation:
        have = self._signals.reach(best) if best is not None else frozenset()
        return a.Explanation(
            searched=question.text,
            mended=dict(question.mended),
            unmet=tuple(t for t in question.tokens if not question.met(t, have)),
            candidates=shown,
            confidence=confidence,
            threshold=self._decision.threshold,
            decided_by=decided_by,
            shares=shares,
        )

    def _shown(self, candidate: Candidate, score: float, row: Rows) -> a.Candidate:
        return a.Candidate(
            passage_id=candidate.passage.id,
            section=candidate.passage.path,
            sentence=self._signals.text(candidate),
            score=score,
            signals=dict(zip(SIGNALS, (float(v) for v in row), strict=True)),
        )

    def _document(self, candidate: Candidate) -> Document:
        return self.corpus.document(candidate.passage.document_id)


def taken(words: str, topic: Topic) -> str:
    """Return what is said where words were taken for a topic."""
    return f"I took “{words}” to be {topic.phrase}."


def place_of(candidate: Candidate) -> Place:
    """Return the document and section that a candidate stands in."""
    return candidate.passage.document_id, candidate.passage.path


def settling_first(found: Found, candidate: Candidate) -> Found:
    """Return what was found with one candidate moved to the front."""
    rest = tuple(c for c in found.ranked if c is not candidate)
    return replace(found, ranked=(candidate, *rest), scores=())
