"""Requests to an app: what is tried again, how long is waited, what the log says."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from liverguide.channels.messengers.counters import Counters
from liverguide.channels.messengers.outbound import Answered, Away, Outbound, PersonGone, Refused, seconds_of

TOKEN = "a-secret-token"


class Server:
    """Gives one answer after the other, then 200."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.requests = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.requests += 1
                self.rfile.read(int(self.headers["content-length"]))
                status, headers = server.answers.pop(0) if server.answers else (200, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b'{"said": "yes"}')

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/{TOKEN}"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


def judge(answered: Answered) -> dict[str, Any]:
    match answered.status:
        case 200:
            return answered.body
        case 403:
            raise PersonGone("status 403")
        case 400:
            raise Refused("status 400", "you said: xylophone")
        case status:
            raise Away(f"status {status}", seconds=seconds_of(answered.headers))


class Sending:
    def __init__(self) -> None:
        self.waited: list[float] = []
        self.counters = Counters()

    def send(self, url: str, **arguments: Any) -> dict[str, Any]:
        async def sleep(seconds: float) -> None:
            self.waited.append(seconds)

        async def run() -> dict[str, Any]:
            outbound = Outbound("app", judge, self.counters, sleep)
            try:
                return await outbound.request("POST", url, json={"text": "xylophone"}, **arguments)
            finally:
                await outbound.close()

        return asyncio.run(run())


def test_what_is_broken_is_tried_again_after_longer_and_longer(server: Server) -> None:
    server.answers = [(500, {}), (502, {}), (503, {})]
    sending = Sending()
    assert sending.send(server.url) == {"said": "yes"}
    assert [0.5 <= sending.waited[0] <= 1, 1 <= sending.waited[1] <= 1.5, 2 <= sending.waited[2] <= 2.5] == [True] * 3
    assert sending.counters.of("app") == {"send_retried": 3}


def test_it_is_not_tried_for_ever(server: Server) -> None:
    server.answers = [(500, {})] * 9
    sending = Sending()
    with pytest.raises(Away):
        sending.send(server.url)
    assert server.requests == 4
    assert sending.counters.of("app") == {"send_away": 1, "send_retried": 3}


def test_a_wait_that_is_asked_for_is_kept(server: Server) -> None:
    server.answers = [(429, {"Retry-After": "7"})]
    sending = Sending()
    sending.send(server.url)
    assert 7 <= sending.waited[0] <= 7.5


def test_a_long_wait_is_left_to_whoever_called(server: Server) -> None:
    server.answers = [(429, {"Retry-After": "60"})]
    with pytest.raises(Away) as away:
        Sending().send(server.url)
    assert away.value.seconds == 60
    assert server.requests == 1


@pytest.mark.parametrize(("status", "kind"), [(400, Refused), (403, PersonGone)])
def test_what_is_refused_is_not_sent_again(
    server: Server, status: int, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [(status, {})]
    sending = Sending()
    with caplog.at_level(logging.DEBUG), pytest.raises(kind):
        sending.send(server.url)
    assert server.requests == 1
    assert sending.counters.of("app") == {"send_refused": 1}
    assert f"status {status}" in caplog.text
    assert "xylophone" not in caplog.text
    assert TOKEN not in caplog.text


def test_nobody_there(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Away) as away:
        Sending().send(f"http://127.0.0.1:9/{TOKEN}")
    assert TOKEN not in f"{away.value} {caplog.text}"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3", 3.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("", None), ("-1", None), ("9" * 9, None)],
)
def test_how_long_to_wait(value: str, seconds: float | None) -> None:
    assert seconds_of({"retry-after": value}) == seconds
