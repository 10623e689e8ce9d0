"""Handles what waits in the inbox: each person's messages one after the other, different people's side by side."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from contextlib import suppress

from rasa.core.agent import Agent

from liverguide.channels.messengers.answering import Answering
from liverguide.channels.messengers.app import App
from liverguide.channels.messengers.counters import Counters
from liverguide.channels.messengers.outbound import Away, PersonGone, SendingError
from liverguide.channels.messengers.parts import Image, Part, Text, as_data, from_data
from liverguide.channels.messengers.received import Received
from liverguide.storage.messenger_inbox import MessengerInbox, Waiting

log = logging.getLogger(__name__)

# Turns use the processor, so more at once would only wait for each other; sending waits for the app.
MOST_TURNS_AT_ONCE = 4
MOST_SENDING_AT_ONCE = 32
# While the app is away: how long until the next try, and when an answer is so old that it would confuse.
LONGEST_PAUSE_SECONDS = 60.0
GIVE_UP_SECONDS = 24 * 3600.0
# In `Received.extra` of what staff wrote: the message's id. Why it did not arrive: nobody is there, or it was refused.
OF_STAFF = "of_staff"
GONE, LOST = "gone", "lost"
# How long a stop waits for what is being done.
STOP_SECONDS = 5.0


class Lanes:
    """One lane for each conversation that waits. Nothing is remembered here: all that counts lies in the inbox."""

    def __init__(self, app: App, inbox: MessengerInbox, answering: Answering, agent: Agent, counters: Counters) -> None:
        self._app, self._inbox, self._answering, self._agent = app, inbox, answering, agent
        self._counters = counters
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(MOST_TURNS_AT_ONCE)
        self._sending = asyncio.Semaphore(MOST_SENDING_AT_ONCE)
        self._stopping = asyncio.Event()

    def resume(self) -> None:
        """Go on with all that was accepted before the process was stopped."""
        for conversation in self._inbox.conversations():
            self.wake(conversation)

    def wake(self, conversation: str) -> None:
        """See to it that the messages of a conversation are being handled."""
        if conversation not in self._lanes and not self._stopping.is_set():
            self._lanes[conversation] = asyncio.create_task(self._drive(conversation))

    async def stop(self) -> None:
        """Finish what is being done if it takes no more than seconds; the rest stays in the inbox."""
        self._stopping.set()
        lanes = list(self._lanes.values())
        if lanes:
            _, late = await asyncio.wait(lanes, timeout=STOP_SECONDS)
            for lane in late:
                lane.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._app.close()

    async def _drive(self, conversation: str) -> None:
        try:
            await self._empty(conversation)
        finally:
            # Nothing is awaited since the inbox was found empty, so no message can come in between and be overlooked.
            del self._lanes[conversation]

    async def _empty(self, conversation: str) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                waiting = self._inbox.next(conversation)
                if waiting is None:
                    return
                await self._handle(waiting)
                failures = 0
            except Away as away:
                failures += 1
                if failures == 1:  # it may be for the clinic to mend, such as a wrong token
                    log.warning("an answer of %s must wait: %s", self._app.channel, away)
                await self._pause(failures, away.seconds)
            except Exception as error:  # such as a database that is away
                failures += 1
                log.error("a message of %s must wait: %s", self._app.channel, type(error).__name__)
                await self._pause(failures, None)

    async def _pause(self, failures: int, asked: float | None) -> None:
        pause = min(2.0 ** min(failures - 1, 10), LONGEST_PAUSE_SECONDS) if asked is None else asked
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), pause + random.uniform(0.0, 0.5))

    async def _handle(self, waiting: Waiting) -> None:
        received = Received.from_data(waiting.message)
        if received.left:
            self._inbox.forget_address(waiting.conversation)
            self._inbox.finish(waiting)
            return
        if time.time() - waiting.received > GIVE_UP_SECONDS:
            self._counters.count(self._app.channel, "given_up")
            log.error("an answer of %s could not be sent for a day and is dropped", self._app.channel)
            self._tell_staff(waiting, received, LOST)
            self._inbox.finish(waiting)
            return
        parts = await self._parts(waiting, received)
        if await self._send(waiting, received, parts):
            self._counters.count(self._app.channel, "answered")
        self._inbox.finish(waiting)

    async def _parts(self, waiting: Waiting, received: Received) -> list[Part]:
        if waiting.answer is not None:
            return [from_data(part) for part in waiting.answer]
        showing = asyncio.create_task(self._show_begun(received))
        async with self._turns:
            if received.text:
                self._inbox.keep_address(waiting.conversation, received.address)
            parts = await self._answering.answer(self._agent, waiting.conversation, waiting.key, received)
        self._inbox.keep_answer(waiting, [as_data(part) for part in parts])
        await showing
        return parts

    async def _show_begun(self, received: Received) -> None:
        with suppress(SendingError):  # counted where it happened
            await self._app.begin(received)

    async def _send(self, waiting: Waiting, received: Received, parts: list[Part]) -> bool:
        """Send what was not sent yet; False if the person has shut the assistant out."""
        for number, part in enumerate(parts[waiting.sent :], start=waiting.sent + 1):
            try:
                async with self._sending:
                    await self._send_part(received, part)
            except PersonGone:
                self._counters.count(self._app.channel, "person_gone")
                self._inbox.forget_address(waiting.conversation)
                self._tell_staff(waiting, received, GONE)
                return False
            except Away:
                raise
            except SendingError:
                self._counters.count(self._app.channel, "part_lost")
                self._tell_staff(waiting, received, LOST)
            self._inbox.note_sent(waiting, number)
        return True

    def _tell_staff(self, waiting: Waiting, received: Received, why: str) -> None:
        if message_id := received.extra.get(OF_STAFF):
            self._inbox.note_undelivered(waiting, str(message_id), why)

    async def _send_part(self, received: Received, part: Part) -> None:
        try:
            await self._app.send(received.address, part)
        except (Away, PersonGone):
            raise
        except SendingError:
            # An app that can't fetch a picture; its words say the same.
            if not isinstance(part, Image) or not part.caption:
                raise
            await self._app.send(received.address, Text(part.caption))
