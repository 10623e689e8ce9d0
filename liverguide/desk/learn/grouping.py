"""Puts alike messages together. Alike is the cosine of their vectors, whatever the vectors were made of."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from liverguide.desk.find.search import EMPTY_WORDS

Vectors = NDArray[numpy.float32]

# From this cosine of the chat's own sentence vectors on, two messages are about the same (docs/decisions.md).
ALIKE_IN_MEANING = 0.65
# The same for vectors of words.
ALIKE_IN_WORDS = 0.5
WORD = re.compile(r"[^\W_]+")
# Words are sorted into so many places; two in one place are rare, and make no more than a wrong neighbour.
PLACES = 2048


def groups(vectors: Vectors, weights: Sequence[int], alike: float) -> list[list[int]]:
    """The numbers of the rows that belong together; of each group the most typical first.

    `vectors` are of length one, or of length zero for what is like nothing. `weights`: how many messages a row stands
    for. The row that is most like most takes its neighbours, then the next of the rest: so the order in which
    messages came makes no difference, and nothing is in a group that is not like its most typical one.
    """
    heavy = numpy.asarray(weights, dtype=numpy.float32)
    near = vectors @ vectors.T
    near[near < alike] = 0.0
    numpy.fill_diagonal(near, 1.0)
    around = near @ heavy
    free = numpy.ones(len(heavy), dtype=bool)
    found = []
    while free.any():
        typical = int(numpy.argmax(around))
        members = numpy.flatnonzero((near[typical] > 0) & free)
        free[members] = False
        around -= heavy[members] @ near[members]
        around[~free] = -1.0
        others = members[numpy.argsort(-near[typical, members], kind="stable")]
        found.append([typical, *(int(each) for each in others if each != typical)])
    return found


def vectors_of_words(texts: Sequence[str]) -> Vectors:
    """Which words stand in each text, rare ones weighing more: to group by while meanings can't be had."""
    vectors = numpy.zeros((len(texts), PLACES), dtype=numpy.float32)
    for row, text in enumerate(texts):
        for word in WORD.findall(text.lower()):
            if word not in EMPTY_WORDS:
                vectors[row, zlib.crc32(word.encode()) % PLACES] = 1.0
    vectors *= numpy.log(1 + len(texts) / (1 + numpy.count_nonzero(vectors, axis=0)))
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    numpy.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors
