"""Teaches a trained reader our kind of guidance, and exports it into the package.

    python training/adapt.py --data DATA --model MODEL --from OUT/checkpoint.pt --out OUT2

One reader a fold is trained without that fold's questions, so that
fit_answering.py can weigh what a reader says of questions it has not seen
(`--readers OUT2`); the last is trained on all, and is the one that ships.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path

import torch
from cross_encoder import INPUTS, MAX_TOKENS, Reader, encoder, load_tokenizer
from export import export, sha256
from fine_tuning import train
from pairs.datasets import DataSets
from pairs.guidance import guidance_pairs
from pairs.mixture import all_pairs
from pairs.pair import TRAINING_SETS
from questions import QUESTIONS, READER_FOLDS, folds, load_questions

from faqbot.answering import reader as shipped
from faqbot.answering.answerer import Answerer
from faqbot.index.generation import load_generation

FROZEN = 2  # layers that keep what they learnt: quicker, and forgets less
PACKAGE = Path(shipped.__file__).parent / shipped.WEIGHTS


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
        "--only", type=int, nargs="+", help=f"folds; {READER_FOLDS} is the one that ships"
    )
    flags.add_argument("--write", action="store_true", help="put the last one into the package")
    for name, kind, value in (("epochs", float, 2.0), ("replay", int, 1500), ("seed", int, 17), ("batch", int, 32), ("lr", float, 4e-5), ("place", float, 0.1), ("minutes", float, 600.0), ("threads", int, 2)):  # fmt: skip
        flags.add_argument(f"--{name}", type=kind, default=value)
    flags.add_argument("--half", action="store_true", help="compute in bfloat16 where possible")
    flags.set_defaults(quiet_checkpoints=True)
    args = flags.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    generation = load_generation(args.index)
    asked = load_questions(args.corpus, generation.encoder, all_of_them=True)
    pairs = guidance_pairs(asked, Answerer(generation))
    sets = DataSets(args.data, encoder(args.model, args.checkpoint.parent / "vectors"), args.seed)
    public = [p for p in all_pairs(sets) if not p.held]
    replay = random.Random(args.seed).sample(public, min(args.replay, len(public)))
    tokenizer = load_tokenizer(args.model)
    run: dict = {}
    for fold in args.only or range(READER_FOLDS + 1):
        torch.manual_seed(args.seed)
        model = Reader(args.model)
        model.load_state_dict(torch.load(args.checkpoint, weights_only=True))
        for layer in model.bert.encoder.layer[:FROZEN]:
            layer.requires_grad_(False)
        own = [p for p, facts in pairs if fold not in folds(facts, READER_FOLDS)]
        print(f"fold {fold}: {len(own)} pairs, {sum(p.label for p in own)} that answer", flush=True)
        run = train(model, own + replay, tokenizer, args)
        export(model, args.out)
        (args.out / "model.onnx").replace(args.out / f"reader-{fold}.onnx")
    shutil.copyfile(args.model / "tokenizer.json", args.out / "tokenizer.json")
    if args.write:
        _ship(args, run)


def _ship(args: argparse.Namespace, run: dict) -> None:
    PACKAGE.mkdir(exist_ok=True)
    shutil.copyfile(args.out / f"reader-{READER_FOLDS}.onnx", PACKAGE / shipped.MODEL_FILE)
    shutil.copyfile(args.out / "tokenizer.json", PACKAGE / shipped.TOKENIZER_FILE)
    before = args.checkpoint.parent / "training.json"
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
        "adapted": run
        | {k: getattr(args, k) for k in ("seed", "batch", "lr", "replay", "epochs")}
        | {"questions": sha256(QUESTIONS)},
    }
    (PACKAGE / shipped.CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
