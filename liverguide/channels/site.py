"""The demo page at /site/ and the widget's bundle, as the clinic's own web server would serve them."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from liverguide import settings
from liverguide.channels.origins import Origins
from liverguide.channels.turns import Handle
from liverguide.library import current_library
from liverguide.library.placeholders import PLACEHOLDER
from liverguide.paths import PROJECT

PAGE = "index.html"
MANIFEST = "manifest.json"
DEMO, BUNDLE = PROJECT / "widget" / "demo", PROJECT / "widget" / "dist"
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
NOT_BUILT = "The chat window is not built yet: widget/dist/ holds no bundle. Build it, then load this page again."
UNKNOWN = "There is no such page here. The demo page is at /site/."


class SiteChannel(InputChannel):
    """Serves files, no messages. A channel, because that is how Rasa's server takes further addresses."""

    def __init__(self, origins: Origins, demo: Path = DEMO, bundle: Path = BUNDLE) -> None:
        self._origins, self._demo, self._bundle = origins, demo, bundle

    @classmethod
    def name(cls) -> str:
        """The site's name in its address."""
        return "site"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SiteChannel:
        """Called by Rasa.

        Raises:
            SettingError: a variable cannot be used.
        """
        return cls(Origins(settings.trusted_proxy()))

    def url_prefix(self) -> str:
        """The address from the server's root on, not under /webhooks."""
        return "/site"

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The site's addresses."""
        routes = Blueprint("liverguide_site")

        @routes.get("/")
        async def without_slash(request: Request) -> HTTPResponse:
            return response.redirect("/site/", status=308)  # the page's own addresses are relative

        @routes.get("/<name:str>")
        async def file(request: Request, name: str) -> HTTPResponse:
            wanted = unquote(name) or PAGE
            return self._page() if wanted == PAGE else self._file(wanted)

        @routes.middleware("response")
        async def with_headers(request: Request, answer: HTTPResponse) -> None:
            answer.headers.update(SECURITY_HEADERS)
            self._origins.set_headers(request, answer)

        return routes

    def _page(self) -> HTTPResponse:
        page = _files(self._demo).get(PAGE)
        manifest = _files(self._bundle).get(MANIFEST)
        if page is None or manifest is None:
            return response.text(NOT_BUILT, status=503)
        built = json.loads(manifest.read_text(encoding="utf-8"))
        facts = {
            **current_library().clinic.placeholders(),
            "widget.file": built["file"],
            "widget.integrity": built["integrity"],
        }
        text = PLACEHOLDER.sub(
            lambda match: html.escape(facts.get(match.group(1), match.group(0))), page.read_text(encoding="utf-8")
        )
        return response.html(text, headers={"Cache-Control": "no-cache"})

    def _file(self, name: str) -> HTTPResponse:
        # Looked up in a listing, never put together with a folder: no name can lead out of the two folders.
        bundle = _files(self._bundle)
        found = {**_files(self._demo), **bundle}.get(name)
        if found is None:
            return response.text(UNKNOWN, status=404)
        # The bundle's name changes with what is in it; all else may change under its name.
        lasting = name in bundle and found.suffix == ".js"
        caching = "public, max-age=31536000, immutable" if lasting else "no-cache"
        content_type = CONTENT_TYPES[found.suffix]
        return response.raw(found.read_bytes(), content_type=content_type, headers={"Cache-Control": caching})


def _files(folder: Path) -> dict[str, Path]:
    """The files of a folder that browsers may have, by name."""
    if not folder.is_dir():
        return {}
    return {file.name: file for file in folder.iterdir() if file.suffix in CONTENT_TYPES and file.is_file()}
