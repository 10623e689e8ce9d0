"""A tracker that knows what of it is stored: the state after all events, and the last few of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class StoredTracker(DialogueStateTracker):
    """Rasa's tracker without the distant past.

    `last_event` is the database's number of the conversation's last stored event, 0 when there is none; `expected` is
    what the dialogue was waiting for then.
    """

    def __init__(self, sender_id: str, slots: Iterable[Slot] | None, max_event_history: int | None = None) -> None:
        super().__init__(sender_id, slots, max_event_history)
        self.last_event = 0
        self.expected: Any = None
        self._stored = 0

    def begin(self, events: Iterable[Event], last_event: int) -> None:
        """Take up what is stored."""
        for event in events:
            self.update(event)
        self.is_stored_up_to(last_event)

    @property
    def new_events(self) -> list[Event]:
        """Events that are not stored yet."""
        return list(islice(self.events, self._stored, None))

    def is_stored_up_to(self, last_event: int) -> None:
        """Everything is stored now."""
        self.last_event = last_event
        self.expected = self.get_slot("expecting") if "expecting" in self.slots else None
        self._stored = len(self.events)
