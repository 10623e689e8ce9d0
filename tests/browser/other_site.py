"""A site of somebody else with the chat window on its page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class OtherSite(ThreadingHTTPServer):
    """Serves one page and one script under an origin of its own."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Files)
        self.files: dict[str, tuple[str, bytes]] = {}

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def show(self, script: str, assistant: str, attributes: str = "") -> None:
        """Have the page load the window by `script` (a tag) and talk to the assistant."""
        window = f'<liverguide-chat endpoint="{assistant}/webhooks/web" {attributes}></liverguide-chat>'
        page = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Another site</title>{script}
            <main><h1>Another site</h1></main>{window}"""
        self.files["/"] = ("text/html", page.encode())
        self.files["/favicon.ico"] = ("image/x-icon", b"")


class _Files(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, OtherSite)
        content_type, content = self.server.files.get(self.path, ("text/plain", b""))
        self.send_response(200 if self.path in self.server.files else 404)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def other_site() -> Iterator[OtherSite]:
    site = OtherSite()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
