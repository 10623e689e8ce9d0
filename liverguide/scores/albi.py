"""ALBI, the albumin-bilirubin grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal

from liverguide.scores.conversion import ALBUMIN_G_PER_L, BILIRUBIN_UMOL_PER_L
from liverguide.scores.limits import LIMITS
from liverguide.scores.result import InputValue, read_only
from liverguide.scores.rounding import ARITHMETIC

_HIGHEST_GRADE_1 = Decimal("-2.60")
_HIGHEST_GRADE_2 = Decimal("-1.39")


@dataclass(frozen=True, kw_only=True)
class Albi:
    """An ALBI score, not rounded, and its grade: 1 is the best liver function, 3 the worst.

    `inputs` are in the formula's units (bilirubin umol/L, albumin g/L), `given` as passed (mg/dL, g/dL).
    """

    name: str = "ALBI"
    score: float
    grade: Literal[1, 2, 3]
    inputs: Mapping[str, InputValue]
    given: Mapping[str, InputValue]
    notes: tuple[str, ...] = ("built for people with liver cancer (HCC)",)


def albi(*, bilirubin: float, albumin: float) -> Albi:
    """0.66 log10(bilirubin in umol/L) - 0.085 (albumin in g/L), from bilirubin in mg/dL and albumin in g/dL.

    Grade 1 up to -2.60, grade 2 up to -1.39, grade 3 above. Built for liver cancer (HCC). Raises
    ImpossibleInput.
    Source: the ALBI formula as printed by public calculators (mdapp.co; its grade 3 is misprinted there).
    """
    with localcontext(ARITHMETIC):
        umol = LIMITS["bilirubin"].check(bilirubin) * BILIRUBIN_UMOL_PER_L
        grams = LIMITS["albumin"].check(albumin) * ALBUMIN_G_PER_L
        score = Decimal("0.66") * umol.log10() - Decimal("0.085") * grams
    return Albi(
        score=float(score),
        grade=1 if score <= _HIGHEST_GRADE_1 else 2 if score <= _HIGHEST_GRADE_2 else 3,
        inputs=read_only({"bilirubin": float(umol), "albumin": float(grams)}),
        given=read_only({"bilirubin": bilirubin, "albumin": albumin}),
    )
