"""Child-Pugh score: two clinical signs and three laboratory values, 1 to 3 points each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from liverguide.scores.errors import ImpossibleInput, MissingInput
from liverguide.scores.limits import ALBUMIN_LIMITS, BILIRUBIN_LIMITS, LIMITS, Limit, checked_flag
from liverguide.scores.result import InputValue, read_only

ChildClass: TypeAlias = Literal["A", "B", "C"]
Thresholds: TypeAlias = tuple[Decimal, Decimal]
"""The two ends of the 2-point band; both belong to it."""


def _thresholds(low: str, high: str) -> Thresholds:
    return Decimal(low), Decimal(high)


# SI values have thresholds of their own: 34.2 umol/L converts to 1.9996 mg/dL, another band.
_BILIRUBIN = {"mg/dL": _thresholds("2", "3"), "umol/L": _thresholds("34", "51")}
_BILIRUBIN_CHOLESTATIC = {"mg/dL": _thresholds("4", "10"), "umol/L": _thresholds("68", "171")}
_ALBUMIN = {"g/dL": _thresholds("2.8", "3.5"), "g/L": _thresholds("28", "35")}
_INR = _thresholds("1.7", "2.3")
_PT_OVER_CONTROL = _thresholds("4", "6")

_ASCITES: Mapping[object, int] = {"none": 1, "mild": 2, "moderate": 3, "severe": 3}
_ENCEPHALOPATHY: Mapping[object, int] = {"none": 1, "mild": 2, "severe": 3, 0: 1, 1: 2, 2: 2, 3: 3, 4: 3}
_MOST_POINTS_PER_ITEM = 3
_LEAST_POINTS_PER_ITEM = 1
_HIGHEST_A = 6
_HIGHEST_B = 9


@dataclass(frozen=True, kw_only=True)
class ChildPugh:
    """A Child-Pugh score, or the range it must lie in while a clinical sign is unknown.

    `score`: 5 to 15, or None while something is missing.
    `lowest`, `highest`: the range of possible scores (both equal `score` when nothing is missing).
    `child_class`: "A" (5-6), "B" (7-9) or "C" (10-15), or None where the range spans more than one class.
    `possible_classes`: every class that the range touches, in order.
    `points`: 1 to 3 by item: "bilirubin", "albumin", "clotting" and, where known, "ascites",
    "encephalopathy".
    `missing`: "ascites" and "encephalopathy" where unknown. Neither can be read off a laboratory report: ask.
    `inputs`: what was compared; `given`: everything as passed.
    """

    name: str = "Child-Pugh"
    score: int | None
    lowest: int
    highest: int
    child_class: ChildClass | None
    possible_classes: tuple[ChildClass, ...]
    points: Mapping[str, int]
    missing: tuple[str, ...]
    inputs: Mapping[str, InputValue]
    given: Mapping[str, InputValue]


def child_pugh(
    *,
    bilirubin: float,
    albumin: float,
    inr: float | None = None,
    pt_over_control: float | None = None,
    ascites: str | None = None,
    encephalopathy: str | int | None = None,
    cholestatic: bool = False,
    bilirubin_unit: str = "mg/dL",
    albumin_unit: str = "g/dL",
) -> ChildPugh:
    """The Child-Pugh points, class, or the range of both while ascites or encephalopathy is unknown.

    - bilirubin: < 2, 2-3, > 3 mg/dL (< 34, 34-51, > 51 umol/L); `cholestatic` (PBC or PSC): < 4, 4-10, > 10
      mg/dL (< 68, 68-171, > 171 umol/L). `bilirubin_unit` is "mg/dL" or "umol/L".
    - albumin: > 3.5, 2.8-3.5, < 2.8 g/dL (> 35, 28-35, < 28 g/L). `albumin_unit` is "g/dL" or "g/L". Some
      tables print 3.0 in place of 2.8; 2.8 is used here.
    - clotting: INR < 1.7, 1.7-2.3, > 2.3; or the prothrombin time in seconds over the control, < 4, 4-6,
      > 6. Where both are given the INR counts.
    - ascites: "none"; "mild" (or controlled, also by diuretics); "moderate" or "severe" (or poorly
      controlled).
    - encephalopathy: "none" (0); "mild" (grade 1 or 2); "severe" (grade 3 or 4). The grade can be given as
      a number.

    A value on a threshold belongs to the 2-point band. An unknown sign is never taken for an absent one.

    Raises ImpossibleInput; MissingInput with neither INR nor prothrombin time. Source: the table as printed
    by the Cleveland Clinic Journal of Medicine and by MDCalc; class A 5-6, B 7-9, C 10-15.
    """
    given: dict[str, InputValue] = {
        "bilirubin": bilirubin,
        "albumin": albumin,
        "inr": inr,
        "pt_over_control": pt_over_control,
        "ascites": ascites,
        "encephalopathy": encephalopathy,
        "cholestatic": cholestatic,
        "bilirubin_unit": bilirubin_unit,
        "albumin_unit": albumin_unit,
    }
    bilirubin_limit = _in_unit("bilirubin_unit", bilirubin_unit, BILIRUBIN_LIMITS)
    albumin_limit = _in_unit("albumin_unit", albumin_unit, ALBUMIN_LIMITS)
    bilirubin_bands = _BILIRUBIN_CHOLESTATIC if checked_flag("cholestatic", cholestatic) else _BILIRUBIN

    points = {
        "bilirubin": _points_rising(bilirubin_limit.check(bilirubin), bilirubin_bands[bilirubin_unit]),
        "albumin": _points_falling(albumin_limit.check(albumin), _ALBUMIN[albumin_unit]),
    }
    if inr is not None:
        points["clotting"] = _points_rising(LIMITS["inr"].check(inr), _INR)
    elif pt_over_control is not None:
        points["clotting"] = _points_rising(LIMITS["pt_over_control"].check(pt_over_control), _PT_OVER_CONTROL)
    else:
        raise MissingInput("Child-Pugh", "inr")
    if ascites is not None:
        points["ascites"] = _points_named("ascites", ascites, _ASCITES)
    if encephalopathy is not None:
        points["encephalopathy"] = _points_named("encephalopathy", encephalopathy, _ENCEPHALOPATHY)

    missing = tuple(sign for sign in ("ascites", "encephalopathy") if sign not in points)
    known = sum(points.values())
    lowest = known + len(missing) * _LEAST_POINTS_PER_ITEM
    highest = known + len(missing) * _MOST_POINTS_PER_ITEM
    classes = _classes(lowest, highest)
    unused = {"pt_over_control"} if inr is not None else {"inr"}
    return ChildPugh(
        score=None if missing else known,
        lowest=lowest,
        highest=highest,
        child_class=classes[0] if len(classes) == 1 else None,
        possible_classes=classes,
        points=read_only(points),
        missing=missing,
        inputs=read_only({name: value for name, value in given.items() if value is not None and name not in unused}),
        given=read_only(given),
    )


def _in_unit(name: str, unit: object, limits: Mapping[str, Limit]) -> Limit:
    if isinstance(unit, str) and unit in limits:
        return limits[unit]
    raise ImpossibleInput(name, unit, "", " or ".join(limits))


def _points_rising(value: Decimal, thresholds: Thresholds) -> int:
    low, high = thresholds
    return 1 if value < low else 3 if value > high else 2


def _points_falling(value: Decimal, thresholds: Thresholds) -> int:
    low, high = thresholds
    return 3 if value < low else 1 if value > high else 2


def _points_named(name: str, value: object, table: Mapping[object, int]) -> int:
    # True equals 1 as a key, and "encephalopathy=True" is no grade.
    if isinstance(value, (str, int)) and not isinstance(value, bool) and value in table:
        return table[value]
    raise ImpossibleInput(name, value, "", ", ".join(str(word) for word in table))


def _classes(lowest: int, highest: int) -> tuple[ChildClass, ...]:
    ends: tuple[tuple[ChildClass, int, int], ...] = (
        ("A", 0, _HIGHEST_A),
        ("B", _HIGHEST_A + 1, _HIGHEST_B),
        ("C", _HIGHEST_B + 1, 15),
    )
    return tuple(letter for letter, first, last in ends if lowest <= last and highest >= first)
