"""A MELD result in words: the number, what was read, how each part counts, what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from liverguide.explanations import formatting
from liverguide.explanations.meld_outcome import Circumstances, MeldOutcome
from liverguide.labs import LabValue
from liverguide.library import Library
from liverguide.library.library import CitedText
from liverguide.scores import Score

MELD_3 = "MELD 3.0"


def headline(library: Library, outcome: MeldOutcome) -> CitedText:
    """Which score, the number, and the other versions."""
    best = outcome.best
    lines = [
        library.phrase("score.headline", version=best.name, score=best.score) + " " + library.phrase("score.scale")
    ]
    if outcome.by_sex:
        by_sex = {sex: score.score for sex, score in outcome.by_sex.items()}
        lines.append(library.phrase("score.two_versions", **by_sex))
    if outcome.others:
        listed = ", ".join(f"{score.name} {score.score}" for score in outcome.others)
        lines.append(library.phrase("score.others", list=listed))
    if best.name == MELD_3:
        lines.append(library.phrase("score.all_three").removesuffix(".") + " [optn_policy].")
    elif outcome.missing_for_meld_3:
        names = ", ".join(_plain(library, name) for name in outcome.missing_for_meld_3)
        lines.append(library.phrase("score.missing_for_3", list=names).removesuffix(".") + " [optn_policy].")
    return library.cited("\n\n".join(lines))


def read_back(
    library: Library, labs: Mapping[str, LabValue], circumstances: Circumstances, outcome: MeldOutcome
) -> str:
    """The inputs as read, with conversions, so that a slip is seen."""
    lines = [library.phrase("score.read_back")]
    for analyte in _used_analytes(outcome.best, labs):
        lab = labs[analyte]
        notes = [formatting.with_conversion(lab)]
        if lab.assumed_unit:
            notes.append(library.phrase("score.assumed_unit", unit=formatting.shown_unit(lab)))
        if lab.confirm:
            notes.append(library.phrase("score.check_value"))
        lines.append(library.phrase("score.read_line", name=formatting.display_name(analyte), value=_joined(notes)))
    if circumstances.sex and outcome.best.name == MELD_3:
        lines.append(library.phrase("score.sex_line", sex=circumstances.sex))
    if circumstances.age is not None and outcome.best.name == MELD_3:
        lines.append(library.phrase("score.age_line", age=circumstances.age))
    if outcome.on_dialysis is not None:
        lines.append(library.phrase("score.dialysis_unknown", score=outcome.on_dialysis.score))
    else:
        lines.append(library.phrase("score.dialysis_yes" if circumstances.dialysis else "score.dialysis_no"))
    return "\n".join(lines)


def shares(library: Library, labs: Mapping[str, LabValue], outcome: MeldOutcome) -> CitedText:
    """Each indicator in one plain line with its share of the score."""
    best = outcome.best
    lines = [library.phrase("score.shares")]
    for name, points in best.indicator_shares.items():
        if name in labs:
            marker = library.markers[name]
            line = library.phrase(
                "score.share_line",
                name=formatting.display_name(name),
                what=marker.what,
                points=_points(library, points),
                range=_range(library, labs[name]),
            )
            lines.append(f"{line} [lab_ranges]".replace(". [lab_ranges]", " [lab_ranges]."))
            if name in best.adjusted:
                lines[-1] += " " + library.phrase("score.adjusted", name="Here", why=best.adjusted[name])
        elif name == "sex":
            lines.append(library.phrase("score.share_sex", points=_points(library, points)))
    return library.cited("\n".join(lines))


def _joined(notes: list[str]) -> str:
    return ". ".join(note.removesuffix(".") for note in notes) + ("." if len(notes) > 1 else "")


def _range(library: Library, lab: LabValue) -> str:
    own = formatting.reported_range(lab)
    if own:
        return library.phrase("score.report_range", range=own)
    return library.phrase("score.typical", range=formatting.typical_range(lab.analyte))


def _points(library: Library, points: float) -> str:
    shown = f"{points:+.1f}"
    return (
        library.phrase("score.points_none")
        if shown in ("+0.0", "-0.0")
        else library.phrase("score.points", points=shown)
    )


def _used_analytes(score: Score, labs: Mapping[str, LabValue]) -> list[str]:
    return [name for name in score.given if name in labs]


def _plain(library: Library, name: str) -> str:
    return library.markers[name].name if name in library.markers else name
