"""Which texts are alike, remembered between requests, so that a page compares only what is new.

Nothing of the texts is held, only keyed marks by which they are known again: they may be erased at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

import numpy

from liverguide.desk.learn.grouping import ALIKE_IN_MEANING, NOTHING_ALIKE, Vectors, groups, likeness

MARK_BYTES = 16


class Comparison:
    """The last texts that were compared by their meaning, and their groups."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = os.urandom(MARK_BYTES)
        self._encoder = ""
        self._marks: list[bytes] = []
        self._weights: list[int] = []
        self._near = NOTHING_ALIKE
        self._groups: list[list[int]] = []

    def groups(
        self, encoder: str, texts: Sequence[str], weights: Sequence[int], vectors: Callable[[], Mapping[str, Vectors]]
    ) -> list[list[int]]:
        """The numbers of the texts that belong together (see grouping.groups).

        `vectors` gives those of `encoder` and is only asked if a text is new; a text that it leaves out is like nothing
        this time.
        """
        marks = [self._mark(text) for text in texts]
        with self._lock:
            if encoder != self._encoder:
                self._encoder, self._marks, self._near = encoder, [], NOTHING_ALIKE
            if marks != self._marks:
                self._compare(texts, marks, vectors)
            elif list(weights) == self._weights:
                return self._groups
            self._weights, self._groups = list(weights), groups(self._near, weights)
            return self._groups

    def _compare(self, texts: Sequence[str], marks: list[bytes], vectors: Callable[[], Mapping[str, Vectors]]) -> None:
        now, before = {mark: row for row, mark in enumerate(marks)}, set(self._marks)
        near = self._near.renumbered(numpy.array([now.get(mark, -1) for mark in self._marks], dtype=numpy.int64))
        new = numpy.array([row for row, mark in enumerate(marks) if mark not in before], dtype=numpy.int64)
        if len(new):
            found = vectors()
            nothing = numpy.zeros_like(next(iter(found.values()), numpy.zeros(1, dtype=numpy.float32)))
            rows = numpy.stack([found.get(text, nothing) for text in texts])
            near = near.and_also(likeness(rows, ALIKE_IN_MEANING, new))
            # What has no vector any more is looked at again.
            marks = [mark if text in found else os.urandom(MARK_BYTES) for text, mark in zip(texts, marks, strict=True)]
        self._marks, self._near = marks, near

    def _mark(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=MARK_BYTES, key=self._key).digest()
