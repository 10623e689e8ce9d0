"""What the website chat reads back from the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

from liverguide.paths import PROJECT
from tests.unit.storage.test_tracker_store import Database

TURN = [
    UserUttered('{"message_id": "typed-id"}', message_id="message-1"),
    SlotSet("expecting", "nothing"),
    BotUttered("An answer."),
]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(tmp_path / "conversations.db", Domain.load(str(PROJECT / "domain.yml")))
    for conversation in ("web:a", "web:b", "web:a"):
        database.turn(conversation, TURN)
    return database


@pytest.mark.parametrize(("after", "numbers"), [(0, [1, 3, 4, 6]), (1, [3, 4, 6]), (3, [4, 6]), (6, []), (99, [])])
def test_what_was_said_is_numbered_among_all_events_of_its_conversation(
    database: Database, after: int, numbers: list[int]
) -> None:
    events, last = database.store.spoken("web:a", after)
    assert [(n, event["event"]) for n, event in events] == [(n, "user" if n in {1, 4} else "bot") for n in numbers]
    assert last == database.store.last_number("web:a") == 6


def test_nothing_was_said_in_no_conversation(database: Database) -> None:
    assert database.store.spoken("web:none") == ([], 0)
    assert database.store.last_number("web:none") == 0


@pytest.mark.parametrize(
    ("conversation", "message", "known"),
    [
        ("web:a", "message-1", True), ("web:none", "message-1", False), ("web:a", "message-", False),
        ("web:a", "typed-id", False), ("web:a", "", False),
    ],
)  # fmt: skip
def test_a_message_is_known_by_its_id(database: Database, conversation: str, message: str, known: bool) -> None:
    assert database.store.has_message(conversation, message) == known
