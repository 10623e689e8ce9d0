"""MELD, MELD-Na and MELD 3.0: published vectors, every bound, and the rules that hold for all inputs."""

from __future__ import annotations

import itertools
import json
import math
from decimal import ROUND_DOWN, Context, localcontext
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liverguide.scores import (
    AgeNotCovered,
    ImpossibleInput,
    MissingInput,
    Score,
    ScoreError,
    meld,
    meld_3,
    meld_na,
)

VECTORS = json.loads((Path(__file__).parent / "score_vectors.json").read_text(encoding="utf-8"))
FLOOR = {"bilirubin": 1.0, "inr": 1.0, "creatinine": 1.0}
FLOOR_NA = {**FLOOR, "sodium": 137}
FLOOR_3 = {**FLOOR_NA, "albumin": 3.5, "sex": "male"}

quickly = settings(deadline=None, max_examples=150)


def vectors(group: str) -> list:
    return [
        pytest.param(
            {k: v for k, v in row.items() if k not in ("id", "expected", "note")},
            row["expected"],
            id=row["id"],
        )
        for row in VECTORS[group]
    ]


def a_number(lowest: float, highest: float, step: float = 0.01) -> st.SearchStrategy[float]:
    """A value as a laboratory prints it."""
    digits = round(-math.log10(step))
    return st.integers(round(lowest / step), round(highest / step)).map(lambda n: round(n * step, digits))


BILIRUBIN = a_number(0.1, 60)
INR = a_number(0.5, 20)
CREATININE = a_number(0.1, 25)
SODIUM = a_number(95, 200, 0.1)
ALBUMIN = a_number(0.5, 7)
CORE = {"bilirubin": BILIRUBIN, "inr": INR, "creatinine": CREATININE, "dialysis": st.booleans()}
CORE_3 = {
    **CORE,
    "sodium": SODIUM,
    "albumin": ALBUMIN,
    "sex": st.sampled_from(["female", "male"]),
    "age": st.none() | st.integers(12, 90),
}
INPUTS = {
    meld: st.fixed_dictionaries(CORE),
    meld_na: st.fixed_dictionaries({**CORE, "sodium": SODIUM}),
    meld_3: st.fixed_dictionaries(CORE_3),
}
EVERY_VERSION = pytest.mark.parametrize("version", [meld, meld_na, meld_3], ids=lambda f: f.__name__)


class TestVectors:
    @pytest.mark.parametrize(("inputs", "expected"), vectors("meld"))
    def test_meld(self, inputs, expected):
        assert meld(**inputs).score == expected

    @pytest.mark.parametrize(("inputs", "expected"), vectors("meld_na_optn2016"))
    def test_meld_na(self, inputs, expected):
        assert meld_na(**inputs).score == expected

    @pytest.mark.parametrize(("inputs", "expected"), vectors("meld_3_0"))
    def test_meld_3(self, inputs, expected):
        assert meld_3(**inputs).score == expected

    @pytest.mark.parametrize(
        ("sex", "bilirubin", "sodium", "inr", "creatinine", "albumin", "expected"),
        [
            ("M", 2.5, 131, 1.0, 1.2, 3.8, 16),
            ("F", 2.5, 131, 1.0, 1.2, 3.8, 17),
            ("M", 6.0, 131, 1.5, 1.5, 3.5, 25),
            ("M", 6.0, 131, 1.5, 1.5, 2.2, 26),
            ("F", 6.0, 131, 1.5, 1.5, 2.2, 27),
            ("M", 12.0, 128, 2.2, 1.8, 2.0, 34),
            ("M", 12.0, 128, 2.2, 2.8, 2.0, 38),
            ("F", 12.0, 128, 2.2, 2.8, 2.0, 39),
        ],
    )
    def test_table_4_of_kim_2021(self, sex, bilirubin, sodium, inr, creatinine, albumin, expected):
        result = meld_3(sex=sex, bilirubin=bilirubin, sodium=sodium, inr=inr, creatinine=creatinine, albumin=albumin)
        assert result.score == expected

    def test_the_version_is_named_as_people_call_it(self):
        assert [meld(**FLOOR).name, meld_na(**FLOOR_NA).name, meld_3(**FLOOR_3).name] == [
            "MELD",
            "MELD-Na",
            "MELD 3.0",
        ]


