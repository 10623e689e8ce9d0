"""Values and ranges as people read them."""

from __future__ import annotations

import math

from liverguide.labs import LabValue, catalogue, from_canonical

SHOWN_UNITS = {"umol/L": "µmol/L", "ukat/L": "µkat/L", "10^9/L": "× 10⁹/L", "10^3/uL": "× 10³/µL", "/uL": "per µL"}

DECIMALS_WITHOUT_UNIT = 2

# Canonical values are kept with four decimals, which is that much of the smallest ones.
ROUNDED_IN_READING = 5e-3


def number(value: float, decimals: int) -> str:
    """At most `decimals` places, without zeros at the end."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(analyte: str, value: float, unit: str) -> str:
    """A value in one of its units: "45 µmol/L"."""
    return f"{number(value, _decimals(analyte, unit))} {unit_name(analyte, unit)}".strip()


def value_in(lab: LabValue, unit: str) -> float:
    """The value in one of its units; in that of the report exactly the number that was written."""
    converted = from_canonical(lab.analyte, lab.value, unit)
    return lab.written_value if unit == lab.source_unit and is_read_as_written(lab) else float(f"{converted:.10g}")


def is_read_as_written(lab: LabValue) -> bool:
    """Whether the written number is the value; "0.65" for a PTA of 65 % is not."""
    converted = from_canonical(lab.analyte, lab.value, lab.source_unit)
    return math.isclose(converted, lab.written_value, rel_tol=ROUNDED_IN_READING)


def as_written(lab: LabValue) -> str:
    """The number as it was given, never rounded, with the unit that was understood ("65 %" for a PTA of 0.65)."""
    if not is_read_as_written(lab):
        return quantity(lab.analyte, lab.value, lab.unit)
    return f"{_sign(lab)}{lab.written_value:.12g} {unit_name(lab.analyte, lab.source_unit)}".strip()


def with_conversion(lab: LabValue) -> str:
    """As written, with the conventional unit beside it where that is another one: "45 µmol/L (2.6 mg/dL)"."""
    if lab.source_unit == lab.unit or not is_read_as_written(lab):
        return as_written(lab)
    return f"{as_written(lab)} ({quantity(lab.analyte, lab.value, lab.unit)})"


def in_both_systems(lab: LabValue) -> str:
    """As written, and in the other unit system where the analyte has one."""
    other = _other_unit(lab)
    if other is None:
        return with_conversion(lab)
    return f"{as_written(lab)} ({quantity(lab.analyte, from_canonical(lab.analyte, lab.value, other), other)})"


def shown_unit(lab: LabValue) -> str:
    """The unit in which the value was understood, as people read it."""
    return unit_name(lab.analyte, lab.source_unit)


def typical_range(analyte: str) -> str:
    """The usual adult range in each unit system: "0.1 to 1.2 mg/dL (2 to 21 µmol/L)"."""
    shown = [span(analyte, low, high, unit) for unit, (low, high) in catalogue()[analyte].typical.items()]
    return shown[0] + (f" ({'; '.join(shown[1:])})" if len(shown) > 1 else "")


def reported_range(lab: LabValue) -> str | None:
    """The range printed on the person's own report, in the unit they wrote; None if there was none."""
    if lab.reference_range is None or lab.reference_range == (None, None):
        return None
    low, high = (
        None if bound is None else from_canonical(lab.analyte, bound, lab.source_unit) for bound in lab.reference_range
    )
    return span(lab.analyte, low, high, lab.source_unit)


def span(analyte: str, low: float | None, high: float | None, unit: str) -> str:
    """A range in one unit: "0.1 to 1.2 mg/dL"; where one side is open "up to 40 U/L" or "3.5 g/dL or more"."""
    ends = [None if end is None else number(end, _decimals(analyte, unit)) for end in (low, high)]
    shown = unit_name(analyte, unit)
    if ends[0] is None:
        return f"up to {ends[1]} {shown}".strip()
    return (f"{ends[0]} to {ends[1]} {shown}" if ends[1] is not None else f"{ends[0]} {shown} or more").strip()


def unit_name(analyte: str, unit: str) -> str:
    """A unit as people read it; empty where the test has none."""
    return "" if catalogue()[analyte].unit_free else SHOWN_UNITS.get(unit, unit)


def display_name(analyte: str) -> str:
    """The analyte's name at the beginning of a line."""
    name = catalogue()[analyte].display_name
    return name[0].upper() + name[1:]


def _decimals(analyte: str, unit: str) -> int:
    known = catalogue()[analyte].units.get(unit)
    return known.decimals if known else DECIMALS_WITHOUT_UNIT


def _sign(lab: LabValue) -> str:
    return {"<": "below ", ">": "above "}.get(lab.inequality or "", "")


def _other_unit(lab: LabValue) -> str | None:
    units = list(catalogue()[lab.analyte].typical)
    others = [unit for unit in units if unit != lab.source_unit]
    return others[0] if others and len(units) > 1 else None
