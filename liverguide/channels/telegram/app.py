"""Telegram's own part: the secret in its requests, and the methods of the Bot API that send."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

import aiohttp
from sanic.request import Request

from liverguide.channels.messengers.app import App, Forged
from liverguide.channels.messengers.choices import Offer
from liverguide.channels.messengers.counters import counters
from liverguide.channels.messengers.outbound import Outbound, SendingError
from liverguide.channels.messengers.parts import Button, Image, Part
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.style import Style
from liverguide.channels.telegram import html, updates
from liverguide.channels.telegram.access import Access
from liverguide.channels.telegram.judging import judge

SECRET_HEADER = "x-telegram-bot-api-secret-token"
# A tap or "typing" that is confirmed late is worth nothing.
SHORT = aiohttp.ClientTimeout(total=3)
KEY_BYTES = 16


class TelegramApp(App):
    """One bot."""

    channel: ClassVar[str] = "telegram"
    style: ClassVar[Style] = html.STYLE

    def __init__(self, access: Access) -> None:
        self._access = access
        self._outbound = Outbound(self.channel, judge, counters)

    def verify(self, request: Request, body: bytes) -> None:
        """Telegram sends the word that was given to it at registration.

        Raises:
            Forged: it did not.
        """
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._access.secret_token.encode()):
            raise Forged

    def read(self, body: bytes) -> Sequence[Received]:
        """What a person did.

        Raises:
            Unreadable: it is no update.
        """
        return updates.read(body)

    def payload_of(self, key: str, offers: Sequence[Offer]) -> str | None:
        """The offered payload whose key a button holds."""
        return next((offer["payload"] for offer in offers if key_of(offer["payload"]) == key), None)

    async def begin(self, received: Received) -> None:
        """Stop the tapped button's spinner and show "typing"."""
        steps = [self._begun("sendChatAction", chat_id=received.address["chat"], action="typing")]
        if query := received.extra.get("callback_query"):
            steps.append(self._begun("answerCallbackQuery", callback_query_id=query))
        await asyncio.gather(*steps)

    async def _begun(self, method: str, **fields: Any) -> None:
        with suppress(SendingError):  # counted; a query may be too old to be confirmed
            await self._outbound.request("POST", self._access.url(method), json=fields, tries=1, timeout=SHORT)

    async def send(self, address: Mapping[str, Any], part: Part) -> None:
        """Send a text or a picture.

        Raises:
            SendingError: it was not sent.
        """
        fields: dict[str, Any] = {"chat_id": address["chat"], "parse_mode": "HTML"}
        if isinstance(part, Image):
            await self._post("sendPhoto", **fields, photo=part.address, caption=part.caption)
            return
        if part.buttons:
            fields["reply_markup"] = {"inline_keyboard": [[_key(button)] for button in part.buttons]}
        # No preview: Telegram would fetch the address, and a source's picture would stand larger than the answer.
        await self._post("sendMessage", **fields, text=part.text, link_preview_options={"is_disabled": True})

    async def _post(self, method: str, **fields: Any) -> None:
        await self._outbound.request("POST", self._access.url(method), json=fields)

    async def close(self) -> None:
        """Close the connections."""
        await self._outbound.close()


def key_of(payload: str) -> str:
    """What stands for a payload in a button, which holds 64 bytes at most. It is looked up among what was offered."""
    return base64.urlsafe_b64encode(hashlib.sha256(payload.encode()).digest()[:KEY_BYTES]).decode().rstrip("=")


def _key(button: Button) -> dict[str, str]:
    return {"text": button.title, "callback_data": key_of(button.payload)}
