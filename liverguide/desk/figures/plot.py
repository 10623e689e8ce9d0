"""Numbers over time as bars: where each stands, for a template that draws them as SVG.

Across, places are shares of the width, so the page stretches a plot while its letters stay as large as the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from liverguide.desk.figures import wording
from liverguide.desk.figures.period import Period, Step

# Height of the bars' ground, the space above it for the highest line's number, and below it for the labels; in pixels.
HEIGHT, TOP, FOOT = 128.0, 8.0, 22.0
MOST_LINES = 5
MOST_LABELS = 4
# What is drawn of an interval's width; the rest is the gap to the next.
FILLED = 0.72


@dataclass(frozen=True)
class Series:
    """Values for each interval, None where there is none. Of two, the second is drawn hollow."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Bar:
    """A rectangle: x and width in hundredths of the plot's width, y and height in pixels."""

    x: float
    y: float
    width: float
    height: float
    is_hollow: bool
    says: str


@dataclass(frozen=True)
class Label:
    """A text at a place: hundredths of the width (`anchor` as SVG has it), or pixels from the top."""

    at: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Plot:
    """All that is drawn. `summary` says it in a sentence for each series, `rows` are the same numbers as a table."""

    id: str
    title: str
    summary: tuple[str, ...]
    names: tuple[str, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Label, ...]
    labels: tuple[Label, ...]
    rows: tuple[tuple[str, ...], ...]
    is_paired: bool
    height: float = HEIGHT + TOP + FOOT
    ground: float = HEIGHT + TOP


def counts(id: str, title: str, intervals: Sequence[Period], step: Step, *series: Series) -> Plot:
    """How often something happened."""
    per_row = [[wording.number(value or 0) for value in each.values] for each in series]
    names = tuple(each.name for each in series)
    rows = tuple(zip([wording.days(each) for each in intervals], *per_row, strict=True))
    said = [_summary(each, intervals) for each in series]
    if len(series) > 1:
        said = [f"{name}: {text}" for name, text in zip(names, said, strict=True)]
    return _drawn(id, title, tuple(said), names, intervals, step, series, rows, "", 4.0)


def shares(
    id: str, title: str, intervals: Sequence[Period], step: Step, parts: Sequence[int], wholes: Sequence[int]
) -> Plot:
    """How many of the messages of each interval, as a percentage."""
    values = [100 * part / whole if whole else None for part, whole in zip(parts, wholes, strict=True)]
    rows = tuple(
        (wording.days(each), wording.number(part), wording.number(whole), wording.share(part, whole))
        for each, part, whole in zip(intervals, parts, wholes, strict=True)
    )
    summary = f"{wording.share(sum(parts), sum(wholes))} of all messages ({wording.number(sum(parts))} of "
    summary += f"{wording.number(sum(wholes))})."
    known = [(value, -place) for place, value in enumerate(values) if value is not None]
    if known and max(known)[0] > 0 and len(intervals) > 1:
        place = -max(known)[1]
        highest = wording.share(parts[place], wholes[place])
        summary += f" Highest {wording.within(intervals[place])}: {highest}."
    names = (title, "Messages", "Share")
    return _drawn(id, title, (summary,), names, intervals, step, [Series(title, values)], rows, wording.PERCENT, 10.0)


def _summary(series: Series, intervals: Sequence[Period]) -> str:
    values = [value or 0 for value in series.values]
    said = f"{wording.number(sum(values))} in all."
    if sum(values) and len(values) > 1:
        place = values.index(max(values))
        said += f" Most {wording.within(intervals[place])}: {wording.number(values[place])}."
    return said


def _drawn(
    id: str, title: str, summary: tuple[str, ...], names: tuple[str, ...], intervals: Sequence[Period], step: Step,
    series: Sequence[Series], rows: tuple[tuple[str, ...], ...], unit: str, least_top: float,
) -> Plot:  # fmt: skip
    highest = max(least_top, *(value or 0 for each in series for value in each.values))
    line_step = _line_step(highest)
    many = math.ceil(highest / line_step)
    top = line_step * many
    slot = 100 / len(intervals)
    bar = slot * FILLED / len(series)
    bars = []
    for number, each in enumerate(series):
        for place, value in enumerate(each.values):
            if value:
                height = HEIGHT * value / top
                x = place * slot + slot * (1 - FILLED) / 2 + number * bar
                says = f"{wording.days(intervals[place])}: {wording.number(value)}{unit}"
                bars.append(
                    Bar(round(x, 3), round(TOP + HEIGHT - height, 2), round(bar, 3), round(height, 2), number > 0, says)
                )
    lines = tuple(
        Label(round(TOP + HEIGHT - HEIGHT * line / many, 2), f"{wording.number(line_step * line)}{unit}", "end")
        for line in range(many + 1)
    )
    labels = _labels(intervals, step, slot)
    return Plot(id, title, summary, names, tuple(bars), lines, labels, rows, len(series) > 1)


def _line_step(highest: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 ... with which few lines reach as high as the highest bar."""
    power = 1.0
    while True:
        for digit in (1, 2, 5):
            if digit * power * MOST_LINES >= highest:
                return digit * power
        power *= 10


def _labels(intervals: Sequence[Period], step: Step, slot: float) -> tuple[Label, ...]:
    """When some of the intervals begin, evenly spread, below their bars."""
    labels = []
    for place in range(0, len(intervals), -(-len(intervals) // MOST_LABELS)):
        middle = (place + 0.5) * slot
        # At the edges a text in the middle would be cut off.
        at, anchor = (0.0, "start") if place == 0 else (100.0, "end") if middle > 90 else (round(middle, 2), "middle")
        first = intervals[place].first
        labels.append(Label(at, wording.month(first) if step is Step.MONTH else wording.day(first), anchor))
    return tuple(labels)
