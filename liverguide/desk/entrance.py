"""Which requests come in at all: those to the desk's own address, and forms of its own pages.

Everything else fails closed: a proxy's rule that points the internet here by mistake, another name that was made to
lead to this machine (DNS rebinding), a page of another site that sends a form.
"""

from __future__ import annotations

import ipaddress
import logging
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PROXY_HEADERS = ("x-forwarded-", "forwarded", "x-real-ip", "x-original-")


@dataclass(frozen=True)
class OwnAddress:
    """Where browsers reach the desk.

    `origins` are its addresses as browsers send them, in small letters. `trusted_proxy` is the IP address of the proxy
    that speaks https for it; None: nobody stands between, and nobody's word about the sender is believed.
    """

    origins: frozenset[str]
    trusted_proxy: str | None = None

    @classmethod
    def on_this_machine(cls, port: int) -> OwnAddress:
        """Reached from this machine only."""
        return cls(frozenset(f"http://{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")))

    @property
    def is_https(self) -> bool:
        """Whether browsers come by https, so that cookies may be kept to it."""
        return any(origin.startswith("https:") for origin in self.origins)

    def client(self, request: HTTPConnection) -> str:
        """IP address of the computer that asks, as far as it is known."""
        peer = request.client.host if request.client else ""
        if self.trusted_proxy and peer == self.trusted_proxy:
            try:
                return _same_for_all_ways_to_write(_last(request.headers, "x-forwarded-for"))
            except ValueError:
                return peer
        return peer

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request may not come in, as status and reason; None when it may."""
        headers = Headers(scope=scope)
        peer = (scope.get("client") or ("", 0))[0]
        by_proxy = self.is_https and peer == self.trusted_proxy
        if not by_proxy and any(name.startswith(PROXY_HEADERS) for name in headers):
            return 421, "it came through a proxy that is not trusted"
        scheme = "http"
        if by_proxy:
            scheme = _last(headers, "x-forwarded-proto").lower()
        origins = {f"{scheme}://{host.lower()}" for host in headers.getlist("host")}
        origins |= {f"{scheme}://{host.strip().lower()}" for host in headers.getlist("x-forwarded-host")}
        if len(origins) != 1 or not origins <= self.origins:
            return 421, "it was for another address"
        if scope["method"] not in SAFE_METHODS and not _is_from(headers, origins.pop()):
            return 403, "it was sent by another site's page"
        return None


def _last(headers: Headers, name: str) -> str:
    """The word of the trusted proxy: each adds what it saw at the end, in the same line or in one below."""
    return ",".join(headers.getlist(name)).rsplit(",", 1)[-1].strip()


def _same_for_all_ways_to_write(address: str) -> str:
    known = ipaddress.ip_address(address.partition("%")[0])  # without the name of a network card
    return str(getattr(known, "ipv4_mapped", None) or known)


def _is_from(headers: Headers, own: str) -> bool:
    """Whether one of our own pages sent it; browsers say so with every form in one of two headers."""
    origins, sites = headers.getlist("origin"), headers.getlist("sec-fetch-site")
    return bool(origins or sites) and all(o.lower() == own for o in origins) and all(s == "same-origin" for s in sites)


class Entrance:
    """ASGI middleware that lets in what may come in."""

    def __init__(self, app: ASGIApp, own: OwnAddress) -> None:
        self._app, self._own = app, own
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and (refusal := self._own.refusal(scope)):
            status, reason = refusal
            if reason not in self._told:  # once each: who knocks must not fill the log
                self._told.add(reason)
                log.warning(
                    "a request was refused, because %s; docs/desk.md says how the desk is reached "
                    "(LIVERGUIDE_DESK_URL, LIVERGUIDE_TRUSTED_PROXY)",
                    reason,
                )
            await PlainTextResponse("This is not the desk's address.", status)(scope, receive, send)
            return
        await self._app(scope, receive, send)
