"""Which versions of MELD the known values allow, and their results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liverguide.labs import LabValue
from liverguide.scores import AgeNotCovered, Score, meld, meld_3, meld_na

CORE = ("bilirubin", "inr", "creatinine")
YOUNGEST = 12


@dataclass(frozen=True)
class Circumstances:
    """What counts besides the blood tests. `dialysis`: two or more times in the past 7 days; None is not known."""

    dialysis: bool | None = None
    sex: str | None = None
    age: int | None = None


@dataclass(frozen=True)
class MeldOutcome:
    """All versions that could be computed; `best` is the newest of them.

    `by_sex` holds MELD 3.0 for either sex when everything but the sex is known. `on_dialysis` is the best version
    under the dialysis rule, given when dialysis is not known.
    """

    best: Score
    others: tuple[Score, ...]
    missing_for_meld_3: tuple[str, ...]
    by_sex: Mapping[str, Score]
    on_dialysis: Score | None


def missing_core(labs: Mapping[str, LabValue]) -> list[str]:
    """Tests without which no version can be computed."""
    return [analyte for analyte in CORE if analyte not in labs]


def compute(labs: Mapping[str, LabValue], circumstances: Circumstances) -> MeldOutcome:
    """Every version that the values allow.

    Raises:
        liverguide.scores.ScoreError: a value is impossible, or the person is too young for MELD.
    """
    if circumstances.age is not None and circumstances.age < YOUNGEST:
        raise AgeNotCovered("MELD", circumstances.age, YOUNGEST)
    versions = _versions(labs, circumstances, bool(circumstances.dialysis))
    missing = [name for name in ("sodium", "albumin") if name not in labs]
    by_sex = {}
    if not missing and circumstances.sex is None:
        by_sex = {sex: _meld_3(labs, circumstances, sex, bool(circumstances.dialysis)) for sex in ("female", "male")}
    unknown = circumstances.dialysis is None
    return MeldOutcome(
        best=versions[-1],
        others=tuple(versions[:-1]),
        missing_for_meld_3=(*missing, *(() if circumstances.sex else ("sex",))),
        by_sex=by_sex,
        on_dialysis=_versions(labs, circumstances, True)[-1] if unknown else None,
    )


def _versions(labs: Mapping[str, LabValue], circumstances: Circumstances, dialysis: bool) -> list[Score]:
    core = {name: labs[name].value for name in CORE}
    versions = [meld(**core, dialysis=dialysis)]
    if "sodium" in labs:
        versions.append(meld_na(**core, sodium=labs["sodium"].value, dialysis=dialysis))
    if "sodium" in labs and "albumin" in labs and circumstances.sex:
        versions.append(_meld_3(labs, circumstances, circumstances.sex, dialysis))
    return versions


def _meld_3(labs: Mapping[str, LabValue], circumstances: Circumstances, sex: str, dialysis: bool) -> Score:
    core = {name: labs[name].value for name in (*CORE, "sodium", "albumin")}
    return meld_3(**core, sex=sex, age=circumstances.age, dialysis=dialysis)
