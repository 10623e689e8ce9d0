"""One value on a strip with its range."""

from __future__ import annotations

from typing import Literal

from liverguide.explanations import formatting
from liverguide.explanations.value import measure, place
from liverguide.labs import LabValue, catalogue
from liverguide.library import Library
from liverguide.pictures import numbers
from liverguide.pictures.picture import BasePicture
from liverguide.pictures.scale import Ends, Scale, ScaleKind, scale_around

Arrow = Literal["up", "down"]


class RangeStrip(BasePicture):
    """`typical` is the range as it is drawn: an open side, or a 0 on a log scale, ends where the strip ends.

    It is the report's own range where there is one (`range_from`); `range_shown` says it in words. `better` is the
    test's better direction, `arrow` the one that is drawn: only from a value on the worse side.
    """

    kind: Literal["range_strip"] = "range_strip"
    analyte: str
    name: str
    unit: str
    value: float
    shown: str
    typical: Ends
    range_from: Literal["report", "typical"]
    range_shown: str
    place: Literal["above", "below", "inside"]
    scale: Ends
    scale_kind: ScaleKind
    better: Literal["lower", "higher", "in_range"]
    arrow: Arrow | None
    arrow_label: str


def range_strip(library: Library, lab: LabValue) -> RangeStrip:
    """The strip of a value in the unit in which it was written, where its range is known in that unit."""
    by, where = measure(lab), place(lab)
    value = formatting.value_in(lab, by.unit)
    scale = scale_around([value], by.low, by.high)
    better = catalogue()[lab.analyte].better
    arrow = _arrow(better, where)
    marker = library.markers[lab.analyte].name
    strip_name, shown = marker[0].upper() + marker[1:], numbers.shown(lab, by.unit)
    unit = formatting.unit_name(lab.analyte, by.unit)
    span = formatting.span(lab.analyte, by.low, by.high, by.unit)
    range_shown = library.phrase("picture.strip.own_range" if by.own else "picture.strip.typical", range=span)
    arrow_label = library.phrase(f"picture.strip.{arrow}") if arrow else ""
    notes = _notes(library, scale, by.low)
    ends = {"low": numbers.plain(scale.low), "high": f"{numbers.plain(scale.high)} {unit}".strip()}
    said = [
        library.phrase("picture.strip.scale", name=strip_name, **ends),
        library.phrase("picture.strip.mark", value=shown),
        library.phrase("picture.strip.band", range=range_shown),
        library.phrase(f"explain.{where}"),
    ]
    if arrow:
        said.append(library.phrase("picture.strip.arrow", label=arrow_label))
    return RangeStrip(
        title=library.phrase("picture.strip.title", name=strip_name, value=shown),
        alt=" ".join([*said, *notes]),
        notes=notes,
        analyte=lab.analyte,
        name=strip_name,
        unit=unit,
        value=value,
        shown=shown,
        typical=(scale.clip(by.low or 0.0), scale.high if by.high is None else scale.clip(by.high)),
        range_from="report" if by.own else "typical",
        range_shown=range_shown,
        place=where,
        scale=scale.ends,
        scale_kind=scale.kind,
        better=better,
        arrow=arrow,
        arrow_label=arrow_label,
    )


def _arrow(better: str, where: str) -> Arrow | None:
    if better == "lower" and where == "above":
        return "down"
    return "up" if better == "higher" and where == "below" else None


def _notes(library: Library, scale: Scale, low: float | None) -> tuple[str, ...]:
    if scale.kind == "linear":
        return ()
    uneven = library.phrase("picture.strip.uneven")
    return (uneven, library.phrase("picture.strip.no_zero")) if not low else (uneven,)
