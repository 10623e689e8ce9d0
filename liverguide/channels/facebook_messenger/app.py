"""Messenger's own part: the handshake, the signature of its requests, and the Send API."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

import aiohttp
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide.channels.facebook_messenger import signature, text, updates
from liverguide.channels.facebook_messenger.access import Access
from liverguide.channels.facebook_messenger.judging import judge
from liverguide.channels.messengers.app import App, Forged
from liverguide.channels.messengers.counters import counters
from liverguide.channels.messengers.outbound import Outbound, SendingError
from liverguide.channels.messengers.parts import Button, Image, Part
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.style import Style

MESSAGES = "me/messages"
# "Seen" or "typing" that comes late is worth nothing.
SHORT = aiohttp.ClientTimeout(total=3)


class FacebookMessengerApp(App):
    """One page."""

    channel: ClassVar[str] = "messenger"
    style: ClassVar[Style] = text.STYLE
    reply_seconds: ClassVar[float | None] = 24 * 3600.0

    def __init__(self, access: Access) -> None:
        self._access = access
        self._outbound = Outbound(self.channel, judge, counters)

    def handshake(self, request: Request) -> HTTPResponse:
        """Meta asks whether the address is ours, with the word that was given to it, and wants its challenge back."""
        given, challenge = request.args.get("hub.verify_token", ""), request.args.get("hub.challenge", "")
        known = hmac.compare_digest(given.encode("utf-8", "replace"), self._access.verify_token.encode())
        if not known or request.args.get("hub.mode") != "subscribe" or not challenge:
            return response.empty(status=403)
        return response.text(challenge, headers={"X-Content-Type-Options": "nosniff"})

    def verify(self, request: Request, body: bytes) -> None:
        """Meta signs the raw body with the app's secret. Its age is looked at event by event.

        Raises:
            Forged: it did not.
        """
        if not signature.is_signed(self._access.app_secret, body, request.headers.get(signature.HEADER, "")):
            raise Forged

    def read(self, body: bytes) -> Sequence[Received]:
        """What people did, the first thing first.

        Raises:
            Unreadable: it is no webhook of Meta.
        """
        return updates.read(body, time.time())

    async def begin(self, received: Received) -> None:
        """Show "seen" and "typing"."""
        await asyncio.gather(*(self._show(received.address, action) for action in ("mark_seen", "typing_on")))

    async def _show(self, address: Mapping[str, Any], action: str) -> None:
        with suppress(SendingError):  # counted
            await self._post(address, {"sender_action": action}, tries=1, timeout=SHORT)

    async def send(self, address: Mapping[str, Any], part: Part) -> None:
        """Send a text or a picture.

        Raises:
            SendingError: it was not sent.
        """
        await self._post(address, {"messaging_type": "RESPONSE", "message": _message(part)})

    async def _post(self, address: Mapping[str, Any], fields: Mapping[str, Any], **arguments: Any) -> None:
        fields = {"recipient": {"id": address["psid"]}, **fields}
        url, parameters = self._access.url(MESSAGES), self._access.as_page()
        await self._outbound.request("POST", url, params=parameters, json=fields, **arguments)

    async def close(self) -> None:
        """Close the connections."""
        await self._outbound.close()


def _message(part: Part) -> dict[str, Any]:
    if isinstance(part, Image):
        return {"attachment": {"type": "image", "payload": {"url": part.address, "is_reusable": False}}}
    if not part.buttons:
        return {"text": part.text}
    return {"text": part.text, "quick_replies": [_quick_reply(button) for button in part.buttons]}


def _quick_reply(button: Button) -> dict[str, str]:
    return {"content_type": "text", "title": button.title, "payload": button.payload}
