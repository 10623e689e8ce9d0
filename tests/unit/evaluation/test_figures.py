"""Shares and their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.evaluation.figures import Figure, counted


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],  # Newcombe 1998, table I, method 3
)
def test_interval_is_wilsons(found: int, of: int, low: float, high: float) -> None:
    assert Figure("", found, of).interval == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


@given(st.lists(st.booleans(), min_size=1, max_size=200))
def test_the_share_lies_inside_its_interval(judged: list[bool]) -> None:
    figure = counted("", judged)
    low, high = figure.interval
    assert 0 <= low <= figure.share + 1e-12
    assert figure.share - 1e-12 <= high <= 1