class TestRounding:
    def test_exact_half_goes_up(self):
        result = meld_3(**{**FLOOR_3, "sodium": 126, "albumin": 2.7})
        assert (result.unrounded, result.score) == (16.5, 17)

    @pytest.mark.parametrize(("albumin", "score"), [(2.71, 16), (2.7, 17), (2.69, 17)])
    def test_around_the_half(self, albumin, score):
        assert meld_3(**{**FLOOR_3, "sodium": 126, "albumin": albumin}).score == score

    def test_binary_noise_of_a_conversion_does_not_move_a_half(self):
        noisy = math.nextafter(2.7, 3)  # without care 16.4999999999999996, and 16
        assert meld_3(**{**FLOOR_3, "sodium": 126, "albumin": noisy}).score == 17

    def test_the_callers_decimal_context_changes_nothing(self):
        inputs = {"bilirubin": 3.2, "inr": 1.8, "creatinine": 1.4}
        before = meld(**inputs)
        with localcontext(Context(prec=2, rounding=ROUND_DOWN)):
            assert meld(**inputs) == before


class TestBounds:
    @EVERY_VERSION
    @pytest.mark.parametrize("analyte", ["bilirubin", "inr", "creatinine"])
    def test_below_one_counts_as_one(self, version, analyte):
        result = version(**{**_floor(version), analyte: 0.6})
        assert result.score == 6
        assert result.inputs[analyte] == 1.0
        assert result.given[analyte] == 0.6
        assert result.adjusted == {analyte: "below 1.0 counts as 1.0"}

    @EVERY_VERSION
    @pytest.mark.parametrize("analyte", ["bilirubin", "inr", "creatinine"])
    def test_just_above_one_is_not_bounded(self, version, analyte):
        result = version(**{**_floor(version), analyte: 1.01})
        assert result.inputs[analyte] == 1.01
        assert result.adjusted == {}
        assert result.unrounded > version(**_floor(version)).unrounded

    @pytest.mark.parametrize(("version", "highest"), [(meld, 4.0), (meld_na, 4.0), (meld_3, 3.0)])
    def test_creatinine_has_an_upper_bound(self, version, highest):
        at, above = (version(**{**_floor(version), "creatinine": value}) for value in (highest, highest + 0.01))
        assert at.unrounded == above.unrounded
        assert at.adjusted == {}
        assert above.adjusted == {"creatinine": f"above {highest} counts as {highest}"}
        below = version(**{**_floor(version), "creatinine": highest - 0.01})
        assert below.shares["creatinine"] < at.shares["creatinine"]

    @pytest.mark.parametrize(("version", "counted"), [(meld, 4.0), (meld_na, 4.0), (meld_3, 3.0)])
    @pytest.mark.parametrize("measured", [0.7, 1.0, 2.2, 3.5, 9.0])
    def test_dialysis_sets_creatinine_whatever_was_measured(self, version, counted, measured):
        result = version(**{**_floor(version), "creatinine": measured, "dialysis": True})
        assert result.inputs["creatinine"] == counted
        assert result.adjusted == {"creatinine": f"on dialysis counts as {counted}"}
        assert result.score == version(**{**_floor(version), "creatinine": counted}).score

    @pytest.mark.parametrize("version", [meld_na, meld_3])
    @pytest.mark.parametrize(
        ("given_sodium", "used", "reason"),
        [
            (124.9, 125, "below 125 counts as 125"),
            (125, 125, None),
            (137, 137, None),
            (137.1, 137, "above 137 counts as 137"),
        ],
    )
    def test_sodium(self, version, given_sodium, used, reason):
        result = version(**{**_floor(version), "bilirubin": 4.0, "sodium": given_sodium})
        assert result.inputs["sodium"] == used
        assert result.adjusted.get("sodium") == reason

    @pytest.mark.parametrize(
        ("given_albumin", "used", "reason"),
        [
            (1.4, 1.5, "below 1.5 counts as 1.5"),
            (1.5, 1.5, None),
            (3.5, 3.5, None),
            (4.4, 3.5, "above 3.5 counts as 3.5"),
        ],
    )
    def test_albumin(self, given_albumin, used, reason):
        result = meld_3(**{**FLOOR_3, "albumin": given_albumin})
        assert result.inputs["albumin"] == used
        assert result.adjusted.get("albumin") == reason

    @EVERY_VERSION
    def test_the_score_stops_at_40(self, version):
        result = version(**{**_floor(version), "bilirubin": 30, "inr": 9, "creatinine": 8})
        assert (result.score, result.unrounded) == (40, 40.0)
        assert result.shares["cap"] < -1


