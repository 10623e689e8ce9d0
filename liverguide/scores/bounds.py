"""The bounds that the allocation policy puts on laboratory values before they enter a MELD formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Bounds:
    """Values below `lowest` count as `lowest`, values above `highest` (if there is one) as `highest`."""

    lowest: Decimal
    highest: Decimal | None = None

    def apply(self, value: Decimal) -> tuple[Decimal, str | None]:
        """The value to use, and why it differs from `value` (None if it does not)."""
        if value < self.lowest:
            return self.lowest, f"below {self.lowest} counts as {self.lowest}"
        if self.highest is not None and value > self.highest:
            return self.highest, f"above {self.highest} counts as {self.highest}"
        return value, None


def apply_bounds(
    values: Mapping[str, Decimal], bounds: Mapping[str, Bounds], *, dialysis: bool
) -> tuple[dict[str, Decimal], dict[str, str]]:
    """The values as the formula uses them, and for each changed one the reason.

    With `dialysis` creatinine takes its upper bound whatever the laboratory measured, also where it
    measured less than the lower bound.
    """
    used: dict[str, Decimal] = {}
    reasons: dict[str, str] = {}
    for analyte, value in values.items():
        bound = bounds[analyte]
        if analyte == "creatinine" and dialysis and bound.highest is not None:
            used[analyte] = bound.highest
            if value != bound.highest:
                reasons[analyte] = f"on dialysis counts as {bound.highest}"
            continue
        used[analyte], reason = bound.apply(value)
        if reason is not None:
            reasons[analyte] = reason
    return used, reasons
