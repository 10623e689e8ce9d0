"""Numbers as they stand in pictures."""

from __future__ import annotations

from liverguide.explanations import formatting
from liverguide.labs import LabValue

MINUS = "−"


def plain(value: float) -> str:
    """A number in full, without zeros at the end: never 1e+05."""
    return formatting.number(value, 6)


def points(value: float) -> str:
    """Points of a score to one decimal with their sign: "+6.5", "−1.2", "0"."""
    shown = formatting.number(abs(value), 1)
    if shown == "0":
        return shown
    return f"{MINUS if value < 0 else '+'}{shown}"


def shown(lab: LabValue, unit: str) -> str:
    """The value as the person wrote it, with the number in `unit` beside it where that is another."""
    return formatting.as_written(lab) if lab.source_unit == unit else formatting.with_conversion(lab)
