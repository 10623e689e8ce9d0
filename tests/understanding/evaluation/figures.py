"""Shares with their counts and confidence intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

# Two-sided 95 %.
Z = 1.959964


@dataclass(frozen=True)
class Figure:
    """So many of so many."""

    name: str
    found: int
    of: int

    @property
    def share(self) -> float:
        return self.found / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval after Wilson 1927 (https://doi.org/10.1080/01621459.1927.10502953).

        Unlike the textbook interval it stays honest near 0 and 1, where our figures lie.
        """
        if not self.of:
            return 0.0, 1.0
        centre = self.share + Z**2 / (2 * self.of)
        spread = Z * math.sqrt(self.share * (1 - self.share) / self.of + Z**2 / (4 * self.of**2))
        scale = 1 + Z**2 / self.of
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.name:<62} {self.found:>4} of {self.of:>4}  {self.share:6.1%}  ({low:.1%} to {high:.1%})"


def counted(name: str, judged: Iterable[bool]) -> Figure:
    """The figure of how many are true."""
    results = list(judged)
    return Figure(name, sum(results), len(results))
