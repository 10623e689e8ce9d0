"""What must hold for any message."""

from __future__ import annotations

import datetime
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liverguide.labs import (
    catalogue,
    from_canonical,
    is_only_values,
    plausibility,
    read_labs,
    read_message,
    to_canonical,
)

_LABS = catalogue()
_ANALYTES = sorted(_LABS)
_QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_SCRAPS = st.sampled_from(
    [
        "INR",
        "bili",
        "creatinine",
        "1.9",
        "2,3",
        "33",
        "mg/dL",
        "umol/L",
        "(",
        ")",
        "-",
        "to",
        "not",
        "sorry",
        "my dad's",
        "mine",
        "12/05/2024",
        "\n",
        "\t",
        "|",
        "<",
        "%",
        "was",
        "now",
        "PT/INR",
        "total",
        "direct",
        "?",
        "54 years old",
        "1.200",
        "urine",
        "x10^9/L",
        "and",
        "/",
    ]
)


@given(st.text(max_size=400))
@_QUICK
def test_any_text_is_read_without_error(text: str) -> None:
    reading = read_labs(text)
    is_only_values(read_message(text))
    assert not set(reading.labs) & set(reading.unclear)


@given(st.lists(_SCRAPS, max_size=40), st.sampled_from([None, *_ANALYTES]))
@_QUICK
def test_any_heap_of_scraps_keeps_the_promises(scraps: list[str], asked: str | None) -> None:
    reading = read_labs(" ".join(scraps), asked)
    assert not set(reading.labs) & set(reading.unclear)
    for analyte, value in [*reading.labs.items(), *reading.earlier.items()]:
        assert value.analyte == analyte
        assert value.unit == _LABS[analyte].canonical
        assert plausibility(analyte, value.value) != "refuse"
        if value.written_unit is None and value.reference_range is None:
            assert plausibility(analyte, value.value) == "ok" or value.confirm
    for analyte, question in reading.unclear.items():
        assert all(candidate.analyte in _ANALYTES for candidate in question.candidates)
        assert question.analyte == analyte


@pytest.mark.parametrize(
    "piece",
    [
        string.printable,
        "1/2 ",
        "3-4 ",
        "INR 1.9 not ",
        "<0.2 ",
        "((",
        "my dad's INR is 1.9? ",
        "\x00\u202e\n",
        "<b>1</b>",
    ],
)
def test_long_texts_are_read(piece: str) -> None:
    read_labs((piece * 10_000)[:10_000])


def _usual(analyte: str) -> float:
    low, high = _LABS[analyte].typical[_LABS[analyte].canonical]
    return round((low + high) / 2, 2) or 0.2


@pytest.mark.parametrize(
    ("analyte", "name"), [(analyte, name) for analyte in _ANALYTES for name in _LABS[analyte].names]
)
def test_every_name_is_understood(analyte: str, name: str) -> None:
    unit = _LABS[analyte].canonical
    reading = read_labs(f"{name} {_usual(analyte)} {unit}")
    assert {key: value.value for key, value in reading.labs.items()} == {analyte: pytest.approx(_usual(analyte))}


@pytest.mark.parametrize(
    ("analyte", "unit", "spelling"),
    [
        (analyte, unit, spelling)
        for analyte in _ANALYTES
        for unit in _LABS[analyte].units
        if unit != "ratio"
        for spelling in _LABS.units[unit]
    ],
)
def test_every_unit_spelling_is_understood(analyte: str, unit: str, spelling: str) -> None:
    written = round(from_canonical(analyte, _usual(analyte), unit), 2)
    if to_canonical(analyte, written, unit) < 0.5 * _usual(analyte):
        written = round(from_canonical(analyte, _usual(analyte), unit), 4)
    reading = read_labs(f"{_LABS[analyte].names[0]} {written} {spelling}")
    assert set(reading.labs) == {analyte}, reading.unclear
    assert reading.labs[analyte].value == pytest.approx(to_canonical(analyte, written, unit), rel=1e-3)
    assert reading.labs[analyte].written_unit == unit


@given(st.sampled_from(_ANALYTES), st.floats(0.01, 5000))
@_QUICK
def test_units_round_trip(analyte: str, value: float) -> None:
    for unit in _LABS[analyte].units:
        assert to_canonical(analyte, from_canonical(analyte, value, unit), unit) == pytest.approx(value)


@given(st.integers(2, 300), st.integers(4, 80), st.integers(15, 55))
@_QUICK
def test_si_and_conventional_reports_agree(bilirubin: int, creatinine_tenths: int, albumin: int) -> None:
    creatinine = creatinine_tenths / 10
    umol = round(creatinine * 88.4)
    si = read_labs(f"bilirubin {bilirubin} umol/L, creatinine {umol} umol/L, albumin {albumin} g/L").labs
    conventional = read_labs(
        f"bilirubin {bilirubin / 17.104:.4f} mg/dL, creatinine {umol / 88.4:.4f} mg/dL, albumin {albumin / 10} g/dL"
    ).labs
    assert set(si) == set(conventional) == {"bilirubin", "creatinine", "albumin"}
    for analyte, value in si.items():
        assert value.value == pytest.approx(conventional[analyte].value, rel=2e-3)


