"""How often what happened on which channel, for whoever watches the machine. Counts only, nothing of any person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


class Counters:
    """Counts events by channel, from the start of the process."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, channel: str, event: str) -> None:
        """One more of an event, such as "accepted", "duplicate", "forged", "send_retried"."""
        self._counts[channel, event] += 1

    def of(self, channel: str) -> Mapping[str, int]:
        """A channel's events with their counts."""
        return {event: number for (name, event), number in sorted(self._counts.items()) if name == channel}

    def all(self) -> Mapping[str, Mapping[str, int]]:
        """Every channel's events with their counts."""
        return {channel: self.of(channel) for channel in sorted({channel for channel, _ in self._counts})}


counters = Counters()
"""Those of this process."""
