from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from liverguide.explanations.value import explain_value
from liverguide.labs import LabValue, catalogue
from liverguide.library import current_library
from liverguide.pictures import picture_from_data, range_strip
from tests.unit.pictures.some_values import lab, lab_values
from tests.unit.pictures.words import numbers_missing_in_alt

LIBRARY = current_library()


@settings(deadline=None)
@given(lab_values())
def test_value_and_range_lie_on_the_strip_and_the_words_say_all_it_shows(value: LabValue) -> None:
    strip = range_strip(LIBRARY, value)
    low, high = strip.scale
    assert low <= strip.value <= high
    assert low <= strip.typical[0] <= strip.typical[1] <= high
    assert numbers_missing_in_alt(strip) == set()
    assert strip.shown in strip.alt
    assert strip.range_shown in strip.alt
    assert all(note in strip.alt for note in strip.notes)
    assert ("ten times" in strip.alt) == (strip.scale_kind == "log")


@settings(deadline=None)
@given(lab_values())
def test_the_text_beside_it_says_the_same(value: LabValue) -> None:
    strip, text = range_strip(LIBRARY, value), explain_value(LIBRARY, value).text
    assert LIBRARY.phrase(f"explain.{strip.place}") in text
    assert LIBRARY.phrase(f"explain.{strip.place}") in strip.alt


@settings(deadline=None)
@given(lab_values())
def test_its_data_is_plain_json_and_comes_back_as_the_same_picture(value: LabValue) -> None:
    strip = range_strip(LIBRARY, value)
    assert picture_from_data(json.loads(json.dumps(strip.as_data()))) == strip


@pytest.mark.parametrize(
    ("value", "unit", "scale", "typical", "shown"),
    [
        (lab("inr", 2.6), "", (0.5, 3.0), (0.8, 1.2), "2.6"),
        (lab("bilirubin", 45, "umol/L"), "µmol/L", (0.0, 60.0), (2.0, 21.0), "45 µmol/L"),
        # platelets have no typical range per µL, so the strip is in the usual unit and both are named
        (lab("platelets", 60000, "/uL"), "× 10⁹/L", (0.0, 500.0), (150.0, 400.0), "60000 per µL (60 × 10⁹/L)"),
        (lab("bilirubin", 0.2, inequality="<"), "mg/dL", (0.0, 1.5), (0.1, 1.2), "below 0.2 mg/dL"),
    ],
)
def test_it_is_drawn_in_the_unit_that_was_written(
    value: LabValue, unit: str, scale: tuple[float, float], typical: tuple[float, float], shown: str
) -> None:
    strip = range_strip(LIBRARY, value)
    assert (strip.unit, strip.scale, strip.typical, strip.shown) == (unit, scale, typical, shown)


def test_a_share_of_one_that_was_read_as_percent_is_shown_as_percent() -> None:
    read = LabValue("pta", 65.0, "%", 0.65, None, "%", True)
    strip = range_strip(LIBRARY, read)
    assert (strip.value, strip.shown) == (65.0, "65 %")


@pytest.mark.parametrize("unit", ["g/dL", "g/L"])
def test_the_range_of_the_report_goes_before_the_typical_one(unit: str) -> None:
    times = 10 if unit == "g/L" else 1
    strip = range_strip(LIBRARY, lab("albumin", 3.3 * times, unit, reference_range=(3.2, 4.6)))
    assert strip.typical == pytest.approx((3.2 * times, 4.6 * times))
    assert (strip.range_from, strip.place, strip.arrow) == ("report", "inside", None)
    assert strip.range_shown == f"On your report: {3.2 * times:g} to {4.6 * times:g} {unit}"


def test_an_open_side_reaches_the_end_of_the_strip() -> None:
    up_to = range_strip(LIBRARY, lab("ast", 60, reference_range=(None, 40.0)))
    assert (up_to.typical[0], up_to.typical[1]) == (up_to.scale[0], 40.0)
    assert "up to 40 U/L" in up_to.alt
    or_more = range_strip(LIBRARY, lab("albumin", 3.1, reference_range=(3.5, None)))
    assert (or_more.typical[0], or_more.typical[1]) == (3.5, or_more.scale[1])
    assert "3.5 g/dL or more" in or_more.alt


def test_a_report_without_numbers_in_its_range_leaves_the_typical_one() -> None:
    assert range_strip(LIBRARY, lab("inr", 2.0, reference_range=(None, None))).range_from == "typical"


@pytest.mark.parametrize(
    ("analyte", "written", "arrow"),
    [
        ("inr", 2.6, "down"), ("inr", 1.0, None), ("inr", 0.7, None),
        ("pta", 35, "up"), ("pta", 90, None), ("pta", 140, None),
        ("albumin", 2.1, "up"), ("bilirubin", 9.0, "down"),
        ("sodium", 120, None), ("platelets", 40, None),
    ],
)  # fmt: skip
def test_the_arrow_shows_the_better_direction_from_the_worse_side_only(
    analyte: str, written: float, arrow: str | None
) -> None:
    strip = range_strip(LIBRARY, lab(analyte, written))
    assert strip.arrow == arrow
    assert strip.better == catalogue()[analyte].better
    assert ("better direction" in strip.alt) == (arrow is not None)


def test_inr_down_and_pta_up_are_the_same_good_direction() -> None:
    assert "going down is the better direction" in range_strip(LIBRARY, lab("inr", 2.6)).alt
    assert "going up is the better direction" in range_strip(LIBRARY, lab("pta", 35)).alt


@pytest.mark.parametrize(("unit", "highest"), [("umol/L", 21), ("mg/dL", 1.2)])
def test_the_end_of_the_range_is_inside_of_it_in_each_unit(unit: str, highest: float) -> None:
    assert range_strip(LIBRARY, lab("bilirubin", highest, unit)).place == "inside"
    assert "inside the range" in explain_value(LIBRARY, lab("bilirubin", highest, unit)).text


@settings(deadline=None)
@given(lab_values())
def test_it_never_calls_a_value_fine(value: LabValue) -> None:
    alt = range_strip(LIBRARY, value).alt
    assert not {"normal", "fine", "good", "ok", "healthy"} & set(alt.lower().replace(".", " ").split())
    if "inside the range" in alt:
        assert "no all-clear" in alt
