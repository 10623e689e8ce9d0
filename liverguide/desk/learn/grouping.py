"""Puts alike messages together. Alike is the cosine of their vectors, whatever the vectors were made of."""

from __future__ import annotations

import heapq
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

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
# Rows, so that what is not alike needs little memory.
COMPARED_AT_ONCE = 512


@dataclass(frozen=True)
class Likeness:
    """Which two rows are alike, each pair both ways, and their cosine. A row is not named as like itself."""

    rows: NDArray[numpy.int64]
    others: NDArray[numpy.int64]
    cosines: NDArray[numpy.float32]

    def renumbered(self, places: NDArray[numpy.int64]) -> Likeness:
        """The same for rows that stand elsewhere now (`places`, by the number so far); -1 is a row that is gone."""
        rows, others = places[self.rows], places[self.others]
        stay = (rows >= 0) & (others >= 0)
        return Likeness(rows[stay], others[stay], self.cosines[stay])

    def and_also(self, more: Likeness) -> Likeness:
        """Both together."""
        return Likeness(
            numpy.concatenate((self.rows, more.rows)),
            numpy.concatenate((self.others, more.others)),
            numpy.concatenate((self.cosines, more.cosines)),
        )


NOTHING_ALIKE = Likeness(
    numpy.zeros(0, dtype=numpy.int64), numpy.zeros(0, dtype=numpy.int64), numpy.zeros(0, dtype=numpy.float32)
)


def likeness(vectors: Vectors, alike: float, new: NDArray[numpy.int64] | None = None) -> Likeness:
    """Which rows are alike from the cosine `alike` on; of all rows, or only those pairs of which one is `new`.

    `vectors` are of length one, or of length zero for what is like nothing.
    """
    new = numpy.arange(len(vectors)) if new is None else new
    is_new = numpy.zeros(len(vectors), dtype=bool)
    is_new[new] = True
    found = NOTHING_ALIKE
    for start in range(0, len(new), COMPARED_AT_ONCE):
        some = new[start : start + COMPARED_AT_ONCE]
        cosines = vectors[some] @ vectors.T
        at, others = numpy.nonzero(cosines >= alike)
        rows, values = some[at], cosines[at, others]
        apart = rows != others
        rows, others, values = rows[apart], others[apart], values[apart]
        # Of two new ones each meets the other in its own turn.
        known = ~is_new[others]
        found = found.and_also(Likeness(rows, others, values))
        found = found.and_also(Likeness(others[known], rows[known], values[known]))
    return found


def groups(near: Likeness, weights: Sequence[int]) -> list[list[int]]:
    """The numbers of the rows that belong together; of each group the most typical first.

    `weights`: how many messages a row stands for. The row that is most like most takes its neighbours, then the next of
    the rest: so the order in which messages came makes no difference, and nothing is in a group that is not like its
    most typical one.
    """
    heavy = numpy.asarray(weights, dtype=numpy.float64)
    order = numpy.lexsort((-near.cosines, near.rows))
    others, cosines = near.others[order], near.cosines[order]
    begins = numpy.searchsorted(near.rows[order], numpy.arange(len(heavy) + 1))
    around = heavy + numpy.bincount(near.rows[order], cosines * heavy[others], minlength=len(heavy))
    free = numpy.ones(len(heavy), dtype=bool)
    # What is around a row only gets less, so the first of the queue whose number still holds has the most.
    queue = [(-float(value), row) for row, value in enumerate(around)]
    heapq.heapify(queue)
    found = []
    while queue:
        value, typical = heapq.heappop(queue)
        if not free[typical]:
            continue
        if -value > around[typical]:
            heapq.heappush(queue, (-float(around[typical]), typical))
            continue
        neighbours = others[begins[typical] : begins[typical + 1]]
        members = [typical, *(int(each) for each in neighbours[free[neighbours]])]
        free[members] = False
        for member in members:
            its = slice(begins[member], begins[member + 1])
            around[others[its]] -= heavy[member] * cosines[its]
        found.append(members)
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
