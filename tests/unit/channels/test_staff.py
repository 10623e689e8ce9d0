"""Staff in chats on a real store with Rasa's own locks: what happens when two things happen at once."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

from liverguide.channels import staff as staff_in_chats
from liverguide.channels.staff import Gone, NotYours, StaffInChats
from liverguide.library import Library, current_library
from liverguide.paths import PROJECT
from liverguide.storage.staff_chats import Taken
from liverguide.storage.tracker_store import REQUEST, REQUEST_CHAT, ConversationStore

ANA, LEE = Taken("ana", "Ana"), Taken("drlee", "Dr Lee")
CHAT, OTHER = "web:one", "web:other"
# Longer ago than anybody is waited for (clinic.yml).
LONG_AGO = 3 * 3600.0


class Chats:
    """Conversations on the website, with staff."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.domain = Domain.load(str(PROJECT / "domain.yml"))
        self.store = ConversationStore(self.domain, f"sqlite:///{file}")
        self.locks = InMemoryLockStore()
        agent = SimpleNamespace(tracker_store=self.store, lock_store=self.locks, domain=self.domain)
        self.staff = StaffInChats(cast(Agent, agent), {})

    async def ask(self, conversation: str = CHAT) -> None:
        """A person wishes that somebody joins."""
        tracker = await self.store.retrieve(conversation) or self.store.init_tracker(conversation)
        asked = BotUttered("The front desk can see it.", metadata={REQUEST: REQUEST_CHAT})
        for event in (UserUttered("somebody here please"), asked):
            tracker.update(event, self.domain)
        await self.store.save(tracker)

    def change(self, statement: str, *values: object) -> None:
        with sqlite3.connect(self.file) as database:
            database.execute(statement, values)

    def grow_old(self, conversation: str = CHAT) -> None:
        """As if it had been asked for, taken and written in long ago."""
        ago = "UPDATE staff_chats SET since = since - ?, active = active - ? WHERE conversation = ?"
        self.change(ago, LONG_AGO, LONG_AGO, conversation)

    def said(self, conversation: str = CHAT) -> list[str]:
        """What was said by staff (the words) and about them (joined, left, unattended)."""
        heard = [json.loads(json.dumps(event)) for _, event in self.store.spoken(conversation)[0]]
        return [
            each["metadata"].get("presence") or each["text"]
            for each in heard
            if each["event"] == "bot" and each["metadata"].get("pushed")
        ]

    def waiting_or_taken(self) -> list[tuple[str, str, str | None]]:
        with sqlite3.connect(self.file) as database:
            return database.execute("SELECT conversation, state, account FROM staff_chats ORDER BY 1").fetchall()

    async def while_locked(self, do: Coroutine[Any, Any, None], meanwhile: Callable[[], None]) -> None:
        """Begin `do` while the chat is busy, change something, and only then let it go on."""
        async with self.locks.lock(CHAT):
            begun = asyncio.create_task(do)
            while len(self.locks.get_lock(CHAT).tickets) < 2:  # it stands in the queue
                await asyncio.sleep(0)
            meanwhile()
        await begun


@pytest.fixture
def chats(tmp_path: Path) -> Chats:
    return Chats(tmp_path / "conversations.db")