class TestSodiumStepOfMeldNa:
    # 1.3 / 1.2 / 1.2 is 11.2, rounded 11; with creatinine 1.23 it is 11.44, with 1.24 11.52, rounded 12.
    @pytest.mark.parametrize(("creatinine", "sodium_counts"), [(1.2, False), (1.23, False), (1.24, True)])
    def test_starts_above_a_rounded_11(self, creatinine, sodium_counts):
        inputs = {"bilirubin": 1.3, "inr": 1.2, "creatinine": creatinine}
        low, normal = (meld_na(**inputs, sodium=sodium) for sodium in (125, 137))
        assert (low.score > normal.score) is sodium_counts
        assert (low.shares["sodium"] > 0) is sodium_counts

    def test_an_unrounded_meld_just_above_11_does_not_start_it(self):
        inputs = {"bilirubin": 1.3, "inr": 1.2, "creatinine": 1.2}
        assert meld(**inputs).unrounded > 11
        assert meld_na(**inputs, sodium=125).score == 11

    def test_takes_the_rounded_meld(self):
        inputs = {"bilirubin": 6.0, "inr": 1.5, "creatinine": 1.5}
        first = meld(**inputs).score
        assert meld_na(**inputs, sodium=131).unrounded == pytest.approx(first + 1.32 * 6 - 0.033 * first * 6)

    @quickly
    @given(INPUTS[meld_na])
    def test_normal_sodium_gives_plain_meld(self, inputs):
        plain = {name: value for name, value in inputs.items() if name != "sodium"}
        assert meld_na(**plain, sodium=137).score == meld(**plain).score

    @quickly
    @given(INPUTS[meld_na], SODIUM)
    def test_never_falls_when_sodium_falls(self, inputs, other):
        lower, higher = sorted((inputs["sodium"], other))
        assert meld_na(**{**inputs, "sodium": lower}).score >= meld_na(**{**inputs, "sodium": higher}).score


