"""Published survival statistics by score. To be used only after a person has said that they want to see them.

They describe groups of people in the past, not the person asking. Show the cohort and its age with every
figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from liverguide.scores.limits import Limit
from liverguide.scores.rounding import ARITHMETIC

_SCORE_LIMIT = Limit("score", "points", Decimal(6), Decimal(40))


@dataclass(frozen=True)
class MortalityBand:
    """People who died within 3 months, in percent, with scores `lowest` to `highest` (None: and above)."""

    lowest: int
    highest: int | None
    died_percent: float


@dataclass(frozen=True)
class PublishedMortality:
    """A published table of deaths by score, and on whom and when it was measured."""

    score: str
    source: str
    cohort: str
    first_year: int
    last_year: int
    patients: int
    deaths: int
    caveats: tuple[str, ...]
    bands: tuple[MortalityBand, ...]


WIESNER_2003 = PublishedMortality(
    score="MELD",
    source="Wiesner 2003, Gastroenterology 124:91-96",
    cohort="people listed for a liver transplant in the United States",
    first_year=1999,
    last_year=2001,
    patients=3437,
    deaths=412,
    caveats=(
        "for the original MELD only, not checked for MELD-Na or MELD 3.0",
        "measured in 1999 to 2001, before many of today's treatments",
        "says nothing about one person",
    ),
    # The abstract calls the lowest group "below 9", later calculators "9 or less".
    bands=(
        MortalityBand(6, 9, 1.9),
        MortalityBand(10, 19, 6.0),
        MortalityBand(20, 29, 19.6),
        MortalityBand(30, 39, 52.6),
        MortalityBand(40, None, 71.3),
    ),
)
"""Deaths within 3 months on the waiting list by original MELD."""


def mortality_3_months_meld(score: int) -> MortalityBand:
    """The band of `WIESNER_2003` that holds an original MELD of `score` (6 to 40). Raises ImpossibleInput."""
    exact = _SCORE_LIMIT.check(score)
    return next(band for band in reversed(WIESNER_2003.bands) if exact >= band.lowest)


def survival_90_days_meld_3(score: float) -> float:
    """The share (0 to 1) of people with a MELD 3.0 of `score` (6 to 40) who were alive after 90 days.

    0.946 ^ exp(0.17698 x score - 3.56). Raises ImpossibleInput. Source: Kim 2021, doi
    10.1053/j.gastro.2021.08.050, as coded in the R package ameld; measured on people listed for a liver
    transplant in the United States. The paper's supplementary table 5 agrees within 0.9 percentage points
    (28 points: 79.9 % here, 79.1 % there), as far as rounding its scores to whole points explains; so show
    no decimals.
    """
    with localcontext(ARITHMETIC):
        exact = _SCORE_LIMIT.check(score)
        hazard = (Decimal("0.17698") * exact - Decimal("3.56")).exp()
        return float(Decimal("0.946") ** hazard)
