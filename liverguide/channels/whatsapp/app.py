"""WhatsApp's own part: Twilio's signature, and the REST API that sends."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import aiohttp
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide.channels.messengers.app import App, Forged
from liverguide.channels.messengers.counters import counters
from liverguide.channels.messengers.outbound import Outbound
from liverguide.channels.messengers.parts import Image, Part
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.style import Style
from liverguide.channels.whatsapp import formatting, incoming
from liverguide.channels.whatsapp.access import Access
from liverguide.channels.whatsapp.judging import judge
from liverguide.channels.whatsapp.signature import HEADER, is_signed

log = logging.getLogger(__name__)

# An order to answer nothing: what is to be said is sent by the REST API, when it is known.
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


class WhatsAppApp(App):
    """One number on WhatsApp."""

    channel: ClassVar[str] = "whatsapp"
    style: ClassVar[Style] = formatting.STYLE
    reply_seconds: ClassVar[float | None] = 24 * 3600.0

    def __init__(self, access: Access) -> None:
        self._access = access
        self._outbound = Outbound(self.channel, judge, counters)

    def verify(self, request: Request, body: bytes) -> None:
        """Twilio signs the address it knows, which is the public one, whatever the proxy makes of it.

        Raises:
            Forged: the signature is wrong or missing.
        """
        query = f"?{request.query_string}" if request.query_string else ""
        url = f"{self._access.public_url}{request.path}{query}"
        if not is_signed(self._access.token, url, body, request.headers.get(HEADER, "")):
            raise Forged

    def read(self, body: bytes) -> Sequence[Received]:
        """What a person did. What did not arrive is counted.

        Raises:
            Unreadable: it is no request of Twilio.
        """
        received = []
        for event in incoming.read(body, self._access.account, self._access.sender, time.time()):
            if isinstance(event, Received):
                received.append(event)
            else:
                counters.count(self.channel, "undelivered")
                log.error("whatsapp did not deliver a message: code %d", event.code)
        return received

    def answer(self, body: bytes) -> HTTPResponse:
        """Empty TwiML."""
        return response.text(EMPTY_TWIML, content_type="text/xml")

    async def begin(self, received: Received) -> None:
        """Nothing: Twilio's typing indicator is a beta, and an answer takes a tenth of a second."""

    async def send(self, address: Mapping[str, Any], part: Part) -> None:
        """Send a text or a picture.

        Raises:
            SendingError: it was not sent.
        """
        fields = {"From": self._access.sender, "To": address["to"], "StatusCallback": self._webhook}
        if isinstance(part, Image):
            fields |= {"MediaUrl": part.address, **({"Body": part.caption} if part.caption else {})}
        else:
            fields |= {"Body": part.text}
        auth = aiohttp.BasicAuth(self._access.account, self._access.token)
        await self._outbound.request("POST", f"{self._access.account_url}/Messages.json", data=fields, auth=auth)

    @property
    def _webhook(self) -> str:
        return f"{self._access.public_url}/webhooks/{self.channel}/webhook"

    async def close(self) -> None:
        """Close the connections."""
        await self._outbound.close()
