from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.pictures.scale import NARROWEST_RANGE, Scale, scale_around

AMOUNTS = st.floats(0.0001, 1e7)


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=2), st.tuples(AMOUNTS, AMOUNTS).map(sorted))
def test_values_and_range_lie_on_the_scale(values: list[float], span: list[float]) -> None:
    low, high = span
    scale = scale_around(values, low, high)
    for point in (*values, low, high):
        assert scale.low <= point <= scale.high
        assert 0 <= scale.share(point) <= 1


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=2), AMOUNTS)
@pytest.mark.parametrize("open_side", ["low", "high"])
def test_a_range_that_is_open_on_one_side_lies_on_the_scale(open_side: str, values: list[float], end: float) -> None:
    scale = scale_around(values, *((None, end) if open_side == "low" else (end, None)))
    for point in (*values, end):
        assert scale.low <= point <= scale.high


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=2, max_size=5, unique=True))
def test_greater_is_never_further_left(points: list[float]) -> None:
    scale = scale_around(points, None, max(points))
    shares = [scale.share(point) for point in sorted(points)]
    assert shares == sorted(shares)


@settings(deadline=None)
@given(AMOUNTS, AMOUNTS, st.floats(1.5, 20))
def test_an_even_scale_shows_a_closed_range_wide_enough(value: float, low: float, times: float) -> None:
    scale = scale_around([value], low, low * times)
    if scale.kind == "linear":
        assert scale.share(low * times) - scale.share(low) >= NARROWEST_RANGE


def test_an_ordinary_value_has_an_even_scale_with_round_ends() -> None:
    assert scale_around([2.6], 0.8, 1.2) == Scale(0.5, 3.0, "linear")
    assert scale_around([128], 135, 145) == Scale(125.0, 150.0, "linear")


def test_a_value_far_off_has_a_scale_by_powers_of_ten() -> None:
    scale = scale_around([4200], 10, 40)
    assert scale == Scale(10.0, 10000.0, "log")
    assert scale.tenfold_marks() == (100.0, 1000.0)
    assert [scale.share(mark) for mark in scale.tenfold_marks()] == pytest.approx([1 / 3, 2 / 3])


def test_a_range_from_0_begins_where_a_scale_by_powers_of_ten_begins() -> None:
    scale = scale_around([30], 0, 0.3)
    assert scale == Scale(0.1, 100.0, "log")
    assert scale.clip(0) == 0.1


def test_an_even_scale_has_no_tenfold_marks() -> None:
    assert scale_around([1], 1, 2).tenfold_marks() == ()
