"""Whether a number has the size of a value of some test."""

from __future__ import annotations

from liverguide.labs.catalogue import Analyte
from liverguide.labs.units import plausibility, to_canonical
from liverguide.labs.values import Value


def unit_of(analyte: Analyte, value: Value) -> str | None:
    """The unit written beside the number, None where there is none that the test is measured in."""
    unit = analyte.loose_units.get(value.unit, value.unit) if value.unit is not None else None
    return unit if unit in analyte.units else None


def believable(analyte: Analyte, value: Value) -> bool:
    """Whether the number can be a value of the test, in its own unit or in a usual one."""
    unit = unit_of(analyte, value)
    units = [unit] if unit is not None else list(analyte.typical)
    return any(_verdict(analyte, value, other) != "refuse" for other in units)


def alike(analyte: Analyte, first: Value, value: Value) -> bool:
    """Whether the number has the size of an everyday value of the test, in the unit of its first one."""
    unit = unit_of(analyte, value) or unit_of(analyte, first)
    if unit is None:
        number = first.number.value
        unit = next((line.unit for line in analyte.magnitude if line.start <= number < line.end), None)
    if unit is None:
        return believable(analyte, value)
    return (unit in analyte.units or unit == analyte.canonical) and _verdict(analyte, value, unit) == "ok"


def _verdict(analyte: Analyte, value: Value, unit: str) -> str:
    return plausibility(analyte.id, to_canonical(analyte.id, value.number.value, unit))