class TestSexAndAge:
    @pytest.mark.parametrize(
        ("word", "sex"),
        [
            ("female", "female"),
            ("F", "female"),
            ("f", "female"),
            ("male", "male"),
            ("M", "male"),
            ("Male ", "male"),
        ],
    )
    def test_words(self, word, sex):
        result = meld_3(**{**FLOOR_3, "sex": word})
        assert result.inputs["sex"] == sex
        assert result.shares["sex"] == (1.33 if sex == "female" else 0)

    def test_sex_is_never_guessed(self):
        with pytest.raises(MissingInput) as caught:
            meld_3(**{**FLOOR_3, "sex": None})
        assert caught.value.needed == "sex"
        assert "sex" in str(caught.value)
        inputs = {name: value for name, value in FLOOR_3.items() if name != "sex"}
        with pytest.raises(MissingInput):
            meld_3(**inputs)

    @pytest.mark.parametrize("sex", ["", "x", "woman?", 1, True])
    def test_an_unknown_word_is_refused(self, sex):
        with pytest.raises(ImpossibleInput, match="female or male"):
            meld_3(**{**FLOOR_3, "sex": sex})

    @pytest.mark.parametrize("sex", ["female", "male"])
    @pytest.mark.parametrize("age", [12, 15, 17, 17.9])
    def test_adolescents_of_both_sexes_get_the_points(self, sex, age):
        result = meld_3(**{**FLOOR_3, "sex": sex}, age=age)
        assert result.unrounded == pytest.approx(7.33)
        assert (result.shares["age"], result.shares["sex"]) == (1.33, 0)

    @pytest.mark.parametrize(("sex", "points"), [("female", 1.33), ("male", 0)])
    @pytest.mark.parametrize("age", [18, 50, None])
    def test_adults_get_them_by_sex(self, sex, points, age):
        result = meld_3(**{**FLOOR_3, "sex": sex}, age=age)
        assert (result.shares["age"], result.shares["sex"]) == (0, points)

    @pytest.mark.parametrize("age", [0, 5, 11, 11.9])
    def test_not_defined_for_children(self, age):
        with pytest.raises(AgeNotCovered) as caught:
            meld_3(**FLOOR_3, age=age)
        assert (caught.value.age, caught.value.lowest) == (age, 12)
        assert "12" in str(caught.value)
        assert isinstance(caught.value, ScoreError)

    @pytest.mark.parametrize("age", [-1, 121, math.nan, "50", True])
    def test_impossible_age(self, age):
        with pytest.raises(ImpossibleInput):
            meld_3(**FLOOR_3, age=age)


class TestWhatHoldsForAllInputs:
    @EVERY_VERSION
    @quickly
    @given(data=st.data())
    def test_from_6_to_40_and_rounded_from_the_unrounded(self, version, data):
        result = version(**data.draw(INPUTS[version]))
        assert 6 <= result.score <= 40
        assert abs(result.score - result.unrounded) <= 0.5

    @EVERY_VERSION
    @quickly
    @given(data=st.data())
    def test_shares_add_up(self, version, data):
        result = version(**data.draw(INPUTS[version]))
        assert math.fsum(result.shares.values()) == pytest.approx(result.unrounded, abs=1e-9)

    @EVERY_VERSION
    @quickly
    @given(data=st.data())
    def test_no_indicator_takes_points_away_and_no_cap_adds_any(self, version, data):
        result = version(**data.draw(INPUTS[version]))
        assert min(result.indicator_shares.values()) >= 0
        assert result.shares["cap"] <= 0
        assert set(result.shares) - set(result.indicator_shares) <= {"constant", "cap", "meld_i_rounding"}

    @EVERY_VERSION
    @pytest.mark.parametrize(
        ("analyte", "values"), [("bilirubin", BILIRUBIN), ("inr", INR), ("creatinine", CREATININE)]
    )
    @quickly
    @given(data=st.data())
    def test_never_falls_when_an_indicator_rises(self, version, analyte, values, data):
        inputs = data.draw(INPUTS[version])
        lower, higher = sorted((inputs[analyte], data.draw(values)))
        low, high = (version(**{**inputs, analyte: value}) for value in (lower, higher))
        assert low.score <= high.score
        assert low.unrounded <= high.unrounded + 0.5  # MELD-Na rounds before the sodium step

    @EVERY_VERSION
    @quickly
    @given(data=st.data())
    def test_the_inputs_as_used_give_the_same_score_unadjusted(self, version, data):
        first = version(**data.draw(INPUTS[version]))
        again = version(**first.inputs)
        assert (again.score, again.unrounded, again.shares) == (first.score, first.unrounded, first.shares)
        assert again.adjusted == {}

    @EVERY_VERSION
    @quickly
    @given(data=st.data())
    def test_adjusted_names_exactly_the_changed_inputs(self, version, data):
        result = version(**data.draw(INPUTS[version]))
        changed = {name for name, value in result.given.items() if result.inputs[name] != value}
        assert set(result.adjusted) == changed

    @EVERY_VERSION
    @quickly
    @given(data=st.data())
    def test_si_values_converted_give_the_same_score(self, version, data):
        inputs = data.draw(INPUTS[version])
        through_si = {
            **inputs,
            "bilirubin": inputs["bilirubin"] * 17.104 / 17.104,
            "creatinine": inputs["creatinine"] * 88.4 / 88.4,
        }
        if "albumin" in inputs:
            through_si["albumin"] = inputs["albumin"] * 10 / 10
        assert version(**through_si).score == version(**inputs).score


