"""The front desk's way to the assistant: addresses on this machine, open only to who shows the desk's token."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide import settings
from liverguide.channels.messengers.body import TooLong, read_raw
from liverguide.channels.messengers.push import OutOfReach, pushes
from liverguide.channels.staff import Gone, NotYours, StaffInChats, look_after_for_ever
from liverguide.channels.turns import Handle
from liverguide.channels.upkeep import keep_up
from liverguide.storage.staff_chats import Taken
from liverguide.understanding import embedding_model
from liverguide.understanding.free_text import as_free_text
from liverguide.understanding.sentence_encoder import shared_encoder

log = logging.getLogger(__name__)

LONGEST_TEXT = 10_000
MOST_TEXTS = 32
MOST_BYTES = 64 * 1024

# Vectors of another encoder can't be compared with this one's.
ENCODER = hashlib.sha256(embedding_model.identity().encode()).hexdigest()[:16]

Endpoint = Callable[[Request], Awaitable[HTTPResponse]]


class DeskChannel(InputChannel):
    """`POST /webhooks/desk/<what>` with JSON."""

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address."""
        return "desk"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> DeskChannel:
        """Called by Rasa.

        Raises:
            SettingError: the secret can't be used.
        """
        return cls(settings.desk_token())

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The channel's addresses."""
        routes = Blueprint("liverguide_desk")
        keep_up(routes)
        routes.listener(self._begin, "after_server_start")
        routes.listener(self._end, "before_server_stop")
        endpoints = {
            "understand": self._understand, "take": self._take, "say": self._say, "hand_back": self._hand_back,
            "vectors": self._vectors,
        }  # fmt: skip
        for path, endpoint in endpoints.items():
            routes.post(f"/{path}", name=path, stream=True)(self._for_desk_only(endpoint))
        return routes

    def _for_desk_only(self, endpoint: Endpoint) -> Endpoint:
        async def answer(request: Request) -> HTTPResponse:
            shown = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not hmac.compare_digest(shown.encode(errors="replace"), self._token.encode()):
                return response.empty(status=403)  # nothing of the body was read
            try:
                request.body = await read_raw(request, MOST_BYTES)
                return await endpoint(request)
            except TooLong:
                return response.empty(status=413)
            except Gone:
                return response.json({"why": "erased"}, status=404)
            except NotYours as error:
                return response.json({"why": "not_yours", "name": error.name}, status=409)
            except OutOfReach as error:
                return response.json({"why": error.why}, status=409)
            except Exception as error:
                # Neither the request nor the error's own text is logged: both may hold what a person wrote.
                log.error("%s failed: %s", request.path, type(error).__name__)
                return response.empty(status=503)

        return answer

    async def _understand(self, request: Request) -> HTTPResponse:
        words = as_free_text(str(request.json["text"])[:LONGEST_TEXT])
        parsed = await request.app.ctx.agent.parse_message(words)
        kept = ("intent", "intent_ranking", "red_flag", "language", "reading")
        return response.json({key: parsed.get(key) for key in kept})

    async def _vectors(self, request: Request) -> HTTPResponse:
        given = request.json["texts"]
        if len(given) > MOST_TEXTS:
            return response.empty(status=413)
        texts = [as_free_text(str(text)[:LONGEST_TEXT]) for text in given]
        # In a thread: whoever writes in a chat meanwhile does not wait for it.
        made = await asyncio.to_thread(shared_encoder().encode_all, texts)
        vectors = [base64.b64encode(vector.astype("<f4").tobytes()).decode() for vector in made]
        return response.json({"encoder": ENCODER, "vectors": vectors})

    # The clinic's people in chats

    async def _begin(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        self._staff = StaffInChats(app.ctx.agent, pushes(app))
        self._looking_after = loop.create_task(look_after_for_ever(self._staff))

    async def _end(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        self._looking_after.cancel()
        with suppress(asyncio.CancelledError):
            await self._looking_after

    async def _take(self, request: Request) -> HTTPResponse:
        await self._staff.take(request.json["conversation"], _who(request))
        return response.json({})

    async def _say(self, request: Request) -> HTTPResponse:
        order = request.json
        text = str(order["text"])[:LONGEST_TEXT]
        await self._staff.say(order["conversation"], _who(request), str(order["id"]), text)
        return response.json({})

    async def _hand_back(self, request: Request) -> HTTPResponse:
        await self._staff.hand_back(request.json["conversation"], _who(request))
        return response.json({})


def _who(request: Request) -> Taken:
    return Taken(str(request.json["account"]), str(request.json["name"]))
