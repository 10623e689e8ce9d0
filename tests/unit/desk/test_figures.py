"""Days are folded into weeks and months without losing any, and small counts can't be told from none."""

from __future__ import annotations

import csv
import datetime
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.desk.figures import choice, plot, wording
from liverguide.desk.figures.download import as_csv
from liverguide.desk.figures.period import DAY, Period, Step, folded
from liverguide.desk.figures.small_counts import LEAST, named

TODAY = datetime.date(2026, 12, 1)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2031, 12, 31))
PERIODS = st.builds(
    lambda first, days: Period(first, first + days * DAY), DAYS, st.integers(min_value=0, max_value=1_200)
)


@given(PERIODS, st.sampled_from(Step), st.dictionaries(DAYS, st.integers(min_value=1, max_value=10_000)))
def test_folding_keeps_every_count_of_the_period(period: Period, step: Step, by_day: dict[datetime.date, int]) -> None:
    sums = folded(by_day, period.intervals(step))

    assert sum(sums) == sum(count for day, count in by_day.items() if period.first <= day <= period.last)


@given(PERIODS, st.sampled_from(Step))
def test_intervals_follow_each_other_from_the_first_day_to_the_last(period: Period, step: Step) -> None:
    intervals = period.intervals(step)

    assert (intervals[0].first, intervals[-1].last) == (period.first, period.last)
    assert all(a.last + DAY == b.first for a, b in pairwise(intervals))
    assert all(each.first <= each.last for each in intervals)
    begins = [each.first for each in intervals[1:]]
    assert step is not Step.WEEK or {day.weekday() for day in begins} <= {0}
    assert step is not Step.MONTH or {day.day for day in begins} <= {1}


@given(PERIODS, st.sampled_from(Step), st.data())
def test_each_day_counts_in_its_own_interval(period: Period, step: Step, data: st.DataObject) -> None:
    intervals = period.intervals(step)
    day = data.draw(st.dates(period.first, period.last))

    [place] = [place for place, sum in enumerate(folded({day: 1}, intervals)) if sum]

    assert intervals[place].first <= day <= intervals[place].last


@given(PERIODS)
def test_whole_weeks_hold_the_period_and_no_more_than_they_must(period: Period) -> None:
    weeks = period.in_whole_weeks()

    assert (weeks.first.weekday(), weeks.last.weekday()) == (0, 6)
    assert 0 <= (period.first - weeks.first).days < 7
    assert 0 <= (weeks.last - period.last).days < 7


@pytest.mark.parametrize(
    ("asked", "step"),
    [({"period": "7-days"}, Step.DAY), ({"period": "30-days"}, Step.DAY), ({"period": "12-months"}, Step.MONTH),
     ({"from": "2026-09-01", "to": "2026-12-01"}, Step.WEEK)],
)  # fmt: skip
def test_long_periods_have_longer_steps(asked: dict[str, str], step: Step) -> None:
    period = choice.read(asked, TODAY).period

    assert period is not None
    assert period.step is step


def test_twelve_months_are_whole_months_but_for_the_last() -> None:
    assert choice.read({"period": "12-months"}, TODAY).period == Period(datetime.date(2026, 1, 1), TODAY)


@given(st.dates(), st.dates())
def test_any_two_days_are_a_period_that_can_be_drawn_or_a_sentence(first: datetime.date, last: datetime.date) -> None:
    read = choice.read({"from": first.isoformat(), "to": last.isoformat()}, TODAY)

    if read.period is None:
        assert read.problem or read.first.problem or read.last.problem
    else:
        assert len(read.period.intervals(read.period.step)) <= 37


def test_days_to_come_are_no_days_without_anybody() -> None:
    asked = choice.read({"from": "2026-11-20", "to": "2026-12-31"}, TODAY)

    assert asked.period == Period(datetime.date(2026, 11, 20), TODAY)
    assert asked.last.typed == "2026-12-31"


@given(st.dictionaries(st.sampled_from(["period", "from", "to", "channel"]), st.text(max_size=60)))
def test_whatever_is_asked_there_is_a_period_or_a_sentence(asked: dict[str, str]) -> None:
    read = choice.read(asked, TODAY)

    assert read.period is not None or read.problem or read.first.problem or read.last.problem


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40))
def test_no_bar_is_higher_than_the_plot_and_heights_follow_the_numbers(values: list[int]) -> None:
    intervals = Period(TODAY, TODAY + (len(values) - 1) * DAY).intervals(Step.DAY)

    drawn = plot.counts("x", "X", intervals, Step.DAY, plot.Series("X", values))

    assert len(drawn.bars) == sum(value > 0 for value in values)
    assert all(bar.y >= drawn.lines[-1].at - 0.01 and 0 <= bar.x <= 100 - bar.width for bar in drawn.bars)
    by_value = sorted(zip((value for value in values if value), (bar.height for bar in drawn.bars), strict=True))
    assert [height for _, height in by_value] == sorted(bar.height for bar in drawn.bars)
    assert [row[1] for row in drawn.rows] == [f"{value:,}" for value in values]


def test_a_share_of_nothing_is_no_bar_and_a_dash() -> None:
    intervals = Period(TODAY, TODAY + DAY).intervals(Step.DAY)

    drawn = plot.shares("x", "X", intervals, Step.DAY, [1, 0], [4, 0])

    assert len(drawn.bars) == 1
    assert [row[3] for row in drawn.rows] == [f"25{wording.PERCENT}", "–"]


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(min_value=0, max_value=LEAST - 1)))
def test_small_counts_look_like_none(small: dict[str, int]) -> None:
    titles = {key: key.upper() for key in "abcdef"}

    assert named(titles, small, exact=False) == named(titles, {}, exact=False)
    assert {each.name: each.count for each in named(titles, small, exact=True)} == {
        title: small.get(key, 0) for key, title in titles.items()
    }


# No database keeps a NUL in a text.
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2, max_size=2)
    )
)
def test_no_cell_of_a_file_is_a_formula_and_all_can_be_read_back(rows: list[list[str]]) -> None:
    text = as_csv(("a", "b"), rows).decode("utf-8-sig")

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read[0] == ["a", "b"]
    assert [[cell.removeprefix("'") for cell in row] for row in read[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in read for cell in row)
