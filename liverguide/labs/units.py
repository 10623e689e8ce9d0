"""Conversion between the units of one analyte, and how plausible a value is."""

from __future__ import annotations

from typing import Literal

from liverguide.labs.catalogue import Analyte, catalogue

Plausibility = Literal["ok", "ask", "refuse"]


class UnknownUnitError(ValueError):
    """The analyte is not measured in that unit."""

    def __init__(self, analyte: str, unit: str) -> None:
        super().__init__(f"{analyte} is not measured in {unit!r}")
        self.analyte = analyte
        self.unit = unit


def _per_canonical(entry: Analyte, unit: str) -> float:
    if unit in entry.units:
        return entry.units[unit].per_canonical
    if unit == entry.canonical:
        return 1.0
    raise UnknownUnitError(entry.id, unit)


def to_canonical(analyte: str, value: float, unit: str) -> float:
    """`value` in `unit` (a unit name of the catalogue, "" for INR) as canonical value. Raises
    UnknownUnitError, KeyError.
    """
    entry = catalogue()[analyte]
    return value / _per_canonical(entry, unit)


def from_canonical(analyte: str, value: float, unit: str) -> float:
    """A canonical value in another unit of the same analyte, unrounded. Raises UnknownUnitError, KeyError."""
    entry = catalogue()[analyte]
    return value * _per_canonical(entry, unit)


# Limits such as 707.2 umol/L = 8 mg/dL must not be missed by a rounding error of a division.
_SLACK = 1e-9


def plausibility(analyte: str, value: float) -> Plausibility:
    """Whether a canonical value is usual enough to take, should be asked back, or must be refused."""
    entry = catalogue()[analyte]
    for limits, verdict in ((entry.refuse, "refuse"), (entry.ask_back, "ask")):
        low = limits.below is not None and value < limits.below * (1 - _SLACK)
        high = limits.above is not None and value > limits.above * (1 + _SLACK)
        if low or high:
            return "refuse" if verdict == "refuse" else "ask"
    return "ok"
