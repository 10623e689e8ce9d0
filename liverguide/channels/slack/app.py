"""Slack's own part: the signature on its requests, and the method of the Web API that sends."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide.channels.messengers.app import App
from liverguide.channels.messengers.choices import Offer
from liverguide.channels.messengers.counters import counters
from liverguide.channels.messengers.outbound import Outbound
from liverguide.channels.messengers.parts import Part
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.style import Style
from liverguide.channels.slack import blocks, mrkdwn, signature, updates
from liverguide.channels.slack.access import Access
from liverguide.channels.slack.judging import judge

log = logging.getLogger(__name__)


class SlackApp(App):
    """One bot in one workspace."""

    channel: ClassVar[str] = "slack"
    style: ClassVar[Style] = mrkdwn.STYLE

    def __init__(self, access: Access) -> None:
        self._access = access
        self._outbound = Outbound(self.channel, judge, counters)

    def verify(self, request: Request, body: bytes) -> None:
        """Slack signs each request.

        Raises:
            Forged: the signature is wrong or missing, or older than five minutes.
        """
        signature.verify(self._access.signing_secret, request.headers, body)

    def read(self, body: bytes) -> Sequence[Received]:
        """What a person did.

        Raises:
            Unreadable: it is no request of Slack.
        """
        if updates.removed(updates.envelope(body)):
            counters.count(self.channel, "removed")
            log.error("slack tells that the app was removed from the workspace, or its token taken back")
        return updates.read(body)

    def answer(self, body: bytes) -> HTTPResponse:
        """The challenge, when Slack looks whether the address is ours."""
        given = updates.challenge(updates.envelope(body))
        return response.empty(status=200) if given is None else response.json({"challenge": given})

    def payload_of(self, key: str, offers: Sequence[Offer]) -> str | None:
        """The offered payload whose key a button holds."""
        return next((offer["payload"] for offer in offers if blocks.key_of(offer["payload"]) == key), None)

    async def begin(self, received: Received) -> None:
        """Nothing: apps that get their messages as events cannot show that they type, and taps need no answer."""

    async def send(self, address: Mapping[str, Any], part: Part) -> None:
        """Send a text or a picture, into the thread that was written in.

        Raises:
            SendingError: it was not sent.
        """
        fields: dict[str, Any] = {
            "channel": address["channel"],
            **blocks.content(part),
            # No preview: a source's picture would stand larger than the answer.
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if "thread" in address:
            fields["thread_ts"] = address["thread"]
        url = self._access.url("chat.postMessage")
        await self._outbound.request("POST", url, json=fields, headers=self._access.headers)

    async def close(self) -> None:
        """Close the connections."""
        await self._outbound.close()
