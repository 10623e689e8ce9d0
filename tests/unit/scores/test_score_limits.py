"""The refusal limits and the error that names them."""

from __future__ import annotations

import math
import pickle

import pytest

from liverguide.scores import LIMITS, ImpossibleInput, albi, apri, child_pugh, fib4, meld, meld_3, meld_na

MELD_3 = {"bilirubin": 2, "inr": 2, "creatinine": 2, "sodium": 130, "albumin": 3, "sex": "female"}
FIB4 = {"age": 50, "ast": 40, "alt": 40, "platelets": 200}


@pytest.mark.parametrize(
    ("function", "valid", "analyte", "unit", "lowest", "highest"),
    [
        (meld_3, MELD_3, "bilirubin", "mg/dL", 0.1, 60),
        (meld_3, MELD_3, "inr", "", 0.5, 20),
        (meld_3, MELD_3, "creatinine", "mg/dL", 0.1, 25),
        (meld_3, MELD_3, "sodium", "mmol/L", 95, 200),
        (meld_3, MELD_3, "albumin", "g/dL", 0.5, 7),
        (fib4, FIB4, "ast", "U/L", 1, 25_000),
        (fib4, FIB4, "alt", "U/L", 1, 15_000),
        (fib4, FIB4, "platelets", "10^9/L", 1, 3_000),
    ],
)
def test_the_ends_are_allowed_and_beyond_is_refused(function, valid, analyte, unit, lowest, highest):
    for allowed in (lowest, highest):
        assert function(**{**valid, analyte: allowed}).given[analyte] == allowed
    for refused in (lowest - 0.01, highest + 0.01, math.nan, math.inf, -math.inf, True, str(highest), None):
        with pytest.raises(ImpossibleInput) as caught:
            function(**{**valid, analyte: refused})
        error = caught.value
        assert (error.analyte, error.unit, error.lowest, error.highest) == (analyte, unit, lowest, highest)
        assert error.value is refused
        for part in (analyte, repr(refused), unit, f"{lowest:g}", f"{highest:g}"):
            assert part in str(error)


@pytest.mark.parametrize(
    ("function", "valid"),
    [
        (meld, {"bilirubin": 2, "inr": 2, "creatinine": 2}),
        (meld_na, {"bilirubin": 2, "inr": 2, "creatinine": 2, "sodium": 130}),
        (meld_3, MELD_3),
        (albi, {"bilirubin": 2, "albumin": 3}),
        (fib4, FIB4),
        (apri, {"ast": 40, "platelets": 200, "ast_upper_limit": 40}),
        (child_pugh, {"bilirubin": 2, "albumin": 3, "inr": 2}),
    ],
)
def test_every_function_refuses_nan_in_every_number(function, valid):
    function(**valid)
    for analyte in (name for name, value in valid.items() if not isinstance(value, str)):
        with pytest.raises(ImpossibleInput, match=analyte):
            function(**{**valid, analyte: math.nan})


def test_every_limit_bears_its_name_and_is_a_range():
    for name, limit in LIMITS.items():
        assert limit.analyte == name
        assert limit.lowest < limit.highest


def test_the_allowed_range_reads_as_a_phrase():
    assert LIMITS["bilirubin"].allowed == "0.1 to 60 mg/dL"
    assert LIMITS["inr"].allowed == "0.5 to 20"


def test_the_error_is_a_value_error_and_survives_pickling():
    with pytest.raises(ValueError, match="bilirubin") as caught:
        meld(bilirubin=84, inr=1, creatinine=1)
    assert str(caught.value) == "bilirubin 84 mg/dL cannot be used; allowed: 0.1 to 60 mg/dL"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
