"""The picture address on a real Sanic server; the store behind it is a real one, or one whose database is away."""

from __future__ import annotations

import asyncio
import logging
import socket
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic

from liverguide.channels.picture_files import PictureFiles
from liverguide.library import current_library
from liverguide.paths import PROJECT
from liverguide.pictures import range_strip
from liverguide.pictures.png import png
from liverguide.storage.tracker_store import ConversationStore
from tests.unit.pictures.some_values import lab

STRIP = range_strip(current_library(), lab("inr", 2.6))


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(Domain.load(str(PROJECT / "domain.yml")), f"sqlite:///{tmp_path / 'conversations.db'}")


def get(store: ConversationStore, *names: str, method: str = "GET") -> list[httpx.Response]:
    """Ask a server of its own for files, all at once."""

    async def ask() -> list[httpx.Response]:
        Sanic.test_mode = True
        app = Sanic("pictures", register=False)
        app.ctx.agent = SimpleNamespace(tracker_store=FailSafeTrackerStore(store))
        channel = PictureFiles.from_credentials({})
        app.blueprint(channel.blueprint(_takes_no_messages), url_prefix=channel.url_prefix())
        listening = socket.create_server(("127.0.0.1", 0))
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        assert server is not None
        await server.startup()
        port = listening.getsockname()[1]
        try:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
                return await asyncio.gather(*(client.request(method, f"/pictures/{name}") for name in names))
        finally:
            server.close()
            await server.wait_closed()

    return asyncio.run(ask())


async def _takes_no_messages(message: Any) -> None:
    raise AssertionError("a picture is no message")


def test_the_file_of_a_token(store: ConversationStore) -> None:
    [answer] = get(store, f"{store.link_picture('telegram:ana', STRIP.as_data())}.png")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.content == png(STRIP)


def test_many_at_once(store: ConversationStore) -> None:
    token = store.link_picture("telegram:ana", STRIP.as_data())
    answers = get(store, *[f"{token}.png"] * 12)
    assert {answer.content for answer in answers} == {png(STRIP)}


def test_the_head_alone(store: ConversationStore) -> None:
    [answer] = get(store, f"{store.link_picture('telegram:ana', STRIP.as_data())}.png", method="HEAD")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_wrong_address_is_told_in_a_plain_sentence(store: ConversationStore) -> None:
    token = store.link_picture("telegram:ana", STRIP.as_data())
    for answer in get(store, "x.png", token, f"{token}.jpg", f"{token[:-1]}.png", f"{token}.png.png", "%00.png"):
        assert answer.status_code == 404
        assert answer.text == current_library().phrase("picture.link.gone")
        assert answer.headers["cache-control"] == "private, no-store"


def test_a_database_that_is_away_is_told_in_a_plain_sentence(
    store: ConversationStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    token = store.link_picture("telegram:ana", STRIP.as_data())
    with sqlite3.connect(tmp_path / "conversations.db") as connection:
        connection.execute("DROP TABLE picture_links")
    with caplog.at_level(logging.WARNING):
        [answer] = get(store, f"{token}.png")
    assert answer.status_code == 503
    assert answer.text == current_library().phrase("picture.link.broken")
    assert "a picture could not be drawn: OperationalError" in caplog.text
    assert token not in caplog.text
