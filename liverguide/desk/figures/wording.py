"""Days, numbers and shares in words."""

from __future__ import annotations

import datetime

from liverguide.desk.figures.period import DAY, Period, months_later

# The sign stays on the line of its number.
PERCENT = "\N{NO-BREAK SPACE}%"


def number(value: float) -> str:
    """With commas, without decimals."""
    return f"{value:,.0f}"


def share(part: int, whole: int) -> str:
    """A percentage; a dash where there is nothing to take a share of."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    return f"under 1{PERCENT}" if 0 < percent < 1 else f"{percent:.0f}{PERCENT}"


def day(of: datetime.date) -> str:
    """Day and month."""
    return f"{of.day} {of:%b}"


def month(of: datetime.date) -> str:
    """Month and year, very short."""
    return f"{of:%b} ’{of:%y}"


def days(period: Period) -> str:
    """From when to when, short: a day, a month, or two days."""
    first, last = period.first, period.last
    if first == last:
        return f"{first:%a} {day(first)} {first.year}"
    if first.day == 1 and last == months_later(first, 1) - DAY:
        return f"{first:%B} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day(first)}{year} to {day(last)} {last.year}"


def within(period: Period) -> str:
    """The same within a sentence."""
    said = days(period)
    return f"from {said}" if " to " in said else f"{'on' if period.first == period.last else 'in'} {said}"
