"""Pictures as PNG files at addresses that nobody can guess, for messengers, which fetch what they show."""

from __future__ import annotations

import asyncio
import logging

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide.channels.store import store_of
from liverguide.channels.turns import Handle
from liverguide.channels.upkeep import keep_up
from liverguide.library import current_library
from liverguide.pictures import picture_from_data
from liverguide.storage.tracker_store import ConversationStore

log = logging.getLogger(__name__)

SUFFIX = ".png"
# The numbers are a person's: no cache keeps them, and no other site learns the address.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class PictureFiles(InputChannel):
    """`GET /pictures/<token>.png`. Takes no messages; a channel, as Rasa's server takes further addresses only so."""

    @classmethod
    def name(cls) -> str:
        """The name under which Rasa knows it."""
        return "pictures"

    def url_prefix(self) -> str:
        """The address from the server's root on, not under /webhooks."""
        return "/pictures"

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The address of the files."""
        routes = Blueprint("liverguide_pictures")
        keep_up(routes)

        @routes.route("/<name:str>", methods=["GET", "HEAD"])
        async def file(request: Request, name: str) -> HTTPResponse:
            store = store_of(request.app.ctx.agent)
            try:
                png = await asyncio.to_thread(_png, store, name.removesuffix(SUFFIX)) if name.endswith(SUFFIX) else None
            except Exception as error:  # each database driver raises its own kinds
                # Neither token nor numbers are logged.
                log.error("a picture could not be drawn: %s", type(error).__name__)
                return _sentence("picture.link.broken", 503)
            if png is None:
                return _sentence("picture.link.gone", 404)
            return response.raw(png, content_type="image/png", headers=HEADERS)

        return routes


def _png(store: ConversationStore, token: str) -> bytes | None:
    data = store.linked_picture(token)
    if data is None:
        return None
    # Imported with the first picture: an installation without messengers never needs matplotlib.
    from liverguide.pictures.png import png

    return png(picture_from_data(data))


def _sentence(phrase: str, status: int) -> HTTPResponse:
    return response.text(current_library().phrase(phrase), status=status, headers=HEADERS)