@given(
    st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)),
    st.integers(1, 99),
    st.integers(200, 999),
    st.integers(1000, 9999),
    st.integers(0, 23),
    st.integers(0, 59),
)
@_QUICK
def test_dates_ages_phones_and_times_are_no_values(
    day: datetime.date, age: int, area: int, line: int, hour: int, minute: int
) -> None:
    for text in (
        f"INR results of {day}",
        f"INR on {day:%d/%m/%Y} at {hour:02}:{minute:02}",
        f"my bilirubin was taken on {day:%m-%d-%Y}",
        f"I am {age} years old, what is INR?",
        f"creatinine? call {area}-555-{line}",
        f"sodium {day:%d.%m.%Y}",
    ):
        reading = read_labs(text)
        assert not reading.labs, text
        assert not reading.unclear, text


@given(st.floats(0.6, 5.9).map(lambda number: round(number, 1)))
@_QUICK
def test_no_separator_changes_a_value(inr: float) -> None:
    comma = str(inr).replace(".", ",")
    for text in (
        f"INR {inr}",
        f"INR:{inr}",
        f"INR={comma}",
        f"inr is {inr}",
        f"{inr} INR",
        f"INR\t{inr}",
        f"INR | {comma} |",
        f"INR\n{inr}",
        f"the INR came back at {inr}, thanks",
        f"INR ({inr})",
    ):
        assert {key: value.value for key, value in read_labs(text).labs.items()} == {"inr": inr}, text


_INRS = st.floats(1.0, 3.9).map(lambda number: round(number, 1)).filter(lambda number: not number.is_integer())


@given(_INRS, _INRS)
@_QUICK
def test_no_value_is_taken_while_another_of_its_size_is_unexplained(first: float, second: float) -> None:
    if first == second:
        return
    for text in (
        f"INR {first}, {second}",
        f"INR {first} and {second}",
        f"INR {first} or {second}",
        f"INR {first}? or {second}",
        f"INR {first} in the morning {second} in the evening",
        f"INR somewhere from {min(first, second)} to {max(first, second)}",
        f"Mon {first} Tue {second}, those are my INRs",
        f"her INR is {first} and his is {second}",
    ):
        reading = read_labs(text)
        assert "inr" not in reading.labs, text
        assert "inr" in reading.unclear, text


@given(
    st.sampled_from(["bilirubin 2.3 mg/dL", "INR 1.4", "creatinine 1.1", "sodium 134", "albumin 3.1"]),
    st.integers(18, 95),
)
@_QUICK
def test_an_age_behind_a_value_changes_nothing(value: str, age: int) -> None:
    alone = {analyte: lab.value for analyte, lab in read_labs(value).labs.items()}
    assert alone
    for told in (f"{age} m", f"{age}F", f"{age}/M", f"F {age}", f"{age} yo", f"{age} years old", f"age {age}"):
        reading = read_labs(f"{value}, {told}")
        assert {analyte: lab.value for analyte, lab in reading.labs.items()} == alone, told
        assert not reading.unclear, told


@given(
    _INRS,
    st.sampled_from(
        [
            "INR {}, can't make out the last digit",
            "the INR is smudged, looks like {}",
            "I think it says {} for the INR",
            "INR {} but there's a thumb over the end of it",
            "INR might be {}",
            "if I remember right the INR was {}",
            "don't quote me but INR {}",
            "INR {}??",
            "INR {} I think",
            "INR {} unless I misread it",
        ]
    ),
)
@_QUICK
def test_a_doubted_value_is_asked_back_and_the_others_stay(inr: float, wording: str) -> None:
    for text in (f"{wording.format(inr)}. Sodium 131", f"sodium 131; {wording.format(inr)}"):
        reading = read_labs(text)
        assert set(reading.unclear) == {"inr"}, text
        assert {analyte: lab.value for analyte, lab in reading.labs.items()} == {"sodium": 131}, text


@pytest.mark.parametrize(
    ("sounds", "analyte"),
    [
        ("ay ess tee", "ast"),
        ("ay ell tee", "alt"),
        ("ay ell pee", "alp"),
        ("gee gee tee", "ggt"),
        ("double gee tee", "ggt"),
        ("eye en are", "inr"),
        ("en ay", "sodium"),
        ("pee ell tee", "platelets"),
    ],
)
def test_codes_are_understood_by_their_sound(sounds: str, analyte: str) -> None:
    number, value = ("one point six", 1.6) if analyte == "inr" else ("one thirty two", 132)
    assert {key: lab.value for key, lab in read_labs(f"{sounds} {number}").labs.items()} == {analyte: value}
