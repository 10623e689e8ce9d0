"""Two desks on one database, SQLite or PostgreSQL: each event counts once, and a thumb as the last one given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from liverguide.desk.database import Database
from liverguide.desk.learn.labels import Label, label, labelled, take_back
from liverguide.desk.recording import Recorder
from liverguide.library import current_library
from liverguide.storage import desk_records, event_stream
from liverguide.storage.desk_records import NOT_OURS, PERSON, DeskCount, DeskMessage
from tests.unit.storage.databases import empty, postgresql, server_programs

AT = 1_790_000_000.123456


@pytest.fixture(scope="module")
def server() -> Iterator[str | None]:
    if server_programs() is None:
        yield None
        return
    with postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, server: str | None) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    if server is None:
        pytest.skip("PostgreSQL is not installed")
    yield server
    empty(sa.create_engine(server))


def publish(database: Database, conversation: str, *events: dict[str, Any]) -> None:
    with database.session() as session:
        rows = [{"conversation": conversation, "data": json.dumps({"timestamp": AT, **event})} for event in events]
        session.execute(event_stream.INSERT, rows)


def said_and_answered(topic: str, **metadata: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"event": "user", "text": "hm", "input_channel": "rest"}, {
        "event": "bot", "text": "well", "metadata": {"topic": topic, **metadata},
    }  # fmt: skip


def record(database: Database) -> None:
    recorder = Recorder(database)
    while recorder.record():
        pass


def counted(database: Database) -> dict[tuple[str, str], int]:
    with database.session() as session:
        return {(each.what, each.name): each.count for each in session.query(DeskCount) if each.count}


def test_two_desks_at_once_count_each_event_once(address: str) -> None:
    desks = [Database(address), Database(address)]
    people = 60
    for n in range(people):
        publish(desks[0], f"rest:{n}", *said_and_answered("albi"), *said_and_answered("nlu_fallback"))
    with ThreadPoolExecutor(len(desks)) as pool:
        list(pool.map(record, desks))
    record(desks[0])  # one that found the first rows taken has stopped early
    assert counted(desks[0]) == {
        ("conversation", ""): people, ("message", ""): 2 * people, ("answer", "albi"): people,
        ("not_understood", ""): people,
    }  # fmt: skip


def test_a_thumb_counts_as_the_last_one_given(address: str) -> None:
    database = Database(address)
    publish(database, "web:a", *said_and_answered("albi"))
    for thumb, thumbs in (("up", {"up": 1}), ("up", {"up": 1}), ("down", {"down": 1}), (None, {}), ("up", {"up": 1})):
        with database.session() as session:
            event_stream.publish_feedback(session, "web:a", AT, thumb, None)
        record(database)
        assert {name: number for (what, name), number in counted(database).items() if what == "feedback"} == thumbs


def test_an_opinion_of_a_message_that_the_desk_never_saw_counts_nothing(address: str) -> None:
    database = Database(address)
    with database.session() as session:
        event_stream.publish_feedback(session, "web:a", AT, "up", None)
    record(database)
    assert counted(database) == {}


def test_labels_go_with_their_conversation_and_none_is_made_for_one_that_is_gone(address: str) -> None:
    database = Database(address)
    publish(database, "rest:a", *said_and_answered("nlu_fallback"))
    publish(database, "rest:b", *said_and_answered("nlu_fallback"))
    record(database)
    with database.session() as session:
        numbers = [n for (n,) in session.query(DeskMessage.id).filter(DeskMessage.sender == PERSON).order_by("id")]
        assert label(session, numbers, Label(NOT_OURS), "ana") == 2
        assert label(session, numbers, Label(NOT_OURS), "lee") == 0
    with database.session() as session:
        desk_records.forget(session, "rest:a")
    with database.session() as session:
        assert [each.id for each in labelled(session, current_library())] == numbers[1:]
        assert take_back(session, numbers[1])
        assert label(session, numbers, Label(NOT_OURS), "lee") == 1
