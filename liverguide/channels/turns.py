"""One turn of a conversation, the same on every channel: a message goes in, at least one message comes out.

Unless somebody of the clinic has the conversation: then nothing comes out but the answer to an emergency.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from liverguide.library.failure import FAILURE_PHRASE, failure_message
from liverguide.storage.tracker_store import ConversationStore

log = logging.getLogger(__name__)

# An answer takes a tenth of a second. A part that hangs would otherwise hold a person for Rasa's five minutes.
PATIENCE_SECONDS = 20.0
# How an action marks the message that tells of an erasure; for the channels only.
SAYS_ERASED = "erases"

# Rasa looks once a second whether a conversation's turn has come; a turn takes a tenth of that.
LOOK_EVERY_SECONDS = 0.05

Handle = Callable[[UserMessage], Awaitable[Any]]


class CollectedMessages(CollectingOutputChannel):
    """Collects a turn's messages whole, with their metadata (topic, sources, review state).

    `is_for_staff`: somebody of the clinic has the conversation, so no answer is meant.
    """

    is_for_staff = False

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the message as the action made it, without what is empty."""
        kept = {key: value for key, value in message.items() if value not in (None, [], {}, "")}
        await self._persist_message({"recipient_id": recipient_id, **kept})


async def take_turn(
    handle: Handle, store: ConversationStore, text: str, sender: str, channel: str, message_id: str | None = None
) -> list[dict[str, Any]]:
    """Let the assistant answer one message. It is stored under `message_id`, or under a random one.

    Rasa answers nothing at all when an action fails or the action server is away or hangs; a person must never meet
    silence, unless the clinic's people have the conversation and the message is stored for them. Nor does Rasa tell
    when the store failed: that all is erased is only said when it is true.
    """
    collected = CollectedMessages()
    message = UserMessage(text, collected, sender, input_channel=channel, message_id=message_id)
    handled = False
    try:
        await asyncio.wait_for(_handled(handle, message), timeout=PATIENCE_SECONDS)
        handled = True
    except Exception as error:
        # Neither the message nor the error's own text is logged: both may hold what the person wrote.
        log.error("a turn failed: %s", type(error).__name__)
    if not collected.messages:
        if handled and collected.is_for_staff and _is_stored(store, sender, message.message_id):
            return []
        log.error("a turn gave no answer; the person got the failure sentence")
        return _failure(sender)
    messages: list[dict[str, Any]] = collected.messages
    if any(message.pop(SAYS_ERASED, False) for message in messages) and not _is_erased(store, sender):
        log.error("a conversation could not be erased; the person got the failure sentence")
        return _failure(sender)
    return messages


def under_lock(agent: Agent) -> Handle:
    """Hands a message to the dialogue, for callers that hold the conversation's lock already."""

    async def handle(message: UserMessage) -> Any:
        if not agent.is_ready():
            raise RuntimeError("no model is loaded")
        # The processor itself: the agent would wait for the lock that is held here.
        return await agent.processor.handle_message(message)

    return handle


def _failure(sender: str) -> list[dict[str, Any]]:
    return [{"recipient_id": sender, "text": failure_message(), "topic": FAILURE_PHRASE}]


def _is_stored(store: ConversationStore, sender: str, message_id: str) -> bool:
    """Whether the clinic's people can read a message; Rasa doesn't tell when storing failed."""
    try:
        return store.has_message(sender, message_id)
    except Exception as error:  # each database driver raises its own kinds
        log.error("the store cannot be asked for a message: %s", type(error).__name__)
        return False


def _is_erased(store: ConversationStore, sender: str) -> bool:
    try:
        return not store.holds(sender)
    except Exception as error:  # each database driver raises its own kinds
        log.error("the store cannot be asked what it holds: %s", type(error).__name__)
        return False


async def _handled(handle: Handle, message: UserMessage) -> None:
    try:
        await handle(message)
    except SystemExit as error:  # Rasa's SQL store would end the whole process over a value that it cannot encode
        raise RuntimeError("a part of the turn wanted to end the process") from error
