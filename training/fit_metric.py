"""Learn how near two questions are in what they ask for: faqbot/index/metric.npz.

    python training/fit_metric.py            prints what it is worth for writers whom it has not seen
    python training/fit_metric.py --write    and learns on all of them, for the program

Neighbourhood components analysis (Goldberger et al. 2004): a linear map such that, of the neighbours of a
question by a soft maximum of cosines, those weigh most that the same sentence answers; or, if nothing
answers it, those that nothing answers. The neighbours are what other writers asked; nobody is compared with themselves.
It starts from the principal components and is learnt with Adam (Kingma and Ba 2015). Left out are questions near the test split.
Needs torch and scikit-learn (they come with `faqbot[models]`).
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from questions import folds, written
from sklearn.metrics import roc_auc_score

from faqbot.documents import Corpus
from faqbot.evaluation.cases import load_cases
from faqbot.index.expansion import Expansion
from faqbot.index.generation import Generation, load_generation
from faqbot.index.metric import METRIC, Metric, write_metric

DIMENSION = 192
_FOLDS = 3  # of writers, for the fits
_HELD = 5  # one part of the writers in so many is measured on
_EPOCHS = 10
_BATCH = 512
_STILL = 4  # batches for which the neighbours stay where they are
_RATE = 1e-3
_WIDTH = 0.05  # of the kernel, as in faqbot/index/precedents.py
_MOST = 8.0  # loss of a question that nothing near shares its answer with, at most
_NEAR_TEST = 0.8  # cosine from which two questions ask the same
_NEVER = -1e9
_SEED = 17


@dataclass(frozen=True)
class Learnt:
    """Questions to learn a metric from, row i of each."""

    vectors: np.ndarray  # (questions, dimension), unit
    answers: np.ndarray  # (questions,): the sentence that answers, by number; -1: none does
    writers: np.ndarray  # (questions,): numbers of their writers
    names: tuple[str, ...]  # of the writers, by number

    @classmethod
    def of(cls, generation: Generation, corpus: Path) -> Learnt:
        """The precedents of a generation, less those near the test split of a corpus folder."""
        entries = generation.corpus.precedents.entries
        vectors = generation.vectors.precedents
        answers = _answers(generation.corpus)
        expansion = Expansion(generation.corpus.glossary, generation.corpus.main_topic)
        test = generation.encoder.encode(
            [
                expansion.without_topic(expansion.spelt_out(case.turns[-1]))
                for case in load_cases(corpus)
                if case.split == "test"
            ]
        )
        kept = ~np.any(vectors @ test.T >= _NEAR_TEST, axis=1)
        by = {data["question"].strip(): name for name, data in written()}
        names = tuple(sorted(set(by.values())))
        writers = np.array([names.index(by[e.question]) for e in entries])
        return cls(vectors[kept], answers[kept], writers[kept], names)

    def by(self, names: Collection[str]) -> np.ndarray:
        """Return which of the questions these writers asked."""
        return np.isin(self.writers, [self.names.index(n) for n in names if n in self.names])


def _answers(corpus: Corpus) -> np.ndarray:
    """Return the number of the sentence in which each precedent's answer begins, -1 for none."""
    begin: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (passage, sentence) in enumerate(corpus.sentences()):
        begin[corpus.passages[passage].document_id].append((sentence.span.start, number))
    for starts in begin.values():
        starts.sort()
    found = np.full(len(corpus.precedents.entries), -1)
    for i, entry in enumerate(corpus.precedents.entries):
        if entry.answer is not None:
            starts = begin[entry.document_id]
            at = bisect_right(starts, entry.answer[0], key=lambda s: s[0]) - 1
            found[i] = starts[max(at, 0)][1]
    return found


