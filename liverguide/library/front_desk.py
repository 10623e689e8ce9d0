"""When somebody of the clinic can join a chat, and how long people wait for it (clinic.yml)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, root_validator, validator

from liverguide.library.yaml_files import StrictModel

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")


class Hours(StrictModel):
    """From when to when on which days; the end is not past midnight."""

    days: tuple[Day, ...]
    start: str = Field(alias="from")
    end: str = Field(alias="to")

    @validator("start", "end")
    def _is_a_time(cls, time: str) -> str:
        if not TIME.fullmatch(time):
            raise ValueError('write the time like "9:00" or "17:30", in quotes')
        return time

    @root_validator(skip_on_failure=True)
    def _ends_after_its_start(cls, values: dict[str, Any]) -> dict[str, Any]:
        if _minutes(values["start"]) >= _minutes(values["end"]):
            raise ValueError("`to` must be later than `from`; write hours that go past midnight as two lines")
        return values


class FrontDesk(StrictModel):
    """The front desk's hours for chats.

    `joins_within_minutes`: after that an unattended request is told so. `hands_back_after_minutes`: after that somebody
    who has joined and writes no more is taken to have left.
    """

    time_zone: str
    open: tuple[Hours, ...]
    closed_on: tuple[datetime.date, ...] = ()
    joins_within_minutes: float = Field(gt=0)
    hands_back_after_minutes: float = Field(gt=0)

    @validator("time_zone")
    def _is_a_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("write a time zone like America/New_York or Europe/Zurich") from None
        return name

    def is_open(self, at: float) -> bool:
        """Whether somebody is there at a time (seconds since 1970)."""
        local = datetime.datetime.fromtimestamp(at, ZoneInfo(self.time_zone))
        minute = local.hour * 60 + local.minute
        return local.date() not in self.closed_on and any(
            DAYS[local.weekday()] in hours.days and _minutes(hours.start) <= minute < _minutes(hours.end)
            for hours in self.open
        )

    @property
    def readable(self) -> str:
        """The hours as people read them: "Monday to Friday, 9:00 to 17:00"."""
        return "; ".join(f"{_days(each.days)}, {each.start} to {each.end}" for each in self.open)


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _days(days: Iterable[Day]) -> str:
    numbers = sorted({DAYS.index(day) for day in days})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        f"{NAMES[run[0]]} to {NAMES[run[-1]]}" if len(run) > 2 else " and ".join(NAMES[n] for n in run) for run in runs
    ]
    return ", ".join(parts)
