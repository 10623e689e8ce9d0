from __future__ import annotations

import pytest

from liverguide.scores import ImpossibleInput, fib4
from liverguide.scores.fib4 import NOT_IN_ACUTE_INJURY, POOR_WHEN_YOUNG


@pytest.mark.parametrize(
    ("age", "ast", "alt", "platelets", "score"),
    [
        (45, 105, 85, 150, 3.417),
        (60, 210, 115, 100, 11.750),
        (41, 69, 74, 110, 2.990),
        (47, 213, 309, 149, 3.822),
        (66, 14, 19, 124, 1.710),
        (70, 40, 35, 180, 2.629),
    ],
)
def test_vectors(age, ast, alt, platelets, score):
    assert fib4(age=age, ast=ast, alt=alt, platelets=platelets).score == pytest.approx(score, abs=0.0005)


def bands(score_times_100: int, age: int = 50) -> list[str]:
    """With ALT 100 and platelets 10 x age the index is AST / 100: exact scores at will."""
    result = fib4(age=age, ast=score_times_100, alt=100, platelets=10 * age)
    assert result.score == score_times_100 / 100
    return [reading.band for reading in result.readings]


@pytest.mark.parametrize(
    ("score_times_100", "fatty_liver", "viral"),
    [
        (129, "low", "low"),
        (130, "indeterminate", "low"),
        (144, "indeterminate", "low"),
        (145, "indeterminate", "indeterminate"),
        (267, "indeterminate", "indeterminate"),
        (268, "high", "indeterminate"),
        (325, "high", "indeterminate"),
        (326, "high", "high"),
    ],
)
def test_cutoffs_below_65(score_times_100, fatty_liver, viral):
    assert bands(score_times_100) == [fatty_liver, viral]
    assert bands(score_times_100, age=64) == [fatty_liver, viral]


@pytest.mark.parametrize(
    ("score_times_100", "fatty_liver"),
    [(199, "low"), (200, "indeterminate"), (267, "indeterminate"), (268, "high")],
)
def test_from_65_the_low_cutoff_for_fatty_liver_is_2(score_times_100, fatty_liver):
    assert bands(score_times_100, age=65)[0] == fatty_liver


def test_each_reading_says_for_whom_and_from_where():
    young, old = (fib4(age=age, ast=40, alt=40, platelets=200).readings for age in (64, 65))
    assert [(r.disease, r.low_cutoff, r.high_cutoff) for r in young] == [
        ("fatty liver disease", 1.3, 2.67),
        ("hepatitis C or HIV", 1.45, 3.25),
    ]
    assert (old[0].low_cutoff, old[0].high_cutoff) == (2.0, 2.67)
    assert "McPherson" in old[0].source
    assert all(reading.source for reading in young + old)


@pytest.mark.parametrize(("age", "poor"), [(20, True), (35, True), (36, False), (65, False)])
def test_notes(age, poor):
    notes = fib4(age=age, ast=40, alt=40, platelets=200).notes
    assert NOT_IN_ACUTE_INJURY in notes
    assert (POOR_WHEN_YOUNG in notes) is poor


@pytest.mark.parametrize(
    ("changes", "analyte"),
    [
        ({"platelets": 150_000}, "platelets"),
        ({"alt": 0}, "alt"),
        ({"ast": 25_001}, "ast"),
        ({"age": 130}, "age"),
        ({"age": "50"}, "age"),
    ],
)
def test_refusals(changes, analyte):
    with pytest.raises(ImpossibleInput) as caught:
        fib4(**{"age": 50, "ast": 40, "alt": 40, "platelets": 200, **changes})
    assert caught.value.analyte == analyte
