"""From a number as written to a canonical value, or to the question that a careful nurse would ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from liverguide.labs.catalogue import Analyte, catalogue
from liverguide.labs.names import AMBIGUOUS, OTHER
from liverguide.labs.reading import LabValue, Reason, Unclear
from liverguide.labs.units import plausibility, to_canonical
from liverguide.labs.values import Value

Certain = Literal["conventional", "si"]

_SAME = 0.04
_SURE, _TOLD = 2, 3
_FAR = 2  # laboratories' limits differ by less
# In several languages the time and the activity share a name, and the unit tells which is meant.
_SAME_NAME = {("pt", "%"): "pta", ("pta", "s"): "pt"}


@dataclass(frozen=True)
class Evidence:
    """Which unit system the other tests of the report speak for. `strength` 0 none, 1 weak, 2 sure, 3 told outright."""

    system: Certain | None
    strength: int


def written_unit(analyte: Analyte, value: Value) -> str | None:
    """The unit beside the number, with sloppy spellings resolved; cells counted in thousands are per microlitre."""
    if value.unit is None:
        return "/uL" if value.number.thousands and "/uL" in analyte.units else None
    if value.unit == "ratio" and not analyte.unit_free:
        return None
    return analyte.loose_units.get(value.unit, value.unit)


def _range_unit(analyte: Analyte, value: Value) -> str | None:
    """The only unit whose usual range resembles the printed one."""
    if value.range is None or analyte.unit_free:
        return None
    low, high = value.range
    if high is None:
        return None
    fitting = []
    for unit, (usual_low, usual_high) in analyte.typical.items():
        high_fits = usual_high / 2.2 <= high <= usual_high * 2.2
        low_fits = low is None or usual_low == 0 or low == 0 or usual_low / 4 <= low <= usual_low * 4
        if high_fits and low_fits:
            fitting.append(unit)
    return fitting[0] if len(fitting) == 1 else None


def system_of(analyte: Analyte, value: Value) -> Evidence:
    """What one value tells about the unit system of its report."""
    unit = written_unit(analyte, value) or _range_unit(analyte, value)
    strength = analyte.evidence or (2 if analyte.overlapping else 0)
    if not strength or value.number.inequality or value.number.malformed:
        return Evidence(None, 0)
    if unit is None:
        if analyte.overlapping:
            return Evidence("si", 2) if value.number.value > 60 else Evidence(None, 0)
        unit = next((line.unit for line in analyte.magnitude if line.start <= value.number.value < line.end), None)
    if unit is None or unit not in analyte.units or analyte.units[unit].system == "both":
        return Evidence(None, 0)
    if plausibility(analyte.id, to_canonical(analyte.id, value.number.value, unit)) == "refuse":
        return Evidence(None, 0)
    system = analyte.units[unit].system
    return Evidence("si" if system == "si" else "conventional", strength)


def bare_system(analyte: Analyte, value: Value) -> Evidence:
    """The system that a bare number's size makes certain: it serves the other values of the same test."""
    line = next((line for line in analyte.magnitude if line.start <= value.number.value < line.end), None)
    if (
        line is None
        or value.unit is not None
        or line.unit not in analyte.units
        or analyte.units[line.unit].system == "both"
    ):
        return Evidence(None, 0)
    return Evidence("si" if analyte.units[line.unit].system == "si" else "conventional", 1)


def combined(votes: Sequence[Evidence]) -> Evidence:
    """The system that the surest votes agree on."""
    for strength in (_TOLD, _SURE, 1):
        systems = {vote.system for vote in votes if vote.strength == strength and vote.system}
        if len(systems) == 1:
            if strength >= _SURE and any(vote.system not in (None, *systems) for vote in votes):
                return Evidence(None, 0)  # creatinine in mg/dL beside albumin in g/L: the report mixes both
            return Evidence(systems.pop(), strength)
        if systems:
            return Evidence(None, 0)
    return Evidence(None, 0)


def _lab_value(
    analyte: Analyte,
    value: Value,
    number: float,
    unit: str,
    assumed: bool,
    confirm: bool,
    times: float = 1.0,
    when: str | None = None,
) -> LabValue:
    written = written_unit(analyte, value)
    reference = None
    if value.range is not None:
        low, high = value.range
        reference = (
            None if low is None else to_canonical(analyte.id, low * times, unit),
            None if high is None else to_canonical(analyte.id, high * times, unit),
        )
    return LabValue(
        analyte=analyte.id,
        value=round(to_canonical(analyte.id, number * times, unit), 4),
        unit=analyte.canonical,
        written_value=number,
        written_unit=written,
        source_unit=unit,
        assumed_unit=assumed,
        confirm=confirm,
        reference_range=reference,
        flag=value.flag,
        inequality=value.number.inequality,
        when=when,
    )


