"""Slots as the library's types, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.turn import Turn
from liverguide.explanations.meld_outcome import Circumstances
from liverguide.labs import LabValue


def lab_values(slot: Mapping[str, Any] | None) -> dict[str, LabValue]:
    """A slot of values as the labs library has them."""
    return {analyte: _lab_value(data) for analyte, data in (slot or {}).items()}


def _lab_value(data: Mapping[str, Any]) -> LabValue:
    span = data.get("reference_range")
    return LabValue(**{**data, "reference_range": tuple(span) if span else None})


def circumstances(turn: Turn) -> Circumstances:
    """What is known of dialysis, sex and age."""
    person = turn.get("person") or {}
    return Circumstances(dialysis=dialysis_answer(turn), sex=person.get("sex"), age=person.get("age"))


def dialysis_answer(turn: Turn) -> bool | None:
    """Dialysis two or more times in the past 7 days; "I am on dialysis" alone does not say how often."""
    person = turn.get("person") or {}
    if person.get("dialysis") is False:
        return False
    return True if person.get("dialysis") and person.get("dialysis_often_enough") else None
