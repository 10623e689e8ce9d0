"""APRI, the AST-to-platelet ratio index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal

from liverguide.scores.limits import LIMITS
from liverguide.scores.result import InputValue, read_only
from liverguide.scores.rounding import ARITHMETIC

_RULES_OUT_UP_TO = Decimal("0.5")
_SIGNIFICANT_ABOVE = Decimal("1.5")


@dataclass(frozen=True, kw_only=True)
class Apri:
    """An APRI, not rounded. `band`: "low" rules significant scarring out, "high" points to it.

    Show `inputs["ast_upper_limit"]` with the result: it is an assumption unless the person's own report
    printed it.
    """

    name: str = "APRI"
    score: float
    band: Literal["low", "indeterminate", "high"]
    inputs: Mapping[str, InputValue]
    given: Mapping[str, InputValue]


def apri(*, ast: float, platelets: float, ast_upper_limit: float = 40) -> Apri:
    """(AST / upper limit of normal) x 100 / platelets; AST and its limit in U/L, platelets in 10^9/L.

    Up to 0.5 rules significant fibrosis out, above 1.5 suggests it. Prefer the upper limit printed on the
    person's own report. Raises ImpossibleInput. Source: APRI cut-off table (0.5 and 1.5) as reproduced in
    clinical references.
    """
    given: dict[str, InputValue] = {"ast": ast, "platelets": platelets, "ast_upper_limit": ast_upper_limit}
    with localcontext(ARITHMETIC):
        # One division, so that an index of exactly 0.5 or 1.5 stays exact.
        score = (
            LIMITS["ast"].check(ast)
            * 100
            / (LIMITS["ast_upper_limit"].check(ast_upper_limit) * LIMITS["platelets"].check(platelets))
        )
    return Apri(
        score=float(score),
        band="low" if score <= _RULES_OUT_UP_TO else "high" if score > _SIGNIFICANT_ABOVE else "indeterminate",
        inputs=read_only(given),
        given=read_only(given),
    )
