"""What a reading tells besides the values."""

from __future__ import annotations

import pytest

from liverguide.labs import is_only_values, read_labs, read_message


def test_reference_range_and_flag_are_kept() -> None:
    value = read_labs("Bilirubin 39 umol/L (2-21) H").labs["bilirubin"]
    assert value.reference_range == pytest.approx((2 / 17.104, 21 / 17.104))
    assert value.flag == "high"
    assert (value.written_value, value.written_unit, value.assumed_unit) == (39, "umol/L", False)


def test_assumed_unit_is_told() -> None:
    value = read_labs("creatinine 84").labs["creatinine"]
    assert (value.written_unit, value.source_unit, value.assumed_unit) == (None, "umol/L", True)


def test_unusual_value_with_unit_asks_for_confirmation() -> None:
    assert read_labs("bilirubin 34 mg/dL").labs["bilirubin"].confirm
    assert not read_labs("bilirubin 3.4 mg/dL").labs["bilirubin"].confirm


def test_candidates_serve_buttons() -> None:
    question = read_labs("bilirubin 33").unclear["bilirubin"]
    assert question.reason == "unit_missing"
    assert {(value.written_value, value.source_unit) for value in question.candidates} == {
        (33, "mg/dL"),
        (33, "umol/L"),
    }


@pytest.mark.parametrize(
    ("message", "analyte", "reason"),
    [
        ("bili 2.3 g/dL", "bilirubin", "unit_impossible"),
        ("INR 19", "inr", "implausible"),
        ("TP 15.2", "pt", "ambiguous_name"),
        ("AST 1.200", "ast", "ambiguous_number"),
        ("INR >8", "inr", "implausible"),
        ("bilirubin >20 mg/dL", "bilirubin", "open_ended"),
        ("INR 1.7 or 1.9", "inr", "contradictory"),
        ("AST/ALT 45", "ast", "uncertain_link"),
        ("my INR is 1.5, my dad's INR is 2.4", "inr", "two_people"),
    ],
)
def test_reasons(message: str, analyte: str, reason: str) -> None:
    assert read_labs(message).unclear[analyte].reason == reason


def test_lone_number_is_unassigned() -> None:
    reading = read_labs("2.3")
    assert not reading.labs
    assert reading.unassigned == (2.3,)


def test_subject() -> None:
    assert read_labs("my father's INR is 2.4").subject == "father"
    assert read_labs("my INR is 1.4").subject == "self"
    assert read_labs("INR 1.4").subject is None


def test_unknown_expectation_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_labs("1.9", "haemoglobin")


@pytest.mark.parametrize(
    ("message", "only"),
    [
        ("bili 2.3 INR 1.9 cr 1.1", True),
        ("Bilirubin, Total\t2.3\tmg/dL\t0.1-1.2\tH", True),
        ("1.9", True),
        ("INR 1.9 and I feel confused", False),
        ("is INR 1.9 bad?", False),
        ("what is bilirubin", False),
        ("hello", False),
    ],
)
def test_is_only_values(message: str, only: bool) -> None:
    assert is_only_values(read_message(message)) is only


def test_an_answer_that_is_only_thought_counts_and_one_of_two_does_not() -> None:
    assert read_labs("its 1.2 i think", expecting="creatinine").labs["creatinine"].value == 1.2
    assert "creatinine" in read_labs("creatinine is 1.2 i think").unclear
    assert "creatinine" in read_labs("either 1.2 or 1.7, can't tell", expecting="creatinine").unclear
