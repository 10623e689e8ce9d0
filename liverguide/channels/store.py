"""The conversation store behind Rasa's wrapper, and what the channels ask of it beyond what Rasa does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from liverguide.storage.no_fallback import NoFallback

# A serialised event with its number in the conversation, counted from 1 over events of all kinds.
NumberedEvent = tuple[int, dict[str, Any]]


class Store(Protocol):
    """The conversation store; every call raises when the database is away."""

    def spoken(self, conversation: str, after: int = 0) -> tuple[Sequence[NumberedEvent], int]:
        """What both sides said after the event `after`, and the number of the conversation's last event."""

    def has_message(self, conversation: str, message_id: str) -> bool:
        """Whether a message of the person with this id stands in the conversation."""

    def last_number(self, conversation: str) -> int:
        """The number of the conversation's last event; 0 when there is none."""

    def keep_feedback(
        self, conversation: str, message: int, topic: str | None, thumb: str | None, word: str | None
    ) -> None:
        """Keep what a person thinks of a message, in place of what they thought before."""

    def erase(self, conversation: str) -> None:
        """Erase all that belongs to a conversation."""

    def holds(self, conversation: str) -> bool:
        """Whether anything at all is kept of a conversation."""

    def purge(self) -> None:
        """Erase what is older than the clinic keeps it."""

    def linked_picture(self, token: str) -> Mapping[str, Any] | None:
        """The data of the picture behind a token; None when it is unknown or has expired."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as the dialogue sees it."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new."""


def store_of(agent: Agent) -> Store:
    """The store itself: Rasa's wrapper hides its errors. From the first call on the wrapper falls back to nothing."""
    wrapper = agent.tracker_store
    if isinstance(wrapper, FailSafeTrackerStore) and not isinstance(wrapper._fallback_tracker_store, NoFallback):
        wrapper._fallback_tracker_store = NoFallback(wrapper.domain)
    return cast(Store, getattr(wrapper, "_tracker_store", wrapper))
