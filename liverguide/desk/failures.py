"""The last resort: an error ends in a sentence for the person and one line in the log without anybody's words."""

from __future__ import annotations

import logging

from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)


class Failures:
    """ASGI middleware around all others; uvicorn never sees an exception, whose text it would write to its log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except ClientDisconnect:
            pass  # somebody went away while sending; nobody is left to answer
        except Exception as error:
            # Neither the error's text nor the address is logged: both may hold what a person typed.
            log.error("a page could not be shown: %s", type(error).__name__)
            if not started:
                await PlainTextResponse("Something went wrong.", 500)(scope, receive, send)
