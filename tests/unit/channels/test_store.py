from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from liverguide.channels.store import store_of
from liverguide.paths import PROJECT
from liverguide.storage.tracker_store import ConversationStore

WORDS = "the word is xylophone"


def agent_with(store: Any) -> Agent:
    return cast(Agent, SimpleNamespace(tracker_store=store))


def test_the_store_is_found_behind_rasas_wrapper_and_without_it(tmp_path: Path) -> None:
    store = ConversationStore(Domain.empty(), f"sqlite:///{tmp_path / 'conversations.db'}")
    assert store_of(agent_with(store)) is store
    assert store_of(agent_with(FailSafeTrackerStore(store))) is store


def test_a_failing_database_leaves_no_words_in_memory(tmp_path: Path) -> None:
    domain = Domain.load(str(PROJECT / "domain.yml"))
    store = ConversationStore(domain, f"sqlite:///{tmp_path / 'conversations.db'}")
    wrapper = FailSafeTrackerStore(store)
    store_of(agent_with(wrapper))
    store.SQLEvent.__table__.drop(store.engine)
    tracker = DialogueStateTracker("web:ana", domain.slots)
    tracker.update(UserUttered(WORDS), domain)
    asyncio.run(wrapper.save(tracker))
    assert asyncio.run(wrapper.fallback_tracker_store.retrieve("web:ana")) is None
    assert list(asyncio.run(wrapper.fallback_tracker_store.keys())) == []
    del tracker
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, UserUttered) and each.text == WORDS]
