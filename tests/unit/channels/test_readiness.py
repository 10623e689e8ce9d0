from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from liverguide.channels import readiness
from liverguide.channels.readiness import RecentReadiness, not_ready


class Store:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    async def retrieve(self, sender: str) -> None:
        if self.error:
            raise self.error


class Agent:
    def __init__(self, address: str | None, *, ready: bool = True, store: object | None = None) -> None:
        self.action_endpoint = SimpleNamespace(url=address) if address else None
        self.tracker_store = store or Store()
        self._ready = ready

    def is_ready(self) -> bool:
        return self._ready

    async def parse_message(self, text: str) -> dict[str, Any]:
        return {"text": text}


async def healthy(request: web.Request) -> web.Response:
    return web.Response(status=200 if request.path == "/health" else 404)


async def unhealthy(request: web.Request) -> web.Response:
    return web.Response(status=500)


async def stuck(request: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return web.Response()


def missing(
    answer: Callable[[web.Request], Awaitable[web.Response]] = healthy, *, away: bool = False, **parts: Any
) -> list[str]:
    """What is not ready beside an action server that answers like this."""

    async def ask() -> list[str]:
        runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        if away:
            await runner.cleanup()
        try:
            return await not_ready(Agent(f"http://{host}:{port}/webhook", **parts))
        finally:
            await runner.cleanup()

    return asyncio.run(ask())


def test_everything_is_there() -> None:
    assert missing() == []


def test_no_model() -> None:
    assert missing(ready=False) == ["model"]


def test_an_action_server_that_is_unwell() -> None:
    assert missing(unhealthy) == ["actions"]


def test_an_action_server_that_is_away() -> None:
    assert missing(away=True) == ["actions"]


def test_an_action_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "PATIENCE", aiohttp.ClientTimeout(total=0.2))

    assert missing(stuck) == ["actions"]


def test_no_action_server() -> None:
    assert asyncio.run(not_ready(Agent(None))) == ["actions"]


@pytest.mark.parametrize("error", [OSError("disk"), RuntimeError("locked")])
def test_a_store_that_fails(error: Exception) -> None:
    assert missing(store=Store(error)) == ["store"]


def test_a_failing_store_is_seen_behind_rasas_fallback() -> None:
    assert missing(store=SimpleNamespace(_tracker_store=Store(OSError("disk")))) == ["store"]


def test_all_that_is_missing_is_named() -> None:
    assert missing(unhealthy, ready=False, store=Store(OSError())) == ["model", "actions", "store"]


def test_an_open_address_asks_the_parts_at_most_once_in_two_seconds() -> None:
    class Counting(Store):
        asked = 0

        async def retrieve(self, sender: str) -> None:
            self.asked += 1
            await asyncio.sleep(0.01)

    now, store = [100.0], Counting()
    agent = Agent(None, store=store)
    recent = RecentReadiness(lambda: now[0])

    async def ask() -> None:
        for seconds in (0.0, 1.9, 0.2):
            now[0] += seconds
            assert await asyncio.gather(*(recent.not_ready(agent) for _ in range(5))) == [["actions"]] * 5

    asyncio.run(ask())
    assert store.asked == 2
