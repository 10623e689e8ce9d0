"""The range of each input outside which no score is computed, because the number must be a slip.

These are plausibility limits, far wider than reference ranges: a value inside them may still be very
abnormal. They are proposals anchored on the valid ranges of MIMIC-Extract and wait for a clinician's
review. Not from there: age, the PT difference (a PT of 7 to 150 s against a control of 10 to 14 s) and the
AST upper limit of normal (a guard against typing an AST in its place).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from liverguide.scores.conversion import ALBUMIN_G_PER_L, BILIRUBIN_UMOL_PER_L
from liverguide.scores.errors import ImpossibleInput
from liverguide.scores.rounding import as_written

_BEYOND_ANY_LIMIT = 1_000_000


@dataclass(frozen=True)
class Limit:
    """The allowed range of one input, both ends included."""

    analyte: str
    unit: str
    lowest: Decimal
    highest: Decimal

    @property
    def allowed(self) -> str:
        """The range in words: "0.1 to 60 mg/dL"."""
        return f"{float(self.lowest):g} to {float(self.highest):g} {self.unit}".rstrip()

    def check(self, value: object) -> Decimal:
        """`value` as an exact decimal.

        Raises ImpossibleInput for a number out of range and for NaN, infinity, True, text or None.
        """
        # True is an int to Python, and "creatinine=True" must not become 1 mg/dL. The comparison also turns
        # away NaN and infinity, and integers too long for a float.
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _BEYOND_ANY_LIMIT:
            exact = as_written(value)
            if self.lowest <= exact <= self.highest:
                return exact
        raise ImpossibleInput(self.analyte, value, self.unit, self.allowed, float(self.lowest), float(self.highest))

    def converted(self, unit: str, factor: Decimal) -> Limit:
        """The same limit in another unit."""
        return Limit(self.analyte, unit, self.lowest * factor, self.highest * factor)


def _limit(analyte: str, unit: str, lowest: str, highest: str) -> Limit:
    return Limit(analyte, unit, Decimal(lowest), Decimal(highest))


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        limit.analyte: limit
        for limit in (
            _limit("bilirubin", "mg/dL", "0.1", "60"),
            _limit("inr", "", "0.5", "20"),
            _limit("creatinine", "mg/dL", "0.1", "25"),
            _limit("sodium", "mmol/L", "95", "200"),
            _limit("albumin", "g/dL", "0.5", "7"),
            _limit("ast", "U/L", "1", "25000"),
            _limit("alt", "U/L", "1", "15000"),
            _limit("platelets", "10^9/L", "1", "3000"),
            _limit("age", "years", "0", "120"),
            _limit("pt_over_control", "s", "-7", "140"),
            _limit("ast_upper_limit", "U/L", "10", "100"),
        )
    }
)
"""Limits by argument name, in the unit that the functions take."""

BILIRUBIN_LIMITS: Mapping[str, Limit] = MappingProxyType(
    {"mg/dL": LIMITS["bilirubin"], "umol/L": LIMITS["bilirubin"].converted("umol/L", BILIRUBIN_UMOL_PER_L)}
)
ALBUMIN_LIMITS: Mapping[str, Limit] = MappingProxyType(
    {"g/dL": LIMITS["albumin"], "g/L": LIMITS["albumin"].converted("g/L", ALBUMIN_G_PER_L)}
)


def checked_flag(name: str, value: object) -> bool:
    """`value` if it is True or False; ImpossibleInput for anything else: to Python the text "no" is true."""
    if isinstance(value, bool):
        return value
    raise ImpossibleInput(name, value, "", "True or False")
