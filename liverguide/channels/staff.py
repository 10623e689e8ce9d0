"""The clinic's people in a conversation: they join, write, and leave; who waits in vain or is left alone is told.

While somebody has joined, Rasa's conversation is paused. All changes are made under the conversation's lock and stored
in one transaction: the events, who has it, and what an app is to be sent.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, ConversationPaused, ConversationResumed, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from liverguide.channels.messengers.push import OutOfReach, Push
from liverguide.channels.store import store_of
from liverguide.channels.turns import LOOK_EVERY_SECONDS
from liverguide.channels.web.conversation import CHANNEL as WEB
from liverguide.library import current_library
from liverguide.storage import staff_chats
from liverguide.storage.staff_chats import Overdue, Taken
from liverguide.storage.tracker_store import FROM, PUSHED, STAFF

log = logging.getLogger(__name__)

TOPIC = "booking_contact_human"
JOINED, LEFT, UNATTENDED = "joined", "left", "unattended"
NOTHING = "nothing"
LOOK_AFTER_EVERY_SECONDS = 2.0
# Where clinic.yml has lost its front desk while somebody has a chat.
HANDS_BACK_WITHOUT_FRONT_DESK_MINUTES = 30.0


class Gone(Exception):
    """There is no such conversation (any more): the person may have erased it."""


class NotYours(Exception):
    """Somebody else has the conversation (`name`), or nobody (None)."""

    def __init__(self, name: str | None) -> None:
        super().__init__()
        self.name = name


@dataclass(frozen=True)
class _Message:
    """What is said unasked. `id` is the same when the order comes again."""

    id: str
    text: str
    metadata: Mapping[str, Any]
    buttons: Sequence[Mapping[str, str]] = ()

    def event(self) -> BotUttered:
        data = {"buttons": [dict(button) for button in self.buttons]} if self.buttons else None
        return BotUttered(self.text, data=data, metadata={**self.metadata, PUSHED: self.id})


class StaffInChats:
    """Carries out what the front desk orders. `pushes`: the ways out of the apps, by channel."""

    def __init__(self, agent: Agent, pushes: Mapping[str, Push]) -> None:
        self._agent, self._pushes = agent, pushes

    async def take(self, conversation: str, by: Taken) -> None:
        """Let somebody join; the assistant is silent from now on.

        Raises:
            Gone: there is no such conversation.
            NotYours: somebody else has it.
            OutOfReach: nothing that they write would arrive.
        """
        async with self._lock(conversation):
            tracker, has = await self._known(conversation)
            if has is not None:
                if has.account == by.account:
                    return
                raise NotYours(has.name)
            address = self._address_of(conversation)
            events = [*_without_open_question(tracker), ConversationPaused(metadata={"account": by.account})]
            await self._say(
                tracker, events, _presence(_id("taken", time.time()), JOINED, "join.joined", name=by.name), address,
                lambda session: staff_chats.note_taken(session, conversation, by),
            )  # fmt: skip

    async def say(self, conversation: str, by: Taken, id: str, text: str) -> None:
        """Let the person read what somebody wrote.

        Raises:
            Gone: there is no such conversation.
            NotYours: this account does not have it.
            OutOfReach: it would not arrive.
        """
        async with self._lock(conversation):
            tracker, _ = await self._had_by(conversation, by)
            said = _Message(id, text, {FROM: STAFF, "name": by.name})
            await self._say(
                tracker, [], said, self._address_of(conversation),
                lambda session: staff_chats.note_active(session, conversation),
            )  # fmt: skip

    async def hand_back(self, conversation: str, by: Taken) -> None:
        """Let somebody leave; the assistant answers again.

        Raises:
            Gone: there is no such conversation.
            NotYours: this account does not have it.
        """
        async with self._lock(conversation):
            tracker, has = await self._had_by(conversation, by)
            await self._leave(tracker, _presence(_id("left", time.time()), LEFT, "join.left", name=has.name))

    async def look_after_all(self) -> None:
        """Tell those whom nobody joined in time, and answer again where staff fell silent."""
        for overdue in self._overdue():
            try:
                await self._look_after(overdue.conversation)
            except Exception as error:  # one that can't be read must not hold up the others
                log.error("a chat that waits for staff could not be looked after: %s", type(error).__name__)

    def _overdue(self, conversation: str | None = None) -> list[Overdue]:
        front_desk = current_library().clinic.front_desk
        joins = front_desk.joins_within_minutes if front_desk else 0.0
        hands_back = front_desk.hands_back_after_minutes if front_desk else HANDS_BACK_WITHOUT_FRONT_DESK_MINUTES
        now = time.time()
        with store_of(self._agent).session_scope() as session:
            return staff_chats.overdue(session, now - joins * 60, now - hands_back * 60, conversation)

    async def _look_after(self, conversation: str) -> None:
        async with self._lock(conversation):
            # Anew, now that nothing else happens in it: somebody may have come, written or left just now.
            for overdue in self._overdue(conversation):
                try:
                    tracker, _ = await self._known(conversation)
                except Gone:
                    with store_of(self._agent).session_scope() as session:
                        staff_chats.forget(session, conversation)
                        session.commit()
                    return
                await self._tell(tracker, overdue)

    async def _tell(self, tracker: DialogueStateTracker, overdue: Overdue) -> None:
        if overdue.taken is not None:
            said = _presence(_id("silent", overdue.since), LEFT, "join.silent", name=overdue.taken.name)
            await self._leave(tracker, said)
        else:
            said = _presence(_id("unattended", overdue.since), UNATTENDED, "join.unattended", buttons=[_callback()])
            await self._leave(tracker, said, ())

    async def _leave(
        self, tracker: DialogueStateTracker, said: _Message, events: Sequence[Event] | None = None
    ) -> None:
        conversation = tracker.sender_id
        try:
            address = self._address_of(conversation)
        except OutOfReach:  # it stands in the conversation for when they come back
            address = None
        resumed = [ConversationResumed()] if events is None else events
        await self._say(
            tracker, resumed, said, address, lambda session: staff_chats.forget(session, conversation), address is None
        )

    # What all of them need

    def _lock(self, conversation: str) -> Any:
        return self._agent.lock_store.lock(conversation, wait_time_in_seconds=LOOK_EVERY_SECONDS)

    async def _known(self, conversation: str) -> tuple[DialogueStateTracker, Taken | None]:
        store = store_of(self._agent)
        tracker = await store.retrieve(conversation)
        if tracker is None:
            raise Gone
        with store.session_scope() as session:
            return tracker, staff_chats.taken(session, conversation)

    async def _had_by(self, conversation: str, by: Taken) -> tuple[DialogueStateTracker, Taken]:
        tracker, has = await self._known(conversation)
        if has is None or has.account != by.account:
            raise NotYours(has.name if has else None)
        return tracker, has

    def _address_of(self, conversation: str) -> dict[str, Any] | None:
        """Where an app sends it; None for the chat window, which asks by itself.

        Raises:
            OutOfReach: nothing can be sent.
        """
        channel = conversation.partition(":")[0]
        if channel == WEB:
            return None
        push = self._pushes.get(channel)
        if push is None:
            raise OutOfReach("no_way")
        return push.address_of(conversation)

    async def _say(
        self, tracker: DialogueStateTracker, events: Sequence[Event], said: _Message, address: dict[str, Any] | None,
        note: Callable[[Session], None], only_stored: bool = False,
    ) -> None:  # fmt: skip
        if any(isinstance(event, BotUttered) and event.metadata.get(PUSHED) == said.id for event in tracker.events):
            return  # the order came before, and its answer got lost
        conversation = tracker.sender_id
        push = None if only_stored else self._pushes.get(conversation.partition(":")[0])
        for event in (*events, said.event()):
            tracker.update(event, self._agent.domain)

        def beside(session: Session) -> None:
            note(session)
            if push is not None and address is not None:
                message = {**said.metadata, "text": said.text, "buttons": list(said.buttons)}
                push.put_down(session, conversation, address, said.id, message)

        await store_of(self._agent).save(tracker, beside)
        if push is not None:
            push.send(conversation)


async def look_after_for_ever(staff: StaffInChats) -> None:
    """Every few seconds."""
    while True:
        await asyncio.sleep(LOOK_AFTER_EVERY_SECONDS)
        try:
            await staff.look_after_all()
        except Exception as error:  # each database driver raises its own kinds; it may be back soon
            log.error("chats that wait for staff could not be looked after: %s", type(error).__name__)


def _without_open_question(tracker: DialogueStateTracker) -> list[Event]:
    """What the assistant was waiting for lapses: it must not take an answer to staff for an answer to itself."""
    expecting = tracker.get_slot("expecting")
    lapsed: list[Event] = []
    if expecting == "callback":
        lapsed.append(SlotSet("callback", {"step": "withdrawn"}))
    if expecting not in (None, NOTHING):
        lapsed += [SlotSet("expecting", NOTHING), SlotSet("asked", None)]
    return lapsed


def _presence(
    id: str, presence: str, phrase: str, buttons: Sequence[Mapping[str, str]] = (), **values: object
) -> _Message:
    return _Message(id, current_library().phrase(phrase, **values), {"topic": TOPIC, "presence": presence}, buttons)


def _callback() -> dict[str, str]:
    library = current_library()
    return {"title": library.phrase("button.callback"), "payload": library.phrase("typed.callback")}


def _id(what: str, at: float) -> str:
    return f"{what}-{at:.6f}"
