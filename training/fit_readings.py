"""Fit the two small models that tell which reading of a turn is meant, and how sure its answer is.

    python training/fit_readings.py --unasked DIR                  prints cross-validated figures
    python training/fit_readings.py … --write                      and writes faqbot/conversation/readings.json
    python training/fit_readings.py … --readers DIR --write        and keeps what these readers say

Each turn of turns.jsonl is said after the question before it, each of conversations.jsonl after
all that was said before; its readings are answered with the reader that was trained without its
fold (`--readers`, the folder that training/adapt.py fills; else what such readers said before,
verdicts.py). Where there are none, the reader that ships answers, and only the conversations count,
which it has not seen. The writers' own questions are no precedents. Choice is a conditional logit over the readings of each turn that one of them
answers; sureness a logistic regression on the reading that is chosen: is what it would quote the
evidence? Both are penalised (L2), and cross-validated in folds by the question before, or the
conversation. Turns near the test split are left out, and so is the dev split, which is measured
on. What people say on the phone is easier than turns.jsonl: sureness is calibrated on the
conversations of benchmarks/conversations.jsonl (Platt 1999).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from conditional_logit import Choice, conditional_logit
from decision_models import calibration
from fit_question_encoder import Unasked
from questions import (
    FOLDS,
    READER_FOLDS,
    TEST,
    Asked,
    folds,
    load_conversations,
    load_turns,
)
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from verdicts import VERDICTS, FoldReader, fold_readers, keep

from faqbot.answering.answerer import Answerer
from faqbot.answering.extraction import quotation
from faqbot.answering.model import LinearModel, load_decision
from faqbot.answering.signals import Candidate
from faqbot.conversation import weighing
from faqbot.conversation.conversation import Conversation, Conversationalist
from faqbot.conversation.follow_up import FollowUps
from faqbot.conversation.leaning import Leaning
from faqbot.conversation.replying import Replier, Said, Searched
from faqbot.conversation.texting import spelt_out
from faqbot.conversation.weighing import FEATURES, SURE, ReadingModel, features, sure_features
from faqbot.conversation.wordings import Wordings
from faqbot.evaluation.judging import folded
from faqbot.index.generation import Generation, load_generation

AS_OF = dt.date(2024, 9, 1)  # the funding was open
FOR = ("confidence", "lead", "agreeing")  # what never speaks against a reading
CONVERSATIONS = Path(__file__).parents[1] / "benchmarks" / "conversations.jsonl"


@dataclass(frozen=True)
class Turn:
    """A turn, its readings and which of them would quote what answers it."""

    asked: Asked
    after: str  # the conversation, or the question before: on one side together
    searched: list[Searched]
    rows: np.ndarray  # (readings, features)
    right: np.ndarray  # (readings,)

    @property
    def fold(self) -> int:
        return min(folds({self.after}, FOLDS))


class Player:
    """Says turns to an assistant whose reader has not seen them.

    Args:
        generation: what answers.
        answerer: answers, with the reader of one fold.
    """

    def __init__(self, generation: Generation, answerer: Answerer) -> None:
        self._partner = Conversationalist(answerer)
        self._follow_ups = FollowUps(answerer.topics, answerer.nations)
        self._leaning = Leaning(self._follow_ups.named_in)
        self._replier = Replier(answerer, Wordings(answerer, self._follow_ups))
        self._texts = {d.id: d.text for d in generation.corpus.documents}

    def play(self, asked: Asked) -> Turn | None:
        """Return a turn said after the question before it; None if it does not lean on that."""
        assert asked.before is not None
        _, after = self._partner.reply(asked.before, Conversation(), AS_OF)
        return self._turn(asked, after, asked.before)

    def hold(self, turns: Sequence[Asked]) -> list[Turn | None]:
        """Return the turns of a conversation, each said after all before it; None as in `play`."""
        held: list[Turn | None] = []
        after = Conversation()
        for one in turns:
            assert one.said is not None
            held.append(self._turn(one, after, turns[0].id) if one.before is not None else None)
            _, after = self._partner.reply(one.said, after, AS_OF)
        return held

    def _turn(self, asked: Asked, after: Conversation, group: str) -> Turn | None:
        assert asked.said is not None
        text = spelt_out(asked.said)
        readings = self._follow_ups.read(text, after.thread)
        as_said = self._leaning.as_said(text, after.thread, readings[0])
        if not as_said:
            return None
        readings += as_said
        said = Said(text, after.thread, after.focus, AS_OF)
        searched = self._replier.searched(said, readings)
        rows = features(said, searched)
        right = np.array([self._quotes(asked, s.ranking.best) for s in searched])
        return Turn(asked, group, searched, rows, right)

    def _quotes(self, asked: Asked, best: Candidate | None) -> bool:
        """Return whether what was found would be quoted with the evidence in it, shown or not."""
        if best is None:
            return False
        document = best.passage.document_id
        quoted = self._quote(best)
        return any(e.document == document and folded(e.text) in quoted for e in asked.evidence)

    def _quote(self, best: Candidate) -> str:
        text = self._texts[best.passage.document_id]
        return folded(quotation(best.passage, best.sentence, text).of(text))


def fit_choice(turns: list[Turn], l2: float) -> LinearModel:
    rows = np.concatenate([t.rows for t in turns])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    choices = [
        Choice((t.rows - mean) / scale, t.right)
        for t in turns
        if t.right.any() and not t.right.all()
    ]
    bounds = [(0.0, None) if name in FOR else (None, None) for name in FEATURES]
    w = conditional_logit(choices, l2, np.zeros(rows.shape[1]), bounds)
    return LinearModel(FEATURES, mean, scale, w)


def fit_sureness(turns: list[Turn], choice: LinearModel, l2: float) -> LinearModel:
    chosen = [int(np.argmax(choice.score(t.rows))) for t in turns]
    x = np.array([sure_features(t.rows, i, t.searched) for t, i in zip(turns, chosen, strict=True)])
    y = [bool(t.right[i]) for t, i in zip(turns, chosen, strict=True)]
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=1 / (2 * l2), max_iter=1_000).fit((x - mean) / scale, y)
    return LinearModel(SURE, mean, scale, fitted.coef_[0], float(fitted.intercept_[0]))


def fit(turns: list[Turn], options: argparse.Namespace) -> ReadingModel:
    choice = fit_choice([t for t in turns if t.asked.answerable], options.l2)
    return ReadingModel(choice, fit_sureness(turns, choice, options.l2_sureness))


class Certain:
    """Reads turns as a model does, shows every answer, and keeps how sure it would have been."""

    def __init__(self, model: ReadingModel) -> None:
        self.choose = model.choose
        self._model = model
        self.sureness: list[float] = []

    def sure(self, row: np.ndarray) -> float:
        self.sureness.append(self._model.sure(row))
        return 1.0


def calibrated(model: ReadingModel, answerer: Answerer) -> tuple[ReadingModel, float]:
    """Return a model that is as sure as the developing conversations bear out, and what was even odds."""
    certain = Certain(model)
    partner = Conversationalist(answerer, certain)
    right: list[bool] = []
    for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines():
        conversation = Conversation()
        for turn in json.loads(line)["turns"]:
            answer, conversation = partner.reply(turn["say"], conversation, AS_OF)
            if len(right) == len(certain.sureness):
                continue  # it stands alone, or asks nothing of the guidance
            if "wish" in turn:
                certain.sureness.pop()
                continue
            wanted = turn.get("answer")
            quotes = [folded(c.quote) for c in answer.citations]
            right.append(wanted is not None and any(folded(wanted) in q for q in quotes))
    slope, intercept = calibration(np.array(certain.sureness), np.array(right))
    print(f"calibrated on {len(right)} turns, {np.mean(right):.3f} right: {slope:.2f} x + {intercept:.2f}")  # fmt: skip
    own = model.sureness
    sureness = replace(
        own, weights=slope * own.weights, intercept=slope * own.intercept + intercept
    )
    return replace(model, sureness=sureness), 1 / (1 + float(np.exp(intercept / slope)))


def _by_folds(
    corpus: Path, generation: Generation, unasked: Unasked, readers: Sequence[FoldReader]
) -> list[Turn]:
    """Return all turns, each read by the reader of a fold that has not seen it."""
    by = {}
    for batch in ("turn", "conversation"):
        left = unasked.by(batch)
        by[batch] = [Player(left, Answerer(left, reader)) for reader in readers]
    asked = [a for a in load_turns(corpus, generation.encoder) if TEST not in a.facts]
    turns = [t for a in asked if (t := by["turn"][min(a.folds(READER_FOLDS))].play(a)) is not None]
    for held in load_conversations(corpus, generation.encoder):
        for fold, player in enumerate(by["conversation"]):
            mine = {a.id for a in held if a.facts and TEST not in a.facts and min(a.folds(READER_FOLDS)) == fold}  # fmt: skip
            if mine:
                turns += [t for t in player.hold(held) if t is not None and t.asked.id in mine]
    return turns


def _unseen(corpus: Path, generation: Generation, unasked: Unasked) -> list[Turn]:
    """Return the turns of the conversations, which the reader that ships has not seen."""
    left = unasked.by("conversation")
    player = Player(left, Answerer(left))
    held = [
        t for turns in load_conversations(corpus, generation.encoder) for t in player.hold(turns)
    ]
    return [t for t in held if t is not None and t.asked.facts and TEST not in t.asked.facts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument(
        "--readers", type=Path, help="folder of adapt.py; else what its readers said before"
    )
    parser.add_argument(
        "--unasked", type=Path, required=True, help="that fit_question_encoder.py --folds filled"
    )
    parser.add_argument("--l2", type=float, default=1.0)
    parser.add_argument("--l2-sureness", type=float, default=5.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    generation = load_generation(options.index)
    readers = fold_readers(options.readers) if options.readers or VERDICTS.exists() else []
    unasked = Unasked(generation, options.unasked)
    turns = (
        _by_folds(options.corpus, generation, unasked, readers)
        if readers
        else _unseen(options.corpus, generation, unasked)
    )
    answers = np.array([t.asked.answerable for t in turns])
    first = np.array([bool(t.right[0]) for t in turns])
    any_of = np.array([bool(t.right.any()) for t in turns])
    right, sure, own = np.zeros(len(turns), bool), np.zeros(len(turns)), np.zeros(len(turns))
    held = np.array([t.fold for t in turns])
    for fold in range(FOLDS):
        model = fit([t for t in turns if t.fold != fold], options)
        for i in np.flatnonzero(held == fold):
            t = turns[i]
            chosen = model.choose(t.rows)
            right[i] = t.right[chosen]
            sure[i] = model.sure(sure_features(t.rows, chosen, t.searched))
            own[i] = t.rows[chosen, FEATURES.index("confidence")]
    print(f"{len(turns)} turns that lean on what was said, {FOLDS}-fold by it")
    print(f"evidence quoted, of {answers.sum()} answerable")
    print(f"  by the first reading      {first[answers].mean():.3f}")
    print(f"  by the one chosen         {right[answers].mean():.3f}")
    print(f"  by any                    {any_of[answers].mean():.3f}")
    print("quoted rightly or not, AUC")
    print(f"  confidence by itself      {roc_auc_score(right, own):.3f}")
    print(f"  sureness                  {roc_auc_score(right, sure):.3f}")
    model, line = calibrated(fit(turns, options), Answerer(generation))
    own_line = load_decision().threshold
    for name, shown in (
        ("even odds, calibrated", sure >= line),
        ("the line of questions, confidence by itself", own >= np.log(own_line / (1 - own_line))),
    ):
        print(f"at {name}")
        print(f"  answerable: right     {(right & shown)[answers].mean():.3f}")
        print(f"              wrong     {(~right & shown)[answers].mean():.3f}")
        print(f"              refused   {(~shown)[answers].mean():.3f}")
        print(f"  not answerable: refused {(~shown)[~answers].mean():.3f}")
    if options.write:
        data = {
            "made_by": "training/fit_readings.py",
            "turns": len(turns),
            "choice": model.choice.to_json(),
            "sureness": model.sureness.to_json(),
        }
        target = Path(weighing.__file__).parent / weighing.MODEL
        target.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        print(f"wrote {target.name}")
        if options.readers is not None:
            keep(readers, options.readers)
    if readers:
        print(f"pairs that only the reader that ships has read: {sum(r.unknown for r in readers)}")


if __name__ == "__main__":
    main()
