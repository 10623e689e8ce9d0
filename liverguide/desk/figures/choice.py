"""What somebody wants to see: a period and a channel, as they stand in the page's address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from liverguide.desk.figures.period import DAY, Period, months_later
from liverguide.desk.inbox.words import CHANNELS

WEEK, MONTH, YEAR, OWN = "7-days", "30-days", "12-months", "own"
PERIODS = {WEEK: "Last 7 days", MONTH: "Last 30 days", YEAR: "Last 12 months", OWN: "From … to …"}
ALL = ""
# Nobody can have used the assistant before.
EARLIEST, LONGEST_YEARS = datetime.date(2020, 1, 1), 3
LONGEST_TYPED = 40
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
HOW = "Write it as year-month-day, such as {example}."


@dataclass(frozen=True)
class Field:
    """A date as it was typed, with what is wrong with it in a sentence."""

    typed: str
    day: datetime.date | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Choice:
    """What was asked for. `period` is None where it can't be told; then `problem` or a field says why."""

    kind: str
    first: Field
    last: Field
    channel: str
    period: Period | None
    problem: str | None = None

    def query(self) -> str:
        """The same as a page's query."""
        own = {"from": self.first.typed, "to": self.last.typed} if self.kind == OWN else {}
        return urlencode({"period": self.kind, **own, "channel": self.channel})


def read(asked: Mapping[str, str], today: datetime.date) -> Choice:
    """Read an address's query; without one, the last 30 days on all channels."""
    typed = {name: asked.get(name, "").strip()[:LONGEST_TYPED] for name in ("from", "to", "channel", "period", "was")}
    has_dates = bool(typed["from"] or typed["to"])
    kind = typed["period"] if typed["period"] in PERIODS else OWN if has_dates else MONTH
    if kind != OWN and typed["was"] == kind and (typed["from"], typed["to"]) != _written(_last(kind, today)):
        kind = OWN  # other days were put in and the list of periods was left as it was
    channel = typed["channel"]
    if channel != ALL and channel not in CHANNELS:
        problem = "There is no such channel. Choose one of the list."
        return Choice(kind, Field(typed["from"]), Field(typed["to"]), ALL, None, problem)
    if kind != OWN:
        period = _last(kind, today)
        # The fields show the period that is seen, so that somebody can go on from there.
        first, last = (Field(day) for day in _written(period))
        return Choice(kind, first, last, channel, period)
    first, last = (_date(typed[name], today) for name in ("from", "to"))
    if first.day is None or last.day is None:
        return Choice(kind, first, last, channel, None)
    if first.day > today:
        problem = "The first day is still to come. Put an earlier day into From."
    elif first.day > last.day:
        problem = "The first day comes after the last. Put the earlier day into From."
    elif last.day > months_later(first.day.replace(day=1), 12 * LONGEST_YEARS):
        problem = f"That is too long to draw. Choose at most {LONGEST_YEARS} years."
    else:
        return Choice(kind, first, last, channel, Period(first.day, min(last.day, today)))
    return Choice(kind, first, last, channel, None, problem)


def _written(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()


def _last(kind: str, today: datetime.date) -> Period:
    if kind == YEAR:  # whole months, with the one that is not over
        return Period(months_later(today.replace(day=1), -11), today)
    return Period(today - (6 if kind == WEEK else 29) * DAY, today)


def _date(typed: str, today: datetime.date) -> Field:
    how = HOW.format(example=today.isoformat())
    if not typed:
        return Field(typed, None, f"A day is missing here. {how}")
    try:
        day = datetime.date.fromisoformat(typed) if WRITTEN.fullmatch(typed) else None
    except ValueError:  # such as the 31st of June
        day = None
    if day is None:
        return Field(typed, None, f'"{typed}" is not a day of the calendar. {how}')
    if day < EARLIEST:
        return Field(typed, None, f"Nothing was counted before {EARLIEST}. Choose a later day.")
    return Field(typed, day)
