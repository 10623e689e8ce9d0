from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.scores import ImpossibleInput, albi


@pytest.mark.parametrize(
    ("umol", "grams", "score", "grade"),
    [
        (10, 45, -3.165, 1),
        (17.1, 40, -2.586, 2),
        (34.2, 35, -1.963, 2),
        (60, 28, -1.206, 3),
        (120, 22, -0.498, 3),
    ],
)
def test_vectors(umol, grams, score, grade):
    result = albi(bilirubin=umol / 17.104, albumin=grams / 10)
    assert result.score == pytest.approx(score, abs=0.0005)
    assert result.grade == grade


@settings(deadline=None)
@given(st.floats(0.1, 60), st.floats(0.5, 7))
def test_the_formula_and_its_grades(bilirubin, albumin):
    result = albi(bilirubin=bilirubin, albumin=albumin)
    score = 0.66 * math.log10(bilirubin * 17.104) - 0.85 * albumin
    assert result.score == pytest.approx(score, abs=1e-9)
    assert result.grade == (1 if result.score <= -2.60 else 2 if result.score <= -1.39 else 3)


@pytest.mark.parametrize(("albumin", "grade"), [(3.84, 1), (3.83, 2), (2.412, 2), (2.411, 3)])
def test_grade_changes_at_the_cutoffs(albumin, grade):
    # At 10 umol/L the score is 0.66 - 0.85 albumin: -2.604, -2.5955, -1.3902, -1.38935.
    assert albi(bilirubin=10 / 17.104, albumin=albumin).grade == grade


def test_inputs_are_shown_in_the_formulas_units():
    result = albi(bilirubin=2.0, albumin=3.5)
    assert result.inputs == {"bilirubin": 34.208, "albumin": 35.0}
    assert result.given == {"bilirubin": 2.0, "albumin": 3.5}


@pytest.mark.parametrize(("bilirubin", "albumin", "analyte"), [(100, 3.5, "bilirubin"), (1, 35, "albumin")])
def test_refuses_si_values(bilirubin, albumin, analyte):
    with pytest.raises(ImpossibleInput) as caught:
        albi(bilirubin=bilirubin, albumin=albumin)
    assert caught.value.analyte == analyte
