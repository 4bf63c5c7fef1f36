"""Which reading of a turn is meant, and how sure its answer is: two small linear models.

A turn that leans on what was said can be read in several ways, and each is answered. What
they found, held against each other, tells which is meant: a conditional logit over the
readings (McFadden 1974). How sure the answer is then follows from all of it by a logistic
regression, for a confidence that is right for questions that stand alone says too much of
turns. Both are fitted by training/fit_readings.py; readings.json holds every number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from faqbot.answering.model import LinearModel, best_of, linear
from faqbot.answering.ranker import Ranking
from faqbot.answering.signals import Place, Rows
from faqbot.conversation.replying import Said, Searched
from faqbot.index.text import stems

MODEL = "readings.json"
FEATURES = (  # of a reading and what it found
    "confidence",  # that its answer is right, were it a question that stands alone; log odds
    "behind",  # the reader's logit of what it found, less the highest of all readings
    "lead",  # ranking score of its best sentence over the next one
    "agreeing",  # other readings that found the same passage
    "same_section",  # it found the section that answered last
    "same_document",
    "on_topic",  # what it found has a topic of the question before as its heading
    "own",  # what it asks for is the topic's own
    "prior",  # what it has in advance, by the form of the turn
    "beside",  # it is the turn with the question before it
    "beside_words",  # … and how many telling words the turn has
    "as_said",  # it is the turn as it was said
    "as_said_words",
    "as_said_same_section",
)
SURE = (*FEATURES, "reader", "highest")  # its logit, and the highest confidence of all readings
_MOST_WORDS = 6
_MOST_LEAD = 5.0
_MOST_AGREEING = 2
_CLEAR = 0.9  # confidence from which grammar's reading is kept, if another found the same passage
_UNREAD = -6.0  # logit where nothing was found


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """The numbers that turns are read by."""

    choice: LinearModel
    sureness: LinearModel

    def choose(self, rows: Rows) -> int:
        """Return which of the readings is likeliest; rows as `features` gives them, grammar's first."""
        odds, agreeing = rows[0, FEATURES.index("confidence")], rows[0, FEATURES.index("agreeing")]
        if odds >= _log_odds(_CLEAR) and agreeing > 0:
            return 0
        return best_of([float(s) for s in self.choice.score(rows)])

    def sure(self, row: Rows) -> float:
        """Return the probability that the chosen reading's answer is right; a row of `sure_features`."""
        score = float(self.sureness.score(row.reshape(1, -1))[0])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for one reading."""

    passage: str | None  # its id; None: nothing was found
    place: Place | None
    odds: float  # log odds that it answers, were the reading a question by itself
    logit: float  # the reader's
    lead: float  # ranking score over the next sentence

    @classmethod
    def of(cls, ranking: Ranking) -> _Found:
        best, scores = ranking.best, ranking.scores
        if best is None:
            return cls(None, None, _log_odds(0.0), _UNREAD, 0.0)
        return cls(
            best.passage.id,
            best.place,
            _log_odds(ranking.confidence),
            ranking.read.get(best.passage_row, _UNREAD),
            min(scores[0] - scores[1], _MOST_LEAD) if scores[1:] else 0.0,
        )


def features(said: Said, searched: Sequence[Searched]) -> Rows:
    """Return the features of each reading, shape (readings, features), in the order of FEATURES.

    Args:
        said: the turn.
        searched: its readings, each with what was found for it.
    """
    found = [_Found.of(s.ranking) for s in searched]
    highest = max(f.logit for f in found)
    passages = [f.passage for f in found]
    words = min(len(set(stems(said.text))), _MOST_WORDS)
    topics = {topic.name for topic in said.thread.named[0]} if said.thread.named else set()
    document = None if said.focus is None else said.focus[0]
    rows = []
    for reading, one in zip((s.reading for s in searched), found, strict=True):
        section = one.place is not None and one.place == said.focus
        as_said = reading.standalone == said.text
        rows.append(
            [
                one.odds,
                one.logit - highest,
                one.lead,
                min(passages.count(one.passage) - 1, _MOST_AGREEING),
                section,
                one.place is not None and one.place[0] == document,
                one.place is not None and bool(topics.intersection(one.place[1][-1:])),
                reading.own,
                reading.prior,
                reading.beside,
                reading.beside * words,
                as_said,
                as_said * words,
                as_said and section,
            ]
        )
    return np.array(rows, dtype=np.float64)


def sure_features(rows: Rows, chosen: int, searched: Sequence[Searched]) -> Rows:
    """Return the features of the chosen reading, shape (features,), in the order of SURE.

    Args:
        rows: of all readings, as `features` gives them.
        chosen: which of them was chosen.
        searched: the readings, each with what was found for it.
    """
    highest = rows[:, FEATURES.index("confidence")].max()
    logit = _Found.of(searched[chosen].ranking).logit
    out: Rows = np.concatenate([rows[chosen], [logit, highest]])
    return out


@lru_cache(maxsize=1)
def load_readings() -> ReadingModel:
    """Return the fitted models that come with the package."""
    data = json.loads((resources.files("faqbot.conversation") / MODEL).read_text(encoding="utf-8"))
    return ReadingModel(linear(data["choice"], FEATURES), linear(data["sureness"], SURE))


def _log_odds(probability: float) -> float:
    return math.log((probability + 1e-4) / (1 - probability + 1e-4))
