"""Tells a long number that was measured ("viral load 1200000 IU/mL") from one that names somebody."""

from __future__ import annotations

import re

UNIT = re.compile(
    r"\s{0,2}(?:IU|U|k?UI|copies|cells?|cel|c[ée]lulas|zellen|million|/|x\s?10|×\s?10|per\b|mg|ug|µg|ng|pg|ml|mm3|mm³|log)(?![a-z]{3})",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?:viral load|load|dna|rna|pcr|copies|cells?|dose|platelets?|plt|afp|ferritin|count|wbc|rbc|carga viral|"
    r"alt|ast|alp|ggt|gpt|got|ldh|plaquetas|thrombozyten)[\s:=<>~]{0,4}(?:(?:is|was|of|at|about|over|to|now|de|es)\s+){0,3}[<>~]?\Z",
    re.IGNORECASE,
)
LONGEST_CALL = 40


def is_measured(text: str, start: int, end: int) -> bool:
    """Whether the number at this place is a measurement or a dose."""
    return bool(UNIT.match(text, end) or CALLED.search(text[max(0, start - LONGEST_CALL) : start]))
