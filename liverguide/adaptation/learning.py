"""Learns the low-rank matrices from the training examples, going on from those that are there."""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy
import tensorflow as tf
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from liverguide.adaptation.bert import LearningEncoder
from liverguide.adaptation.examples import batches, with_a_slip
from liverguide.understanding import embedding_model
from liverguide.understanding.token_pieces import padded, token_ids

# Padded lengths are rounded up to this, so that the graph is built for few shapes.
LENGTH_STEP = 8
# Examples of an intent that are enough to see where it lies, and how many tokens of each.
SAMPLE, BEGINNING = 24, 32


@dataclass(frozen=True)
class Plan:
    """How to learn; no other values were compared.

    The shipped file was learned in five rounds over 40,600 examples at a rate of 1.5e-3, and two more with these
    values: over 20,900 new ones and every fourth of the old, then over 14,600 new ones and every fifth of the old.
    """

    rank: int = 32
    epochs: int = 1
    batch: int = 32
    rate: float = 1e-3
    head_rate: float = 3e-3
    head_length: float = 2.0
    warm_up: float = 0.06
    dropout: float = 0.1
    # The vectors have length one; without a factor the softmax could never become sure.
    scale: float = 8.0
    smoothing: float = 0.05
    slips: float = 0.15
    seed: int = 42


def learn(target: Path, plan: Plan, examples: list[tuple[str, str]]) -> None:
    """Learn from texts with their intents and write the matrices to `target`.

    Goes on from those that `target` holds if their rank is the same. A round over 31,000 examples took 37 minutes on
    two cores that had other work, too.
    """
    tf.random.set_seed(plan.seed)
    # Half the precision where TensorFlow holds it harmless: faster on processors that can.
    tf.config.optimizer.set_experimental_options({"auto_mixed_precision_onednn_bfloat16": True})
    chance = random.Random(plan.seed)
    intents = sorted({intent for _, intent in examples})
    wanted = numpy.array([intents.index(intent) for _, intent in examples], dtype=numpy.int32)
    weights = load_file(embedding_model.packaged_folder() / "model.safetensors")
    encoder = LearningEncoder(weights, plan.rank, plan.dropout, plan.seed)
    if target.exists():
        encoder.go_on_from(load_file(target))
    head = tf.Variable(_middles(encoder, [text for text, _ in examples], wanted, chance) * plan.head_length)
    shares = tf.constant(_shares(wanted, len(intents)))
    steps = plan.epochs * math.ceil(len(examples) / plan.batch)
    optimizers = (
        tf.keras.optimizers.Adam(_Slope(plan.rate, steps, plan.warm_up)),
        tf.keras.optimizers.Adam(_Slope(plan.head_rate, steps, plan.warm_up)),
    )
    matrices = encoder.trainable

    @tf.function(autograph=False)
    def step(tokens: tf.Tensor, mask: tf.Tensor, classes: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            vectors = tf.nn.dropout(encoder(tokens, mask, learning=True), plan.dropout)
            logits = tf.matmul(vectors, head) * plan.scale
            hot = tf.one_hot(classes, len(intents)) * (1.0 - plan.smoothing) + plan.smoothing / len(intents)
            each = tf.nn.softmax_cross_entropy_with_logits(hot, logits)
            loss = tf.reduce_mean(each * tf.gather(shares, classes))
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, [*matrices, head]), 1.0)
        optimizers[0].apply_gradients(zip(gradients[:-1], matrices, strict=True))
        optimizers[1].apply_gradients([(gradients[-1], head)])
        return loss

    began = time.monotonic()
    for epoch in range(plan.epochs):
        texts = [with_a_slip(text, chance) if chance.random() < plan.slips else text for text, _ in examples]
        tokens = [token_ids(text) for text in texts]
        losses = []
        for chosen in batches([len(ids) for ids in tokens], plan.batch, chance):
            ids, mask = padded([tokens[index] for index in chosen], LENGTH_STEP)
            losses.append(float(step(tf.constant(ids), tf.constant(mask), tf.constant(wanted[chosen]))))
            if len(losses) % 100 == 0:
                print(f"  epoch {epoch + 1}, {len(losses) * plan.batch} examples, loss {sum(losses[-100:]) / 100:.3f}, "
                      f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        print(f"epoch {epoch + 1} of {plan.epochs}: loss {sum(losses) / len(losses):.3f}", flush=True)
    # Only now: a run that is broken off must not leave half-learned matrices in use.
    save_file({name: matrix.astype(numpy.float16) for name, matrix in encoder.matrices().items()}, target)


def _middles(
    encoder: LearningEncoder, texts: list[str], wanted: NDArray[numpy.int32], chance: random.Random
) -> NDArray[numpy.float32]:
    """The direction of each intent from the middle of all, shape (384, intents): the head's start.

    A head that begins anywhere would at first push the encoder anywhere.
    """
    directions = []
    for intent in range(int(wanted.max()) + 1):
        own = numpy.flatnonzero(wanted == intent).tolist()
        chosen = chance.sample(own, min(len(own), SAMPLE))
        ids, mask = padded([token_ids(texts[i])[:BEGINNING] for i in chosen], LENGTH_STEP)
        vectors = encoder(tf.constant(ids), tf.constant(mask), learning=False).numpy()
        directions.append(vectors.mean(axis=0))
    middles = numpy.stack(directions, axis=1)
    middles -= middles.mean(axis=1, keepdims=True)
    lengths = numpy.maximum(numpy.linalg.norm(middles, axis=0, keepdims=True), 1e-6)
    found: NDArray[numpy.float32] = (middles / lengths).astype(numpy.float32)
    return found


class _Slope(tf.keras.optimizers.schedules.LearningRateSchedule):
    """Up in the warm-up, then evenly down to nothing."""

    def __init__(self, rate: float, steps: int, warm_up: float) -> None:
        self._rate, self._steps, self._warm = rate, float(steps), warm_up * steps

    def __call__(self, step: tf.Tensor) -> tf.Tensor:
        at = tf.cast(step, tf.float32)
        up = (at + 1.0) / self._warm
        down = (self._steps - at) / (self._steps - self._warm)
        return self._rate * tf.maximum(tf.minimum(up, down), 0.0)


def _shares(wanted: NDArray[numpy.int32], classes: int) -> NDArray[numpy.float32]:
    """Weights of the intents: rare ones count more, but not in full."""
    counts = Counter(wanted.tolist())
    mean = len(wanted) / classes
    return numpy.array([(mean / counts[index]) ** 0.5 for index in range(classes)], dtype=numpy.float32)
