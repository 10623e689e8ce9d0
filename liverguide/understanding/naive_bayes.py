"""Multinomial naive Bayes (https://nlp.stanford.edu/IR-book/): what the parts of a text say about its class.

Learning is counting. Unlike the textbook's sum, evidence is the mean over a text's parts, so that a long text is no
surer than a short one: its parts repeat each other, while the method takes them for independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy
from numpy.typing import NDArray

# As if every class had said every part a tenth of a time.
SMOOTHING = 0.1


def learned(texts: Iterable[tuple[Sequence[int], int]], parts: int, classes: int) -> NDArray[numpy.float16]:
    """Table of shape (parts, classes): how much likelier a class says a part than the mean class, as a logarithm.

    `texts` are the parts of each text, each part once and under `parts`, with its class, under `classes`.
    """
    said = numpy.full((classes, parts), SMOOTHING, numpy.float32)
    for numbers, of in texts:
        said[of, numbers] += 1
    said /= said.sum(axis=1, keepdims=True)
    numpy.log(said, out=said)
    said -= said.mean(axis=0)
    return numpy.ascontiguousarray(said.T, dtype=numpy.float16)


def evidence(table: NDArray[numpy.float16], numbers: Sequence[int]) -> NDArray[numpy.float32]:
    """For each class the mean of what a text's parts say, shape (classes,); nothing said is zero."""
    # One part in the denominator speaks for no class: a word alone is not as sure as its one sight.
    total: NDArray[numpy.float32] = table[numbers].sum(axis=0, dtype=numpy.float32) / (len(numbers) + 1)
    return total
