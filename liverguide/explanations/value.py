"""What one value means: against the range, in both units, what moves it. Never a reassurance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from liverguide.explanations import formatting
from liverguide.labs import LabValue, catalogue, from_canonical
from liverguide.library import Library
from liverguide.library.library import CitedText


def explain_value(library: Library, lab: LabValue) -> CitedText:
    """A few sentences on one value. The range of the person's own report goes before the typical one."""
    marker = library.markers[lab.analyte]
    own = formatting.reported_range(lab)
    lines = [
        library.phrase("explain.value", name=marker.name, value=f"**{formatting.in_both_systems(lab)}**"),
        f"{marker.name[0].upper()}{marker.name[1:]} is {marker.what}.",
    ]
    if own:
        lines.append(library.phrase("explain.own_range", range=own))
    lines.append(library.phrase("explain.typical", range=formatting.typical_range(lab.analyte)) + " [lab_ranges]")
    where = place(lab)
    lines.append(library.phrase(f"explain.{where}"))
    if where == "above":
        lines.append(marker.high)
    elif where == "below":
        lines.append(marker.low)
    better = catalogue()[lab.analyte].better
    if better in ("lower", "higher"):
        lines.append(library.phrase(f"explain.better_{better}"))
    if lab.assumed_unit:
        lines.append(library.phrase("score.assumed_unit", unit=formatting.shown_unit(lab)))
    if lab.confirm:
        lines.append(library.phrase("score.check_value"))
    return library.cited(_before_marks(" ".join(line.strip() for line in lines)))


@dataclass(frozen=True)
class Measure:
    """The range by which a value is judged, in a unit; None is an open side. `own`: from the person's report."""

    low: float | None
    high: float | None
    unit: str
    own: bool


def measure(lab: LabValue) -> Measure:
    """The range of the report where there is one, else the typical one; in the unit written, if it is known in it."""
    own = lab.reference_range
    if own is not None and own != (None, None):
        low, high = (None if end is None else from_canonical(lab.analyte, end, lab.source_unit) for end in own)
        return Measure(low, high, lab.source_unit, own=True)
    entry = catalogue()[lab.analyte]
    unit = lab.source_unit if lab.source_unit in entry.typical else entry.canonical
    return Measure(*entry.typical[unit], unit, own=False)


def place(lab: LabValue) -> Literal["above", "below", "inside"]:
    """Where the value lies by its measure."""
    by = measure(lab)
    # A range of the report was converted and rounded as the value was: they are compared as they came out of that.
    low, high = lab.reference_range if by.own and lab.reference_range else (by.low, by.high)
    value = lab.value if by.own else formatting.value_in(lab, by.unit)
    if high is not None and value > high:
        return "above"
    if low is not None and value < low:
        return "below"
    return "inside"


def _before_marks(text: str) -> str:
    """Source marks stand before the full stop, wherever the pieces put them."""
    return text.replace(". [lab_ranges]", " [lab_ranges].")
