"""Published survival figures."""

from __future__ import annotations

import itertools
import math

import pytest

import liverguide.scores
from liverguide.scores import ImpossibleInput
from liverguide.scores.statistics import WIESNER_2003, mortality_3_months_meld, survival_90_days_meld_3


@pytest.mark.parametrize(("score", "percent"), [(14, 98.1), (15, 97.7), (26, 85.5), (28, 79.1)])
def test_published_table_of_kim_2021(score, percent):
    """The table rounds its scores: 79.1 % belongs to 28.26 points by the formula, and is printed at 28."""
    best, worst = (100 * survival_90_days_meld_3(score + half) for half in (-0.5, 0.5))
    assert worst < percent < best
    assert 100 * survival_90_days_meld_3(score) == pytest.approx(percent, abs=0.9)


@pytest.mark.parametrize(("score", "survival"), [(14, 0.98137), (15, 0.97780), (26, 0.85446), (28, 0.79924)])
def test_the_formula_itself(score, survival):
    assert survival_90_days_meld_3(score) == pytest.approx(0.946 ** math.exp(0.17698 * score - 3.56))
    assert survival_90_days_meld_3(score) == pytest.approx(survival, abs=5e-6)


def test_survival_falls_with_every_point():
    curve = [survival_90_days_meld_3(score) for score in range(6, 41)]
    assert curve == sorted(curve, reverse=True)
    assert len(set(curve)) == 35
    assert 0 < curve[-1] < curve[0] < 1


@pytest.mark.parametrize(
    ("score", "percent"),
    [(6, 1.9), (9, 1.9), (10, 6.0), (19, 6.0), (20, 19.6), (29, 19.6), (30, 52.6), (39, 52.6), (40, 71.3)],
)
def test_bands_of_wiesner_2003(score, percent):
    band = mortality_3_months_meld(score)
    assert band.died_percent == percent
    assert band.lowest <= score
    assert band.highest is None or score <= band.highest


def test_bands_leave_no_gap():
    for band, following in itertools.pairwise(WIESNER_2003.bands):
        assert band.highest + 1 == following.lowest


def test_the_table_carries_its_cohort_and_caveats():
    assert (WIESNER_2003.score, WIESNER_2003.patients, WIESNER_2003.deaths) == ("MELD", 3437, 412)
    assert (WIESNER_2003.first_year, WIESNER_2003.last_year) == (1999, 2001)
    assert round(100 * WIESNER_2003.deaths / WIESNER_2003.patients) == 12
    assert len(WIESNER_2003.caveats) == 3


@pytest.mark.parametrize("score", [5, 41, math.nan, "20", True])
def test_no_figure_outside_the_scores_range(score):
    for function in (mortality_3_months_meld, survival_90_days_meld_3):
        with pytest.raises(ImpossibleInput):
            function(score)


def test_statistics_are_not_offered_by_the_package_itself():
    assert not {"survival_90_days_meld_3", "mortality_3_months_meld", "WIESNER_2003"} & set(liverguide.scores.__all__)
