"""What was counted (`DeskCount`), read for a period. Nothing else of the database is looked at here."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide.desk.figures.period import Period
from liverguide.storage.desk_records import DeskCount

COUNTS = DeskCount.__table__.c

ANSWER, RED_FLAG = "answer", "red_flag"
# What is counted by day and channel, as it stands in the table: what, name. Topics and kinds of emergencies are
# summed up under "", because together with a day and a channel they could tell who it was.
Measure = tuple[str, str]
CONVERSATIONS: Measure = ("conversation", "")
MESSAGES: Measure = ("message", "")
ANSWERED: Measure = (ANSWER, "")
ASKED_BACK: Measure = ("asked_back", "")
NOT_UNDERSTOOD: Measure = ("not_understood", "")
RED_FLAGS: Measure = (RED_FLAG, "")
CALLS: Measure = ("request", "call")
CHATS: Measure = ("request", "chat")
THUMBS_UP: Measure = ("feedback", "up")
THUMBS_DOWN: Measure = ("feedback", "down")
MEASURES = {
    CONVERSATIONS: "Conversations",
    MESSAGES: "Messages",
    ANSWERED: "Answered from a topic",
    ASKED_BACK: "Asked back",
    NOT_UNDERSTOOD: "Not understood",
    RED_FLAGS: "Emergencies noticed",
    CALLS: "Call-back wanted",
    CHATS: "Somebody wanted in the chat",
    THUMBS_UP: "Thumbs up",
    THUMBS_DOWN: "Thumbs down",
}


@dataclass(frozen=True)
class Counted:
    """How often something happened on a day and channel."""

    day: datetime.date
    channel: str
    measure: Measure
    count: int


def by_day_and_channel(session: Session, period: Period, topics: Collection[str]) -> Iterator[Counted]:
    """All measures. `topics`: the ids that are topics; what else was said (a greeting, say) counts as no answer."""
    for day, channel, what, name, count in session.execute(_counted(period, topics, COUNTS.day, COUNTS.channel)):
        if (what, name) in MEASURES:
            yield Counted(day, channel, (what, name), count)


def by_day(
    session: Session, period: Period, topics: Collection[str], channel: str
) -> dict[Measure, dict[datetime.date, int]]:
    """Each measure by day, on one channel, or on all for an empty `channel`."""
    wanted = _counted(period, topics, COUNTS.day)
    found: dict[Measure, dict[datetime.date, int]] = {measure: {} for measure in MEASURES}
    for day, what, name, count in session.execute(wanted.where(COUNTS.channel == channel) if channel else wanted):
        if (what, name) in found:
            found[what, name][day] = count
    return found


def by_channel(session: Session, period: Period, topics: Collection[str]) -> dict[str, Counter[Measure]]:
    """Each measure of the whole period by channel, the busiest channel first."""
    found: defaultdict[str, Counter[Measure]] = defaultdict(Counter)
    for channel, what, name, count in session.execute(_counted(period, topics, COUNTS.channel)):
        if (what, name) in MEASURES:
            found[channel][what, name] = count
    return dict(sorted(found.items(), key=lambda each: (-each[1][CONVERSATIONS], each[0])))


def by_name(session: Session, what: str, period: Period) -> Counter[str]:
    """How often each name was counted, on all channels and over whole weeks: finer would tell who it was."""
    weeks = period.in_whole_weeks()
    wanted = sa.select(COUNTS.name, sa.func.sum(COUNTS.count)).where(_within(weeks), COUNTS.what == what)
    return Counter(dict(session.execute(wanted.group_by(COUNTS.name)).all()))


def _within(period: Period) -> sa.sql.ColumnElement:
    return COUNTS.day.between(period.first, period.last)


def _counted(period: Period, topics: Collection[str], *by: sa.Column) -> sa.sql.Select:
    name = sa.case((COUNTS.what.in_((ANSWER, RED_FLAG)), ""), else_=COUNTS.name)
    columns = (*by, COUNTS.what, name)
    is_counted = sa.or_(COUNTS.what != ANSWER, COUNTS.name.in_(topics))
    wanted = sa.select(*columns, sa.func.sum(COUNTS.count)).where(_within(period), is_counted)
    return wanted.group_by(*columns).order_by(*by)
