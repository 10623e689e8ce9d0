"""Button payloads: an intent may only come from a button that this conversation was really shown."""

from __future__ import annotations

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker


def was_offered(payload: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a button with this payload stands anywhere in the conversation."""
    if tracker is None:
        return False
    return any(
        button.get("payload") == payload
        for event in tracker.events
        if isinstance(event, BotUttered)
        for button in event.data.get("buttons") or []
    )
