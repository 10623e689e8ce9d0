"""What came in from an app, in no app's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Received:
    """One thing a person did.

    `id`: the app's own id of it, unique in the app; the same id again is the same message.
    `position`: of two that wait, the smaller one was sent first (the app's counter, or seconds since 1970).
    `person`: who wrote, as the app names them; becomes a keyed hash and is not kept.
    `address`: all that is needed to reply, as the app's sender understands it.
    `text`: typed words, or the key of a tapped button (`tapped`); may be empty.
    `notice`: phrase that is said beside the answer, or alone where there are no words ("messenger.media").
    `left`: the person shut the assistant out: their address is forgotten and nothing is sent.
    `extra`: what the app's own part needs later, such as the id of a tap to confirm.
    """

    id: str
    position: float
    person: str
    address: Mapping[str, Any]
    text: str = ""
    tapped: bool = False
    notice: str | None = None
    left: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """As JSON has it; without the person, whom nothing after the hash needs."""
        return {**asdict(self), "person": ""}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Received:
        """The same from JSON."""
        return cls(**data)
