"""The webhook that every app posts to: checked, written down, answered at once; the work is done afterwards."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide import settings
from liverguide.channels.messengers.answering import Answering
from liverguide.channels.messengers.app import App, Forged, Unreadable
from liverguide.channels.messengers.body import TooLong, read_raw
from liverguide.channels.messengers.counters import counters
from liverguide.channels.messengers.lanes import Lanes
from liverguide.channels.messengers.openness import ChannelOff, public_url
from liverguide.channels.messengers.push import Push, pushes
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.sender import conversation_of, message_key
from liverguide.channels.store import store_of
from liverguide.channels.turns import Handle
from liverguide.channels.upkeep import keep_up
from liverguide.storage.messenger_inbox import MessengerInbox

log = logging.getLogger(__name__)

# More than these wait only when something is wrong: one person who floods, or a machine that can't keep up. The first
# is not listened to for a while; in the second case the app keeps the message and sends it again.
MOST_WAITING_OF_ONE = 20
MOST_WAITING = 2_000


class MessengerChannel(InputChannel, ABC):
    """An app's addresses under /webhooks/<app>; without its secrets there are none. Apps derive from it."""

    @classmethod
    @abstractmethod
    def open_app(cls) -> App:
        """The app with its secrets from the environment.

        Raises:
            ChannelOff: some are not set.
        """

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> MessengerChannel:
        """Called by Rasa; the environment has what is secret.

        Raises:
            SettingError: a variable cannot be used.
        """
        try:
            return cls(cls.open_app(), settings.secret(), public_url())
        except ChannelOff as off:
            log.warning("The channel %s is off: %s", cls.name(), off)
            return cls(None, "", "")

    def __init__(self, app: App | None, secret: str, public_url: str) -> None:
        """`app` None: the channel is off. `secret` is the installation's."""
        self._app, self._secret, self._public_url = app, secret, public_url
        self._lanes: Lanes | None = None
        self._inbox: MessengerInbox | None = None

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """`POST /webhook` for updates, `GET /webhook` for apps that look first whose address it is."""
        routes = Blueprint(f"liverguide_{self.name()}")
        if self._app is None:
            return routes
        keep_up(routes)
        routes.listener(self._begin, "after_server_start")
        routes.listener(self._end, "before_server_stop")

        # Streamed: the body is read here, no further than it may be long.
        @routes.post("/webhook", stream=True)
        async def update(request: Request) -> HTTPResponse:
            return await self._update(request)

        @routes.get("/webhook")
        async def handshake(request: Request) -> HTTPResponse:
            assert self._app is not None
            return self._app.handshake(request)

        return routes

    async def _begin(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        assert self._app is not None
        agent = app.ctx.agent
        self._inbox = MessengerInbox(store_of(agent), self.name())
        self._lanes = Lanes(self._app, self._inbox, Answering(self._app, self._public_url), agent, counters)
        pushes(app)[self.name()] = Push(self._app, self._inbox, self._lanes)
        try:
            self._lanes.resume()
        except Exception as error:  # the database may be away; the next message of a person wakes their lane
            log.error("what waited before the start could not be read: %s", type(error).__name__)

    async def _end(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        if self._lanes is not None:
            await self._lanes.stop()

    async def _update(self, request: Request) -> HTTPResponse:
        assert self._app is not None
        try:
            body = await read_raw(request)
            self._app.verify(request, body)
            for received in self._app.read(body):
                self._accept(received)
            return self._app.answer(body)
        except TooLong:
            return self._refused("too_long", 413)
        except Forged:
            return self._refused("forged", 403)
        except Unreadable:
            return self._refused("unreadable", 400)
        except _Full:
            return self._refused("full", 503)
        except Exception as error:
            # Neither the request nor the error's own text is logged: both may hold what the person wrote.
            log.error("an update of %s was not taken: %s", self.name(), type(error).__name__)
            return self._refused("not_taken", 503)

    def _refused(self, event: str, status: int) -> HTTPResponse:
        counters.count(self.name(), event)
        return response.empty(status=status)

    def _accept(self, received: Received) -> None:
        assert self._inbox is not None
        assert self._lanes is not None
        conversation = conversation_of(self._secret, self.name(), received.person)
        if self._inbox.waiting() >= MOST_WAITING:
            raise _Full
        if self._inbox.waiting(conversation) >= MOST_WAITING_OF_ONE:
            counters.count(self.name(), "flooded")
            return
        key = message_key(self._secret, self.name(), received.id)
        taken = self._inbox.accept(key, conversation, received.position, received.as_data())
        counters.count(self.name(), "accepted" if taken else "duplicate")
        self._lanes.wake(conversation)


class _Full(Exception):
    """Too many messages wait."""
