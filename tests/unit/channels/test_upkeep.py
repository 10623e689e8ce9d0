"""The upkeep on a real Sanic server with two channels."""

from __future__ import annotations

import asyncio
import socket
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic

from liverguide.channels import upkeep
from liverguide.channels.picture_files import PictureFiles
from liverguide.channels.rest import RestChannel
from liverguide.storage.no_fallback import NoFallback


class Purged(InMemoryTrackerStore):
    times = 0

    def purge(self) -> None:
        self.times += 1
        if self.times == 1:
            raise OSError("the database is away")


async def takes_no_messages(message: Any) -> None:
    raise AssertionError("nobody writes")


def test_a_silent_server_purges_by_itself_once_for_all_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "PURGE_EVERY_SECONDS", 0.2)
    store = Purged(Domain.empty())
    wrapper = FailSafeTrackerStore(store)

    async def serve() -> None:
        Sanic.test_mode = True
        app = Sanic("upkeep", register=False)
        app.ctx.agent = SimpleNamespace(tracker_store=wrapper)
        for channel in (RestChannel(), PictureFiles()):
            app.blueprint(channel.blueprint(takes_no_messages), url_prefix=f"/{channel.name()}")
        listening = socket.create_server(("127.0.0.1", 0))
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        assert server is not None
        await server.startup()
        await server.after_start()
        await asyncio.sleep(0.7)
        await server.before_stop()
        server.close()
        await server.wait_closed()
        stopped_at = store.times
        await asyncio.sleep(0.3)
        assert store.times == stopped_at

    asyncio.run(serve())
    assert 2 <= store.times <= 3
    assert isinstance(wrapper.fallback_tracker_store, NoFallback)
