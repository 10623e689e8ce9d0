"""What one value means: against the range, in both units, what moves it. Never a reassurance."""

from __future__ import annotations

from liverguide.explanations import formatting
from liverguide.labs import LabValue, catalogue
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
    place = _place(lab)
    lines.append(library.phrase(f"explain.{place}"))
    if place == "above":
        lines.append(marker.high)
    elif place == "below":
        lines.append(marker.low)
    better = catalogue()[lab.analyte].better
    if better in ("lower", "higher"):
        lines.append(library.phrase(f"explain.better_{better}"))
    if lab.assumed_unit:
        lines.append(library.phrase("score.assumed_unit", unit=formatting.shown_unit(lab)))
    if lab.confirm:
        lines.append(library.phrase("score.check_value"))
    return library.cited(_before_marks(" ".join(line.strip() for line in lines)))


def _place(lab: LabValue) -> str:
    low, high = lab.reference_range or _typical(lab.analyte)
    if high is not None and lab.value > high:
        return "above"
    if low is not None and lab.value < low:
        return "below"
    return "inside"


def _typical(analyte: str) -> tuple[float, float]:
    entry = catalogue()[analyte]
    return entry.typical[entry.canonical]


def _before_marks(text: str) -> str:
    """Source marks stand before the full stop, wherever the pieces put them."""
    return text.replace(". [lab_ranges]", " [lab_ranges].")
