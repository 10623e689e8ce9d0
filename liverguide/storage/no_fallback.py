"""What stands in for the conversation store while the database is away: nothing is kept, least of all in memory."""

from __future__ import annotations

from collections.abc import Iterable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class NoFallback(TrackerStore):
    """Forgets at once. Rasa's own stand-in keeps every word of a conversation, unredacted, until the process ends."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing; the conversation goes on from what the database has."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """No conversation."""
        return None

    async def keys(self) -> Iterable[str]:
        """No conversations."""
        return ()
