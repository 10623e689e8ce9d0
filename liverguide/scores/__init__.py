"""Liver scores as pure functions: numbers in, a frozen result or a typed error out.

Every function takes keyword arguments in conventional units (bilirubin and creatinine mg/dL, sodium mmol/L,
albumin g/dL, AST and ALT U/L, platelets 10^9/L, age in years). None of them fills in a missing value.

Survival statistics are deliberately not exported here: they live in `liverguide.scores.statistics` and are
to be imported only by the code that answers a person who asked to see them.
"""

from __future__ import annotations

from liverguide.scores.albi import Albi, albi
from liverguide.scores.apri import Apri, apri
from liverguide.scores.child_pugh import ChildPugh, child_pugh
from liverguide.scores.errors import AgeNotCovered, ImpossibleInput, MissingInput, ScoreError
from liverguide.scores.fib4 import Fib4, Fib4Reading, fib4
from liverguide.scores.limits import LIMITS, Limit
from liverguide.scores.meld import meld, meld_3, meld_na
from liverguide.scores.result import InputValue, Score

__all__ = [
    "LIMITS",
    "AgeNotCovered",
    "Albi",
    "Apri",
    "ChildPugh",
    "Fib4",
    "Fib4Reading",
    "ImpossibleInput",
    "InputValue",
    "Limit",
    "MissingInput",
    "Score",
    "ScoreError",
    "albi",
    "apri",
    "child_pugh",
    "fib4",
    "meld",
    "meld_3",
    "meld_na",
]
