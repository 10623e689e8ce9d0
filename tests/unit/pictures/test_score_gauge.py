from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.explanations.meld_outcome import Circumstances, compute
from liverguide.labs import LabValue
from liverguide.library import current_library
from liverguide.pictures import picture_from_data, score_gauge
from liverguide.scores.statistics import WIESNER_2003
from tests.unit.pictures.some_values import CORE, SCORED, lab, sets_of_values
from tests.unit.pictures.words import numbers_missing_in_alt, written_on

LIBRARY = current_library()
PEOPLE = st.builds(
    Circumstances,
    dialysis=st.sampled_from([None, True, False]),
    sex=st.sampled_from([None, "female", "male"]),
    age=st.sampled_from([None, 14, 60]),
)
ILL = {"bilirubin": lab("bilirubin", 3.1), "inr": lab("inr", 1.8), "creatinine": lab("creatinine", 1.2)}
NEWER = {**ILL, "sodium": lab("sodium", 128), "albumin": lab("albumin", 2.7)}


@settings(deadline=None)
@given(sets_of_values(CORE) | sets_of_values((*CORE, "sodium")) | sets_of_values(SCORED), PEOPLE)
def test_the_score_lies_on_the_scale_and_the_words_say_all_it_shows(
    labs: dict[str, LabValue], person: Circumstances
) -> None:
    outcome = compute(labs, person)
    gauge = score_gauge(LIBRARY, outcome)
    assert (gauge.name, gauge.score) == (outcome.best.name, outcome.best.score)
    assert all(gauge.low <= score <= gauge.high for score in (gauge.score, *(other.score for other in gauge.others)))
    assert numbers_missing_in_alt(gauge) == set()
    assert all(text in gauge.alt for text in (*gauge.notes, *(band.label for band in gauge.bands)))
    assert picture_from_data(json.loads(json.dumps(gauge.as_data()))) == gauge


def test_the_first_meld_has_the_steps_that_the_content_states() -> None:
    gauge = score_gauge(LIBRARY, compute(ILL, Circumstances(dialysis=False)))
    assert gauge.score == 19
    stated = LIBRARY.topics["meld_interpret"].answer
    for band in gauge.as_data()["bands"]:
        ends = {6: "9 or less", 40: "40"}.get(band["from"], f"{band['from']} to {band['to']}")
        assert f"**{ends}:**" in stated
        assert all(word.removeprefix("no ") in stated for word in band["label"].split(", "))
    assert "The score is in the step 10 to 19: serious." in gauge.alt


def test_the_steps_are_those_of_the_study() -> None:
    gauge = score_gauge(LIBRARY, compute(ILL, Circumstances()))
    assert [(band.start, band.end) for band in gauge.bands] == [
        (band.lowest, band.highest or 40) for band in WIESNER_2003.bands
    ]


@pytest.mark.parametrize(("sex", "version"), [(None, "MELD-Na"), ("female", "MELD 3.0")])
def test_no_steps_are_drawn_for_a_version_that_has_none(sex: str | None, version: str) -> None:
    gauge = score_gauge(LIBRARY, compute(NEWER, Circumstances(sex=sex)))
    assert (gauge.name, gauge.bands) == (version, ())
    assert "No steps are drawn" in gauge.alt


def test_other_versions_stand_beside_it_with_both_sexes_where_it_is_not_known() -> None:
    gauge = score_gauge(LIBRARY, compute(NEWER, Circumstances(dialysis=False)))
    assert [other.name for other in gauge.others] == ["MELD", "MELD 3.0, female", "MELD 3.0, male"]
    written = written_on(gauge)
    for other in gauge.others:
        assert f"{other.name}: {other.score}" in written
        assert f"{other.name} at {other.score}" in gauge.alt


def test_a_low_score_is_no_all_clear() -> None:
    lowest = {"bilirubin": lab("bilirubin", 0.5), "inr": lab("inr", 1.0), "creatinine": lab("creatinine", 0.8)}
    assert "no all-clear" in score_gauge(LIBRARY, compute(lowest, Circumstances())).alt
    more = {**lowest, "sodium": lab("sodium", 140), "albumin": lab("albumin", 4.5)}
    assert "no all-clear" in score_gauge(LIBRARY, compute(more, Circumstances(sex="male"))).alt