def _candidates(analyte: Analyte, value: Value) -> tuple[LabValue, ...]:
    """What the number may be: each unit and spelling in which it would be believable."""
    found: list[LabValue] = []
    units = [analyte.canonical] if analyte.unit_free else list(dict.fromkeys([*analyte.typical, *analyte.units]))
    written = written_unit(analyte, value)
    for number in value.number.readings:
        for unit in units:
            if unit not in analyte.typical and unit != written:
                continue
            candidate = _lab_value(analyte, value, number, unit, assumed=unit != written, confirm=True)
            if plausibility(analyte.id, candidate.value) != "refuse" and all(
                abs(candidate.value - other.value) > 1e-9 for other in found
            ):
                found.append(candidate)
    return tuple(found)


def unclear(analyte_id: str, value: Value | None, reason: Reason) -> Unclear:
    """An Unclear with the candidates for buttons."""
    if value is None:
        return Unclear(analyte_id, reason, None)
    return Unclear(analyte_id, reason, value.number.value, _candidates(catalogue()[analyte_id], value))


def _choose_reading(analyte: Analyte, value: Value, unit: str) -> float | None:
    """The one believable reading of an open spelling, None where two are or where the likelier one is not."""
    readings = value.number.readings
    if len(readings) == 1:
        return readings[0]
    verdicts = [plausibility(analyte.id, to_canonical(analyte.id, reading, unit)) for reading in readings]
    usual = [reading for reading, verdict in zip(readings, verdicts, strict=True) if verdict != "refuse"]
    first, second = readings
    grouped_first = first > second
    if len(usual) == 1:
        # 1.250 is asked even where 1.25 cannot be: a digit may be lost. Cell counts are written so as a rule.
        return usual[0] if usual[0] == first or grouped_first or "/uL" in analyte.units else None
    if grouped_first and verdicts[0] == "ok" and (verdicts[1] != "ok" or not _bare_certain(analyte, second)):
        return first
    return None


def _bare_certain(analyte: Analyte, number: float) -> bool:
    return any(line.start <= number < line.end for line in analyte.magnitude)


def resolve(test: str, value: Value, evidence: Evidence, when: str | None = None) -> LabValue | Unclear | None:
    """A value bound to a test, as canonical value or as question. None where the number belongs to a test of
    no concern here.
    """
    if test == OTHER:
        return None
    if test.startswith(AMBIGUOUS):
        return _resolve_shared(test[len(AMBIGUOUS) :], value, evidence, when)
    test = _SAME_NAME.get((test, value.unit or ""), test)
    analyte = catalogue()[test]
    if value.number.malformed:
        return unclear(test, value, "ambiguous_number")
    if value.bare_range:
        return unclear(test, value, "contradictory")
    if value.change and _too_small(analyte, value):
        return None  # "my INR went up 0.2"
    if value.change:
        return unclear(test, value, "uncertain_link")
    answer = _resolve_plain(analyte, value, evidence, when)
    if isinstance(answer, LabValue) and value.number.inequality and not _harmless_bound(analyte, answer):
        return unclear(test, value, "open_ended")
    return answer


def _too_small(analyte: Analyte, value: Value) -> bool:
    """Whether the number is too small for a value of the test in each of its usual units: it only tells a change."""
    least = analyte.refuse.below
    written = written_unit(analyte, value)
    units = list(analyte.typical) if written is None else [written]
    return least is not None and all(
        unit in analyte.typical and to_canonical(analyte.id, value.number.value, unit) < least for unit in units
    )


def _harmless_bound(analyte: Analyte, answer: LabValue) -> bool:
    """ "<0.2" of a test whose low values are no news is as good as 0.2."""
    if answer.inequality != "<" or analyte.better != "lower":
        return False
    low, high = next(iter(analyte.typical.values()))
    return answer.value <= (low + 2 * high) / 3 + 1e-9


def _resolve_plain(analyte: Analyte, value: Value, evidence: Evidence, when: str | None) -> LabValue | Unclear:
    unit = written_unit(analyte, value)
    if analyte.unit_free:
        if unit not in (None, "ratio"):
            return unclear(analyte.id, value, "unit_impossible")
        unit = None
    if unit is not None and unit not in analyte.units:
        return unclear(analyte.id, value, "unit_impossible")
    if unit is None and (from_range := _range_unit(analyte, value)) is not None:
        number = _choose_reading(analyte, value, from_range)
        if number is not None and plausibility(analyte.id, to_canonical(analyte.id, number, from_range)) == "ok":
            return _lab_value(
                analyte, value, number, from_range, assumed=len(analyte.units) > 1, confirm=False, when=when
            )
    if unit is not None:
        number = _choose_reading(analyte, value, unit)
        if number is None:
            return unclear(analyte.id, value, "ambiguous_number")
        verdict = plausibility(analyte.id, to_canonical(analyte.id, number, unit))
        if verdict == "refuse" or (verdict == "ask" and _unit_slip(analyte, number, unit)):
            return unclear(analyte.id, value, "implausible")
        return _lab_value(analyte, value, number, unit, assumed=False, confirm=verdict == "ask", when=when)
    return _resolve_bare(analyte, value, evidence, when)


