"""What is said about a decision: what was weighed for it, and why there is no answer."""

from __future__ import annotations

from faqbot.answering.answer import Candidate as Weighed
from faqbot.answering.answer import Explanation
from faqbot.answering.model import FEATURES, decision_for
from faqbot.answering.question import Question
from faqbot.answering.ranker import Ranking
from faqbot.answering.signals import SIGNALS, SignalReader
from faqbot.documents import Corpus
from faqbot.index.text import stem, stems, words

# Words that name nothing: that no document holds them is no reason.
_EMPTY = frozenset(
    stems(
        "much many still yet already also just even ever really quite very actually exactly get got "
        "mr mrs ms miss dr one thing things stuff way lot lots bit anyone someone somebody anybody anything something "
        "next near nearby newer older per ok okay please thanks hi hello maybe perhaps would could should "
        "like want know tell say mean ask wonder wondering think wonders asks says told said count counts "
        "caller lady ladies gentleman man woman lad lass girl guy bloke friend mate mum mam dad gran nan son daughter "
        "sister brother husband wife niece nephew aunt uncle cousin neighbour boss somebody's "
        "btw tbh lol tho aswell gonna wanna cos coz innit cheers ta yeah yep nope phone line today tomorrow yesterday"
    )
)
_SHOWN = 5  # candidates
_MARKS = ".,;:!?\"'()[]“”‘’"  # around a word in a question


class Explainer:
    """Puts into words what the answering stages found.

    Args:
        corpus: the documents.
        vocabulary: the stems that they hold.
        signals: says what a candidate can be matched with.
    """

    def __init__(
        self, corpus: Corpus, vocabulary: frozenset[str] | set[str], signals: SignalReader
    ) -> None:
        self._corpus = corpus
        self._vocabulary = vocabulary
        self._signals = signals
        self._titles = frozenset(
            stems(
                " ".join(f"{d.source.title} {d.source.publisher or ''}" for d in corpus.documents)
            )
        )

    def explanation(self, ranking: Ranking, confidence: float, threshold: float) -> Explanation:
        """Return how a question was weighed.

        Args:
            ranking: what was found for it.
            confidence: that the best candidate answers, 0 to 1.
            threshold: confidence below which no answer is given.
        """
        question, best = ranking.question, ranking.best
        have = self._signals.reach(best) if best is not None else frozenset()
        shares: dict[str, float] = {}
        decided_by = "retrieval"
        if best is not None:
            decision = decision_for(ranking.rows)
            terms = map(float, decision.confidence.terms(ranking.features))
            shares = dict(zip(FEATURES, terms, strict=True))
            decided_by = "answered" if confidence >= threshold else "refusal"
        return Explanation(
            searched=question.text,
            mended=dict(question.mended),
            unmet=tuple(t for t in question.tokens if not question.met(t, have)),
            candidates=tuple(
                self._weighed(ranking, i) for i in range(min(_SHOWN, len(ranking.candidates)))
            ),
            confidence=confidence,
            threshold=threshold,
            decided_by=decided_by,
            shares=shares,
        )

    def _weighed(self, ranking: Ranking, i: int) -> Weighed:
        """Return a candidate with what ranked it, as it is shown."""
        candidate = ranking.candidates[i]
        signals = dict(zip(SIGNALS, map(float, ranking.rows[i]), strict=True))
        if candidate.passage_row in ranking.read:
            signals["reader"] = ranking.read[candidate.passage_row]
        return Weighed(
            passage_id=candidate.passage.id,
            section=candidate.passage.path,
            sentence=self._signals.text(candidate),
            score=ranking.scores[i],
            signals=signals,
        )

    def scope(self) -> list[str]:
        """Return a sentence that says what the guidance is about, if the corpus has a name."""
        name = self._corpus.name
        return (
            [f"It is about {name[:1].lower()}{name[1:]}, and no section comes near that."]
            if name
            else []
        )

    def unknown_words(self, question: Question) -> list[str]:
        """Return a sentence that names the words of a question that no document holds."""
        known = self._vocabulary | self._titles | _EMPTY
        unknown = {t for t in question.tokens if not question.met(t, known)}
        named = [w for w in question.text.split() if unknown & {stem(x) for x in words(w)}][:3]
        if not named:
            return []
        quoted = [f"“{w.strip(_MARKS)}”" for w in dict.fromkeys(named)]
        told = " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
        return [f"Nothing in it speaks of {told}."]
