"""One message, one turn: however often and however soon a message comes again, the dialogue gets it once."""

from __future__ import annotations

import asyncio
import logging
import time

from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, UserUttered

from liverguide.channels.payloads import was_offered
from liverguide.channels.store import store_of
from liverguide.channels.turns import LOOK_EVERY_SECONDS, CollectedMessages, take_turn, under_lock
from liverguide.channels.web.conversation import CHANNEL
from liverguide.channels.web.errors import Refusal
from liverguide.channels.web.feedback import Feedback
from liverguide.channels.web.history import ASSISTANT, answer_to, said_message, shown_messages, was_for_staff
from liverguide.channels.web.message import Incoming
from liverguide.channels.web.recent_answers import Answer, RecentAnswers
from liverguide.library.failure import FAILURE_PHRASE, failure_message

log = logging.getLogger(__name__)


class Turns:
    """All that changes a conversation, one after the other, under Rasa's own lock of that conversation.

    Rasa stores a turn as a whole when it ends. A message that stands in the store has therefore been handled, and its
    answer stands behind it; one that does not has left no trace, even if the server was killed in the middle of it.
    """

    def __init__(self) -> None:
        self._recent = RecentAnswers()
        self._running: set[asyncio.Task[Answer]] = set()

    async def answer(self, agent: Agent, conversation: str, message: Incoming) -> Answer:
        """The assistant's answer; that of the first time, if the message came before.

        Raises:
            Refusal: the message is a button that this conversation was never shown.
        """
        # A task of its own goes on when the browser hangs up, and a later request finds the answer.
        task = asyncio.create_task(self._answer(agent, conversation, message))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[Answer]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen here, or asyncio would log it when nobody waits any more

    async def _answer(self, agent: Agent, conversation: str, message: Incoming) -> Answer:
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOOK_EVERY_SECONDS):
            answer = self._recent.get(conversation, message.id) or await _stored_answer(agent, conversation, message)
            if answer is None:
                await _refuse_unless_offered(agent, conversation, message)
                answer = await _take(agent, conversation, message)
                if answer.erased:
                    self._recent.forget(conversation)
            self._recent.keep(conversation, message.id, answer)
            return answer

    async def note_feedback(self, agent: Agent, conversation: str, feedback: Feedback) -> None:
        """Keep feedback.

        Raises:
            Refusal: there is no such message of the assistant in this conversation.
        """
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOOK_EVERY_SECONDS):
            store = store_of(agent)
            events, _ = store.spoken(conversation)
            for message in shown_messages(events):
                if message["n"] == feedback.n and message["from"] == ASSISTANT:
                    topic = message.get("topic")
                    store.keep_feedback(conversation, feedback.n, topic, feedback.thumb, feedback.word)
                    return
            raise Refusal(404, "unknown_message")

    async def erase(self, agent: Agent, conversation: str) -> None:
        """Erase all that belongs to a conversation."""
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOOK_EVERY_SECONDS):
            store_of(agent).erase(conversation)
            self._recent.forget(conversation)


async def _take(agent: Agent, conversation: str, message: Incoming) -> Answer:
    """Let the dialogue answer a message that it never got."""
    before = _last_number(agent, conversation)
    said = await take_turn(under_lock(agent), store_of(agent), message.text, conversation, CHANNEL, message.id)
    now = time.time()
    not_stored = [said_message(0, now, each) for each in said]
    if before is None:
        return Answer(not_stored, 0)
    try:
        events, last = store_of(agent).spoken(conversation, after=before)
        new = [(n, event["timestamp"]) for n, event in events if event["event"] == BotUttered.type_name]
        if not new and [each.get("topic") for each in said] == [FAILURE_PHRASE]:
            return await _with_failure_kept(agent, conversation, message)
    except Exception as error:
        log.error("an answer could not be read back from the store: %s", type(error).__name__)
        return Answer(not_stored, before)
    if len(new) != len(said):
        return Answer(not_stored, last, erased=last == 0)
    # As it was said: what is stored lacks the name and number that a call-back reads back.
    messages = [said_message(n, at, each) for (n, at), each in zip(new, said, strict=True)]
    return Answer(messages, last, before=before)


async def _stored_answer(agent: Agent, conversation: str, message: Incoming) -> Answer | None:
    """The answer that was given before; None if the dialogue never got the message or the store is away."""
    store = store_of(agent)
    try:
        if not store.has_message(conversation, message.id):
            return None
    except Exception as error:  # each database driver raises its own kinds
        log.error("the store cannot be asked for a message: %s", type(error).__name__)
        return None
    events, last = store.spoken(conversation)
    answer = answer_to(message.id, events)
    if answer or was_for_staff(message.id, events):
        return Answer(answer or [], last)
    # The server went down between a turn without words and the failure sentence.
    return await _with_failure_kept(agent, conversation, message)


async def _with_failure_kept(agent: Agent, conversation: str, message: Incoming) -> Answer:
    """The failure sentence as the answer, stored with the message, so that a reload shows what the person saw."""
    store = store_of(agent)
    tracker = await store.retrieve(conversation)
    if tracker is None or not any(isinstance(e, UserUttered) and e.message_id == message.id for e in tracker.events):
        # The turn was broken off, so nothing of it is stored.
        tracker = await agent.processor.fetch_tracker_and_update_session(conversation, CollectedMessages())
        said = UserUttered(message.text, intent={"name": "nlu_fallback"}, input_channel=CHANNEL, message_id=message.id)
        tracker.update(said, agent.domain)
    tracker.update(BotUttered(failure_message(), metadata={"topic": FAILURE_PHRASE}), agent.domain)
    await store.save(tracker)
    events, last = store.spoken(conversation)
    return Answer(answer_to(message.id, events) or [], last)


def _last_number(agent: Agent, conversation: str) -> int | None:
    try:
        return store_of(agent).last_number(conversation)
    except Exception as error:
        log.error("the store cannot be asked: %s", type(error).__name__)
        return None


async def _refuse_unless_offered(agent: Agent, conversation: str, message: Incoming) -> None:
    if message.intent:
        tracker = await agent.tracker_store.retrieve_full_tracker(conversation)
        if not was_offered(message.text, tracker):
            raise Refusal(400, "not_offered", "not_offered")
