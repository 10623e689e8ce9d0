"""The part of a conversation that rules look at: the slots, and the message that is to be answered."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from liverguide.storage.conversation_states import as_events, state_of


def present(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """A tracker that begins right before the last message.

    Rasa works out what every past turn looked like, for each message anew. Our rules have one message and one action
    (a test holds them to that), so all of it leads to the same prediction.
    """
    events = list(tracker.events)
    last_message = max((n for n, event in enumerate(events) if isinstance(event, UserUttered)), default=None)
    if last_message is None or not any(isinstance(event, ActionExecuted) for event in events[:last_message]):
        return tracker
    listened = max(n for n, event in enumerate(events[:last_message]) if isinstance(event, ActionExecuted))
    short = DialogueStateTracker(tracker.sender_id, tracker.slots.values())
    kept = as_events(state_of(tracker), events[last_message].timestamp)
    for event in (events[listened], *kept, *events[last_message:]):
        short.update(event)
    return short
