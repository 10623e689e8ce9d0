"""Addresses of pictures in a real SQLite file: who gets them, for how long, and how they go."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from liverguide.paths import PROJECT
from liverguide.storage.picture_links import LIFE_SECONDS, TOKEN_BYTES
from liverguide.storage.tracker_store import ConversationStore

PICTURE = {"kind": "range_strip", "value": 2.6}
DOMAIN = Domain.load(str(PROJECT / "domain.yml"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def store(file: Path) -> ConversationStore:
    return ConversationStore(DOMAIN, f"sqlite:///{file}")


def let_pass(file: Path, seconds: float) -> None:
    """Make all links older."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE picture_links SET expires = expires - ?", (seconds,))


def kept(file: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(file) as connection:
        return connection.execute("SELECT conversation, picture FROM picture_links").fetchall()


def test_a_token_gives_the_picture_back(store: ConversationStore) -> None:
    assert store.linked_picture(store.link_picture("telegram:ana", PICTURE)) == PICTURE


def test_another_process_finds_it(store: ConversationStore, file: Path) -> None:
    token = store.link_picture("telegram:ana", PICTURE)
    assert ConversationStore(DOMAIN, f"sqlite:///{file}").linked_picture(token) == PICTURE


def test_tokens_are_long_and_never_the_same(store: ConversationStore) -> None:
    tokens = {store.link_picture("telegram:ana", PICTURE) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= TOKEN_BYTES * 4 / 3 for token in tokens)


@pytest.mark.parametrize("wrong", ["", "x", "%", "' OR 1=1 --", "_" * 43])
def test_a_wrong_token_gives_nothing(store: ConversationStore, wrong: str) -> None:
    store.link_picture("telegram:ana", PICTURE)
    assert store.linked_picture(wrong) is None


def test_it_expires(store: ConversationStore, file: Path) -> None:
    token = store.link_picture("telegram:ana", PICTURE)
    let_pass(file, LIFE_SECONDS - 60)
    assert store.linked_picture(token) == PICTURE
    let_pass(file, 61)
    assert store.linked_picture(token) is None


def test_retention_erases_what_has_expired_and_nothing_else(store: ConversationStore, file: Path) -> None:
    store.link_picture("telegram:ana", {"old": 1})
    let_pass(file, LIFE_SECONDS + 1)
    store.link_picture("telegram:ben", PICTURE)
    store.purge()
    assert kept(file) == [("telegram:ben", json.dumps(PICTURE))]


@pytest.mark.parametrize("way", ["at once", "in a turn"])
def test_erasing_a_conversation_takes_its_pictures_and_no_others(
    store: ConversationStore, file: Path, way: str
) -> None:
    store.link_picture("telegram:ana", {"secret": "of-ana"})
    store.link_picture("telegram:ben", PICTURE)
    if way == "at once":
        store.erase("telegram:ana")
    else:
        tracker = DialogueStateTracker("telegram:ana", DOMAIN.slots)
        tracker.update(SlotSet("erase", True), DOMAIN)
        asyncio.run(store.save(tracker))
    assert kept(file) == [("telegram:ben", json.dumps(PICTURE))]
    assert b"of-ana" not in file.read_bytes()
