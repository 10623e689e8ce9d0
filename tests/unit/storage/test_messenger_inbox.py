"""Messages between "got it" and the answer, in a real SQLite file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from liverguide.library.clinic import load_clinic
from liverguide.paths import PROJECT
from liverguide.storage.messenger_inbox import KNOWN_FOR_SECONDS, MessengerInbox
from liverguide.storage.tracker_store import ConversationStore

ANA, BEN = "telegram:ana", "telegram:ben"
WORDS, ADDRESS = "xylophone", {"chat": 4711}
PARTS = [{"kind": "text", "text": "a", "buttons": []}, {"kind": "text", "text": "b", "buttons": []}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def store(file: Path) -> ConversationStore:
    return ConversationStore(Domain.empty(), f"sqlite:///{file}")


@pytest.fixture
def inbox(store: ConversationStore) -> MessengerInbox:
    return MessengerInbox(store, "telegram")


def take(inbox: MessengerInbox, key: str, conversation: str = ANA, position: float = 0) -> bool:
    return inbox.accept(key, conversation, position, {"text": WORDS, "address": ADDRESS})


def run(file: Path, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with sqlite3.connect(file) as connection:
        return connection.execute(statement, values).fetchall()


def test_a_message_is_taken_once(inbox: MessengerInbox) -> None:
    assert take(inbox, "1")
    assert not take(inbox, "1")
    assert inbox.waiting() == 1


def test_it_is_known_also_after_it_was_answered(inbox: MessengerInbox) -> None:
    take(inbox, "1")
    waiting = inbox.next(ANA)
    assert waiting is not None
    inbox.finish(waiting)
    assert inbox.next(ANA) is None
    assert not take(inbox, "1")


def test_what_was_sent_first_is_handled_first(inbox: MessengerInbox) -> None:
    for key, position in (("c", 3), ("a", 1), ("b", 2)):
        take(inbox, key, position=position)
    order = []
    while waiting := inbox.next(ANA):
        order.append(waiting.key)
        inbox.finish(waiting)
    assert order == ["a", "b", "c"]


def test_what_was_begun_is_finished_before_anything_else(inbox: MessengerInbox) -> None:
    take(inbox, "second", position=2)
    begun = inbox.next(ANA)
    assert begun is not None
    inbox.keep_answer(begun, PARTS)
    inbox.note_sent(begun, 1)
    take(inbox, "first", position=1)
    found = inbox.next(ANA)
    assert found is not None
    assert (found.key, found.answer, found.sent) == ("second", PARTS, 1)


def test_conversations_and_channels_are_apart(store: ConversationStore, inbox: MessengerInbox) -> None:
    take(inbox, "1", BEN)
    take(inbox, "2", ANA)
    take(MessengerInbox(store, "slack"), "3", "slack:cem")
    assert inbox.conversations() == [BEN, ANA]
    assert (inbox.waiting(), inbox.waiting(ANA)) == (2, 1)


def test_words_go_with_the_answer_and_all_else_with_its_sending(file: Path, inbox: MessengerInbox) -> None:
    take(inbox, "1")
    waiting = inbox.next(ANA)
    assert waiting is not None
    inbox.keep_answer(waiting, PARTS)
    assert WORDS not in str(run(file, "SELECT * FROM messenger_inbox"))
    inbox.finish(waiting)
    ((kept),) = run(file, "SELECT conversation, message, answer FROM messenger_inbox")
    assert kept == (None, None, None)


def test_it_is_purged_when_no_app_sends_it_again(file: Path, store: ConversationStore, inbox: MessengerInbox) -> None:
    take(inbox, "old")
    run(file, "UPDATE messenger_inbox SET received = received - ?", KNOWN_FOR_SECONDS + 1)
    take(inbox, "new")
    store.purge()
    assert run(file, "SELECT key FROM messenger_inbox") == [("new",)]


def test_an_address_goes_with_its_conversation(store: ConversationStore, inbox: MessengerInbox) -> None:
    inbox.keep_address(ANA, ADDRESS)
    inbox.keep_address(BEN, ADDRESS)
    found = inbox.address_of(ANA)
    assert found is not None
    assert found[0] == ADDRESS
    assert store.holds(ANA)
    store.erase(ANA)
    assert inbox.address_of(ANA) is None
    assert not store.holds(ANA)
    inbox.forget_address(BEN)
    assert inbox.address_of(BEN) is None


def test_an_address_goes_with_retention(file: Path, store: ConversationStore, inbox: MessengerInbox) -> None:
    inbox.keep_address(ANA, ADDRESS)
    days = load_clinic(PROJECT / "clinic.yml").retention.days
    run(file, "UPDATE messenger_addresses SET written = written - ?", days * 86_400 + 1)
    store.purge()
    assert inbox.address_of(ANA) is None
