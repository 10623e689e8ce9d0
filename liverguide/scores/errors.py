"""What a score says when it will not compute."""

from __future__ import annotations


class ScoreError(ValueError):
    """A score was asked for that cannot honestly be given. Catch this one to catch them all."""


class ImpossibleInput(ScoreError):
    """An input that no patient can have, or that is no number (or no known word) at all.

    Attributes: `analyte`, the argument's name; `value`, as passed; `unit` ("" where there is none);
    `allowed`, the allowed range or words as text; `lowest` and `highest`, the range as numbers (None where
    words are expected).
    """

    def __init__(
        self,
        analyte: str,
        value: object,
        unit: str,
        allowed: str,
        lowest: float | None = None,
        highest: float | None = None,
    ) -> None:
        super().__init__(analyte, value, unit, allowed, lowest, highest)
        self.analyte = analyte
        self.value = value
        self.unit = unit
        self.allowed = allowed
        self.lowest = lowest
        self.highest = highest

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.analyte} {self.value!r}{unit} cannot be used; allowed: {self.allowed}"


class MissingInput(ScoreError):
    """An input without which the score would be a guess. `needed` names it: ask the person for it."""

    def __init__(self, score: str, needed: str) -> None:
        super().__init__(score, needed)
        self.score = score
        self.needed = needed

    def __str__(self) -> str:
        return f"{self.score} needs {self.needed}"


class AgeNotCovered(ScoreError):
    """The score is not defined for somebody of this `age` in years; it starts at `lowest`."""

    def __init__(self, score: str, age: float, lowest: int) -> None:
        super().__init__(score, age, lowest)
        self.score = score
        self.age = age
        self.lowest = lowest

    def __str__(self) -> str:
        return f"{self.score} is defined from age {self.lowest}, not for age {self.age:g}"
