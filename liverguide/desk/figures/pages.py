"""The page with the figures, and the same numbers as files."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from liverguide.desk.desk import desk_of
from liverguide.desk.figures import choice, counts, plot, wording
from liverguide.desk.figures.choice import Choice
from liverguide.desk.figures.download import as_csv
from liverguide.desk.figures.period import Period, folded
from liverguide.desk.figures.plot import Plot, Series
from liverguide.desk.figures.small_counts import LEAST, Named, named
from liverguide.desk.inbox.pages import ROLES as READERS
from liverguide.desk.inbox.words import CHANNELS, RED_FLAGS, channel_name
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people.accounts import ROLES
from liverguide.library import Library

PATH = "/figures"
DAYS_FILE, TOPICS_FILE = f"{PATH}/days.csv", f"{PATH}/topics.csv"
MOST_TOPICS = 15
OTHER_FLAG = "other"

# Names with their counts, and how long their bars are in hundredths.
Ranked = list[tuple[Named, float]]


@dataclass(frozen=True)
class Section:
    """Plots that belong together."""

    id: str
    title: str
    plots: tuple[Plot, ...]


@dataclass(frozen=True)
class Total:
    """One measure over the whole period; `share` of the messages, where that says something."""

    name: str
    count: str
    share: str | None


def show_figures(request: Request) -> Response:
    """All figures of a period."""
    asked = _asked(request)
    if asked.period is None:
        return _page(request, asked, 400)
    library, weeks = desk_of(request).library, asked.period.in_whole_weeks()
    # Who may read the conversations learns nothing new from a small count.
    exact = request.state.person.role in READERS
    with desk_of(request).database.session() as session:
        by_channel = counts.by_channel(session, asked.period, library.topics)
        if not by_channel:
            return _page(request, asked, is_empty=True)
        sections, totals = _over_time(session, asked, library.topics)
        topics = named(_topics(library), counts.by_name(session, counts.ANSWER, weeks), exact=exact)
        kinds = named(_kinds(), _known_kinds(counts.by_name(session, counts.RED_FLAG, weeks)), exact=exact)
    channels = [_channel(channel, of[counts.CONVERSATIONS]) for channel, of in by_channel.items()]
    answered = [each for each in topics if each.count]
    return _page(
        request, asked, is_empty=False, sections=sections, totals=totals, weeks=wording.days(weeks), exact=exact,
        least=LEAST, first_topics=_ranked(answered[:MOST_TOPICS], answered), more_topics=_ranked(
            answered[MOST_TOPICS:], answered), untold_topics=len(topics) - len(answered), kinds=_ranked(kinds, kinds),
        channels=_ranked(channels, channels), measures=[
            (name, [wording.number(each[measure]) for each in by_channel.values()])
            for measure, name in counts.MEASURES.items()
        ],
    )  # fmt: skip


def download_days(request: Request) -> Response:
    """What is counted by day and channel."""
    asked, desk = _asked(request), desk_of(request)
    if asked.period is None:
        return _page(request, asked, 400)
    with desk.database.session() as session:
        rows = [
            (each.day, channel_name(each.channel), counts.MEASURES[each.measure], each.count)
            for each in counts.by_day_and_channel(session, asked.period, desk.library.topics)
            if asked.channel in (choice.ALL, each.channel)
        ]
    return _file("figures", asked.period, as_csv(("Day", "Channel", "What", "Count"), rows))


def download_topics(request: Request) -> Response:
    """Topics and kinds of emergencies over whole weeks; what was counted less than five times is not told exactly."""
    asked, desk = _asked(request), desk_of(request)
    if asked.period is None:
        return _page(request, asked, 400)
    weeks = asked.period.in_whole_weeks()
    with desk.database.session() as session:
        topics = named(_topics(desk.library), counts.by_name(session, counts.ANSWER, weeks), exact=False)
        kinds = named(_kinds(), _known_kinds(counts.by_name(session, counts.RED_FLAG, weeks)), exact=False)
    rows = [
        (weeks.first, weeks.last, what, each.name, each.said if each.count is None else each.count)
        for what, names in (("Topic answered", topics), ("Emergency noticed", kinds))
        for each in names
    ]
    return _file("topics", weeks, as_csv(("First day", "Last day", "What", "Name", "Count"), rows))


def _asked(request: Request) -> Choice:
    return choice.read(request.query_params, datetime.date.today())


def _page(request: Request, asked: Choice, status: int = 200, **figures: object) -> Response:
    return render(
        request, "figures/page.html", status=status, asked=asked, periods=choice.PERIODS, channels_offered=CHANNELS,
        shown=wording.days(asked.period) if asked.period else None, channel_name=channel_name, path_of_days=DAYS_FILE,
        path_of_topics=TOPICS_FILE, **figures,
    )  # fmt: skip


def _over_time(
    session: Session, asked: Choice, topics: Collection[str]
) -> tuple[tuple[Section, ...], tuple[Total, ...]]:
    assert asked.period is not None
    step = asked.period.step
    intervals = asked.period.intervals(step)
    by_day = counts.by_day(session, asked.period, topics, asked.channel)
    values = {measure: folded(days, intervals) for measure, days in by_day.items()}
    messages = values[counts.MESSAGES]

    def counted(id: str, title: str, *measures: counts.Measure) -> Plot:
        return plot.counts(id, title, intervals, step, *(Series(counts.MEASURES[m], values[m]) for m in measures))

    def shared(id: str, measure: counts.Measure) -> Plot:
        return plot.shares(id, counts.MEASURES[measure], intervals, step, values[measure], messages)

    sections = (
        Section("use", "How much the assistant is used", (
            counted("conversations", "Conversations begun", counts.CONVERSATIONS),
            counted("messages", "Messages from people", counts.MESSAGES),
        )),
        Section("answers", "How messages were answered", (
            shared("answered", counts.ANSWERED),
            shared("asked-back", counts.ASKED_BACK),
            shared("not-understood", counts.NOT_UNDERSTOOD),
        )),
        Section("clinic", "Emergencies, hand-offs and opinions", (
            counted("emergencies", "Emergencies noticed", counts.RED_FLAGS),
            counted("requests", "Wishes for somebody of the clinic", counts.CALLS, counts.CHATS),
            counted("feedback", "Thumbs given to answers", counts.THUMBS_UP, counts.THUMBS_DOWN),
        )),
    )  # fmt: skip
    of_messages = {counts.ANSWERED, counts.ASKED_BACK, counts.NOT_UNDERSTOOD}
    totals = tuple(
        Total(
            name, wording.number(sum(values[measure])),
            wording.share(sum(values[measure]), sum(messages)) if measure in of_messages else None,
        )
        for measure, name in counts.MEASURES.items()
    )  # fmt: skip
    return sections, totals


def _topics(library: Library) -> dict[str, str]:
    return {id: topic.title for id, topic in library.topics.items()}


def _kinds() -> dict[str, str]:
    return {**RED_FLAGS, OTHER_FLAG: "Another emergency"}


def _known_kinds(counted: Counter[str]) -> dict[str, int]:
    """With all kinds that have no name of their own as one."""
    known = {kind: counted[kind] for kind in RED_FLAGS}
    return {**known, OTHER_FLAG: sum(counted.values()) - sum(known.values())}


def _ranked(chosen: Sequence[Named], all_of_them: Iterable[Named]) -> Ranked:
    highest = max((each.count or 0 for each in all_of_them), default=0)
    return [(each, _length(each.count or 0, highest)) for each in chosen]


def _channel(channel: str, conversations: int) -> Named:
    return Named(channel_name(channel), conversations, wording.number(conversations))


def _length(count: int, highest: int) -> float:
    return round(100 * count / highest, 2) if highest else 0.0


def _file(name: str, period: Period, content: bytes) -> Response:
    file = f"{name}-{period.first}-{period.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


PAGES: list[Page] = [
    page(PATH, show_figures, roles=ROLES),
    page(DAYS_FILE, download_days, roles=ROLES),
    page(TOPICS_FILE, download_topics, roles=ROLES),
]
ENTRY = Entry("Figures", PATH, frozenset(ROLES), "How much the chat is used, and what comes of it.")
