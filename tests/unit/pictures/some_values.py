"""Any lab value that the assistant would take, as the reader of messages makes it."""

from __future__ import annotations

from hypothesis import strategies as st

from liverguide.labs import LabValue, catalogue, from_canonical, to_canonical
from liverguide.labs.catalogue import Analyte

CORE = ("bilirubin", "inr", "creatinine")
SCORED = (*CORE, "sodium", "albumin")


def units(entry: Analyte) -> list[str]:
    return list(entry.units) if not entry.unit_free else [""]


def lab(analyte: str, written: float, unit: str | None = None, **more: object) -> LabValue:
    """A value as written; the canonical one is rounded as the reader rounds it."""
    entry = catalogue()[analyte]
    unit = entry.canonical if unit is None else unit
    return LabValue(
        analyte=analyte,
        value=round(to_canonical(analyte, written, unit), 4),
        unit=entry.canonical,
        written_value=written,
        written_unit=unit,
        source_unit=unit,
        assumed_unit=False,
        **more,  # type: ignore[arg-type]
    )


@st.composite
def lab_values(draw: st.DrawFn, analyte: str | None = None, own_range: bool = True) -> LabValue:
    analyte = draw(st.sampled_from(list(catalogue()))) if analyte is None else analyte
    entry = catalogue()[analyte]
    unit = draw(st.sampled_from(units(entry)))
    assert entry.refuse.below is not None
    assert entry.refuse.above is not None
    limits = [from_canonical(analyte, limit, unit) for limit in (entry.refuse.below, entry.refuse.above)]
    # Even over the powers of ten, as printed with four figures.
    exponent = draw(st.floats(0, 1))
    written = float(f"{limits[0] * (limits[1] / limits[0]) ** exponent:.4g}")
    written = min(max(written, limits[0]), limits[1])
    return lab(
        analyte,
        written,
        unit,
        reference_range=draw(st.none() | _ranges(entry)) if own_range else None,
        inequality=draw(st.sampled_from([None, "<", ">"])),
    )


def _ranges(entry: Analyte) -> st.SearchStrategy[tuple[float | None, float | None]]:
    low, high = entry.typical[entry.canonical]
    lower = st.integers(0, 100).map(lambda percent: round(low * percent / 100, 4))
    upper = st.integers(100, 400).map(lambda percent: round(high * percent / 100, 4))
    return st.tuples(lower, upper) | st.tuples(st.none(), upper) | st.tuples(lower.filter(bool), st.none())


def sets_of_values(analytes: tuple[str, ...]) -> st.SearchStrategy[dict[str, LabValue]]:
    return st.fixed_dictionaries({analyte: lab_values(analyte) for analyte in analytes})
