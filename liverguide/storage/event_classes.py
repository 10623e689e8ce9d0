"""Stored events back as Rasa's events; Rasa itself walks through all classes of events for each one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rasa.shared.core.events import Event


def event_of(data: Mapping[str, Any]) -> Event | None:
    """The event that a serialised one stands for; None for a kind that Rasa has given up.

    Raises:
        ValueError: no event is called so.
    """
    kind = _event_class(data["event"])
    return kind._from_parameters(data) if kind is not None else None


@lru_cache(maxsize=128)
def _event_class(name: str) -> type[Event] | None:
    found: type[Event] | None = Event.resolve_by_type(name)
    return found
