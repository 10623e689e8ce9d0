"""The result of a score of the MELD family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias, TypeVar

InputValue: TypeAlias = float | bool | str | None
"""What a score can be given for one of its inputs."""

NOT_INDICATORS = frozenset({"constant", "meld_i_rounding", "cap"})
"""The shares that belong to the formula and to no indicator of the patient."""

_Value = TypeVar("_Value")


def read_only(mapping: Mapping[str, _Value]) -> Mapping[str, _Value]:
    """A copy of `mapping` that nobody can change."""
    return MappingProxyType(dict(mapping))


@dataclass(frozen=True, kw_only=True)
class Score:
    """A MELD, MELD-Na or MELD 3.0 and how it came about.

    `name`: the version as people call it.
    `score`: the whole number that the policy gives, 6 to 40.
    `unrounded`: the value just before the last rounding, after the cap at 40.
    `inputs`: each input as the formula used it, after bounds and the dialysis rule.
    `given`: each input as it was passed.
    `adjusted`: for each input that bounds or dialysis changed, why ("below 1.0 counts as 1.0").
    `shares`: points by name; they add up to `unrounded`. Next to the indicators stand the formula's own
    parts: "constant" (the floor, what a person with every indicator at its bound gets), "cap" (zero or
    negative) and, in MELD-Na, "meld_i_rounding".
    """

    name: str
    score: int
    unrounded: float
    inputs: Mapping[str, InputValue]
    given: Mapping[str, InputValue]
    adjusted: Mapping[str, str]
    shares: Mapping[str, float]

    @property
    def indicator_shares(self) -> Mapping[str, float]:
        """The shares of the patient's own indicators, without the formula's parts. Never negative."""
        return read_only({name: points for name, points in self.shares.items() if name not in NOT_INDICATORS})
