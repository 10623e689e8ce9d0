from __future__ import annotations

import json
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings

from liverguide.explanations.meld_outcome import Circumstances, compute
from liverguide.labs import LabValue
from liverguide.library import current_library
from liverguide.pictures import ScoreShares, picture_from_data, score_shares
from liverguide.scores import Score, meld, meld_3, meld_na
from tests.unit.pictures.some_values import CORE, SCORED, sets_of_values
from tests.unit.pictures.test_score_gauge import PEOPLE
from tests.unit.pictures.words import numbers_missing_in_alt, written_on

LIBRARY = current_library()
ILL = {"bilirubin": 8.1, "inr": 2.1, "creatinine": 1.9}


@settings(deadline=None)
@given(sets_of_values(CORE) | sets_of_values((*CORE, "sodium")) | sets_of_values(SCORED), PEOPLE)
def test_the_parts_are_the_score_s_own_and_the_words_say_all_it_shows(
    labs: dict[str, LabValue], person: Circumstances
) -> None:
    score = compute(labs, person).best
    shares = score_shares(LIBRARY, score)
    assert (shares.name, shares.score) == (score.name, score.score)
    assert sum(share.points for share in shares.shares) == pytest.approx(sum(score.indicator_shares.values()), abs=0.36)
    assert shares.base == pytest.approx(score.shares["constant"], abs=0.05)
    assert numbers_missing_in_alt(shares) == set()
    assert all(note in shares.alt for note in shares.notes)
    assert picture_from_data(json.loads(json.dumps(shares.as_data()))) == shares


@settings(deadline=None, max_examples=100)
@given(sets_of_values(CORE) | sets_of_values((*CORE, "sodium")) | sets_of_values(SCORED), PEOPLE)
def test_the_sum_that_is_told_rounds_to_the_score(labs: dict[str, LabValue], person: Circumstances) -> None:
    shares = score_shares(LIBRARY, compute(labs, person).best)
    told = re.search(r"makes ([\d.]+\d|\d)", shares.alt)
    assert told
    total = Decimal(told[1]).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert min(total, Decimal(40)) == shares.score


@settings(deadline=None, max_examples=100)
@given(sets_of_values(CORE) | sets_of_values((*CORE, "sodium")) | sets_of_values(SCORED), PEOPLE)
def test_numbers_that_do_not_add_up_are_explained(labs: dict[str, LabValue], person: Circumstances) -> None:
    shares = score_shares(LIBRARY, compute(labs, person).best)
    inner = re.search(r"inside the formula (adds|takes off) ([\d.]*\d)", shares.alt)
    parts = [Decimal(str(points)) for points in (shares.base, *(share.points for share in shares.shares))]
    parts += [Decimal(inner[2]) * (1 if inner[1] == "adds" else -1)] if inner else []
    told = re.search(r"makes ([\d.]+\d|\d)", shares.alt)
    assert told
    assert sum(parts) == Decimal(told[1]) or "may not add up" in shares.alt


def of(score: Score) -> ScoreShares:
    return score_shares(LIBRARY, score)


def test_the_parts_of_meld_3() -> None:
    shares = of(meld_3(**ILL, sodium=128, albumin=2.7, sex="female"))
    assert shares.as_data()["shares"] == [
        {"name": "Total bilirubin", "points": 7.3},
        {"name": "INR", "points": 6.7},
        {"name": "Creatinine", "points": 6.7},
        {"name": "Sodium", "points": 5.1},
        {"name": "Albumin", "points": 1.0},
        {"name": "Sex", "points": 1.3},
    ]
    assert (shares.base, shares.score) == (6.0, 34)
    assert "Together that makes 34.2, which is rounded to 34." in shares.alt


@pytest.mark.parametrize(("sex", "age", "named"), [("male", None, None), ("female", None, "Sex"), ("male", 14, "Age")])
def test_sex_and_age_are_named_where_they_count(sex: str, age: int | None, named: str | None) -> None:
    names = {share.name for share in of(meld_3(**ILL, sodium=128, albumin=2.7, sex=sex, age=age)).shares}
    assert names & {"Sex", "Age"} == ({named} if named else set())


def test_the_cap_is_told() -> None:
    shares = of(meld(bilirubin=50, inr=8, creatinine=4))
    assert shares.score == 40
    assert "but the score stops at 40." in shares.alt


def test_the_rounding_inside_meld_na_is_told() -> None:
    score = meld_na(**ILL, sodium=128)
    assert f"inside the formula adds {round(score.shares['meld_i_rounding'], 1)}." in of(score).alt


def test_a_part_that_adds_nothing_is_shown_as_0() -> None:
    shares = of(meld(bilirubin=0.5, inr=1.0, creatinine=2.0))
    assert "Total bilirubin adds 0; INR adds 0;" in shares.alt
    assert written_on(shares).count("0") == 2


def test_a_sum_just_below_a_half_is_not_told_as_a_half() -> None:
    # 6.43 + 3.78 ln 1.3 + 11.2 ln 1.2 = 9.46, which one decimal would show as 9.5
    score = meld(bilirubin=1.3, inr=1.2, creatinine=1.0)
    assert (f"{score.unrounded:.1f}", score.score) == ("9.5", 9)
    assert f"Together that makes {score.unrounded:.2f}, which is rounded to 9." in of(score).alt


def test_points_taken_off_are_drawn_and_told() -> None:
    data = of(meld(bilirubin=3, inr=2, creatinine=2)).as_data()
    data["shares"][0]["points"] = -1.2
    picture = picture_from_data(data)
    assert "−1.2" in written_on(picture)
