"""A conversation read from its state and its last events is the one that all its events make."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from liverguide.paths import PROJECT
from liverguide.storage.tracker_store import LAST_EVENTS, ConversationStore
from tests.unit.storage.test_tracker_store import Database, said

SENDER = "rest:ana"
SLOTS = {
    "expecting": st.sampled_from(["nothing", "value", "callback"]),
    "labs": st.dictionaries(st.sampled_from(["inr", "sodium"]), st.integers(1, 9)),
    "last_topic": st.sampled_from([None, "albi", "cirrhosis"]),
    "introduced": st.booleans(),
}


@st.composite
def slot(draw: Any) -> Event:
    name = draw(st.sampled_from(sorted(SLOTS)))
    return SlotSet(name, draw(SLOTS[name]))


@st.composite
def turn(draw: Any) -> list[Event]:
    events: list[Event] = []
    if draw(st.integers(0, 9)) == 0:
        events += [ActionExecuted("action_session_start"), SessionStarted()]
        events += draw(st.lists(slot(), max_size=2))
        events.append(ActionExecuted("action_listen"))
    events += [said(f"INR 1.{draw(st.integers(0, 9))}"), ActionExecuted("action_answer"), BotUttered("Thank you.")]
    events += draw(st.lists(slot(), max_size=12))
    if draw(st.integers(0, 9)) == 0:
        events.append(draw(st.sampled_from([ConversationPaused(), ConversationResumed()])))
    return [*events, ActionExecuted("action_listen")]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(PROJECT / "domain.yml"))


def replayed(database: Database) -> DialogueStateTracker:
    """The present session as Rasa itself would make it from the rows."""
    rows = [json.loads(data) for (data,) in database.query("SELECT data FROM events ORDER BY id")]
    begins = max((n for n, row in enumerate(rows) if row["event"] == "session_started"), default=0)
    return DialogueStateTracker.from_dict(SENDER, rows[begins:], database.store.domain.slots)


def what_matters(tracker: DialogueStateTracker) -> tuple[object, ...]:
    message = tracker.latest_message
    return (
        tracker.current_slot_values(),
        {name for name, slot in tracker.slots.items() if slot.has_been_set},
        tracker.is_paused(),
        tracker.latest_action_name,
        message.text if message else None,
        tracker.latest_bot_utterance.text if tracker.latest_bot_utterance else None,
        tracker.active_loop_name,
        tracker.followup_action,
    )


@settings(max_examples=40, deadline=None)
@given(turns=st.lists(turn(), min_size=1, max_size=14))
def test_state_and_last_events_make_the_same_conversation(
    tmp_path_factory: pytest.TempPathFactory, domain: Domain, turns: list[list[Event]]
) -> None:
    database = Database(tmp_path_factory.mktemp("states") / "conversations.db", domain)
    for events in turns:
        database.turn(SENDER, events)
        read, whole = asyncio.run(database.store.retrieve(SENDER)), replayed(database)
        assert what_matters(read) == what_matters(whole)
        # Rasa copies a tracker before each action by replaying its events.
        assert what_matters(read.copy()) == what_matters(whole)
    assert database.query("SELECT count(*) FROM events") == [(sum(map(len, turns)),)]


def long_talk(database: Database, turns: int) -> None:
    for number in range(turns):
        database.turn(
            SENDER,
            [
                said(f"INR 1.{number}"),
                ActionExecuted("action_values"),
                *(SlotSet("labs", {"inr": number}) for _ in range(8)),
                BotUttered(f"Answer {number}."),
                ActionExecuted("action_listen"),
            ],
        )


def test_a_long_conversation_is_not_read_to_its_beginning(database: Database) -> None:
    long_talk(database, 40)
    tracker = asyncio.run(database.store.retrieve(SENDER))

    assert len(tracker.events) < 2 * LAST_EVENTS
    assert tracker.latest_message.text == "INR 1.39"
    assert tracker.get_slot("labs") == {"inr": 39}


def test_the_last_three_messages_are_read_however_much_was_said_between(database: Database) -> None:
    for number in range(4):
        many = [SlotSet("labs", {"inr": n}) for n in range(100)]
        database.turn(SENDER, [said(f"INR 1.{number}"), *many, ActionExecuted("action_listen")])
    tracker = asyncio.run(database.store.retrieve(SENDER))

    messages = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert messages[-3:] == ["INR 1.1", "INR 1.2", "INR 1.3"]


def test_what_another_process_stores_is_seen_at_once(database: Database, domain: Domain) -> None:
    long_talk(database, 3)
    other = ConversationStore(domain, f"sqlite:///{database.file}")
    theirs = asyncio.run(other.retrieve(SENDER))
    theirs.update(SlotSet("labs", {"inr": 77}))
    asyncio.run(other.save(theirs))

    assert asyncio.run(database.store.retrieve(SENDER)).get_slot("labs") == {"inr": 77}


def test_two_processes_that_go_on_from_the_same_point_lose_nothing(database: Database, domain: Domain) -> None:
    long_talk(database, 3)
    stores = [database.store, ConversationStore(domain, f"sqlite:///{database.file}")]
    trackers = [asyncio.run(store.retrieve(SENDER)) for store in stores]
    for store, tracker, name in zip(stores, trackers, ("labs", "last_topic"), strict=True):
        tracker.update(SlotSet(name, "new"))
        asyncio.run(store.save(tracker))

    for store in stores:
        tracker = asyncio.run(store.retrieve(SENDER))
        assert (tracker.get_slot("labs"), tracker.get_slot("last_topic")) == ("new", "new")


def test_a_database_of_an_earlier_version_is_read(database: Database) -> None:
    long_talk(database, 3)
    database.query("DROP TABLE conversation_states")
    again = Database(database.file, database.store.domain)

    assert asyncio.run(again.store.retrieve(SENDER)).get_slot("labs") == {"inr": 2}
    long_talk(again, 1)
    assert asyncio.run(again.store.retrieve(SENDER)).get_slot("labs") == {"inr": 0}


def test_saving_twice_stores_once(database: Database) -> None:
    long_talk(database, 1)
    tracker = asyncio.run(database.store.retrieve(SENDER))
    tracker.update(BotUttered("And one more thing."))
    for _ in range(2):
        asyncio.run(database.store.save(tracker))

    assert database.events(SENDER).count("And one more thing.") == 1


@pytest.mark.parametrize("end", ["erasure", "retention"])
def test_nothing_of_a_state_stays(database: Database, end: str) -> None:
    database.turn(SENDER, [said("INR 1.5"), SlotSet("last_topic", "xylophone"), ActionExecuted("action_listen")])
    assert "xylophone" in database.raw()
    if end == "erasure":
        database.store.erase(SENDER)
    else:
        database.age(SENDER, 10_000)
        database.store.purge()

    assert database.query("SELECT * FROM conversation_states") == []
    assert "xylophone" not in database.raw()


def test_a_state_holds_no_name_and_number(database: Database) -> None:
    from tests.unit.storage.test_tracker_store import NAME, PHONE, arrange

    arrange(database, "consent", "draft", sender=SENDER)
    state = str(database.query("SELECT * FROM conversation_states"))
    assert "callback" in state
    assert NAME not in state
    assert PHONE not in state


@pytest.fixture
def database(tmp_path: Path, domain: Domain) -> Database:
    return Database(tmp_path / "conversations.db", domain)
