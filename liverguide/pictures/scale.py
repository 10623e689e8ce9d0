"""A scale that holds a value and its range, whatever their size."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

ScaleKind = Literal["linear", "log"]
Ends = tuple[float, float]

# A range that fills less of an even strip than this can't be seen on a phone.
NARROWEST_RANGE = 0.06
MARGIN = 0.15
# How far a range that is open above is shown, in times its low end.
OPEN_RANGE = 1.5
STEPS = 5
# Points that lie nearer together, in parts of their size, are one.
SAME = 1e-6
ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """From `low` to `high`: even ("linear"), or with each step ten times the one before ("log")."""

    low: float
    high: float
    kind: ScaleKind

    @property
    def ends(self) -> Ends:
        """Where it begins and ends."""
        return self.low, self.high

    def clip(self, value: float) -> float:
        """The nearest point on the scale."""
        return min(max(value, self.low), self.high)

    def share(self, value: float) -> float:
        """Where a value stands: 0 at the low end, 1 at the high end."""
        value = self.clip(value)
        if self.kind == "log":
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def tenfold_marks(self) -> tuple[float, ...]:
        """The powers of ten between the ends of a log scale."""
        if self.kind == "linear":
            return ()
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        return tuple(10.0**power for power in range(first + 1, last))


def scale_around(values: Iterable[float], low: float | None, high: float | None) -> Scale:
    """The scale for values and a range, none of them negative; None is an open side of the range.

    It is even as long as the range can be seen on it. A log scale can't show 0 and begins above it.
    """
    # A range that is open below begins at 0: no test has a negative value.
    points = [*values, low or 0.0, (low or 0.0) * OPEN_RANGE if high is None else high]
    even = _even(points)
    if high is None or high <= 0 or _width(even, low, high) >= NARROWEST_RANGE:
        return even
    tenfold = _tenfold([point for point in points if point > 0])
    return tenfold if _width(tenfold, low, high) > _width(even, low, high) else even


def _width(scale: Scale, low: float | None, high: float) -> float:
    """The part of the strip that a range fills."""
    return scale.share(high) - scale.share(low or 0.0)


def _even(points: list[float]) -> Scale:
    least, most = min(points), max(points)
    width = most - least
    if width <= SAME * most:
        width = most or 1.0
    step = _round_step(width * (1 + 2 * MARGIN) / STEPS)
    low = max(0.0, math.floor((least - MARGIN * width) / step) * step)
    high = math.ceil((most + MARGIN * width) / step) * step
    # Ten digits, so that 3 x 0.1 is 0.3; the margin is wider than what is cut off.
    return Scale(float(f"{low:.10g}"), float(f"{high:.10g}"), "linear")


def _round_step(at_least: float) -> float:
    power = 10.0 ** math.floor(math.log10(at_least))
    return next(power * step for step in ROUND_STEPS if power * step >= at_least * (1 - 1e-9))


def _tenfold(points: list[float]) -> Scale:
    first = math.floor(math.log10(min(points)))
    last = max(math.ceil(math.log10(max(points))), first + 1)
    return Scale(float(f"1e{first}"), float(f"1e{last}"), "log")
