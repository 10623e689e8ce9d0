"""What an app's own part has to provide; the core does the rest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide.channels.messengers.choices import Offer
from liverguide.channels.messengers.parts import Part
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.style import Style


class Forged(Exception):
    """The request does not come from the app, or is too old to be believed."""


class Unreadable(Exception):
    """The request comes from the app, but its body is none that the app sends."""


class App(ABC):
    """One messaging app: whose requests are believed, what they say, and how an answer is sent."""

    channel: ClassVar[str]
    """Its name in addresses, in the event stream, and in content/apps/."""
    style: ClassVar[Style]
    reply_seconds: ClassVar[float | None] = None
    """How long after a person's last message the app lets anything be sent; None: always."""

    @abstractmethod
    def verify(self, request: Request, body: bytes) -> None:
        """Check secret or signature, in constant time, on the raw body, before anything of it is read.

        Raises:
            Forged: it is wrong, missing or too old.
        """

    @abstractmethod
    def read(self, body: bytes) -> Sequence[Received]:
        """What people did; nothing for kinds of updates that are of no concern.

        Raises:
            Unreadable: it is no update at all.
        """

    def answer(self, body: bytes) -> HTTPResponse:
        """What the app wants to hear when all was taken; 200 without words by default."""
        return response.empty(status=200)

    def handshake(self, request: Request) -> HTTPResponse:
        """The answer to GET, by which some apps look whether an address is ours; 405 by default."""
        return response.empty(status=405)

    def payload_of(self, key: str, offers: Sequence[Offer]) -> str | None:
        """The payload of the offered button that was tapped; None if none was. By default the key is the payload."""
        return next((offer["payload"] for offer in offers if offer["payload"] == key), None)

    @abstractmethod
    async def begin(self, received: Received) -> None:
        """Show that the message was seen (typing, a confirmed tap). May fail; nothing depends on it."""

    @abstractmethod
    async def send(self, address: Mapping[str, Any], part: Part) -> None:
        """Send one part of an answer.

        Raises:
            SendingError: it was not sent (see `outbound`).
        """

    @abstractmethod
    async def close(self) -> None:
        """Close what was opened for sending."""
