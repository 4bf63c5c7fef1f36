"""Trains the reader on pairs: the verdict, and the place of the evidence where it is known."""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict

import torch
from cross_encoder import Reader, pad
from pairs.noise import noisy
from pairs.pair import Pair
from tokenizers import Tokenizer
from torch import nn


def evidence(pair: Pair, encoding) -> tuple[int, int]:
    """First and last token of the evidence.

    (0, 0) where the text does not answer, (-1, -1) where the place is not known.
    """
    if not pair.label:
        return 0, 0
    if pair.span is None:
        return -1, -1
    shift = len(pair.passage) - len(pair.text)
    start, stop = pair.span[0] + shift, pair.span[1] + shift
    met = [
        i
        for i, (o, t) in enumerate(zip(encoding.offsets, encoding.type_ids, strict=True))
        if t and o[1] > start and o[0] < stop and o[1] > o[0]
    ]
    return (met[0], met[-1]) if met else (-1, -1)


def together(pairs: list[Pair], known: list[int]) -> list[list[int]]:
    """What is read in one batch: the windows of one question, where they are held against each other."""
    questions: dict[str, list[int]] = defaultdict(list)
    for i in known:
        questions[pairs[i].group if pairs[i].set == "guidance" else f"pair {i}"].append(i)
    return list(questions.values())


def batches(units: list[list[int]], rows: list, size: int, rng: random.Random) -> list[list[int]]:
    """Batches of about equally long units; no unit is cut."""
    found: list[list[int]] = []
    for at in range(0, len(units), size * 20):
        block = sorted(units[at : at + size * 20], key=lambda u: max(len(rows[i].ids) for i in u))
        cut: list[list[int]] = [[]]
        for unit in block:
            if len(cut[-1]) + len(unit) > size:
                cut.append([])
            cut[-1] += unit
        if len(cut) > 1 and len(cut[-1]) < size // 2:
            cut[-2] += cut.pop()
        found += rng.sample(cut, len(cut))
    return found


def ranking_loss(logits: torch.Tensor, pairs: list[Pair]) -> torch.Tensor:
    """How far the windows that answer a question are from being first among those read for it.

    Localised contrastive estimation (Gao, Dai and Callan 2021): cross-entropy of the windows of
    one question, by the share of those that answer; the mean over questions that have both kinds.
    """
    questions: dict[str, list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        if pair.set == "guidance":
            questions[pair.group].append(i)
    losses = []
    for some in questions.values():
        told = [i for i in some if pairs[i].label]
        if told and len(told) < len(some):
            losses.append(torch.logsumexp(logits[some], 0) - torch.logsumexp(logits[told], 0))
    return torch.stack(losses).mean() if losses else logits.sum() * 0.0


def train(model: Reader, pairs: list[Pair], tokenizer: Tokenizer, args: argparse.Namespace) -> dict:
    """Trains until the epochs or the minutes are over; keeps `checkpoint.pt` in the output folder."""
    rng = random.Random(args.seed)
    rows, targets = [], []

    def prepare() -> None:
        """Other typos at each pass."""
        rows[:] = tokenizer.encode_batch([(noisy(p.question, rng), p.passage) for p in pairs])
        targets[:] = [evidence(p, r) for p, r in zip(pairs, rows, strict=True)]

    prepare()
    # Where the evidence is cut off, the window is not a positive.
    known = [i for i, p in enumerate(pairs) if not (p.label and p.span and targets[i][0] < 0)]
    units = list(together(pairs, known))
    total = int(len(known) * args.epochs / args.batch)
    heads = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    body = [p for n, p in model.named_parameters() if n.startswith("bert.") and p.requires_grad]
    rates = (args.lr, args.lr * 5)
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads}], weight_decay=0.01)
    model.train()
    step, began, sums = 0, time.time(), defaultdict(float)
    while step < total:
        if step:
            prepare()
        for some in batches(rng.sample(units, len(units)), rows, args.batch, rng):
            done = max(step / total, (time.time() - began) / (args.minutes * 60))
            if done >= 1:
                total = step
                break
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 80) * (1.0 - done)
            batch = {k: torch.from_numpy(v) for k, v in pad([rows[i] for i in some]).items()}
            # 16 bits where it does no harm: twice as fast on a processor that has them.
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.half):
                logits, places, inside = model.both(**batch)
            logits, places = logits.float(), places.float()
            loss = nn.functional.binary_cross_entropy_with_logits(
                logits[:, 0], torch.tensor([float(pairs[i].label) for i in some])
            )
            allowed = inside[:, :, 0].clone()
            allowed[:, 0] = 1
            masked = places.masked_fill(allowed.unsqueeze(-1) == 0, -1e4)
            goal = torch.tensor([targets[i] for i in some])
            where = (
                sum(
                    nn.functional.cross_entropy(masked[:, :, k], goal[:, k], ignore_index=-1)
                    for k in (0, 1)
                )
                / 2
            )
            first = ranking_loss(logits[:, 0], [pairs[i] for i in some])
            (loss + args.place * where + args.rank * first).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            sums["loss"] += loss.item()
            sums["where"] += where.item()
            sums["first"] += first.item()
            if step % 50 == 0:
                pace = (time.time() - began) / step
                print(
                    f"step {step}/{total}  loss {sums['loss'] / 50:.3f}  place {sums['where'] / 50:.3f}  first {sums['first'] / 50:.3f}  {pace:.2f} s/step",
                    flush=True,
                )
                sums.clear()
            if step % 200 == 0 and not args.quiet_checkpoints:
                torch.save(model.state_dict(), args.out / "checkpoint.pt")
    torch.save(model.state_dict(), args.out / "checkpoint.pt")
    return {
        "pairs": len(known),
        "steps": step,
        "epochs": round(step * args.batch / len(known), 2),
        "minutes": round((time.time() - began) / 60, 1),
    }
