"""Trains, measures and exports the reader: does this text answer this question?

    python training/reader.py --data DATA --model MODEL --out OUT         trains, measures, exports
    python training/reader.py … --from OUT/checkpoint.pt                  measures and exports only

Needs torch, transformers, onnx, onnxruntime and scikit-learn (faqbot[models]); see training/README.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from cross_encoder import INPUTS, MAX_TOKENS, Reader, encoder, load_tokenizer
from export import calibration, cost, export, sha256
from fine_tuning import train
from measures import HEADING_WORDS, Measures, scorer, with_onnx
from pairs.datasets import DataSets, share
from pairs.mixture import all_pairs
from pairs.pair import TRAINING_SETS
from pairs.windows import WINDOW_SENTENCES, WINDOW_WORDS

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # all-MiniLM-L6-v2, model.safetensors
HERE = Path(__file__).resolve().parent
SCRIPTS = ("reader.py", "cross_encoder.py", "fine_tuning.py", "measures.py", "export.py")


def main() -> None:
    """Builds the pairs, trains or loads, exports and measures."""
    flags = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    flags.add_argument("--data", type=Path, required=True, help="folder with one folder a data set")
    flags.add_argument(
        "--model",
        type=Path,
        required=True,
        help="folder of all-MiniLM-L6-v2: model.safetensors, tokenizer.json, config.json",
    )
    flags.add_argument("--out", type=Path, required=True)
    flags.add_argument(
        "--from",
        dest="checkpoint",
        type=Path,
        help="do not train: measure and export this checkpoint",
    )
    for name, kind, value in (("epochs", float, 1.5), ("max-pairs", int, 40000), ("seed", int, 17), ("batch", int, 32), ("lr", float, 1e-4), ("place", float, 0.3), ("rank", float, 0.0), ("minutes", float, 600.0), ("threads", int, 2)):  # fmt: skip
        flags.add_argument(f"--{name}", type=kind, default=value)
    flags.add_argument("--half", action="store_true", help="compute in bfloat16 where possible")
    flags.add_argument("--quiet-checkpoints", action="store_true", help="save only at the end")
    args = flags.parse_args()
    if not args.data.is_dir():
        raise SystemExit(f"{args.data}: the data sets are not there; see training/README.md")
    if sha256(args.model / "model.safetensors") != BASE_SHA256:
        raise SystemExit(f"{args.model}: not the published all-MiniLM-L6-v2")
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    sets = DataSets(args.data, encoder(args.model, args.out / "vectors"), args.seed)
    pairs = all_pairs(sets)
    chosen = sorted(
        (p for p in pairs if not p.held),
        key=lambda p: share(args.seed, f"{p.set}{p.question}{p.text}"),
    )[: args.max_pairs]
    print(f"{len(chosen)} pairs to train on, {sum(p.held for p in pairs)} held back", flush=True)
    model, tokenizer = Reader(args.model), load_tokenizer(args.model)
    if args.checkpoint:
        model.load_state_dict(torch.load(args.checkpoint, weights_only=True))
        kept = args.out / "training.json"
        run = json.loads(kept.read_text()) if kept.exists() else {}
    else:
        run = train(model, chosen, tokenizer, args) | {
            k: getattr(args, k) for k in ("seed", "batch", "lr", "place")
        }
        (args.out / "training.json").write_text(json.dumps(run))
    model.eval()
    whole = export(model, args.out)
    measures = Measures(sets, pairs)
    small, logits = measures.report(
        scorer(with_onnx(args.out / "model.onnx", args.threads), tokenizer)
    )
    print(json.dumps({"8-bit": small}, indent=1), flush=True)
    full, _ = measures.report(scorer(with_onnx(whole, args.threads), tokenizer))
    shutil.copyfile(args.model / "tokenizer.json", args.out / "tokenizer.json")
    digest = sha256(args.out / "model.onnx")
    card = {
        "task": "does this text answer this question?",
        "digest": digest,
        "files": {name: sha256(args.out / name) for name in ("model.onnx", "tokenizer.json")},
        "inputs": list(INPUTS),
        "output": "logits",
        "max_tokens": MAX_TOKENS,
        "passage": {
            "form": "heading path. window",
            "window_sentences": WINDOW_SENTENCES,
            "window_words": WINDOW_WORDS,
            "heading_words": HEADING_WORDS,
        },
        "calibration": calibration(measures.held, logits),
        "base": {"name": "all-MiniLM-L6-v2", "licence": "Apache-2.0", "sha256": BASE_SHA256},
        "data": {
            f"{n}/{f.name}": sha256(f)
            for n in TRAINING_SETS
            for f in sorted((args.data / n).iterdir())
            if f.is_file()
        },
        "scripts": {
            str(f.relative_to(HERE)): sha256(f)
            for f in (*(HERE / name for name in SCRIPTS), *sorted(HERE.glob("pairs/*.py")))
        },
        "licence": "weights: Apache-2.0, derived from the base; trained on CC BY-SA, CC BY and Apache-2.0 texts, see training/README.md",
        "training": run,
        "figures": {"8-bit": small, "32-bit": full},
        "cost": {
            "pairs": 8,
            "tokens": 100,
            "threads": 1,
            "milliseconds": cost(args.out / "model.onnx", tokenizer),
            "milliseconds_32bit": cost(whole, tokenizer),
        },
    }
    folder = args.out / "readers" / digest[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copyfile(args.out / name, folder / name)
    (folder / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(
        json.dumps(
            {k: card[k] for k in ("digest", "calibration", "training", "figures", "cost")}, indent=1
        )
    )


if __name__ == "__main__":
    main()
