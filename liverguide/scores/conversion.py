"""Exact factors from conventional to SI units, for the scores whose formulas or thresholds are in SI."""

from __future__ import annotations

from decimal import Decimal

BILIRUBIN_UMOL_PER_L = Decimal("17.104")
"""1 mg/dL of bilirubin in umol/L."""

ALBUMIN_G_PER_L = Decimal(10)
"""1 g/dL of albumin in g/L."""
