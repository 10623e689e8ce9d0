"""The sentence encoder in TensorFlow, with low-rank matrices beside its frozen weights that can learn.

Every linear map W of the encoder becomes W + A B, with A of shape (inputs, rank) and B of shape (rank, outputs); only A
and B are trained (LoRA, Hu et al. 2021, https://arxiv.org/abs/2106.09685).
"""

from __future__ import annotations

from typing import Any

import numpy
import tensorflow as tf
from numpy.typing import NDArray

from liverguide.understanding.embedding_model import DIMENSIONS, HEADS, LAYER_NORM_EPSILON, LAYERS

LINEAR_MAPS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
VERY_SMALL = -1e9


class LearningEncoder:
    """MiniLM with learning low-rank matrices. Give it token ids and a mask, get vectors of length one."""

    def __init__(self, weights: dict[str, NDArray[numpy.float32]], rank: int, dropout: float, seed: int) -> None:
        maps = {f"{name}.weight" for name in _names_of_linear_maps()}
        self._weights = {
            # Linear maps are transposed once: TensorFlow multiplies from the right.
            name: tf.constant(value.T.copy() if name in maps else value)
            for name, value in weights.items()
            if value.dtype == numpy.float32
        }
        self._dropout = dropout
        random = numpy.random.default_rng(seed)
        self.down: dict[str, tf.Variable] = {}
        self.up: dict[str, tf.Variable] = {}
        for name in _names_of_linear_maps():
            outputs, inputs = weights[f"{name}.weight"].shape
            start = random.normal(0.0, inputs**-0.5, (inputs, rank)).astype(numpy.float32)
            self.down[name] = tf.Variable(start, name=f"{name}.down")
            self.up[name] = tf.Variable(numpy.zeros((rank, outputs), numpy.float32), name=f"{name}.up")

    @property
    def trainable(self) -> list[tf.Variable]:
        """The matrices that learn."""
        return [*self.down.values(), *self.up.values()]

    def go_on_from(self, learned: dict[str, NDArray[Any]]) -> None:
        """Take up matrices that `matrices` gave; those of another rank are left."""
        for name, matrix in self.down.items():
            down, up = learned.get(f"{name}.down"), learned.get(f"{name}.up")
            if down is not None and up is not None and down.shape == matrix.shape:
                matrix.assign(down.astype(numpy.float32))
                self.up[name].assign(up.astype(numpy.float32))

    def matrices(self) -> dict[str, NDArray[numpy.float32]]:
        """What was learned, by the names that `liverguide.understanding.adaptation` reads."""
        found = {f"{name}.down": matrix.numpy() for name, matrix in self.down.items()}
        return found | {f"{name}.up": matrix.numpy() for name, matrix in self.up.items()}

    def __call__(self, tokens: Any, mask: Any, learning: bool) -> Any:
        """Vectors of shape (batch, 384), length one."""
        share = tf.cast(mask, tf.float32)
        hidden = (1.0 - share)[:, None, None, :] * VERY_SMALL
        x = self._embeddings(tokens)
        shape = tf.shape(x)
        # One long row of tokens: plain matrix products are several times faster than batched ones.
        x = tf.reshape(x, [-1, DIMENSIONS])
        for index in range(LAYERS):
            x = self._layer(x, shape, hidden, f"encoder.layer.{index}", learning)
        x = tf.reshape(x, shape)
        total = tf.reduce_sum(x * share[:, :, None], axis=1)
        return tf.math.l2_normalize(total / tf.reduce_sum(share, axis=1, keepdims=True), axis=-1)

    def _embeddings(self, tokens: Any) -> Any:
        words = tf.gather(self._weights["embeddings.word_embeddings.weight"], tokens)
        positions = self._weights["embeddings.position_embeddings.weight"][: tf.shape(tokens)[1]]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        return self._layer_norm(words + positions + kind, "embeddings.LayerNorm")

    def _layer(self, x: Any, shape: Any, hidden: Any, name: str, learning: bool) -> Any:
        query, key, value = (
            self._heads(self._linear(x, f"{name}.attention.self.{part}"), shape) for part in ("query", "key", "value")
        )
        scores = tf.matmul(query, key, transpose_b=True) / (DIMENSIONS // HEADS) ** 0.5 + hidden
        shares = self._drop(tf.nn.softmax(scores), learning)
        joined = tf.transpose(tf.matmul(shares, value), [0, 2, 1, 3])
        joined = tf.reshape(joined, [-1, DIMENSIONS])
        attended = self._drop(self._linear(joined, f"{name}.attention.output.dense"), learning) + x
        attended = self._layer_norm(attended, f"{name}.attention.output.LayerNorm")
        widened = tf.nn.gelu(self._linear(attended, f"{name}.intermediate.dense"))
        widened = self._drop(self._linear(widened, f"{name}.output.dense"), learning)
        return self._layer_norm(widened + attended, f"{name}.output.LayerNorm")

    def _linear(self, x: Any, name: str) -> Any:
        fixed = tf.nn.bias_add(tf.matmul(x, self._weights[f"{name}.weight"]), self._weights[f"{name}.bias"])
        return fixed + tf.matmul(tf.matmul(x, self.down[name]), self.up[name])

    def _heads(self, x: Any, shape: Any) -> Any:
        split = tf.reshape(x, [shape[0], shape[1], HEADS, DIMENSIONS // HEADS])
        return tf.transpose(split, [0, 2, 1, 3])

    def _layer_norm(self, x: Any, name: str) -> Any:
        mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
        scale, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return (x - mean) * tf.math.rsqrt(variance + LAYER_NORM_EPSILON) * scale + bias

    def _drop(self, x: Any, learning: bool) -> Any:
        return tf.nn.dropout(x, self._dropout) if learning else x


def _names_of_linear_maps() -> list[str]:
    return [f"encoder.layer.{index}.{part}" for index in range(LAYERS) for part in LINEAR_MAPS]
