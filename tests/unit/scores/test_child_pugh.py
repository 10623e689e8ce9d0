"""Child-Pugh: each threshold in both unit systems, the classes, and what happens while a sign is unknown."""

from __future__ import annotations

import itertools
import math

import pytest

from liverguide.scores import ImpossibleInput, MissingInput, child_pugh

BEST = {"bilirubin": 1.0, "albumin": 4.0, "inr": 1.0, "ascites": "none", "encephalopathy": "none"}
WORST = {"bilirubin": 9.0, "albumin": 2.0, "inr": 3.0, "ascites": "severe", "encephalopathy": "severe"}


def points(item: str, **changes) -> int:
    return child_pugh(**{**BEST, **changes}).points[item]


@pytest.mark.parametrize(("value", "expected"), [(1.99, 1), (2.0, 2), (2, 2), (2.5, 2), (3.0, 2), (3.01, 3)])
def test_bilirubin(value, expected):
    assert points("bilirubin", bilirubin=value) == expected


@pytest.mark.parametrize(("value", "expected"), [(33.9, 1), (34, 2), (34.2, 2), (51, 2), (51.1, 3)])
def test_bilirubin_in_si_has_its_own_thresholds(value, expected):
    assert points("bilirubin", bilirubin=value, bilirubin_unit="umol/L") == expected


@pytest.mark.parametrize(("value", "expected"), [(3.99, 1), (4.0, 2), (10.0, 2), (10.1, 3)])
def test_bilirubin_in_cholestatic_disease(value, expected):
    assert points("bilirubin", bilirubin=value, cholestatic=True) == expected


@pytest.mark.parametrize(("value", "expected"), [(67.9, 1), (68, 2), (171, 2), (171.1, 3)])
def test_bilirubin_in_cholestatic_disease_in_si(value, expected):
    assert points("bilirubin", bilirubin=value, bilirubin_unit="umol/L", cholestatic=True) == expected


@pytest.mark.parametrize(("value", "expected"), [(3.51, 1), (3.5, 2), (3.0, 2), (2.8, 2), (2.79, 3)])
def test_albumin_in_both_units(value, expected):
    assert points("albumin", albumin=value) == expected
    assert points("albumin", albumin=value * 10, albumin_unit="g/L") == expected


@pytest.mark.parametrize(("value", "expected"), [(1.69, 1), (1.7, 2), (2.3, 2), (2.31, 3)])
def test_inr(value, expected):
    assert points("clotting", inr=value) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(-0.5, 1), (3.9, 1), (4, 2), (16.4 - 12.4, 2), (6, 2), (6.1, 3)])
def test_prothrombin_time_over_control(seconds, expected):
    assert points("clotting", inr=None, pt_over_control=seconds) == expected


def test_inr_counts_where_both_are_given():
    result = child_pugh(**BEST, pt_over_control=20)
    assert result.points["clotting"] == 1
    assert "pt_over_control" not in result.inputs
    assert result.given["pt_over_control"] == 20


def test_no_clotting_test_at_all():
    with pytest.raises(MissingInput) as caught:
        child_pugh(**{**BEST, "inr": None})
    assert (caught.value.score, caught.value.needed) == ("Child-Pugh", "inr")


@pytest.mark.parametrize(("word", "expected"), [("none", 1), ("mild", 2), ("moderate", 3), ("severe", 3)])
def test_ascites(word, expected):
    assert points("ascites", ascites=word) == expected


@pytest.mark.parametrize(
    ("grade", "expected"),
    [("none", 1), ("mild", 2), ("severe", 3), (0, 1), (1, 2), (2, 2), (3, 3), (4, 3)],
)
def test_encephalopathy(grade, expected):
    assert points("encephalopathy", encephalopathy=grade) == expected


def test_every_combination_of_points_sums_and_falls_into_its_class():
    choices = {
        "bilirubin": {1: 1.0, 2: 2.5, 3: 5.0},
        "albumin": {1: 4.0, 2: 3.0, 3: 2.0},
        "inr": {1: 1.0, 2: 2.0, 3: 3.0},
        "ascites": {1: "none", 2: "mild", 3: "severe"},
        "encephalopathy": {1: "none", 2: "mild", 3: "severe"},
    }
    for combination in itertools.product((1, 2, 3), repeat=5):
        result = child_pugh(**{name: choices[name][n] for name, n in zip(choices, combination, strict=True)})
        total = sum(combination)
        assert (result.score, result.lowest, result.highest) == (total, total, total)
        assert result.child_class == ("A" if total <= 6 else "B" if total <= 9 else "C")
        assert result.missing == ()
        assert sum(result.points.values()) == total


class TestUnknownSigns:
    def test_both_unknown_gives_the_range_labs_plus_2_to_plus_6(self):
        result = child_pugh(bilirubin=1.0, albumin=4.0, inr=1.0)
        assert (result.score, result.lowest, result.highest) == (None, 5, 9)
        assert result.missing == ("ascites", "encephalopathy")
        assert result.child_class is None
        assert result.possible_classes == ("A", "B")
        assert set(result.points) == {"bilirubin", "albumin", "clotting"}

    @pytest.mark.parametrize("unknown", ["ascites", "encephalopathy"])
    def test_one_unknown(self, unknown):
        result = child_pugh(**{**WORST, unknown: None})
        assert (result.score, result.lowest, result.highest) == (None, 13, 15)
        assert result.missing == (unknown,)
        assert result.child_class == "C"

    def test_a_range_over_all_classes(self):
        result = child_pugh(bilirubin=2.5, albumin=4.0, inr=1.0)
        assert (result.lowest, result.highest, result.possible_classes) == (6, 10, ("A", "B", "C"))

    def test_the_range_holds_every_completion(self):
        open_result = child_pugh(bilirubin=2.5, albumin=3.0, inr=1.0)
        totals = {
            child_pugh(bilirubin=2.5, albumin=3.0, inr=1.0, ascites=a, encephalopathy=e).score
            for a in ("none", "mild", "severe")
            for e in ("none", "mild", "severe")
        }
        assert (min(totals), max(totals)) == (open_result.lowest, open_result.highest)


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "analyte", "unit"),
        [
            ({"bilirubin": 61}, "bilirubin", "mg/dL"),
            ({"bilirubin": 1.0, "bilirubin_unit": "umol/L"}, "bilirubin", "umol/L"),
            ({"albumin": 35}, "albumin", "g/dL"),
            ({"albumin": 3.5, "albumin_unit": "g/L"}, "albumin", "g/L"),
            ({"inr": 21}, "inr", ""),
            ({"inr": None, "pt_over_control": math.inf}, "pt_over_control", "s"),
            ({"inr": None, "pt_over_control": -8}, "pt_over_control", "s"),
        ],
    )
    def test_numbers(self, changes, analyte, unit):
        with pytest.raises(ImpossibleInput) as caught:
            child_pugh(**{**BEST, **changes})
        assert (caught.value.analyte, caught.value.unit) == (analyte, unit)

    @pytest.mark.parametrize(
        "changes",
        [
            {"ascites": "a little"},
            {"ascites": 0},
            {"ascites": False},
            {"encephalopathy": True},
            {"encephalopathy": 5},
            {"encephalopathy": 1.5},
            {"encephalopathy": ["mild"]},
            {"cholestatic": "no"},
            {"bilirubin_unit": "mg/L"},
            {"albumin_unit": None},
        ],
    )
    def test_words(self, changes):
        with pytest.raises(ImpossibleInput) as caught:
            child_pugh(**{**BEST, **changes})
        assert caught.value.analyte in changes
        assert caught.value.allowed in str(caught.value)