class TestWhereLowerSodiumOrAlbuminTakesPointsAway:
    """MELD 3.0's products turn the direction of sodium and of albumin in extreme cases."""

    @quickly
    @given(INPUTS[meld_3], SODIUM, a_number(0.1, 30.4))
    def test_lower_sodium_never_lowers_up_to_bilirubin_30_4(self, inputs, other, bilirubin):
        lower, higher = sorted((inputs["sodium"], other))
        inputs = {**inputs, "bilirubin": bilirubin}
        assert meld_3(**{**inputs, "sodium": lower}).score >= meld_3(**{**inputs, "sodium": higher}).score

    def test_lower_sodium_lowers_above(self):
        inputs = {**FLOOR_3, "bilirubin": 60}
        assert meld_3(**{**inputs, "sodium": 125}).unrounded < meld_3(**inputs).unrounded

    @quickly
    @given(INPUTS[meld_3], ALBUMIN, a_number(0.1, 2.74))
    def test_lower_albumin_never_lowers_up_to_creatinine_2_74(self, inputs, other, creatinine):
        lower, higher = sorted((inputs["albumin"], other))
        inputs = {**inputs, "creatinine": creatinine, "dialysis": False}
        assert meld_3(**{**inputs, "albumin": lower}).score >= meld_3(**{**inputs, "albumin": higher}).score

    def test_lower_albumin_lowers_above(self):
        inputs = {**FLOOR_3, "creatinine": 3.0}
        assert meld_3(**{**inputs, "albumin": 1.5}).unrounded < meld_3(**inputs).unrounded


class TestShares:
    def test_at_the_floor_only_the_constant_has_points(self):
        for version, constant in ((meld, 6.43), (meld_na, 6.43), (meld_3, 6.0)):
            shares = version(**_floor(version)).shares
            assert {name: points for name, points in shares.items() if points} == {"constant": constant}

    def test_names(self):
        core = {"bilirubin", "inr", "creatinine", "constant", "cap"}
        assert set(meld(**FLOOR).shares) == core
        assert set(meld_na(**FLOOR_NA).shares) == core | {"sodium", "meld_i_rounding"}
        assert set(meld_3(**FLOOR_3).shares) == core | {"sodium", "albumin", "sex", "age"}

    def test_inr_share_is_its_own_term(self):
        assert meld(**{**FLOOR, "inr": 2.0}).shares["inr"] == pytest.approx(11.2 * math.log(2))

    @pytest.mark.parametrize(
        ("one", "other"),
        [(("bilirubin", 8.0), ("sodium", 127)), (("creatinine", 2.5), ("albumin", 2.0))],
    )
    def test_a_product_is_split_so_that_the_order_of_looking_does_not_matter(self, one, other):
        floor, only_one, only_other, both = (
            meld_3(**{**FLOOR_3, **dict(changes)}).unrounded for changes in ([], [one], [other], [one, other])
        )
        shares = meld_3(**{**FLOOR_3, **dict([one, other])}).shares
        first_then_last = ((only_one - floor) + (both - only_other)) / 2
        assert shares[one[0]] == pytest.approx(first_then_last)
        assert shares[other[0]] == pytest.approx(both - floor - first_then_last)

    def test_shares_of_meld_na_average_over_every_order_of_adding_the_indicators(self):
        values = {"bilirubin": 6.0, "inr": 1.5, "creatinine": 1.5, "sodium": 128}

        def points(names: tuple) -> float:
            now = {**FLOOR_NA, **{name: values[name] for name in names}}
            first = 6.43 + 3.78 * math.log(now["bilirubin"]) + 11.2 * math.log(now["inr"])
            first += 9.57 * math.log(now["creatinine"])
            below = 137 - now["sodium"]
            return first + 1.32 * below - 0.033 * first * below

        orders = list(itertools.permutations(values))
        shares = meld_na(**values).shares
        for name in values:
            gains = [points(o[: o.index(name) + 1]) - points(o[: o.index(name)]) for o in orders]
            assert shares[name] == pytest.approx(math.fsum(gains) / len(orders))

    def test_rounding_share_of_meld_na_is_what_rounding_first_changes(self):
        inputs = {"bilirubin": 6.0, "inr": 1.5, "creatinine": 1.5}
        unrounded = meld(**inputs).unrounded
        result = meld_na(**inputs, sodium=131)
        without = unrounded + 1.32 * 6 - 0.033 * unrounded * 6
        assert result.shares["meld_i_rounding"] == pytest.approx(result.unrounded - without)

    def test_cap_share_is_what_lies_above_40(self):
        result = meld(bilirubin=30, inr=5, creatinine=6)
        expected = 3.78 * math.log(30) + 11.2 * math.log(5) + 9.57 * math.log(4) + 6.43 - 40
        assert result.shares["cap"] == pytest.approx(-expected)


