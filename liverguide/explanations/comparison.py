"""Two sets of values side by side: the direction of each change, and what a pair cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from liverguide.explanations import formatting
from liverguide.explanations.meld_outcome import CORE, Circumstances, compute
from liverguide.labs import LabValue, catalogue
from liverguide.library import Library
from liverguide.scores import ScoreError

Direction = Literal["better", "worse", "same", "toward", "away"]


def compare(
    library: Library, before: Mapping[str, LabValue], after: Mapping[str, LabValue], circumstances: Circumstances
) -> str:
    """One line per indicator, then MELD where both sets allow it, then what the comparison does not prove."""
    in_order = [analyte for analyte in catalogue() if analyte in before or analyte in after]
    both = [analyte for analyte in in_order if analyte in before and analyte in after]
    lines = [library.phrase("compare.heading")]
    lines += [_line(library, before[analyte], after[analyte]) for analyte in both]
    single = [analyte for analyte in in_order if analyte not in both]
    for analyte in single:
        kind, lab = ("only_before", before[analyte]) if analyte in before else ("only_after", after[analyte])
        shown = formatting.with_conversion(lab)
        name = formatting.display_name(analyte)
        lines.append(library.phrase(f"compare.{kind}", name=name, before=shown, after=shown))
    lines += _meld_lines(library, first_melds(before, after, circumstances), circumstances)
    if single:
        lines.append("\n" + library.phrase("compare.incomplete"))
    lines.append("\n" + library.phrase("compare.caution"))
    return "\n".join(lines)


def _line(library: Library, before: LabValue, after: LabValue) -> str:
    return library.phrase(
        "compare.line",
        name=formatting.display_name(before.analyte),
        before=formatting.with_conversion(before),
        after=formatting.with_conversion(after),
        verdict=library.phrase(f"compare.{direction(before, after)}"),
    )


def direction(before: LabValue, after: LabValue) -> Direction:
    """Which way a value moved: better, worse, same; toward or away from the typical range where neither is better."""
    entry = catalogue()[before.analyte]
    if abs(after.value - before.value) < 1e-9:
        return "same"
    if entry.better == "in_range":
        low, high = entry.typical[entry.canonical]
        far_before, far_after = (max(low - lab.value, lab.value - high, 0.0) for lab in (before, after))
        if far_before == far_after:
            return "same"
        return "toward" if far_after < far_before else "away"
    return "better" if (after.value > before.value) == (entry.better == "higher") else "worse"


def first_melds(
    before: Mapping[str, LabValue], after: Mapping[str, LabValue], circumstances: Circumstances
) -> tuple[int, int] | None:
    """The first MELD of both sets, so that a test missing on one side cannot change the version; None without one."""
    if not all(analyte in labs for analyte in CORE for labs in (before, after)):
        return None
    core = [{analyte: labs[analyte] for analyte in CORE} for labs in (before, after)]
    try:
        earlier, newer = (compute(labs, circumstances).best.score for labs in core)
    except ScoreError:  # too young for MELD, or a value that cannot be: the values themselves are compared all the same
        return None
    return earlier, newer


def meld_change(earlier: int, newer: int) -> str:
    """Which way a MELD moved: up, down, same."""
    return "same" if earlier == newer else ("up" if newer > earlier else "down")


def _meld_lines(library: Library, melds: tuple[int, int] | None, circumstances: Circumstances) -> list[str]:
    if melds is None:
        return []
    verdict = library.phrase(f"compare.meld_{meld_change(*melds)}")
    line = library.phrase("compare.meld", before=melds[0], after=melds[1], verdict=verdict)
    return [line if circumstances.dialysis is not None else f"{line} {library.phrase('compare.without_dialysis')}"]
