"""What a sign of an emergency is, and what is known after a message has been read for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["self_harm", "overdose", "bleeding", "breathing", "chest", "encephalopathy", "infection", "other"]
Certainty = Literal["present", "possible"]
Reason = Literal[
    "denied", "past", "hypothetical", "teaching_question", "other_story", "animal", "long_standing", "figurative"
]

KINDS_BY_URGENCY: tuple[Kind, ...] = (
    "self_harm",
    "overdose",
    "bleeding",
    "breathing",
    "chest",
    "encephalopathy",
    "infection",
    "other",
)
REASONS: tuple[Reason, ...] = (
    "denied",
    "past",
    "hypothetical",
    "teaching_question",
    "other_story",
    "animal",
    "long_standing",
    "figurative",
)


@dataclass(frozen=True)
class RedFlag:
    """A sign of an emergency that is going on.

    `certainty` says how plainly it was told, not how dangerous it is: both "present" and "possible" ask for the
    emergency answer. `phrase` is the stretch of the message, as written, in which it was seen.
    """

    kind: Kind
    certainty: Certainty
    phrase: str


class Lowered(NamedTuple):
    """A mention that was seen and is no emergency, and why not."""

    kind: Kind
    reason: Reason


@dataclass(frozen=True)
class Assessment:
    """All that was found in one message.

    `flag` is the most urgent of `flags`, or None. `lowered` lists what was mentioned without being an emergency: a
    message with a lowered mention and no flag is a question to teach on ("what if I vomit blood?"), not an alarm.
    """

    flag: RedFlag | None
    flags: tuple[RedFlag, ...]
    lowered: tuple[Lowered, ...]