def run(do: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(do)


def test_of_two_who_take_over_at_once_one_has_it_and_the_other_is_told_who(chats: Chats) -> None:
    async def both() -> list[BaseException | None]:
        await chats.ask()
        orders = (chats.staff.take(CHAT, by) for by in (ANA, LEE))
        return await asyncio.gather(*orders, return_exceptions=True)

    first, second = run(both())
    assert first is None
    assert isinstance(second, NotYours)
    assert second.name == "Ana"
    assert chats.said() == ["joined"]


def test_what_is_written_after_the_hand_back_reaches_nobody_and_says_so(chats: Chats) -> None:
    async def two_tabs() -> list[BaseException | None]:
        await chats.ask()
        await chats.staff.take(CHAT, ANA)
        orders = (chats.staff.hand_back(CHAT, ANA), chats.staff.say(CHAT, ANA, "1", "One more thing"))
        return await asyncio.gather(*orders, return_exceptions=True)

    left, late = run(two_tabs())
    assert left is None
    assert isinstance(late, NotYours)
    assert chats.said() == ["joined", "left"]


def test_the_same_order_again_is_one_message(chats: Chats) -> None:
    async def twice() -> None:
        await chats.ask()
        await chats.staff.take(CHAT, ANA)
        await asyncio.gather(*(chats.staff.say(CHAT, ANA, "1", "Hello") for _ in range(2)))

    run(twice())
    assert chats.said() == ["joined", "Hello"]


def test_who_is_not_joined_in_time_is_told_once(chats: Chats) -> None:
    async def twice() -> None:
        await chats.ask()
        chats.grow_old()
        await chats.staff.look_after_all()
        await chats.staff.look_after_all()

    run(twice())
    assert chats.said() == ["unattended"]
    assert chats.waiting_or_taken() == []


def test_who_writes_in_the_last_moment_has_not_left(chats: Chats) -> None:
    async def in_the_last_moment() -> None:
        await chats.ask()
        await chats.staff.take(CHAT, ANA)
        chats.grow_old()
        writes = lambda: chats.change("UPDATE staff_chats SET active = ?", time.time())  # noqa: E731
        await chats.while_locked(chats.staff.look_after_all(), writes)

    run(in_the_last_moment())
    assert chats.said() == ["joined"]
    assert chats.waiting_or_taken() == [(CHAT, "taken", "ana")]


def test_who_erases_and_asks_again_waits_anew(chats: Chats) -> None:
    async def erases_while_it_is_looked_after() -> None:
        await chats.ask()
        chats.grow_old()
        anew = lambda: chats.change("UPDATE staff_chats SET since = ?", time.time())  # noqa: E731
        await chats.while_locked(chats.staff.look_after_all(), anew)

    run(erases_while_it_is_looked_after())
    assert chats.said() == []
    assert chats.waiting_or_taken() == [(CHAT, "waiting", None)]


def test_a_chat_that_cannot_be_read_holds_up_no_other(chats: Chats) -> None:
    async def look() -> None:
        for conversation in (CHAT, OTHER):
            await chats.ask(conversation)
            chats.grow_old(conversation)
        chats.change("UPDATE events SET data = 'broken' WHERE sender_id = ?", CHAT)
        chats.change("DELETE FROM conversation_states")
        await chats.staff.look_after_all()

    run(look())
    assert chats.said(OTHER) == ["unattended"]


def test_what_is_left_of_a_chat_that_is_gone_is_forgotten(chats: Chats) -> None:
    async def look() -> None:
        await chats.ask()
        chats.grow_old()
        chats.change("DELETE FROM events")
        await chats.staff.look_after_all()

    run(look())
    assert chats.waiting_or_taken() == []


def test_without_a_front_desk_nobody_stays_in_a_chat_for_ever(chats: Chats, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes it out of clinic.yml while a colleague has a chat."""
    library = current_library()

    def without() -> Library:
        clinic = library.clinic.copy(update={"front_desk": None})
        return cast(Library, SimpleNamespace(clinic=clinic, phrase=library.phrase))

    async def look() -> None:
        await chats.ask()
        await chats.staff.take(CHAT, ANA)
        monkeypatch.setattr(staff_in_chats, "current_library", without)
        await chats.staff.look_after_all()
        assert chats.said() == ["joined"], "who has just written may go on"
        chats.grow_old()
        await chats.staff.look_after_all()

    run(look())
    assert chats.said() == ["joined", "left"]
    assert chats.waiting_or_taken() == []


def test_a_chat_that_is_gone_takes_no_orders(chats: Chats) -> None:
    for order in (
        chats.staff.take("web:nobody", ANA),
        chats.staff.say("web:nobody", ANA, "1", "Hello"),
        chats.staff.hand_back("web:nobody", ANA),
    ):
        with pytest.raises(Gone):
            run(order)
    assert chats.store.holds("web:nobody") is False
