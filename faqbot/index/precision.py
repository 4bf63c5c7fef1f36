"""The precision in which an exported model's weights are stored.

fp32          as trained
fp16          stored in 16 bits, computed in 32
int8          stored in 8 bits, one scale for each row of a table and each column
              of a matrix (symmetric, w = q * max|w| / 127), computed in 32
int8-dynamic  stored in 8 bits and computed in 8: activations are rounded on the
              fly by the range of the whole batch (onnxruntime.quantization)
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Literal

import numpy as np

from faqbot.index.onnx_session import import_or_explain, turn_telemetry_off
from faqbot.index.tracing import strip

Precision = Literal["int8", "int8-dynamic", "fp16", "fp32"]

_SMALL = 1024  # arrays of fewer numbers stay in 32 bits
_INSTALL = "install faqbot[models]"


def stored_as(model: Any, precision: Precision, work: Path) -> Any:
    """Return an ONNX model with its weights in the precision asked for.

    Args:
        model: `onnx.ModelProto` in 32 bits; it is changed.
        precision: see the module.
        work: an existing folder for intermediate files.

    Returns:
        The `onnx.ModelProto` to save.

    Raises:
        EncoderError: onnx or onnxruntime is missing.
    """
    if precision == "fp16":
        _store_in_16_bits(model)
    elif precision == "int8":
        _store_tables_in_8_bits(model)
        _store_matrices_in_8_bits(model)
    elif precision == "int8-dynamic":
        _store_tables_in_8_bits(model)
        model = _quantise_dynamically(model, work)
    return model


def _store_in_16_bits(model: Any) -> None:
    onnx, graph, unfold = _onnx(), model.graph, []
    for tensor in list(graph.initializer):
        if tensor.data_type == onnx.TensorProto.FLOAT and np.prod(tensor.dims) >= _SMALL:
            half = onnx.numpy_helper.to_array(tensor).astype(np.float16)
            graph.initializer.remove(tensor)
            graph.initializer.append(onnx.numpy_helper.from_array(half, f"{tensor.name}.half"))
            unfold.append(_node("Cast", f"{tensor.name}.half", tensor.name, to=1))
    _prepend(graph, unfold)


def _store_tables_in_8_bits(model: Any) -> None:
    """Store tables of vectors (words, positions) row by row; a looked-up row is unfolded."""
    graph, weights = model.graph, _weights(model.graph)
    nodes: list[Any] = []
    for node in graph.node:
        table = node.input[0] if node.op_type == "Gather" else ""
        if table not in weights:
            nodes.append(node)
            continue
        eight, scale = _store(graph, weights.pop(table), axis=1)
        rows, out = node.input[1], node.output[0]
        nodes += [
            _node("Gather", eight, rows, f"{out}.eight"),
            _node("Cast", f"{out}.eight", f"{out}.float", to=1),
            _node("Gather", scale, rows, f"{out}.scale"),
            _node("Mul", f"{out}.float", f"{out}.scale", out),
        ]
    del graph.node[:]
    graph.node.extend(nodes)


def _store_matrices_in_8_bits(model: Any) -> None:
    graph, weights, unfold = model.graph, _weights(model.graph), []
    for node in graph.node:
        matrix = node.input[1] if node.op_type == "MatMul" else ""
        if matrix in weights:
            eight, scale = _store(graph, weights.pop(matrix), axis=0)
            unfold.append(_node("DequantizeLinear", eight, scale, matrix, axis=1))
    _prepend(graph, unfold)


def _store(graph: Any, tensor: Any, axis: int) -> tuple[str, str]:
    """Replace a matrix by 8-bit numbers and scales; return the names of the two."""
    numpy_helper = _onnx().numpy_helper
    matrix = numpy_helper.to_array(tensor)
    scale = np.abs(matrix).max(axis=axis, keepdims=True) / np.float32(127)
    scale[scale == 0] = 1
    eight = np.rint(matrix / scale).astype(np.int8)
    graph.initializer.remove(tensor)
    names = f"{tensor.name}.eight", f"{tensor.name}.scale"
    scale = scale if axis == 1 else scale[0]
    graph.initializer.append(numpy_helper.from_array(eight, names[0]))
    graph.initializer.append(numpy_helper.from_array(scale, names[1]))
    return names


def _quantise_dynamically(model: Any, work: Path) -> Any:
    onnx = _onnx()
    turn_telemetry_off()
    quantization = import_or_explain("onnxruntime.quantization", _INSTALL)
    onnx.save(model, work / "float.onnx")
    logger = logging.getLogger()
    level = logger.level
    try:
        logger.setLevel(logging.ERROR)
        quantization.quantize_dynamic(
            work / "float.onnx",
            work / "eight.onnx",
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=quantization.QuantType.QInt8,
        )
    finally:
        logger.setLevel(level)
    quantised = onnx.load(work / "eight.onnx")
    strip(quantised)
    return quantised


def _weights(graph: Any) -> dict[str, Any]:
    """Return the matrices of a graph, by name."""
    return {
        tensor.name: tensor
        for tensor in graph.initializer
        if tensor.data_type == 1 and len(tensor.dims) == 2 and np.prod(tensor.dims) >= _SMALL
    }


def _node(kind: str, *names: str, **attributes: int) -> Any:
    """Return an ONNX node; the last name is its output, and its own name."""
    helper = _onnx().helper
    return helper.make_node(kind, list(names[:-1]), [names[-1]], name=names[-1], **attributes)


def _prepend(graph: Any, nodes: list[Any]) -> None:
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *rest])


def _onnx() -> Any:
    return import_or_explain("onnx", _INSTALL)
