"""Teaches a trained reader guidance like ours, then ours, and exports it into the package.

    python training/adapt.py --data DATA --model MODEL --from OUT/checkpoint.pt --out OUT2

First it learns on made-up guidance of other fields (other_guidance/), once for
all. From there one reader a fold is trained on our own guidance without that
fold's questions, so that fit_answering.py can weigh what a reader says of
questions it has not seen (`--readers OUT2`); the last is trained on all, and is
the one that ships. What is in OUT2 is not trained again: take away what is to be
made anew.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from pathlib import Path

import torch
from cross_encoder import INPUTS, MAX_TOKENS, Reader, encoder, load_tokenizer
from export import export, sha256
from fine_tuning import train
from pairs.datasets import DataSets
from pairs.guidance import guidance_pairs
from pairs.mixture import all_pairs
from pairs.pair import TRAINING_SETS, Pair
from questions import (
    OTHER,
    QUESTIONS,
    READER_FOLDS,
    TURNS,
    folds,
    load_conversations,
    load_questions,
    load_turns,
    other_questions,
)

from faqbot.answering import reader as shipped
from faqbot.answering.ranker import Ranker
from faqbot.index.build import build_index
from faqbot.index.generation import load_generation

FROZEN = 2  # layers that keep what they learnt: quicker, and forgets less
PACKAGE = Path(shipped.__file__).parent / shipped.WEIGHTS
BROADENED = "other-guidance.pt"  # in the output folder: what every reader of our own starts from
RUNS = "runs.json"  # in the output folder: how each part was trained


def main() -> None:
    flags = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    flags.add_argument("--data", type=Path, required=True, help="folder with one folder a data set")
    flags.add_argument("--model", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    flags.add_argument("--from", dest="checkpoint", type=Path, required=True, help="of reader.py")
    flags.add_argument("--out", type=Path, required=True)
    flags.add_argument("--corpus", type=Path, default=Path("corpus"))
    flags.add_argument("--index", type=Path, default=Path("index"))
    flags.add_argument(
        "--only", type=int, nargs="*", help=f"folds; {READER_FOLDS} is the one that ships"
    )
    flags.add_argument("--write", action="store_true", help="put the last one into the package")
    for name, kind, value in (("epochs", float, 1.6), ("other-epochs", float, 1.2), ("replay", int, 1200), ("seed", int, 17), ("batch", int, 32), ("lr", float, 5e-5), ("place", float, 0.1), ("rank", float, 0.5), ("minutes", float, 600.0), ("threads", int, 2)):  # fmt: skip
        flags.add_argument(f"--{name}", type=kind, default=value)
    flags.add_argument("--half", action="store_true", help="compute in bfloat16 where possible")
    flags.set_defaults(quiet_checkpoints=True)
    args = flags.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(args.model / "tokenizer.json", args.out / "tokenizer.json")
    wanted = range(READER_FOLDS + 1) if args.only is None else args.only
    missing = [n for n in wanted if not _reader(args, n).exists()]
    if missing:
        _train(args, missing)
    if args.write:
        _ship(args)


def _train(args: argparse.Namespace, parts: list[int]) -> None:
    sets = DataSets(args.data, encoder(args.model, args.checkpoint.parent / "vectors"), args.seed)
    public = [p for p in all_pairs(sets) if not p.held]
    replay = random.Random(args.seed).sample(public, min(args.replay, len(public)))
    other = _other_pairs(args.index)
    start = args.out / BROADENED
    if not start.exists():
        print(f"other guidance: {len(other)} pairs", flush=True)
        _fit(args, args.checkpoint, other + replay, "other", args.other_epochs)
        (args.out / "checkpoint.pt").replace(start)
    generation = load_generation(args.index)
    asked = load_questions(args.corpus, generation.encoder, all_of_them=True)
    asked += load_turns(args.corpus, generation.encoder)
    for turns in load_conversations(args.corpus, generation.encoder):
        asked += [turn for turn in turns if turn.before is not None]
    pairs = guidance_pairs(asked, Ranker(generation))
    replay += random.Random(args.seed).sample(other, min(args.replay, len(other)))
    for fold in parts:
        own = [p for p, facts in pairs if fold not in folds(facts, READER_FOLDS)]
        print(f"fold {fold}: {len(own)} pairs, {sum(p.label for p in own)} that answer", flush=True)
        model = _fit(args, start, own + replay, str(fold), args.epochs)
        export(model, args.out)
        (args.out / "model.onnx").replace(_reader(args, fold))


def _fit(
    args: argparse.Namespace, checkpoint: Path, pairs: list[Pair], part: str, epochs: float
) -> Reader:
    """Trains on from a checkpoint, and notes how."""
    torch.manual_seed(args.seed)
    model = Reader(args.model)
    model.load_state_dict(torch.load(checkpoint, weights_only=True))
    for layer in model.bert.encoder.layer[:FROZEN]:
        layer.requires_grad_(False)
    how = {k: getattr(args, k) for k in ("seed", "batch", "lr", "place", "rank", "replay")}
    run = train(
        model,
        pairs,
        load_tokenizer(args.model),
        argparse.Namespace(**vars(args) | {"epochs": epochs}),
    )
    runs = _runs(args)
    runs[part] = run | how
    (args.out / RUNS).write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    return model


def _other_pairs(index: Path) -> list[Pair]:
    """The pairs of the made-up guidance, ranked by an index of its own."""
    with tempfile.TemporaryDirectory() as folder:
        build_index(OTHER, Path(folder), encoder_source=[index])
        ranker = Ranker(load_generation(Path(folder)))
        asked = [*other_questions(), *other_questions(TURNS.name)]
        return [pair for pair, _ in guidance_pairs(asked, ranker)]


def _reader(args: argparse.Namespace, fold: int) -> Path:
    return args.out / f"reader-{fold}.onnx"


def _runs(args: argparse.Namespace) -> dict:
    path = args.out / RUNS
    return json.loads(path.read_text()) if path.exists() else {}


def _ship(args: argparse.Namespace) -> None:
    PACKAGE.mkdir(exist_ok=True)
    shutil.copyfile(_reader(args, READER_FOLDS), PACKAGE / shipped.MODEL_FILE)
    shutil.copyfile(args.out / "tokenizer.json", PACKAGE / shipped.TOKENIZER_FILE)
    before = args.checkpoint.parent / "training.json"
    runs = _runs(args)
    card = {
        "task": "does this text answer this question?",
        "made_by": "training/reader.py, then training/adapt.py",
        "files": {
            name: sha256(PACKAGE / name) for name in (shipped.MODEL_FILE, shipped.TOKENIZER_FILE)
        },
        "inputs": list(INPUTS),
        "max_tokens": MAX_TOKENS,
        "licence": "weights: Apache-2.0, derived from all-MiniLM-L6-v2; trained on CC BY-SA, CC BY and Apache-2.0 texts, see training/README.md",
        "data": list(TRAINING_SETS),
        "trained": json.loads(before.read_text()) if before.exists() else {},
        "other_guidance": runs["other"]
        | {"questions": sha256(OTHER / QUESTIONS.name), "turns": sha256(OTHER / TURNS.name)},
        "adapted": runs[str(READER_FOLDS)]
        | {"questions": sha256(QUESTIONS), "turns": sha256(TURNS)},
    }
    (PACKAGE / shipped.CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
