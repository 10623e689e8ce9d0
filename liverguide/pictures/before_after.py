"""Earlier and newer values, one row for each test that stands in both sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from liverguide.explanations import formatting
from liverguide.explanations.comparison import Direction, direction, first_melds, meld_change
from liverguide.explanations.meld_outcome import Circumstances
from liverguide.labs import LabValue, catalogue
from liverguide.library import Library
from liverguide.pictures import numbers
from liverguide.pictures.picture import BasePicture, Part
from liverguide.pictures.scale import Ends, ScaleKind, scale_around
from liverguide.pictures.score_gauge import FIRST_MELD, HIGHEST, LOWEST


class Change(Part):
    """One test. `verdict` is the direction in words; `typical` is as it is drawn: a 0 on a log scale is its end."""

    name: str
    unit: str
    before: float
    after: float
    before_shown: str
    after_shown: str
    direction: Direction
    verdict: str
    typical: Ends
    typical_shown: str
    scale: Ends
    scale_kind: ScaleKind


class ScoreChange(Part):
    """The first MELD of both sets."""

    name: str
    before: int
    after: int
    verdict: str
    low: int = LOWEST
    high: int = HIGHEST


class BeforeAfter(BasePicture):
    """Each row has a scale of its own. The range is the typical one: the verdict is judged by it."""

    kind: Literal["before_after"] = "before_after"
    rows: tuple[Change, ...]
    score: ScoreChange | None


def before_after(
    library: Library, before: Mapping[str, LabValue], after: Mapping[str, LabValue], circumstances: Circumstances
) -> BeforeAfter | None:
    """The picture of a comparison; None where the two sets have no test in common."""
    both = [analyte for analyte in catalogue() if analyte in before and analyte in after]
    if not both:
        return None
    rows = tuple(_row(library, before[analyte], after[analyte]) for analyte in both)
    score = _score(library, first_melds(before, after, circumstances), circumstances)
    notes = [library.phrase("picture.change.legend")]
    if any(row.scale_kind == "log" for row in rows):
        uneven = ", ".join(row.name for row in rows if row.scale_kind == "log")
        notes.append(library.phrase("picture.change.uneven", names=uneven))
    notes.append(library.phrase("picture.change.no_proof"))
    said = [
        library.phrase(
            "picture.change.row",
            name=row.name,
            before=row.before_shown,
            after=row.after_shown,
            verdict=row.verdict,
            range=row.typical_shown,
        )
        for row in rows
    ]
    if score:
        said.append(
            library.phrase(
                "picture.change.score_row",
                name=score.name,
                low=score.low,
                high=score.high,
                before=score.before,
                after=score.after,
                verdict=score.verdict,
            )
        )
    return BeforeAfter(
        title=library.phrase("picture.change.title"),
        alt=" ".join([library.phrase("picture.change.rows"), *said, *notes]),
        notes=tuple(notes),
        rows=rows,
        score=score,
    )


def _row(library: Library, before: LabValue, after: LabValue) -> Change:
    entry = catalogue()[after.analyte]
    shared = before.source_unit == after.source_unit and after.source_unit in entry.typical
    unit = after.source_unit if shared else entry.canonical
    low, high = entry.typical[unit]
    values = [formatting.value_in(lab, unit) for lab in (before, after)]
    scale = scale_around(values, low, high)
    way = direction(before, after)
    span = formatting.span(after.analyte, low, high, unit)
    return Change(
        name=formatting.display_name(after.analyte),
        unit=formatting.unit_name(after.analyte, unit),
        before=values[0],
        after=values[1],
        before_shown=numbers.shown(before, unit),
        after_shown=numbers.shown(after, unit),
        direction=way,
        verdict=library.phrase(f"compare.{way}"),
        typical=(scale.clip(low), scale.clip(high)),
        typical_shown=library.phrase("picture.strip.typical", range=span),
        scale=scale.ends,
        scale_kind=scale.kind,
    )


def _score(library: Library, melds: tuple[int, int] | None, circumstances: Circumstances) -> ScoreChange | None:
    if melds is None:
        return None
    verdict = library.phrase(f"compare.meld_{meld_change(*melds)}")
    if circumstances.dialysis is None:
        verdict += " " + library.phrase("compare.without_dialysis")
    return ScoreChange(
        name=FIRST_MELD,
        before=melds[0],
        after=melds[1],
        verdict=verdict,
    )
