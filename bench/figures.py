"""Many times of the same thing as one line: median, 95th percentile, spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Figure:
    """Seconds (or other units); `low` and `high` are the quartiles."""

    p50: float
    p95: float
    low: float
    high: float
    count: int


def figure(values: Sequence[float]) -> Figure:
    """The figure of at least one value."""
    if len(values) == 1:
        return Figure(values[0], values[0], values[0], values[0], 1)
    hundredths = quantiles(values, n=100, method="inclusive")
    return Figure(median(values), hundredths[94], hundredths[24], hundredths[74], len(values))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times theirs is ours, by the medians."""
    return median(theirs) / median(ours)