def _unit_slip(analyte: Analyte, number: float, unit: str) -> bool:
    """Whether a written unit is no proof of an unlikely value: the test has but this one, or the number is an
    everyday one in the unit that is usual ("creatinine 0.9 mmol/L").
    """
    return len(analyte.units) == 1 or (
        unit not in analyte.typical
        and any(plausibility(analyte.id, to_canonical(analyte.id, number, usual)) == "ok" for usual in analyte.typical)
    )


def _resolve_bare(analyte: Analyte, value: Value, evidence: Evidence, when: str | None) -> LabValue | Unclear:
    number = value.number.value
    if len(value.number.readings) > 1:
        sure = [
            (reading, line)
            for reading in value.number.readings
            for line in analyte.magnitude
            if line.start <= reading < line.end
        ]
        values = {round(to_canonical(analyte.id, reading * line.times, line.unit), 6) for reading, line in sure}
        believable = [
            reading
            for reading in value.number.readings
            if any(
                plausibility(analyte.id, to_canonical(analyte.id, reading, unit)) != "refuse"
                for unit in analyte.typical
            )
        ]
        grouped_first = value.number.readings[0] > value.number.readings[1]
        if len(values) != 1 or (len(believable) > 1 and not grouped_first and len(sure) < 2):
            return unclear(analyte.id, value, "ambiguous_number")
        number = sure[0][0]
    if analyte.overlapping and (flagged := _flagged_unit(analyte, value)) is not None:
        system = "si" if analyte.units[flagged].system == "si" else "conventional"
        if evidence.strength >= _SURE and evidence.system != system:
            return unclear(analyte.id, value, "unit_missing")  # the mark and the rest of the report disagree
        return _checked(analyte, value, number, flagged, 1.0, True, when)
    line = next((line for line in analyte.magnitude if line.start <= number < line.end), None)
    assumed = len({unit.system for unit in analyte.units.values()} - {"both"}) > 1 or (
        line is not None and line.times != 1
    )
    if analyte.overlapping and evidence.system is not None:
        start, end = analyte.companions[evidence.system]
        unit = next(unit.name for unit in analyte.units.values() if unit.system == evidence.system)
        agrees = line is None or line.unit == unit
        weak_si = evidence.strength == 1 and evidence.system == "si"
        told = evidence.strength == _TOLD and plausibility(analyte.id, to_canonical(analyte.id, number, unit)) == "ok"
        if (
            (start <= number < end or told)
            and (agrees or evidence.strength >= _SURE)
            and not (weak_si and not number.is_integer() and line is None)
        ):
            return _checked(analyte, value, number, unit, 1.0, assumed, when)
        if line is None or evidence.strength >= _SURE:
            return unclear(analyte.id, value, "unit_missing")
    if line is None:
        candidates = _candidates(analyte, value)
        usual = [candidate for candidate in candidates if plausibility(analyte.id, candidate.value) == "ok"]
        return unclear(
            analyte.id,
            value,
            "unit_missing" if len(candidates) > 1 or (usual and not analyte.unit_free) else "implausible",
        )
    return _checked(analyte, value, number, line.unit, line.times, assumed, when)


def _flagged_unit(analyte: Analyte, value: Value) -> str | None:
    """The only unit in which the mark beside the number can be right: 5.1 (H) is no bilirubin in umol/L."""
    if value.flag not in ("high", "low") or value.range is not None:
        return None
    number = value.number.value
    fitting = [
        unit
        for unit, (low, high) in analyte.typical.items()
        if (number * _FAR > high if value.flag == "high" else number < low * _FAR)
        and plausibility(analyte.id, to_canonical(analyte.id, number, unit)) == "ok"
    ]
    return fitting[0] if len(fitting) == 1 else None


def _checked(
    analyte: Analyte, value: Value, number: float, unit: str, times: float, assumed: bool, when: str | None
) -> LabValue | Unclear:
    answer = _lab_value(analyte, value, number, unit, assumed, confirm=False, times=times, when=when)
    if plausibility(analyte.id, answer.value) != "ok":
        return unclear(analyte.id, value, "implausible")
    return answer


def _resolve_shared(shared: str, value: Value, evidence: Evidence, when: str | None) -> LabValue | Unclear | None:
    entry = catalogue().ambiguous[shared]
    if value.unit is not None and value.unit in entry.by_unit:
        return resolve(entry.by_unit[value.unit], value, evidence, when)
    if value.unit is None and not value.bare_range and not value.number.malformed:
        for start, end, test in entry.by_magnitude:
            if start <= value.number.value < end:
                return resolve(test, value, evidence, when)
    tests = [test for test in dict.fromkeys(entry.by_unit.values()) if test != OTHER]
    candidates: list[LabValue] = []
    for test in tests:
        candidates += list(_candidates(catalogue()[test], value))
    return Unclear(entry.asks, "ambiguous_name", value.number.value, tuple(candidates))


def same_value(first: LabValue, second: LabValue) -> bool:
    """Whether two values of one test are one, given in two units or twice."""
    if first.source_unit == second.source_unit:
        return abs(first.value - second.value) < 1e-6 * max(1.0, first.value)
    return abs(first.value - second.value) <= _SAME * max(first.value, second.value)
