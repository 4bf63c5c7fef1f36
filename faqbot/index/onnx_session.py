"""onnxruntime and tokenizers, opened the one way this project uses them.

Small models, one text at a time, on a machine where a person is on the phone:
one thread, the CPU, no log lines, and no telemetry. Both libraries are imported
on first use, so that importing this module costs nothing.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from faqbot.errors import EncoderError

_AGAIN = "install faqbot again: pip install faqbot"
# A window is read in 8.5 ms without them, 9.8 with them; the reader's logits move by a thousandth.
_SLOWER = ["TransposeOptimizer", "SkipLayerNormFusion"]
_RESTORE = "restore the index from version control, or export the model again"


def turn_telemetry_off() -> None:
    """Turn onnxruntime's telemetry off; call it before anything imports onnxruntime.

    From 1.29 the official builds write a device id below the home folder and report
    sessions to Microsoft, unless ORT_DISABLE_TELEMETRY is set before the library
    initialises (onnxruntime, docs/Privacy.md).
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    if "onnxruntime" in sys.modules:
        sys.modules["onnxruntime"].disable_telemetry_events()


def open_session(path: Path, *, threads: int = 1) -> Any:
    """Open an ONNX model for the CPU.

    Weights stored in 8 bits (DequantizeLinear) are unfolded once, here; the
    arithmetic is then 32-bit.

    Args:
        path: the .onnx file.
        threads: threads inside one operation; 1 leaves the other cores free.

    Returns:
        An `onnxruntime.InferenceSession`.

    Raises:
        EncoderError: onnxruntime is missing, or the file is not a model it can run.
    """
    turn_telemetry_off()
    runtime = import_or_explain("onnxruntime", _AGAIN)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = runtime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 4
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    try:
        return runtime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
    except Exception as error:  # onnxruntime raises types of its own
        raise EncoderError(
            f"the model cannot be loaded ({first_line(error)})", where=str(path), fix=_RESTORE
        ) from error


def open_tokenizer(path: Path, *, max_tokens: int, cut: str = "longest_first") -> Any:
    """Open a tokenizer.json; it truncates to `max_tokens` and does not pad.

    Args:
        path: the file.
        max_tokens: of a text, or of a pair of texts.
        cut: what is cut of a pair: "longest_first", "only_first" or "only_second".

    Returns:
        A `tokenizers.Tokenizer`.

    Raises:
        EncoderError: tokenizers is missing, or the file is not a tokenizer.
    """
    library = import_or_explain("tokenizers", _AGAIN)
    try:
        tokenizer = library.Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_tokens, strategy=cut)
    except Exception as error:  # tokenizers raises bare Exception
        raise EncoderError(
            f"the tokenizer cannot be loaded ({first_line(error)})", where=str(path), fix=_RESTORE
        ) from error
    return tokenizer


def import_or_explain(module: str, fix: str) -> ModuleType:
    """Import a module by name.

    Args:
        module: its dotted name.
        fix: what the person should do when it is missing.

    Returns:
        The module.

    Raises:
        EncoderError: it cannot be imported.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise EncoderError(f"{module} cannot be imported ({error})", fix=fix) from error


def first_line(error: Exception) -> str:
    """Return the first line of an error, or its type where it says nothing; 200 characters."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