def learn(from_: Learnt, encoder: str, left_out: Collection[str] = ()) -> Metric:
    """Return the metric that is learnt from questions.

    Args:
        from_: the questions.
        encoder: digest of the one that made their vectors.
        left_out: writers whose questions are as if they had never been asked.
    """
    torch.manual_seed(_SEED)
    kept = ~from_.by(left_out)
    vectors = torch.from_numpy(np.ascontiguousarray(from_.vectors[kept]))
    answers, writers = torch.from_numpy(from_.answers[kept]), torch.from_numpy(from_.writers[kept])
    components = torch.linalg.svd(vectors, full_matrices=False).Vh
    linear = components[:DIMENSION].T.clone().requires_grad_(True)
    adam = torch.optim.Adam([linear], lr=_RATE)
    step = 0
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(vectors)).split(_BATCH):
            if step % _STILL == 0:
                with torch.no_grad():
                    others = torch.nn.functional.normalize(vectors @ linear, dim=1)
            step += 1
            mapped = torch.nn.functional.normalize(vectors[batch] @ linear, dim=1)
            near = (mapped @ others.T - 1) / _WIDTH
            near = near.masked_fill(writers[batch, None] == writers, _NEVER)
            same = answers[batch, None] == answers
            right = torch.logsumexp(near.masked_fill(~same, _NEVER), 1)
            loss = torch.logsumexp(near, 1) - right
            loss = loss[right > _NEVER / 2].clamp(max=_MOST).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
    return Metric(encoder, linear.detach().numpy())


class Unasked:
    """A generation as if some writers had asked nothing: neither as precedents nor to learn from.

    Args:
        generation: whole.
        corpus: the folder with the test split.
    """

    def __init__(self, generation: Generation, corpus: Path) -> None:
        self._whole = generation
        self._questions = Learnt.of(generation, corpus)
        self._metric = lru_cache(maxsize=None)(self._learn)

    def by(self, writers: str) -> Generation:
        """Return the generation without these writers' questions.

        Its metric has seen neither them nor about a third of the others. For writers who asked
        none of the precedents it is the generation as it is.
        """
        if writers not in self._questions.names:
            return self._whole
        theirs = {data["question"].strip() for name, data in written() if name == writers}
        precedents = self._whole.corpus.precedents
        kept = [i for i, p in enumerate(precedents.entries) if p.question not in theirs]
        entries = tuple(precedents.entries[i] for i in kept)
        return replace(
            self._whole,
            corpus=replace(self._whole.corpus, precedents=replace(precedents, entries=entries)),
            vectors=replace(self._whole.vectors, precedents=self._whole.vectors.precedents[kept]),
            metric=self._metric(min(folds({writers}, _FOLDS))),
        )

    def _learn(self, fold: int) -> Metric:
        names = [n for n in self._questions.names if fold in folds({n}, _FOLDS)]
        return learn(self._questions, self._whole.encoder.digest, names)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    generation = load_generation(args.index)
    questions = Learnt.of(generation, args.corpus)
    print(f"{len(questions.answers):,} questions of {len(questions.names)} groups of writers")
    held = [n for n in questions.names if n.startswith("fresh") and 0 in folds({n}, _HELD)]
    print(f"held out: {', '.join(held)}")
    metric = learn(questions, generation.encoder.digest, held)
    rows = questions.by(held)
    for name, mapped in (
        ("cosine of the encoder", questions.vectors),
        ("metric", metric.of(questions.vectors)),
    ):
        found, sure = nearest(mapped[rows], mapped[~rows], questions.answers[~rows])
        wanted = questions.answers[rows]
        right = (found == wanted)[wanted >= 0].mean()
        auc = roc_auc_score(wanted >= 0, sure)
        print(f"{name}: the sentence that answers first {right:.3f}, answerable or not {auc:.3f}")
    if args.write:
        write_metric(learn(questions, generation.encoder.digest))
        print(f"wrote {METRIC.name}")


def nearest(
    asked: np.ndarray, before: np.ndarray, answers: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return what the neighbours of questions tell.

    Args:
        asked: unit vectors, shape (questions, dimension).
        before: of the neighbours.
        answers: of these, -1 for none.

    Returns:
        The sentence that most weight answers, and by how much that of all answered ones is
        more than of the others, as logarithm.
    """
    kernel = np.exp((asked @ before.T - 1) / _WIDTH)
    weight = np.zeros((len(asked), int(answers.max()) + 1))
    for sentence in np.unique(answers[answers >= 0]):
        weight[:, sentence] = kernel[:, answers == sentence].sum(axis=1)
    floor = np.exp(-0.5 / _WIDTH)
    sure = np.log(weight.sum(axis=1) + floor) - np.log(kernel[:, answers < 0].sum(axis=1) + floor)
    return weight.argmax(axis=1), sure


if __name__ == "__main__":
    main()
