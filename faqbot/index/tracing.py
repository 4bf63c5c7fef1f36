"""torch models as ONNX: the same bytes for the same model; needs `faqbot[models]`."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from faqbot.index.onnx_session import import_or_explain

_OPSET = 18
_INSTALL = "install faqbot[models]"


def traced(
    model: Any, sample: Mapping[str, Any], outputs: Sequence[str], sizes: Mapping[int, Any]
) -> Any:
    """Return a torch model as an ONNX model in 32 bits, the same for the same model.

    Args:
        model: a `torch.nn.Module` that is not learning.
        sample: an input for each argument, by its name.
        outputs: names of what it gives.
        sizes: which axes of every input may have another size.
    """
    torch, onnx = import_or_explain("torch", _INSTALL), import_or_explain("onnx", _INSTALL)
    import_or_explain("onnxscript", _INSTALL)
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    try:
        logger.setLevel(logging.ERROR)
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                model,
                tuple(sample.values()),
                dynamo=True,
                input_names=list(sample),
                output_names=list(outputs),
                dynamic_shapes=tuple(dict(sizes) for _ in sample),
                opset_version=_OPSET,
                external_data=False,
                verbose=False,
            )
    finally:
        logger.setLevel(level)
    graph = onnx.load_from_string(program.model_proto.SerializeToString())
    strip(graph)
    return graph


def strip(model: Any) -> None:
    """Remove from an ONNX model what differs from machine to machine.

    That is stack traces (with the paths of the exporting machine), versions and notes.
    """
    graph = model.graph
    del model.metadata_props[:], graph.metadata_props[:], graph.value_info[:]
    for entries in (graph.node, graph.input, graph.output, graph.initializer):
        for entry in entries:
            del entry.metadata_props[:]
            entry.doc_string = ""
    model.doc_string = graph.doc_string = ""
    model.producer_name, model.producer_version = "faqbot", ""
