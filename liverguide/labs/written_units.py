"""Recognising units as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from liverguide.labs.catalogue import catalogue
from liverguide.labs.phrases import Phrases


@lru_cache(maxsize=1)
def _units() -> Phrases:
    return Phrases(catalogue().units)


def find_units(written: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Units by the place of the word at which they begin: (end, unit name), the longest at each place."""
    return {start: (end, unit) for unit, start, end in _units().find(written)}
