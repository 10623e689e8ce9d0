"""Feedback in a real SQLite file: kept once for each message, redacted, and gone with its conversation."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from liverguide.library.clinic import load_clinic
from liverguide.paths import PROJECT
from liverguide.storage.tracker_store import ConversationStore
from tests.unit.storage.test_tracker_store import DAY, MAIL, NAME, PHONE, Database, callback_turns, said

KEPT_DAYS = load_clinic().retention.days


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(Domain.empty(), f"sqlite:///{tmp_path / 'conversations.db'}")


@pytest.fixture
def file(tmp_path: Path, store: ConversationStore) -> Path:
    return tmp_path / "conversations.db"


def kept(file: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(file) as connection:
        query = "SELECT conversation, message, topic, thumb, word FROM feedback ORDER BY id"
        return connection.execute(query).fetchall()


def age(file: Path, table: str, column: str, days: float) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"UPDATE {table} SET {column} = {column} - ?", (days * DAY,))


def test_the_last_opinion_of_a_message_counts(store: ConversationStore, file: Path) -> None:
    store.keep_feedback("web:a", 7, "albi", "up", "good")
    store.keep_feedback("web:a", 7, "albi", "down", None)
    store.keep_feedback("web:a", 9, None, None, "only a word")
    store.keep_feedback("web:b", 7, "albi", "up", None)
    assert kept(file) == [
        ("web:a", 7, "albi", "down", None),
        ("web:a", 9, None, None, "only a word"),
        ("web:b", 7, "albi", "up", None),
    ]


def test_an_opinion_can_be_taken_back(store: ConversationStore, file: Path) -> None:
    store.keep_feedback("web:a", 7, "albi", "up", "good")
    store.keep_feedback("web:a", 7, "albi", None, None)
    assert kept(file) == []


def test_a_word_is_redacted(store: ConversationStore, file: Path) -> None:
    store.keep_feedback("web:a", 7, "albi", "up", f"my name is {NAME}, {PHONE}, {MAIL}")
    assert kept(file)[0][4] == "my name is [name], [phone], [mail]"


def test_a_name_that_was_given_for_a_call_back_is_known(tmp_path: Path) -> None:
    database = Database(tmp_path / "conversations.db", Domain.load(str(PROJECT / "domain.yml")))
    for turn in callback_turns().values():
        database.turn("web:a", turn[:3])
    database.store.keep_feedback("web:a", 7, "callback", "down", "Ana here, where is my call?")
    ((word,),) = database.query("SELECT word FROM feedback")
    assert "Ana" not in word


def test_erasing_a_conversation_takes_its_feedback_and_no_other(store: ConversationStore, file: Path) -> None:
    for conversation in ("web:a", "web:b"):
        store.keep_feedback(conversation, 7, "albi", "up", "zanzibar")
    store.erase("web:a")
    assert [row[0] for row in kept(file)] == ["web:b"]
    store.erase("web:b")
    assert b"zanzibar" not in file.read_bytes()


def test_retention_takes_old_feedback(store: ConversationStore, file: Path) -> None:
    store.keep_feedback("web:old", 7, "albi", "up", None)
    age(file, "feedback", "created", KEPT_DAYS + 1)
    store.keep_feedback("web:new", 7, "albi", "up", None)
    store.purge()
    assert [row[0] for row in kept(file)] == ["web:new"]


def test_feedback_goes_with_a_conversation_that_retention_erases(tmp_path: Path) -> None:
    database = Database(tmp_path / "conversations.db", Domain.load(str(PROJECT / "domain.yml")))
    database.turn("web:a", [said("what is ALBI?", "albi")])
    database.age("web:a", KEPT_DAYS + 1)
    database.store.keep_feedback("web:a", 7, "albi", "up", None)
    database.store.purge()
    assert database.query("SELECT * FROM feedback") == []