class TestRefusals:
    @EVERY_VERSION
    @pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, True, False, "2.0", None, -1, 0, 10**400, 2j])
    @pytest.mark.parametrize("analyte", ["bilirubin", "inr", "creatinine"])
    def test_no_number_or_out_of_range(self, version, analyte, bad):
        with pytest.raises(ImpossibleInput) as caught:
            version(**{**_floor(version), analyte: bad})
        assert caught.value.analyte == analyte
        assert caught.value.value is bad

    @EVERY_VERSION
    @pytest.mark.parametrize("dialysis", ["no", "yes", 0, 1, None])
    def test_dialysis_is_yes_or_no_and_no_text(self, version, dialysis):
        with pytest.raises(ImpossibleInput, match="dialysis"):
            version(**{**_floor(version), "dialysis": dialysis})

    @EVERY_VERSION
    def test_a_plausibility_check_comes_before_the_dialysis_rule(self, version):
        with pytest.raises(ImpossibleInput, match="creatinine"):
            version(**{**_floor(version), "creatinine": 88.4, "dialysis": True})

    def test_arguments_are_named(self):
        with pytest.raises(TypeError):
            meld(1.0, 1.0, 1.0)


class TestFrozen:
    @EVERY_VERSION
    def test_nothing_in_a_result_can_be_changed(self, version):
        result: Score = version(**_floor(version))
        with pytest.raises(AttributeError):
            result.score = 40
        for mapping in (result.inputs, result.given, result.adjusted, result.shares):
            with pytest.raises(TypeError):
                mapping["bilirubin"] = 9.0


class TestMonotoneAtTheEdges:
    """The corners where the products of MELD 3.0 weigh most against bilirubin and creatinine."""

    @quickly
    @given(a_number(1, 60), a_number(1, 60))
    @example(30.4, 30.5)
    def test_bilirubin_at_lowest_sodium(self, one, other):
        lower, higher = sorted((one, other))
        results = [meld_3(**{**FLOOR_3, "sodium": 125, "bilirubin": value}).unrounded for value in (lower, higher)]
        assert results == sorted(results)

    @quickly
    @given(a_number(1, 3), a_number(1, 3))
    @example(2.99, 3.0)
    def test_creatinine_at_lowest_albumin(self, one, other):
        lower, higher = sorted((one, other))
        results = [meld_3(**{**FLOOR_3, "albumin": 1.5, "creatinine": value}).unrounded for value in (lower, higher)]
        assert results == sorted(results)


def _floor(version) -> dict:
    return {meld: FLOOR, meld_na: FLOOR_NA, meld_3: FLOOR_3}[version]
