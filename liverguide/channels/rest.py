"""HTTP channel for this machine: the terminal chat, tests and health checks. Speaks Rasa's REST format."""

from __future__ import annotations

import secrets
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide.channels.messengers.counters import counters
from liverguide.channels.payloads import was_offered
from liverguide.channels.readiness import not_ready
from liverguide.channels.source_line import with_source_line
from liverguide.channels.store import store_of
from liverguide.channels.turns import Handle, take_turn
from liverguide.channels.upkeep import keep_up
from liverguide.understanding.free_text import as_free_text

# The store's column takes 255, the channel's name included.
LONGEST_SENDER = 200


class RestChannel(InputChannel):
    """`POST /webhooks/rest/webhook` with `{"sender", "message"}` answers a list of messages.

    A button is answered by sending its payload as `message` (or as `payload`). Senders are namespaced, so that nobody
    can go on with a conversation of another channel; without a sender each message starts a conversation of its own.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address and in the event stream."""
        return "rest"

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The channel's addresses."""
        routes = Blueprint("liverguide_rest")
        keep_up(routes)

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            missing = await not_ready(request.app.ctx.agent)
            return response.json({"ready": not missing, "missing": missing}, status=503 if missing else 200)

        @routes.get("/counters")
        async def counted(request: Request) -> HTTPResponse:
            return response.json(counters.all())

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            body = _json(request)
            text = body.get("message", body.get("payload")) if body else None
            if body is None or not isinstance(text, str):
                return response.json({"error": 'Send JSON with a text "message" and a "sender".'}, status=400)
            person = str(body.get("sender") or secrets.token_urlsafe(16))
            if len(person) > LONGEST_SENDER or not person.isprintable():
                return response.json({"error": f'A "sender" has at most {LONGEST_SENDER} printable signs.'}, status=400)
            sender = f"{self.name()}:{person}"
            if not await _is_shown_button(request, text, sender):
                text = as_free_text(text)
            store = store_of(request.app.ctx.agent)
            messages = await take_turn(on_new_message, store, text, sender, self.name())
            return response.json([{**with_source_line(message), "recipient_id": person} for message in messages])

        return routes


def _json(request: Request) -> dict[str, Any] | None:
    try:
        body = request.json
    except Exception:  # Sanic raises several kinds for a body that is no JSON
        return None
    return body if isinstance(body, dict) else None


async def _is_shown_button(request: Request, text: str, sender: str) -> bool:
    if not text.startswith("/"):
        return False
    tracker = await request.app.ctx.agent.tracker_store.retrieve_full_tracker(sender)
    return was_offered(text, tracker)
