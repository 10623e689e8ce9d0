"""What was read from a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Reason = Literal[
    "unit_missing",  # the number fits more than one unit
    "unit_impossible",  # the written unit does not belong to this test
    "implausible",  # outside of what can be believed without asking
    "contradictory",  # several values, or values that cannot be true together
    "ambiguous_name",  # the name can mean several tests
    "ambiguous_number",  # 1.200, 1.9.2
    "open_ended",  # "more than 20"
    "uncertain_link",  # not clear which test the number belongs to
    "two_people",  # not clear whose value is asked about
]


@dataclass(frozen=True)
class LabValue:
    """One lab value. `value` is in the canonical `unit`; `written_value` and `written_unit` are what the
    person gave.
    """

    analyte: str
    value: float
    unit: str
    written_value: float
    written_unit: str | None
    """The catalogue's name of the unit that was written, None where none was."""
    source_unit: str
    """The unit in which `written_value` was understood: `written_unit` or the one its size or companions made
    certain.
    """
    assumed_unit: bool
    """The unit was not written although the test has several: read it back."""
    confirm: bool = False
    """Unusual though believable with its unit: read it back before computing."""
    reference_range: tuple[float | None, float | None] | None = None
    """The range printed beside it, canonical; None for an open side."""
    flag: Literal["high", "low", "abnormal"] | None = None
    inequality: Literal["<", ">"] | None = None
    when: str | None = None
    """The date or time word given with it, as written."""


@dataclass(frozen=True)
class Unclear:
    """A test named with a number that cannot be trusted yet."""

    analyte: str
    reason: Reason
    number: float | None
    candidates: tuple[LabValue, ...] = ()
    """What it may be, for buttons. Empty where only the person can say."""


@dataclass(frozen=True)
class Person:
    """What was said outright about the person whose values these are."""

    age: int | None = None
    sex: Literal["female", "male"] | None = None
    dialysis: bool | None = None
    dialysis_often_enough: bool = False
    """At least twice a week was said in words, as the MELD rule needs; False for a plain "on dialysis"."""


@dataclass(frozen=True)
class Reading:
    """Everything read from one message. No analyte is both in `labs` and in `unclear`."""

    labs: dict[str, LabValue] = field(default_factory=dict)
    unclear: dict[str, Unclear] = field(default_factory=dict)
    earlier: dict[str, LabValue] = field(default_factory=dict)
    """The newest of the older values that the message gave."""
    person: Person = field(default_factory=Person)
    withdrawn: dict[str, float] = field(default_factory=dict)
    """Numbers that the person took back from a test ("the 1.9 was my creatinine, not INR")."""
    missing: tuple[str, ...] = ()
    """Tests the person said they do not have."""
    unassigned: tuple[float, ...] = ()
    """Numbers that look like values but name no test."""
    subject: str | None = None
    """Whose values: "self", a relation such as "father", or None where nobody was named."""
    correction: bool = False
    """The message corrects something said before."""
