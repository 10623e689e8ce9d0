"""The days that are looked at, and the intervals in which they are drawn."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
# More bars than these can't be told apart on a telephone.
MOST_DAYS_BY_DAY = 31
MOST_DAYS_BY_WEEK = 26 * 7


class Step(Enum):
    """How long an interval is; the value is its name."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    @property
    def step(self) -> Step:
        """The shortest step that still gives a plot that can be read."""
        if self.days <= MOST_DAYS_BY_DAY:
            return Step.DAY
        return Step.WEEK if self.days <= MOST_DAYS_BY_WEEK else Step.MONTH

    def in_whole_weeks(self) -> Period:
        """The same, widened to begin on a Monday and end on a Sunday."""
        return Period(_monday(self.first), _monday(self.last) + 6 * DAY)

    def intervals(self, step: Step) -> list[Period]:
        """The period cut into steps, in order. The first and the last may be shorter: weeks begin on Mondays."""
        found, first = [], self.first
        while first <= self.last:
            after = _next(first, step)
            found.append(Period(first, min(after - DAY, self.last)))
            first = after
        return found


def folded(by_day: Mapping[datetime.date, int], intervals: Sequence[Period]) -> list[int]:
    """The sum for each of the intervals, which follow each other without a gap; other days are left out."""
    sums = [0] * len(intervals)
    begins = [interval.first for interval in intervals]
    for day, count in by_day.items():
        if intervals and intervals[0].first <= day <= intervals[-1].last:
            sums[bisect.bisect_right(begins, day) - 1] += count
    return sums


def _monday(day: datetime.date) -> datetime.date:
    return day - day.weekday() * DAY


def _next(day: datetime.date, step: Step) -> datetime.date:
    """The day on which the next interval begins."""
    if step is Step.DAY:
        return day + DAY
    if step is Step.WEEK:
        return _monday(day) + WEEK
    return months_later(day.replace(day=1), 1)


def months_later(first_of_month: datetime.date, months: int) -> datetime.date:
    """The first day of the month that is so many months later, or earlier."""
    years, month = divmod(first_of_month.month - 1 + months, 12)
    return datetime.date(first_of_month.year + years, month + 1, 1)
