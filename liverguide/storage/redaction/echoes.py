"""Numbers that were taken out of a message and come back in what was made of it.

"Patient ID: PT-55821" can be read as a value of PT that nobody believes. The answer repeats it, and it waits in a slot.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Any

NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
# Shorter ones name nobody, and may be a value in the same message.
FEWEST_DIGITS = 4


def numbers_gone(said: str, kept: str) -> frozenset[float]:
    """Which long numbers of a message are gone after redaction."""
    return frozenset(_numbers(said) - _numbers(kept))


def without_echoes(text: str, gone: AbstractSet[float]) -> str:
    """An answer without these numbers."""
    return NUMBER.sub(lambda m: "[number]" if _value(m[0]) in gone else m[0], text) if gone else text


def without_echoes_in(value: Any, gone: AbstractSet[float]) -> Any:
    """A slot's value in which no unclear value has one of these numbers and none waits to be assigned."""
    if isinstance(value, dict):
        if value.get("number") in gone:
            value = {**value, "number": None, "candidates": []}
        return {
            key: [each for each in part if each not in gone] if key == "unassigned" else without_echoes_in(part, gone)
            for key, part in value.items()
        }
    return [without_echoes_in(part, gone) for part in value] if isinstance(value, list) else value


def _numbers(text: str) -> set[float]:
    found = (_value(number) for number in NUMBER.findall(text) if sum(c.isdigit() for c in number) >= FEWEST_DIGITS)
    return {value for value in found if value is not None}


def _value(number: str) -> float | None:
    try:
        return float(number.replace(",", ""))
    except ValueError:  # "1.2.3"
        return None
