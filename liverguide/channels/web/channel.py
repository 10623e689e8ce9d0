"""The website chat's addresses, under /webhooks/web."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide import settings
from liverguide.channels.origins import OriginRefused, Origins
from liverguide.channels.readiness import RecentReadiness
from liverguide.channels.store import store_of
from liverguide.channels.turns import Handle
from liverguide.channels.upkeep import keep_up
from liverguide.channels.web.body import read_body
from liverguide.channels.web.conversation import CHANNEL, conversation_of, is_handle
from liverguide.channels.web.errors import Refusal, broken, refused
from liverguide.channels.web.feedback import feedback
from liverguide.channels.web.history import shown_messages
from liverguide.channels.web.message import incoming
from liverguide.channels.web.rate import RateLimit
from liverguide.channels.web.session import COOKIE, LIFETIME_SECONDS, SessionInvalid, Sessions
from liverguide.channels.web.turns import Turns
from liverguide.channels.web.widget_settings import widget_settings
from liverguide.library import current_library

log = logging.getLogger(__name__)

PATH = f"/webhooks/{CHANNEL}"
# Reading the conversation and giving feedback, together; an open window asks every few seconds.
OTHERS_A_MINUTE = 120
BEARER = "bearer "
ALL_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Endpoint = Callable[[Request], Awaitable[HTTPResponse]]


class WebChannel(InputChannel):
    """Sessions, messages, history, feedback, erasure and settings for the widget (see docs/running.md)."""

    def __init__(self, secret: str, origins: Origins) -> None:
        self._secret = secret
        self._origins = origins
        self._sessions = Sessions(secret)
        self._turns = Turns()
        self._messages_rate = RateLimit(settings.messages_a_minute(), seconds=60)
        self._others_rate = RateLimit(OTHERS_A_MINUTE, seconds=60)
        self._readiness = RecentReadiness()

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address and in the event stream."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Called by Rasa; the environment has what is secret.

        Raises:
            SettingError: a variable cannot be used.
        """
        return cls(settings.secret(), Origins(settings.trusted_proxy()))

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The channel's addresses."""
        routes = Blueprint("liverguide_web")
        keep_up(routes)
        endpoints: dict[str, dict[str, Endpoint]] = {
            "ready": {"GET": self._ready},
            "settings": {"GET": self._settings},
            "session": {"POST": self._session},
            "messages": {"GET": self._history, "POST": self._message},
            "feedback": {"POST": self._feedback},
            "erase": {"POST": self._erase},
        }
        for path, methods in endpoints.items():
            for method, endpoint in methods.items():
                # Streamed: an endpoint reads the body itself, no further than it may be long.
                add = routes.route(f"/{path}", [method], name=f"{method}_{path}", stream=method == "POST")
                add(self._answering(endpoint))
            routes.options(f"/{path}", name=f"preflight_{path}")(_preflight)
            others = ALL_METHODS - {"OPTIONS", *methods}
            routes.route(f"/{path}", others, name=f"other_{path}")(_wrong_method)
        routes.route("/<path:path>", methods=ALL_METHODS)(_unknown)
        routes.middleware("response")(self._with_headers)
        return routes

    def _answering(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint, with every failure told in a sentence."""

        @wraps(endpoint)
        async def answer(request: Request) -> HTTPResponse:
            try:
                return await endpoint(request)
            except Refusal as refusal:
                return refused(refusal)
            except OriginRefused:
                return refused(Refusal(403, "origin", "origin"))
            except SessionInvalid:
                return refused(Refusal(401, "session", "session"))
            except SanicException as error:  # such as a body that breaks off
                return refused(Refusal(error.status_code or 400, "http"))
            except Exception as error:
                # Neither the request nor the error's own text is logged: both may hold what the person wrote.
                log.error("%s failed: %s", request.path, type(error).__name__)
                return broken(503)

        return answer

    # Whose request it is

    def _session_of(self, request: Request, lifetime: float = LIFETIME_SECONDS) -> str:
        site = self._origins.other_site(request)
        if site is None:
            return self._sessions.read(request.cookies.get(COOKIE), site, lifetime)
        given = request.headers.get("authorization", "")
        return self._sessions.read(given[len(BEARER) :] if given.lower().startswith(BEARER) else None, site, lifetime)

    def _conversation_of(self, request: Request, lifetime: float = LIFETIME_SECONDS) -> str:
        session, handle = self._session_of(request, lifetime), request.headers.get("x-conversation")
        if not is_handle(handle):
            raise Refusal(400, "conversation")
        return conversation_of(self._secret, session, str(handle))

    # Endpoints

    async def _ready(self, request: Request) -> HTTPResponse:
        missing = await self._readiness.not_ready(request.app.ctx.agent)
        return response.json({"ready": not missing, "missing": missing}, status=503 if missing else 200)

    async def _settings(self, request: Request) -> HTTPResponse:
        self._origins.other_site(request)
        return response.json(widget_settings(current_library(), request.args.get("lang")))

    async def _session(self, request: Request) -> HTTPResponse:
        site = self._origins.other_site(request)
        await read_body(request)
        try:
            # A second tab must not take the session, and with it the conversation, from the first.
            session = self._session_of(request)
        except SessionInvalid:
            session = self._sessions.new_id()
        signed = self._sessions.sign(session, site)
        if site is not None:
            return response.json({"session": "token", "token": signed})
        answer = response.json({"session": "cookie"})
        answer.cookies[COOKIE] = signed
        answer.cookies[COOKIE].update({"path": PATH, "max-age": _kept_seconds(), "httponly": True, "samesite": "Lax"})
        if self._origins.scheme(request) == "https":
            answer.cookies[COOKIE]["secure"] = True
        return answer

    async def _message(self, request: Request) -> HTTPResponse:
        conversation = self._conversation_of(request)
        _count(self._messages_rate, conversation)
        message = incoming(await read_body(request))
        answer = await self._turns.answer(request.app.ctx.agent, conversation, message)
        return response.json({"messages": answer.messages, "before": answer.before, "last": answer.last})

    async def _history(self, request: Request) -> HTTPResponse:
        conversation = self._conversation_of(request)
        _count(self._others_rate, conversation)
        after = request.args.get("after", "0")
        if not (after.isascii() and after.isdigit()):
            raise Refusal(400, "after")
        store = store_of(request.app.ctx.agent)
        last = store.last_number(conversation)
        if last <= int(after[:18]):  # no poll of a quiet conversation reads it all
            return response.json({"messages": [], "last": last})
        events, last = store.spoken(conversation)
        messages = [message for message in shown_messages(events) if message["n"] > int(after[:18])]
        return response.json({"messages": messages, "last": last})

    async def _feedback(self, request: Request) -> HTTPResponse:
        conversation = self._conversation_of(request)
        _count(self._others_rate, conversation)
        given = feedback(await read_body(request))
        await self._turns.note_feedback(request.app.ctx.agent, conversation, given)
        return response.empty()

    async def _erase(self, request: Request) -> HTTPResponse:
        # Whoever comes back after the session's day must still be able to erase what is kept.
        conversation = self._conversation_of(request, _kept_seconds())
        await read_body(request)
        await self._turns.erase(request.app.ctx.agent, conversation)
        return response.empty()

    # All answers

    async def _with_headers(self, request: Request, answer: HTTPResponse) -> None:
        self._origins.set_headers(request, answer)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"


def _count(rate: RateLimit, conversation: str) -> None:
    wait = rate.seconds_to_wait(conversation)
    if wait:
        raise Refusal(429, "slow_down", "slow_down", headers={"Retry-After": str(wait)}, seconds=wait)


def _kept_seconds() -> int:
    """How long a conversation can be kept, and so be erased; never less than a session."""
    return max(LIFETIME_SECONDS, current_library().clinic.retention.days * 86_400)


async def _preflight(request: Request) -> HTTPResponse:
    return response.empty()


async def _wrong_method(request: Request) -> HTTPResponse:
    return refused(Refusal(405, "method"))


async def _unknown(request: Request, path: str) -> HTTPResponse:
    return refused(Refusal(404, "not_found"))
