"""Which web pages may use an address: those of the same site, and the other sites that clinic.yml lists."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide.library import ContentError, current_library

log = logging.getLogger(__name__)

METHODS = "GET, POST, OPTIONS"
REQUEST_HEADERS = "Authorization, Content-Type, X-Conversation"
PREFLIGHT_SECONDS = "600"


class OriginRefused(Exception):
    """The page that sent the request belongs to a site that may not use this address."""


@dataclass(frozen=True)
class Origins:
    """Tells pages of the same site from those of listed sites and of all others.

    `trusted_proxy` is the IP address whose X-Forwarded-Proto is believed; None believes nobody.
    """

    trusted_proxy: str | None

    def scheme(self, request: Request) -> str:
        """How the browser sent the request: "https" or "http"."""
        forwarded = request.headers.get("x-forwarded-proto")
        if forwarded and self.trusted_proxy and request.ip == self.trusted_proxy:
            # Each proxy adds its own at the end; the last is that of the trusted one.
            return str(forwarded.rsplit(",", 1)[-1].strip().lower())
        return str(request.scheme)

    def other_site(self, request: Request) -> str | None:
        """The listed other site whose page sent the request; None for a page of the same site.

        Raises:
            OriginRefused: the site is neither of them.
        """
        origin = request.headers.get("origin")
        if origin is None:
            return None
        host = request.headers.get("host", "").lower()
        if origin.lower() == f"{self.scheme(request)}://{host}":
            return None
        if origin in listed_origins():
            return str(origin)
        if origin.lower() == f"https://{host}":
            log.warning(
                "a page of this very site was refused, because it came by https through a proxy that is not trusted: "
                "set LIVERGUIDE_TRUSTED_PROXY to the proxy's IP address"
            )
        raise OriginRefused

    def set_headers(self, request: Request, answer: HTTPResponse) -> None:
        """Let a listed site's page read the answer, and no other; a page of the same site needs no header."""
        for name in [name for name in answer.headers if name.lower().startswith("access-control-")]:
            del answer.headers[name]  # Rasa's own, which allow credentials to whoever names no origin
        answer.headers["Vary"] = "Origin"
        try:
            other = self.other_site(request)
        except OriginRefused:
            return
        if other is not None:
            answer.headers["Access-Control-Allow-Origin"] = other
            answer.headers["Access-Control-Expose-Headers"] = "Retry-After"
            if request.method == "OPTIONS":
                answer.headers["Access-Control-Allow-Methods"] = METHODS
                answer.headers["Access-Control-Allow-Headers"] = REQUEST_HEADERS
                answer.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS


def listed_origins() -> frozenset[str]:
    """The other sites that clinic.yml lists; none while it cannot be read."""
    try:
        return frozenset(current_library().clinic.website.origins)
    except ContentError:
        return frozenset()
