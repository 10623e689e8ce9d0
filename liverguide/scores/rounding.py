"""Decimal arithmetic and half-up rounding, so that a score that is exactly 16.5 becomes 17.

Binary floating point holds neither 0.82 x 11 nor 1.85 x 0.8 exactly, and Python's `round` sends halves to
the even neighbour. Either one can print a score that the transplant network would not.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

ARITHMETIC = Context(prec=34, rounding=ROUND_HALF_UP)
"""The scores' own context: a caller that changed the process-wide one cannot change a score."""

_WRITTEN_DIGITS = 12


def as_written(value: float) -> Decimal:
    """The finite number `value` as a person wrote it: 1.1 becomes exactly 1.1, and 16.4 - 12.4 exactly 4.

    No laboratory prints 12 significant digits, so cutting there removes the noise of binary arithmetic (unit
    conversion, subtraction) and nothing else.
    """
    return Decimal(format(value, f".{_WRITTEN_DIGITS}g"))


def half_up(value: Decimal) -> int:
    """`value`, which must not be negative, as a whole number; an exact half goes up."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
