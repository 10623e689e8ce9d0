"""Bounds what is sent to the desk: a form is short and comes at once."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 256 * 1024
MOST_SECONDS = 10.0


class BoundedBodies:
    """ASGI middleware: whoever reads a body that is too long or too slow gets an HTTPException instead."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        read, complete, until = 0, False, asyncio.get_running_loop().time() + MOST_SECONDS

        async def bounded() -> Message:
            nonlocal read, complete
            if complete:  # from now on only the end of the connection is waited for
                return await receive()
            if not announced.isdecimal() or int(announced) > MOST_BYTES:
                raise HTTPException(413)
            try:
                message = await asyncio.wait_for(receive(), until - asyncio.get_running_loop().time())
            except asyncio.TimeoutError as error:
                raise HTTPException(408) from error
            read += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if read > MOST_BYTES:
                raise HTTPException(413)
            return message

        await self._app(scope, bounded, send)
