"""The front desk's way to the assistant: addresses on this machine, open only to who shows the desk's token."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide import settings
from liverguide.channels.messengers.body import TooLong, read_raw
from liverguide.channels.turns import Handle
from liverguide.channels.upkeep import keep_up
from liverguide.understanding.free_text import as_free_text

log = logging.getLogger(__name__)

LONGEST_TEXT = 10_000
MOST_BYTES = 64 * 1024

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
        for path, endpoint in {"understand": self._understand}.items():
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
