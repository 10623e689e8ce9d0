"""The real servers with a bot, and Telegram on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from liverguide.channels.telegram.access import secret_token_of
from tests.channels.messenger_servers import SECRET, MessengerServers
from tests.channels.telegram.bot_api import TOKEN, BotApi
from tests.channels.telegram.person import Person


class TelegramServers(MessengerServers):
    """The servers and Telegram."""

    api: BotApi

    def person(self) -> Person:
        return Person(self.api, self.webhook, secret_token_of(SECRET, TOKEN))


@pytest.fixture(scope="session")
def telegram(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelegramServers]:
    api = BotApi()
    servers = TelegramServers(
        tmp_path_factory.mktemp("telegram"),
        "telegram",
        LIVERGUIDE_TELEGRAM_TOKEN=TOKEN,
        LIVERGUIDE_TELEGRAM_API=api.address,
    )
    servers.api = api
    servers.start("actions")
    servers.start("assistant")
    try:
        servers.wait()
        yield servers
    finally:
        servers.stop_all()
        api.stop()


@pytest.fixture
def ana(telegram: TelegramServers) -> Iterator[Person]:
    """Somebody who never wrote before; Telegram works."""
    telegram.api.fault = None
    yield telegram.person()
    telegram.api.fault = None
