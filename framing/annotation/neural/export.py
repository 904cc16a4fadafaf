"""Writes a trained encoder as an ONNX file of 8-bit weights, which onnxruntime runs without PyTorch.

The table of word pieces is stored as 8-bit numbers with one scale for each piece. The layers' matrices
become 8-bit with one scale for each column, by onnxruntime's dynamic quantisation; what flows between
them is scaled anew in every run. Needs the packages onnx and onnxruntime, and only after training.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from framing.annotation.neural.network import EPSILON, N_HEADS, N_LAYERS, WIDTH
from framing.annotation.neural.pieces import MAX_PIECES

#: Read by onnxruntime 1.17 and every later one.
_OPSET, _IR_VERSION = 20, 9


def export_encoder(weights: Mapping[str, Any], path: Path, *, target: int) -> None:
    """Write `weights`, name to NumPy array, as an encoder of 8-bit numbers to `path`.

    The file takes `pieces`, the numbers of one sentence's pieces, of shape (length,), and gives
    `logits`, of shape (3,).
    """
    quantization: Any = import_module("onnxruntime.quantization")
    onnx: Any = import_module("onnx")
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "float32.onnx"
        onnx.save(_build(weights, target), str(whole))
        quantization.quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            # 7 of the 8 bits: processors without VNNI would overflow, and score otherwise than others.
            reduce_range=True,
            weight_type=quantization.QuantType.QInt8,
        )


class _Graph:
    """The steps and the constants of a file that is being built."""

    def __init__(self) -> None:
        self._onnx: Any = import_module("onnx")
        self.steps: list[Any] = []
        self.constants: dict[str, Any] = {}

    def add(self, kind: str, *inputs: str, **settings: Any) -> str:
        """One step; its result's name comes back."""
        result = f"{kind.lower()}_{len(self.steps)}"
        self.steps.append(self._onnx.helper.make_node(kind, list(inputs), [result], **settings))
        return result

    def hold(self, name: str, values: Any) -> str:
        """A constant array; its name comes back."""
        self.constants[name] = values
        return name

    def model(self, result: str) -> Any:
        """The file's content, from `pieces` to `logits`."""
        make, types = self._onnx.helper, self._onnx.TensorProto
        self.steps.append(make.make_node("Identity", [result], ["logits"]))
        graph = make.make_graph(
            self.steps,
            "target_tone",
            [make.make_tensor_value_info("pieces", types.INT64, ["length"])],
            [make.make_tensor_value_info("logits", types.FLOAT, [3])],
            [self._onnx.numpy_helper.from_array(values, name) for name, values in self.constants.items()],
        )
        model = make.make_model(graph, opset_imports=[make.make_opsetid("", _OPSET)])
        model.ir_version = _IR_VERSION
        self._onnx.checker.check_model(model, full_check=True)
        return model


def _build(weights: Mapping[str, Any], target: int) -> Any:
    import numpy as np

    graph = _Graph()
    graph.hold("one_row", np.array([0], np.int64))
    graph.hold("target", np.array([target], np.int64))
    is_target = graph.add("Cast", graph.add("Equal", "pieces", "target"), to=7)
    states = _embed(graph, weights, is_target)
    for n in range(N_LAYERS):
        states = _layer(graph, weights, f"layers.{n}", states)
    place = graph.add("ArgMax", is_target, axis=0, keepdims=1)
    parts = (
        graph.add("Gather", states, place, axis=0),
        graph.add("ReduceMean", states, "one_row", keepdims=1),
        graph.add("Gather", states, "one_row", axis=0),
    )
    summary = graph.add("Concat", *parts, axis=1)
    # Gemm is left out of the quantisation: the head is small, and it decides.
    graph.hold("head.weight", weights["head.weight"])
    graph.hold("head.bias", weights["head.bias"])
    logits = graph.add("Gemm", summary, "head.weight", "head.bias", transB=1)
    return graph.model(graph.add("Squeeze", logits, "one_row"))


def _embed(graph: _Graph, weights: Mapping[str, Any], is_target: str) -> str:
    import numpy as np

    word = weights["word"]
    scales = np.abs(word).max(axis=1, keepdims=True) / 127
    graph.hold("word", np.round(word / scales).astype(np.int8))
    graph.hold("word_scales", scales.astype(np.float32))
    graph.hold("positions", weights["position"][:MAX_PIECES])
    graph.hold("segments", weights["segment"])
    graph.hold("first", np.array(0, np.int64))
    graph.hold("step", np.array(1, np.int64))
    length = graph.add("Squeeze", graph.add("Shape", "pieces"))
    small = graph.add("Cast", graph.add("Gather", "word", "pieces"), to=1)
    states = graph.add("Mul", small, graph.add("Gather", "word_scales", "pieces"))
    places = graph.add("Range", "first", length, "step")
    states = graph.add("Add", states, graph.add("Gather", "positions", places))
    states = graph.add("Add", states, graph.add("Gather", "segments", is_target))
    return _norm(graph, weights, "norm", states)


def _layer(graph: _Graph, weights: Mapping[str, Any], name: str, states: str) -> str:
    query, key, value = (_heads(graph, weights, f"{name}.{p}", states) for p in ("query", "key", "value"))
    key = graph.add("Transpose", key, perm=[0, 2, 1])
    shares = graph.add("Softmax", graph.add("MatMul", query, key), axis=-1)
    seen = graph.add("Transpose", graph.add("MatMul", shares, value), perm=[1, 0, 2])
    seen = graph.add("Reshape", seen, "joined")
    mixed = _linear(graph, weights, f"{name}.mix", seen)
    states = _norm(graph, weights, f"{name}.mix_norm", graph.add("Add", states, mixed))
    wide = graph.add("Gelu", _linear(graph, weights, f"{name}.widen", states))
    narrow = _linear(graph, weights, f"{name}.narrow", wide)
    return _norm(graph, weights, f"{name}.narrow_norm", graph.add("Add", states, narrow))


def _heads(graph: _Graph, weights: Mapping[str, Any], name: str, states: str) -> str:
    """A projection of the states, of shape (heads, length, 32); queries are scaled here."""
    import numpy as np

    graph.hold("joined", np.array([-1, WIDTH], np.int64))
    graph.hold("parted", np.array([-1, N_HEADS, WIDTH // N_HEADS], np.int64))
    found = _linear(graph, weights, name, states)
    if name.endswith("query"):
        graph.hold("query_scale", np.array((WIDTH // N_HEADS) ** -0.5, np.float32))
        found = graph.add("Mul", found, "query_scale")
    return graph.add("Transpose", graph.add("Reshape", found, "parted"), perm=[1, 0, 2])


def _linear(graph: _Graph, weights: Mapping[str, Any], name: str, states: str) -> str:
    graph.hold(f"{name}.weight", weights[f"{name}.weight"].T.copy())
    graph.hold(f"{name}.bias", weights[f"{name}.bias"])
    return graph.add("Add", graph.add("MatMul", states, f"{name}.weight"), f"{name}.bias")


def _norm(graph: _Graph, weights: Mapping[str, Any], name: str, states: str) -> str:
    graph.hold(f"{name}.weight", weights[f"{name}.weight"])
    graph.hold(f"{name}.bias", weights[f"{name}.bias"])
    return graph.add("LayerNormalization", states, f"{name}.weight", f"{name}.bias", axis=-1, epsilon=EPSILON)
