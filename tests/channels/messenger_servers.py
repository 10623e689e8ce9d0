"""The real servers for the tests of an app: with a public address, and one answer that is longer than a message."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from liverguide.channels.messengers.sender import conversation_of
from liverguide.paths import state_folder
from tests.servers import Servers, copy_of_project

SECRET = "a secret of the tests, long enough to be taken"
# The topic that answers with more than one message holds.
LONG_TOPIC, LONG_QUESTION = "albi", "what is the ALBI score?"
SENTENCE = "This is sentence {n} of a long answer, and it has the number 1,234.5 in it [general]."
SENTENCES = 100


class MessengerServers(Servers):
    """The servers, and what stands in their database. `channel` is the app's name."""

    def __init__(self, folder: Path, channel: str, **environment: str) -> None:
        super().__init__(folder, copy_of_project(folder))
        self.channel = channel
        with_a_long_answer(self.project)
        self.environment.update(
            LIVERGUIDE_STATE=str(state_folder()),
            LIVERGUIDE_SECRET=SECRET,
            LIVERGUIDE_PUBLIC_URL=self.address,
            **environment,
        )

    @property
    def webhook(self) -> str:
        return f"{self.address}/webhooks/{self.channel}/webhook"

    def conversation(self, person: str) -> str:
        """The conversation in the store of a person, named as the app names them."""
        return conversation_of(SECRET, self.channel, person)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def until(self, true: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end
            time.sleep(0.05)


def with_a_long_answer(project: Path) -> None:
    for file in (project / "content").glob("*.yml"):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        for topic in data.get("topics", []) if isinstance(data, dict) else []:
            if isinstance(topic, dict) and topic["id"] == LONG_TOPIC:
                topic["answer"] = " ".join(SENTENCE.format(n=n) for n in range(SENTENCES))
                file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
                return
    raise AssertionError("no such topic")
