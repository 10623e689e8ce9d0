from __future__ import annotations

import pytest

from liverguide.scores import ImpossibleInput, apri


@pytest.mark.parametrize(("ast", "limit", "platelets", "score"), [(38, 40, 150, 0.633), (160, 40, 75, 5.333)])
def test_vectors(ast, limit, platelets, score):
    assert apri(ast=ast, ast_upper_limit=limit, platelets=platelets).score == pytest.approx(score, abs=0.0005)


@pytest.mark.parametrize(("ast", "band"), [(20, "low"), (20.1, "indeterminate"), (60, "indeterminate"), (60.1, "high")])
def test_cutoffs(ast, band):
    # With platelets 100 and the limit 40 the index is AST / 40: exactly 0.5 at 20 and 1.5 at 60.
    assert apri(ast=ast, platelets=100).band == band


def test_a_limit_that_divides_unevenly_keeps_an_exact_cutoff():
    result = apri(ast=16.5, platelets=100, ast_upper_limit=33)
    assert (result.score, result.band) == (0.5, "low")


def test_the_upper_limit_is_shown():
    assert apri(ast=40, platelets=100).inputs["ast_upper_limit"] == 40
    assert apri(ast=40, platelets=100, ast_upper_limit=35).inputs["ast_upper_limit"] == 35


@pytest.mark.parametrize(
    ("changes", "analyte"),
    [({"platelets": 0}, "platelets"), ({"ast": 0}, "ast"), ({"ast_upper_limit": 0}, "ast_upper_limit")],
)
def test_refusals(changes, analyte):
    with pytest.raises(ImpossibleInput) as caught:
        apri(**{"ast": 40, "platelets": 200, **changes})
    assert caught.value.analyte == analyte
