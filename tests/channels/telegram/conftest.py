"""The real servers with a bot, and Telegram on loopback."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from liverguide.channels.messengers.sender import conversation_of
from liverguide.channels.telegram.access import secret_token_of
from liverguide.paths import state_folder
from tests.channels.telegram.bot_api import TOKEN, BotApi
from tests.channels.telegram.person import Person
from tests.servers import Servers, copy_of_project

SECRET = "a secret of the tests, long enough to be taken"
# The topic that answers with more than one message holds.
LONG_TOPIC, LONG_QUESTION = "albi", "what is the ALBI score?"
SENTENCE = "This is sentence {n} of a long answer, and it has the number 1,234.5 in it [general]."


class TelegramServers(Servers):
    """The servers, Telegram, and what stands in the database."""

    api: BotApi

    @property
    def webhook(self) -> str:
        return f"{self.address}/webhooks/telegram/webhook"

    def person(self) -> Person:
        return Person(self.api, self.webhook, secret_token_of(SECRET, TOKEN))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def until(self, true: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end
            time.sleep(0.05)


def conversation(person: Person) -> str:
    """The person's conversation in the store."""
    return conversation_of(SECRET, "telegram", str(person.id))


def with_a_long_answer(project: Path) -> None:
    for file in (project / "content").glob("*.yml"):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        for topic in data.get("topics", []) if isinstance(data, dict) else []:
            if isinstance(topic, dict) and topic["id"] == LONG_TOPIC:
                topic["answer"] = " ".join(SENTENCE.format(n=n) for n in range(100))
                file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
                return
    raise AssertionError("no such topic")


@pytest.fixture(scope="session")
def telegram(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelegramServers]:
    folder = tmp_path_factory.mktemp("telegram")
    servers = TelegramServers(folder, copy_of_project(folder))
    with_a_long_answer(servers.project)
    servers.api = BotApi()
    servers.environment.update(
        LIVERGUIDE_STATE=str(state_folder()),
        LIVERGUIDE_SECRET=SECRET,
        LIVERGUIDE_TELEGRAM_TOKEN=TOKEN,
        LIVERGUIDE_TELEGRAM_API=servers.api.address,
        LIVERGUIDE_PUBLIC_URL=servers.address,
    )
    servers.start("actions")
    servers.start("assistant")
    try:
        servers.wait()
        yield servers
    finally:
        servers.stop_all()
        servers.api.stop()


@pytest.fixture
def ana(telegram: TelegramServers) -> Iterator[Person]:
    """Somebody who never wrote before; Telegram works."""
    telegram.api.fault = None
    yield telegram.person()
    telegram.api.fault = None
