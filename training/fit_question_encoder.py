"""Teach the top of the encoder how near two questions are in what they ask for: faqbot/index/question_weights.

    python training/fit_question_encoder.py                what it is worth for writers whom it has not seen
    python training/fit_question_encoder.py --folds DIR    one for each part of the writers, which has not seen these
    python training/fit_question_encoder.py --write        one that has seen all, for the program

Neighbourhood components analysis (Goldberger et al. 2004), not of a linear map alone, but of the last layers
below it, too (Salakhutdinov and Hinton 2007): of the neighbours of a question by a soft maximum of cosines, those
weigh most that the same sentence answers; or, if nothing answers it, those that nothing answers. The
neighbours are what other writers asked; nobody is compared with themselves. Where they are is looked at again
after every epoch, and of a question whenever it is learnt from. The layers begin as the encoder has them, the map as
the principal components, both are learnt with Adam (Loshchilov and Hutter 2019). Left out are questions near the test split.
Needs torch, onnx and scikit-learn (they come with `faqbot[models]`).
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
from top_layers import DIMENSION, Encoder, States, Top, batches, export, means

from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from faqbot.evaluation.cases import load_cases
from faqbot.index.encoder import config_digest, read_config
from faqbot.index.expansion import Expansion
from faqbot.index.generation import ENCODERS, Generation
from faqbot.index.question_encoder import WEIGHTS, QuestionEncoder, question_encoder
from faqbot.index.vectors import texts_of

_FOLDS = 3  # of writers, for the fits
_HELD = 5  # one part of the writers in so many is measured on
_EPOCHS = 3
_WINDOW = 16  # batches that are cut from questions of about one length
_RATE = 2e-4  # of the layers
_RATE_OF_MAP = 1e-3
_WARM = 50  # steps until that is reached; it falls to 0 at the end
_DECAY = 0.01  # of weights
_WIDTH = 0.05  # of the kernel, as in faqbot/index/precedents.py
_MOST = 8.0  # loss of a question that nothing near shares its answer with, at most
_NEAR_TEST = 0.8  # cosine from which two questions ask the same
_NEVER = -1e9
_SEED = 17
_VECTORS = "precedents.npy"  # of all precedents, by the question encoder of a fold


@dataclass(frozen=True)
class Learnt:
    """The precedents, as what is learnt from, row i of each."""

    states: States
    vectors: torch.Tensor  # (questions, dimension): the encoder's own
    answers: np.ndarray  # (questions,): the sentence that answers, by number; -1: none does
    writers: np.ndarray  # (questions,): numbers of their writers
    names: tuple[str, ...]  # of the writers, by number
    usable: np.ndarray  # (questions,): not near the test split

    @classmethod
    def of(cls, corpus: Corpus, folder: Path, encoder: Encoder) -> Learnt:
        """The precedents of a corpus.

        Args:
            corpus: as indexed.
            folder: it was read from; holds the test split.
            encoder: reads the questions.
        """
        expansion = Expansion(corpus.glossary, corpus.main_topic)
        test = [
            expansion.without_topic(expansion.spelt_out(case.turns[-1]))
            for case in load_cases(folder)
            if case.split == "test"
        ]
        states = encoder.states(texts_of(corpus).precedents)
        vectors = means(encoder, states)
        near = vectors @ means(encoder, encoder.states(test)).T
        by = {data["question"].strip(): name for name, data in written()}
        names = tuple(sorted(set(by.values())))
        writers = np.array([names.index(by[e.question]) for e in corpus.precedents.entries])
        usable = ~(near >= _NEAR_TEST).any(dim=1).numpy()
        return cls(states, vectors, _answers(corpus), writers, names, usable)

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


def learn(from_: Learnt, encoder: Encoder, left_out: Collection[str] = ()) -> Top:
    """Return what is learnt from questions.

    Args:
        from_: the questions.
        encoder: what it begins as.
        left_out: writers whose questions are as if they had never been asked.
    """
    torch.manual_seed(_SEED)
    shuffled = np.random.default_rng(_SEED)
    kept = np.flatnonzero(from_.usable & ~from_.by(left_out))
    lengths = np.array(from_.states.lengths)[kept]
    answers, writers = torch.from_numpy(from_.answers[kept]), torch.from_numpy(from_.writers[kept])
    components = torch.linalg.svd(from_.vectors[kept], full_matrices=False).Vh
    top = Top(encoder.top, components[:DIMENSION].T)
    adam = torch.optim.AdamW(
        [
            {"params": top.layers.parameters(), "lr": _RATE, "weight_decay": _DECAY},
            {"params": [top.linear], "lr": _RATE_OF_MAP, "weight_decay": 0.0},
        ]
    )
    steps = _EPOCHS * len(list(batches(lengths)))
    rates = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min(1.0, step / _WARM) * max(0.0, 1 - step / steps)
    )
    for _ in range(_EPOCHS):
        others = top.all(from_.states)[kept]
        top.train()
        for batch in _shuffled(lengths, shuffled):
            rows = torch.from_numpy(batch)
            mapped = top(*from_.states.batch(kept[batch]))
            others[rows] = mapped.detach()
            near = (mapped @ others.T - 1) / _WIDTH
            near = near.masked_fill(writers[rows, None] == writers, _NEVER)
            same = answers[rows, None] == answers
            right = torch.logsumexp(near.masked_fill(~same, _NEVER), 1)
            loss = torch.logsumexp(near, 1) - right
            loss = loss[right > _NEVER / 2].clamp(max=_MOST).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            rates.step()
    return top.eval()


def _shuffled(lengths: np.ndarray, by: np.random.Generator) -> list[np.ndarray]:
    """Return all rows in batches of about one length, in an order of chance."""
    order = by.permutation(len(lengths))
    found = []
    for window in np.array_split(order, max(1, len(order) // (256 * _WINDOW))):
        found += [window[rows] for rows in batches(lengths[window])]
    return [found[i] for i in by.permutation(len(found))]


class Unasked:
    """A generation as if some writers had asked nothing: neither as precedents nor to learn from.

    Args:
        generation: whole.
        folder: that `--folds` filled, of the same precedents.
    """

    def __init__(self, generation: Generation, folder: Path) -> None:
        self._whole = generation
        self._folder = folder
        self._names = {name for name, _ in written()}
        self._fold = lru_cache(maxsize=None)(self._load)

    def by(self, writers: str) -> Generation:
        """Return the generation without these writers' questions.

        Its question encoder has seen neither them nor about a third of the others. For writers who
        asked none of the precedents it is the generation as it is.
        """
        if writers not in self._names:
            return self._whole
        theirs = {data["question"].strip() for name, data in written() if name == writers}
        precedents = self._whole.corpus.precedents
        kept = [i for i, p in enumerate(precedents.entries) if p.question not in theirs]
        entries = tuple(precedents.entries[i] for i in kept)
        questions, vectors = self._fold(min(folds({writers}, _FOLDS)))
        return replace(
            self._whole,
            corpus=replace(self._whole.corpus, precedents=replace(precedents, entries=entries)),
            vectors=replace(self._whole.vectors, precedents=vectors[kept]),
            questions=questions,
        )

    def _load(self, fold: int) -> tuple[QuestionEncoder, np.ndarray]:
        folder = _of(self._folder, fold)
        vectors = np.load(folder / _VECTORS, allow_pickle=False)
        if len(vectors) != len(self._whole.corpus.precedents.entries):
            raise SystemExit(f"{folder}: made of other precedents; run with --folds again")
        return question_encoder(self._whole.encoder, folder), vectors.astype(np.float32)


def _of(folder: Path, fold: int) -> Path:
    return folder / f"fold-{fold}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--encoder", type=Path, help="folder of the exported one; else the index's")
    parser.add_argument("--folds", type=Path, metavar="DIR")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    encoder = Encoder()
    questions = Learnt.of(load_corpus(args.corpus), args.corpus, encoder)
    (exported,) = [args.encoder] if args.encoder else (args.index / ENCODERS).iterdir()
    digest = config_digest(read_config(exported))
    print(f"{questions.usable.sum():,} questions of {len(questions.names)} groups of writers")
    if args.folds is not None:
        for fold in range(_FOLDS):
            held = [n for n in questions.names if fold in folds({n}, _FOLDS)]
            top = learn(questions, encoder, held)
            export(top, _of(args.folds, fold), digest)
            vectors = top.all(questions.states).half().numpy()
            np.save(_of(args.folds, fold) / _VECTORS, vectors)
            print(f"{_of(args.folds, fold)}: has not seen {', '.join(held)}")
    if args.write:
        export(learn(questions, encoder), WEIGHTS, digest)
        print(f"wrote {WEIGHTS.name}")
    if args.folds is None and not args.write:
        measure(questions, encoder)


def measure(questions: Learnt, encoder: Encoder) -> None:
    """Print what is learnt of some writers, for the others."""
    held = [n for n in questions.names if n.startswith("fresh") and 0 in folds({n}, _HELD)]
    print(f"held out: {', '.join(held)}")
    top = learn(questions, encoder, held)
    rows = questions.usable & questions.by(held)
    rest = questions.usable & ~rows
    for name, mapped in (
        ("encoder", questions.vectors.numpy()),
        ("question encoder", top.all(questions.states).numpy()),
    ):
        found, sure = nearest(mapped[rows], mapped[rest], questions.answers[rest])
        wanted = questions.answers[rows]
        right = (found == wanted)[wanted >= 0].mean()
        auc = roc_auc_score(wanted >= 0, sure)
        print(f"{name}: the sentence that answers first {right:.3f}, answerable or not {auc:.4f}")


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
