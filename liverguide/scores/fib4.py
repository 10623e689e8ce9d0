"""FIB-4, an index of liver scarring from age, AST, ALT and platelets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal, TypeAlias

from liverguide.scores.limits import LIMITS
from liverguide.scores.result import InputValue, read_only
from liverguide.scores.rounding import ARITHMETIC

Band: TypeAlias = Literal["low", "indeterminate", "high"]

_OLDER = 65
_TOO_YOUNG_TO_RELY_ON = 35

NOT_IN_ACUTE_INJURY = "not valid in acute liver injury or acute-on-chronic liver failure"
POOR_WHEN_YOUNG = "works poorly at age 35 or younger"


@dataclass(frozen=True)
class Fib4Reading:
    """How the index reads for one group of diseases: below `low_cutoff` low, above `high_cutoff` high."""

    disease: Literal["fatty liver disease", "hepatitis C or HIV"]
    low_cutoff: float
    high_cutoff: float
    band: Band
    source: str


@dataclass(frozen=True, kw_only=True)
class Fib4:
    """A FIB-4 index, not rounded; `readings` by disease, as the cut-offs differ; `notes` to show with it."""

    name: str = "FIB-4"
    score: float
    readings: tuple[Fib4Reading, ...]
    notes: tuple[str, ...]
    inputs: Mapping[str, InputValue]
    given: Mapping[str, InputValue]


def fib4(*, age: float, ast: float, alt: float, platelets: float) -> Fib4:
    """age x AST / (platelets x sqrt(ALT)); age in years, AST and ALT in U/L, platelets in 10^9/L.

    Cut-offs: fatty liver disease 1.3 (2.0 from age 65) and 2.67; hepatitis C or HIV 1.45 and 3.25. It works
    poorly at 35 or younger and is not valid in acute injury. Raises ImpossibleInput.
    Sources: American Society of Hematology table (1.3, 2.67); Sterling (1.45, 3.25); McPherson 2017, PMID
    27725647 (2.0 from 65; poor at 35 or younger).
    """
    with localcontext(ARITHMETIC):
        years = LIMITS["age"].check(age)
        score = (
            years * LIMITS["ast"].check(ast) / (LIMITS["platelets"].check(platelets) * LIMITS["alt"].check(alt).sqrt())
        )
    older = years >= _OLDER
    given: dict[str, InputValue] = {"age": age, "ast": ast, "alt": alt, "platelets": platelets}
    return Fib4(
        score=float(score),
        readings=(
            _reading(
                score,
                "fatty liver disease",
                "2.0" if older else "1.3",
                "2.67",
                "McPherson 2017, PMID 27725647" if older else "American Society of Hematology table",
            ),
            _reading(score, "hepatitis C or HIV", "1.45", "3.25", "Sterling"),
        ),
        notes=(NOT_IN_ACUTE_INJURY, POOR_WHEN_YOUNG) if years <= _TOO_YOUNG_TO_RELY_ON else (NOT_IN_ACUTE_INJURY,),
        inputs=read_only(given),
        given=read_only(given),
    )


def _reading(
    score: Decimal,
    disease: Literal["fatty liver disease", "hepatitis C or HIV"],
    low: str,
    high: str,
    source: str,
) -> Fib4Reading:
    band: Band = "low" if score < Decimal(low) else "high" if score > Decimal(high) else "indeterminate"
    return Fib4Reading(disease, float(low), float(high), band, source)
