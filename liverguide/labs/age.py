"""How old a value is said to be, and which of several is surely the newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

PRESENT = 0.4  # days: fresher than yesterday, staler than "now"
OF_MONTH = "day of the month"
_LENGTHS = {
    **dict.fromkeys(["day", "days", "tag", "tage", "dia", "dias", "jour", "jours"], 1.0),
    **dict.fromkeys(["week", "weeks", "wk", "wks", "woche", "wochen", "semana", "semanas"], 7.0),
    **dict.fromkeys(["month", "months", "mo", "mth", "monat", "meses"], 30.4),
    **dict.fromkeys(["year", "years", "yr", "yrs"], 365.2),
}


@dataclass(frozen=True)
class Age:
    """How old a value is said to be. `days` counts back from today, `dates` are the possible calendar days,
    `old` and `new` are words.
    """

    days: float | None = None
    dates: tuple[date, ...] = ()
    month: int | None = None
    day: int | None = None
    """Day of the month, where the year was not given."""
    stage: int | None = None
    step: tuple[str, int] | None = None
    """The place in a counted course: "day 7"."""
    old: bool = False
    weak_old: bool = False
    new: bool = False
    text: str | None = None

    @property
    def mere_is(self) -> bool:
        """Whether only "is" was said: present, but no word of time."""
        return self.new and self.days == PRESENT

    @property
    def plain(self) -> bool:
        """Whether nothing was said about the age."""
        said = self.dates or self.month or self.old or self.weak_old or self.new or self.stage is not None or self.step
        return not said and self.days is None


def newest(found: Sequence[Age]) -> int | None:
    """The index of the value that is surely the newest, None where none is."""
    for index, age in enumerate(found):
        if all(_newer(age, other, index < at) for at, other in enumerate(found) if at != index):
            return index
    return None


_WRAP = 3  # months; "December 1.8, January 1.5" goes over the turn of the year


def _later_in_year(age: Age, other: Age, comes_first: bool) -> bool:
    """Whether a day without year is surely the later one."""
    assert age.month is not None
    assert other.month is not None
    if (age.old, age.new) != (other.old, other.new):
        return other.old or age.new  # "this March 130, last September 135"
    if age.month == other.month:
        return age.day is not None and other.day is not None and age.day > other.day
    ahead = (age.month - other.month) % 12  # months from the other one to this one
    if ahead <= _WRAP and age.month < other.month:
        return not comes_first
    if (other.month - age.month) % 12 <= _WRAP and age.month > other.month:
        return False  # told newest first, or over the turn of the year
    return age.month > other.month


def _later_step(step: tuple[str, int], other: tuple[str, int]) -> bool:
    """Whether a step of a course comes after another: "week 12" after "day 0"."""
    if step[0] == other[0]:
        return step[1] > other[1]
    if step[0] not in _LENGTHS or other[0] not in _LENGTHS:
        return False
    return step[1] * _LENGTHS[step[0]] > other[1] * _LENGTHS[other[0]]


def _newer(age: Age, other: Age, comes_first: bool) -> bool:
    if (age.mere_is and other.plain) or (age.plain and other.mere_is):
        return False  # "is 3 or 4"
    if age.plain and other.weak_old:
        return comes_first  # "2.4 (was 3.1)", but not "were 1.5 and 1.6"
    if age.dates and other.dates:
        return min(age.dates) > max(other.dates) or (
            len(age.dates) == len(other.dates) == 2 and all(a > b for a, b in zip(age.dates, other.dates, strict=True))
        )
    if age.month and other.month and not (age.dates or other.dates):
        return _later_in_year(age, other, comes_first)
    if age.step and other.step:
        later = _later_step(age.step, other.step)
        # "On the 28th 1.1, on the 3rd 1.6" goes over the end of a month.
        return later and not (age.step[0] == OF_MONTH and comes_first)
    if age.step and other.old and not other.dates and other.days is None:
        return True  # "baseline 2.6, month 6 3.1"
    if age.stage is not None and other.stage is not None and age.stage != other.stage:
        return age.stage > other.stage
    if (age.dates or age.month) and (other.dates or other.month):
        return False
    if age.dates or age.month:
        # A dated value beats only what is said to be old.
        return (other.old and other.days is None) or bool(other.weak_old)
    if other.dates or other.month:
        return (
            age.new
            or (age.days is not None and age.days <= 1)
            or (age.plain and comes_first)
            or (age.days is not None and age.days < 30)
        )
    if age.days is not None and other.days is not None:
        return age.days < other.days
    if age.new:
        return not (other.new and (other.days or 0) <= (age.days or 0))
    if age.days is not None:
        return other.old or (age.days <= 1 and not other.new)
    if age.plain:
        return other.old or other.weak_old or (other.days is not None and other.days >= 1)
    if age.weak_old:
        return other.old
    return False
