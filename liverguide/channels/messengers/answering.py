"""From one thing that a person did to the parts of the answer: each message is handed to the dialogue once."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.agent import Agent

from liverguide.channels.messengers.app import App
from liverguide.channels.messengers.choices import chosen, offered
from liverguide.channels.messengers.parts import Part, Text
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.rendering import notice, render
from liverguide.channels.store import store_of
from liverguide.channels.turns import LOOK_EVERY_SECONDS, take_turn, under_lock
from liverguide.library.failure import failure_message
from liverguide.storage.tracker_store import PUSHED, TO_STAFF, ConversationStore, NumberedEvent
from liverguide.understanding.free_text import as_free_text

log = logging.getLogger(__name__)

Message = dict[str, Any]
NOT_OFFERED = "messenger.not_offered"
NO_WORDS = "messenger.no_words"
# The longest turn, twelve values explained, has about a hundred events.
LAST_EVENTS = 300


class Answering:
    """Works out answers for one app. `public_url`: where apps reach this installation."""

    def __init__(self, app: App, public_url: str) -> None:
        self._app, self._public_url = app, public_url

    async def answer(self, agent: Agent, conversation: str, key: str, received: Received) -> list[Part]:
        """What is to be sent; the stored answer if the dialogue had the message before. Never fails."""
        try:
            return await self._answer(agent, conversation, key, received)
        except Exception as error:
            # Neither the message nor the error's own text is logged: both may hold what the person wrote.
            log.error("a message of %s could not be answered: %s", self._app.channel, type(error).__name__)
            return [Text(failure_message())]

    async def _answer(self, agent: Agent, conversation: str, key: str, received: Received) -> list[Part]:
        words = received.text if received.tapped else as_free_text(received.text)
        if not words:
            return notice(received.notice or NO_WORDS, self._app.style)
        parts = await self._dialogue(agent, conversation, key, received, words)
        # After the answer: a caption may tell of an emergency.
        return [*parts, *notice(received.notice, self._app.style)] if received.notice else parts

    async def _dialogue(self, agent: Agent, conversation: str, key: str, received: Received, words: str) -> list[Part]:
        store = store_of(agent)
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOOK_EVERY_SECONDS):
            events = _spoken(store, conversation, all_of_it=received.tapped)
            messages = _answer_to(key, events)
            if messages is None:
                if received.tapped:
                    text = self._app.payload_of(words, offered(events))
                    if text is None:
                        return notice(NOT_OFFERED, self._app.style)
                else:
                    text = chosen(words, events, self._app.style) or words
                messages = await take_turn(under_lock(agent), store, text, conversation, self._app.channel, key)
        return render(messages, self._app.style, lambda picture: self._link(store, conversation, picture))

    def _link(self, store: ConversationStore, conversation: str, picture: Mapping[str, Any]) -> str:
        return f"{self._public_url}/pictures/{store.link_picture(conversation, picture)}.png"


def _spoken(store: ConversationStore, conversation: str, all_of_it: bool) -> list[NumberedEvent]:
    """What was said; a tapped button may be an old one, for all else the last answers are enough."""
    try:
        after = 0 if all_of_it else max(0, store.last_number(conversation) - LAST_EVENTS)
        return store.spoken(conversation, after)[0]
    except Exception as error:  # each database driver raises its own kinds
        log.error("the store cannot be asked: %s", type(error).__name__)
        return []


def _answer_to(key: str, events: Sequence[NumberedEvent]) -> list[Message] | None:
    """What was said to a message before the process was stopped; None if the dialogue never had it."""
    answer: list[Message] | None = None
    for_staff = False
    for _, event in events:
        said = event.get("metadata") or {}
        if said.get(PUSHED):
            continue
        if event["event"] == "user":
            if answer is not None:
                break
            answer = [] if event.get("message_id") == key else None
            for_staff = bool(said.get(TO_STAFF))
        elif event["event"] == "bot" and answer is not None:
            buttons = (event.get("data") or {}).get("buttons")
            answer.append({**said, "text": event.get("text") or "", "buttons": buttons})
    if answer == [] and not for_staff:
        return [{"text": failure_message()}]
    return answer
