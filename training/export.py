"""Exports the reader to ONNX, calibrates it and times it."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from cross_encoder import INPUTS, Reader
from measures import with_onnx
from pairs.pair import Pair
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer


def export(model: Reader, out: Path) -> Path:
    """Writes `model.onnx` in 8 bits; returns the path of the model in 32 bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    sample = {name: torch.ones((2, 9), dtype=torch.long) for name in INPUTS}
    axes = {name: {0: "pairs", 1: "tokens"} for name in INPUTS} | {"logits": {0: "pairs"}}
    whole = out / "model-32bit.onnx"
    model.eval()
    model.bert.set_attn_implementation("eager")
    torch.onnx.export(
        model,
        tuple(sample.values()),
        str(whole),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        whole, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    return whole


def sha256(path: Path) -> str:
    """The digest of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def calibration(pairs: list[Pair], logits: np.ndarray) -> dict:
    """Platt scaling in which every set, and in it both labels, weigh the same."""
    counts: dict = defaultdict(int)
    for p in pairs:
        counts[p.set, p.label] += 1
    weight = [1 / counts[p.set, p.label] for p in pairs]
    fit = LogisticRegression(C=1e6).fit(
        logits[:, None], [p.label for p in pairs], sample_weight=np.array(weight) * 100
    )
    return {
        "form": "probability = 1 / (1 + exp(-(slope * logit + offset)))",
        "slope": round(float(fit.coef_[0, 0]), 4),
        "offset": round(float(fit.intercept_[0]), 4),
    }


def cost(path: Path, tokenizer: Tokenizer) -> float:
    """Median milliseconds for 8 pairs of 100 tokens, one thread."""
    run, batch = with_onnx(path, 1), {name: np.ones((8, 100), dtype=np.int64) for name in INPUTS}
    times = []
    for _ in range(40):
        began = time.perf_counter()
        run(batch)
        times.append((time.perf_counter() - began) * 1000)
    return round(float(np.median(times)), 1)
