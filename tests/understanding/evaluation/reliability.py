"""Whether a confidence means what it says: of the answers given with 80 %, are 80 % right?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .judging import right_first_guess
from .messages import Row

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Answers of like confidence."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def bins(rows: list[Row]) -> Iterator[Bin]:
    """The first guesses, by their confidence; empty bins are left out. Alarms are no guesses of the classifier."""
    guesses = [
        (row.answer["alternatives"][0]["confidence"], right_first_guess(row))
        for row in rows
        if row.answer["alternatives"] and row.answer["red_flag"] is None
    ]
    for index in range(BINS):
        low, high = index / BINS, (index + 1) / BINS
        found = [(c, right) for c, right in guesses if low <= c < high or (index == BINS - 1 and c == 1.0)]
        if found:
            yield Bin(low, high, len(found), sum(c for c, _ in found) / len(found),
                      sum(right for _, right in found) / len(found))  # fmt: skip


def expected_calibration_error(found: list[Bin]) -> float:
    """Mean distance between confidence and share right, weighted by count (https://arxiv.org/abs/1706.04599)."""
    return sum(b.count * abs(b.confidence - b.right) for b in found) / max(1, sum(b.count for b in found))


def draw(found: list[Bin], target: Path) -> None:
    """The curve as SVG, the diagonal beside it."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "reliability"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey", label="as sure as right")
    axes.plot([b.confidence for b in found], [b.right for b in found], marker="o", color="#0b6e6e", label="measured")
    for b in found:
        axes.annotate(str(b.count), (b.confidence, b.right), textcoords="offset points", xytext=(6, -12), fontsize=8)
    axes.set(xlabel="confidence of the first guess", ylabel="share right", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(loc="upper left")
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})
    pyplot.close(figure)
