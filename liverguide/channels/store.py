"""The conversation store behind Rasa's wrapper."""

from __future__ import annotations

from typing import cast

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore

from liverguide.storage.no_fallback import NoFallback
from liverguide.storage.tracker_store import ConversationStore


def store_of(agent: Agent) -> ConversationStore:
    """The store itself: Rasa's wrapper hides its errors. From the first call on the wrapper falls back to nothing."""
    wrapper = agent.tracker_store
    if isinstance(wrapper, FailSafeTrackerStore) and not isinstance(wrapper._fallback_tracker_store, NoFallback):
        wrapper._fallback_tracker_store = NoFallback(wrapper.domain)
    return cast(ConversationStore, getattr(wrapper, "_tracker_store", wrapper))
