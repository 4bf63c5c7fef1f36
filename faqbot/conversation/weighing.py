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

from faqbot.answering.answer import Answer
from faqbot.answering.model import LinearModel, best_of, linear
from faqbot.answering.signals import Place, Rows
from faqbot.conversation.thread import Reading, Thread
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
_UNREAD = -6.0  # logit where nothing was found


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """The numbers that turns are read by."""

    choice: LinearModel
    sureness: LinearModel

    def choose(self, rows: Rows) -> int:
        """Return which of the readings is likeliest; rows as `features` gives them."""
        return best_of([float(s) for s in self.choice.score(rows)])

    def sure(self, row: Rows) -> float:
        """Return the probability that the chosen reading's answer is right; a row of `sure_features`."""
        score = float(self.sureness.score(row.reshape(1, -1))[0])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def features(
    asked: str,
    replies: Sequence[tuple[Reading, Answer]],
    thread: Thread,
    focus: Place | None,
) -> Rows:
    """Return the features of each reading, shape (readings, features), in the order of FEATURES.

    Args:
        asked: the turn.
        replies: its readings, each with its answer.
        thread: what was said before.
        focus: document and section that answered last.
    """
    found = [_found(answer) for _, answer in replies]
    highest = max(_logit(answer) for _, answer in replies)
    words = min(len(set(stems(asked))), _MOST_WORDS)
    topics = {topic.name for topic in thread.named[0]} if thread.named else set()
    rows = []
    for i, (reading, answer) in enumerate(replies):
        place = found[i]
        same = place is not None and place == focus
        as_said = reading.standalone == asked
        scores = [c.score for c in _candidates(answer)[:2]]
        passages = [_passage(other) for _, other in replies]
        rows.append(
            [
                _log_odds(_own_confidence(answer)),
                _logit(answer) - highest,
                min(scores[0] - scores[1], _MOST_LEAD) if len(scores) == 2 else 0.0,
                min(passages.count(passages[i]) - 1, _MOST_AGREEING),
                same,
                place is not None and focus is not None and place[0] == focus[0],
                place is not None and place[1][-1:] != () and place[1][-1] in topics,
                reading.own,
                reading.prior,
                reading.beside,
                reading.beside * words,
                as_said,
                as_said * words,
                as_said and same,
            ]
        )
    return np.array(rows, dtype=np.float64)


def sure_features(rows: Rows, chosen: int, replies: Sequence[tuple[Reading, Answer]]) -> Rows:
    """Return the features of the chosen reading, shape (features,), in the order of SURE.

    Args:
        rows: of all readings, as `features` gives them.
        chosen: which of them was chosen.
        replies: the readings, each with its answer.
    """
    highest = rows[:, FEATURES.index("confidence")].max()
    return np.concatenate([rows[chosen], [_logit(replies[chosen][1]), highest]])


@lru_cache(maxsize=1)
def load_readings() -> ReadingModel:
    """Return the fitted models that come with the package."""
    data = json.loads((resources.files("faqbot.conversation") / MODEL).read_text(encoding="utf-8"))
    return ReadingModel(linear(data["choice"], FEATURES), linear(data["sureness"], SURE))


def _candidates(answer: Answer) -> tuple:
    return () if answer.explanation is None else answer.explanation.candidates


def _own_confidence(answer: Answer) -> float:
    return answer.confidence if answer.explanation is None else answer.explanation.confidence


def _passage(answer: Answer) -> str | None:
    candidates = _candidates(answer)
    return candidates[0].passage_id if candidates else None


def _found(answer: Answer) -> Place | None:
    """Return document and section of what was found, shown or not."""
    candidates = _candidates(answer)
    if not candidates:
        return None
    return candidates[0].passage_id.rpartition("#")[0], candidates[0].section


def _logit(answer: Answer) -> float:
    candidates = _candidates(answer)
    return candidates[0].signals.get("reader", _UNREAD) if candidates else _UNREAD


def _log_odds(probability: float) -> float:
    return math.log((probability + 1e-4) / (1 - probability + 1e-4))
