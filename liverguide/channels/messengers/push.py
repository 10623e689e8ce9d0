"""What is sent to a person of an app unasked: words of the clinic's people, and that they came or left."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from sanic import Sanic
from sqlalchemy.orm import Session

from liverguide.channels.messengers.app import App
from liverguide.channels.messengers.lanes import OF_STAFF, Lanes
from liverguide.channels.messengers.parts import Part, as_data
from liverguide.channels.messengers.received import Received
from liverguide.channels.messengers.rendering import plain, render
from liverguide.storage import messenger_inbox
from liverguide.storage.messenger_inbox import MessengerInbox


class OutOfReach(Exception):
    """Nothing can be sent to this person. `why`: "gone" (no address), "window" (the app's time is over)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Push:
    """One app's way out, in the same lanes as the answers: ordered, kept over a stop, tried again."""

    def __init__(self, app: App, inbox: MessengerInbox, lanes: Lanes) -> None:
        self._app, self._inbox, self._lanes = app, inbox, lanes

    def address_of(self, conversation: str) -> dict[str, Any]:
        """Where the person can be reached now.

        Raises:
            OutOfReach: nowhere.
        """
        known = self._inbox.address_of(conversation)
        if known is None:
            raise OutOfReach("gone")
        address, written = known
        if self._app.reply_seconds is not None and time.time() - written > self._app.reply_seconds:
            raise OutOfReach("window")
        return address

    def put_down(
        self, session: Session, conversation: str, address: Mapping[str, Any], id: str, message: Mapping[str, Any]
    ) -> None:
        """Write down a message to be sent, in the transaction in which it becomes part of the conversation."""
        by_staff = message.get("name")
        extra = {OF_STAFF: id} if by_staff else {}
        received = Received(id=id, position=time.time(), person="", address=address, extra=extra)
        parts = self._parts(message)
        messenger_inbox.push(
            session, self._app.channel, conversation, id, received.as_data(), [as_data(part) for part in parts]
        )

    def _parts(self, message: Mapping[str, Any]) -> list[Part]:
        if name := message.get("name"):
            return plain(f"{name}: {message['text']}", self._app.style)
        return render([message], self._app.style, _no_picture)

    def send(self, conversation: str) -> None:
        """See to it that what was put down goes out."""
        self._lanes.wake(conversation)


def pushes(app: Sanic) -> dict[str, Push]:
    """The server's apps that are on, by channel."""
    if not hasattr(app.ctx, "pushes"):
        app.ctx.pushes = {}
    found: dict[str, Push] = app.ctx.pushes
    return found


def _no_picture(picture: Mapping[str, Any]) -> str:
    raise AssertionError("nothing that is sent unasked has a picture")
