"""Values and ranges as people read them."""

from __future__ import annotations

from liverguide.labs import LabValue, catalogue, from_canonical

SHOWN_UNITS = {"umol/L": "µmol/L", "ukat/L": "µkat/L", "10^9/L": "× 10⁹/L", "10^3/uL": "× 10³/µL", "/uL": "per µL"}

DECIMALS_WITHOUT_UNIT = 2


def number(value: float, decimals: int) -> str:
    """At most `decimals` places, without zeros at the end."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(analyte: str, value: float, unit: str) -> str:
    """A value in one of its units: "45 µmol/L"."""
    return f"{number(value, _decimals(analyte, unit))} {_shown(analyte, unit)}".strip()


def as_written(lab: LabValue) -> str:
    """The number as it was given, never rounded, with the unit in which it was understood."""
    return f"{_sign(lab)}{lab.written_value:.12g} {_shown(lab.analyte, lab.source_unit)}".strip()


def with_conversion(lab: LabValue) -> str:
    """As written, with the conventional unit beside it where that is another one: "45 µmol/L (2.6 mg/dL)"."""
    if lab.source_unit == lab.unit:
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
    return _shown(lab.analyte, lab.source_unit)


def typical_range(analyte: str) -> str:
    """The usual adult range in each unit system: "0.1 to 1.2 mg/dL (2 to 21 µmol/L)"."""
    entry = catalogue()[analyte]
    shown = []
    for unit, (low, high) in entry.typical.items():
        decimals = _decimals(analyte, unit)
        shown.append(f"{number(low, decimals)} to {number(high, decimals)} {_shown(analyte, unit)}".strip())
    return shown[0] + (f" ({'; '.join(shown[1:])})" if len(shown) > 1 else "")


def reported_range(lab: LabValue) -> str | None:
    """The range printed on the person's own report, in the unit they wrote; None if there was none."""
    if lab.reference_range is None:
        return None
    decimals = _decimals(lab.analyte, lab.source_unit)
    low, high = (
        None if bound is None else number(from_canonical(lab.analyte, bound, lab.source_unit), decimals)
        for bound in lab.reference_range
    )
    unit = _shown(lab.analyte, lab.source_unit)
    if low is None:
        return f"up to {high} {unit}".strip()
    return (f"{low} to {high} {unit}" if high is not None else f"{low} {unit} or more").strip()


def display_name(analyte: str) -> str:
    """The analyte's name at the beginning of a line."""
    name = catalogue()[analyte].display_name
    return name[0].upper() + name[1:]


def _decimals(analyte: str, unit: str) -> int:
    known = catalogue()[analyte].units.get(unit)
    return known.decimals if known else DECIMALS_WITHOUT_UNIT


def _sign(lab: LabValue) -> str:
    return {"<": "below ", ">": "above "}.get(lab.inequality or "", "")


def _shown(analyte: str, unit: str) -> str:
    return "" if catalogue()[analyte].unit_free else SHOWN_UNITS.get(unit, unit)


def _other_unit(lab: LabValue) -> str | None:
    units = list(catalogue()[lab.analyte].typical)
    others = [unit for unit in units if unit != lab.source_unit]
    return others[0] if others and len(units) > 1 else None
