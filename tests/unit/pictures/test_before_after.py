from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.explanations.comparison import compare
from liverguide.explanations.meld_outcome import Circumstances
from liverguide.labs import LabValue, catalogue
from liverguide.library import current_library
from liverguide.pictures import BeforeAfter, before_after, picture_from_data
from tests.unit.pictures.some_values import lab, lab_values
from tests.unit.pictures.test_score_gauge import PEOPLE
from tests.unit.pictures.words import numbers_missing_in_alt, written_on

LIBRARY = current_library()


@st.composite
def two_sets(draw: st.DrawFn) -> tuple[dict[str, LabValue], dict[str, LabValue]]:
    analytes = draw(st.lists(st.sampled_from(list(catalogue())), min_size=1, unique=True))
    first, second = (
        {analyte: draw(lab_values(analyte)) for analyte in analytes if draw(st.booleans()) or analyte == analytes[0]}
        for _ in range(2)
    )
    return first, second


def of(before: dict[str, LabValue], after: dict[str, LabValue], **person: bool | None) -> BeforeAfter:
    picture = before_after(LIBRARY, before, after, Circumstances(**person))  # type: ignore[arg-type]
    assert picture is not None
    return picture


def named(*values: LabValue) -> dict[str, LabValue]:
    return {value.analyte: value for value in values}


@settings(deadline=None, max_examples=60)
@given(two_sets(), PEOPLE)
def test_values_and_ranges_lie_on_the_scales_and_the_words_say_all_it_shows(
    sets: tuple[dict[str, LabValue], dict[str, LabValue]], person: Circumstances
) -> None:
    picture = before_after(LIBRARY, *sets, person)
    assert picture is not None
    assert len(picture.rows) == len(set(sets[0]) & set(sets[1]))
    for row in picture.rows:
        for point in (row.before, row.after, *row.typical):
            assert row.scale[0] <= point <= row.scale[1]
        assert f"{row.name}: {row.before_shown}, then {row.after_shown}: {row.verdict}." in picture.alt
    assert numbers_missing_in_alt(picture) == set()
    assert all(note in picture.alt for note in picture.notes)
    assert picture_from_data(json.loads(json.dumps(picture.as_data()))) == picture


@settings(deadline=None, max_examples=60)
@given(two_sets(), PEOPLE)
def test_the_text_beside_it_says_the_same(
    sets: tuple[dict[str, LabValue], dict[str, LabValue]], person: Circumstances
) -> None:
    picture, text = before_after(LIBRARY, *sets, person), compare(LIBRARY, *sets, person)
    assert picture is not None
    lines = {line.split("**")[1]: line for line in text.splitlines() if line.startswith("- **")}
    for row in picture.rows:
        assert lines[row.name].endswith(f": {row.verdict}")
    if picture.score:
        assert f"{picture.score.before} → {picture.score.after}. {picture.score.verdict}" in lines["MELD"]
    else:
        assert "MELD" not in lines


@pytest.mark.parametrize(
    ("analyte", "before", "after", "direction"),
    [
        ("inr", 2.0, 1.5, "better"), ("inr", 1.5, 2.0, "worse"),
        ("pta", 40, 60, "better"), ("pta", 60, 40, "worse"),
        ("albumin", 2.9, 2.9, "same"),
        ("sodium", 128, 133, "toward"), ("platelets", 80, 60, "away"),
    ],
)  # fmt: skip
def test_directions(analyte: str, before: float, after: float, direction: str) -> None:
    picture = of(named(lab(analyte, before)), named(lab(analyte, after)))
    assert picture.rows[0].direction == direction
    assert LIBRARY.phrase(f"compare.{direction}") in picture.alt


def test_two_units_are_drawn_in_the_usual_one_and_both_are_named() -> None:
    row = of(named(lab("creatinine", 106, "umol/L")), named(lab("creatinine", 1.1))).rows[0]
    assert row.unit == "mg/dL"
    assert row.before == pytest.approx(1.199, abs=0.001)
    assert (row.before_shown, row.after_shown) == ("106 µmol/L (1.2 mg/dL)", "1.1 mg/dL")


def test_the_same_unit_in_both_stays() -> None:
    row = of(named(lab("creatinine", 106, "umol/L")), named(lab("creatinine", 97, "umol/L"))).rows[0]
    assert (row.unit, row.before, row.after, row.typical) == ("µmol/L", 106.0, 97.0, (53.0, 106.0))


def test_the_first_meld_stands_below_where_both_sets_give_one() -> None:
    earlier = named(lab("bilirubin", 3.1), lab("inr", 1.8), lab("creatinine", 1.2))
    newer = named(lab("bilirubin", 2.0), lab("inr", 1.5), lab("creatinine", 1.1), lab("sodium", 130))
    score = of(earlier, newer, dialysis=False).score
    assert score is not None
    assert (score.name, score.before, score.after) == ("MELD", 19, 15)
    assert of(earlier, named(lab("inr", 1.5))).score is None


def test_a_row_that_is_not_even_is_named() -> None:
    picture = of(named(lab("alt", 2400), lab("inr", 2.0)), named(lab("alt", 60), lab("inr", 1.5)))
    assert [row.scale_kind for row in picture.rows] == ["linear", "log"]
    assert "Not even, each small line is ten times the one before: ALT." in picture.alt


def test_it_says_that_two_results_prove_nothing() -> None:
    picture = of(named(lab("inr", 2.0)), named(lab("inr", 1.2)))
    assert "cannot show that a therapy worked" in picture.alt
    assert "cannot show that a therapy worked" in " ".join(written_on(picture))


def test_nothing_in_common_gives_no_picture() -> None:
    assert before_after(LIBRARY, named(lab("inr", 2.0)), named(lab("alt", 20)), Circumstances()) is None
