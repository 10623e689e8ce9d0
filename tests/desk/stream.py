"""What the assistant writes into the event stream, for tests of the desk alone."""

from __future__ import annotations

import itertools
import json
import sqlite3
import time
from contextlib import closing
from typing import Any

from tests.servers import Servers

TABLES = ("streamed_events", "desk_messages", "desk_requests", "desk_conversations", "callbacks")
PATIENCE_SECONDS = 30.0

_numbers = itertools.count(1)


class Stream:
    """Conversations as they reach the desk. Times are minutes ago."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers

    def clear(self) -> None:
        """An empty inbox."""
        self.recorded()
        for table in TABLES:
            self._run(f"DELETE FROM {table}")

    def person(
        self, text: str, ago: float = 1, channel: str = "web", red_flag: str | None = None, of: str | None = None
    ) -> str:
        """Somebody writes; the conversation's name."""
        conversation = of or f"{channel}:{next(_numbers):064d}"
        understood = {"intent": {"name": "emergency" if red_flag else "nlu_fallback"}, "red_flag": red_flag}
        self._happens(conversation, ago, event="user", text=text, input_channel=channel, parse_data=understood)
        return conversation

    def says(self, conversation: str, text: str, ago: float = 1, **metadata: object) -> None:
        """The assistant or, with `name`, staff say something."""
        by_staff = {"from": "staff", "pushed": f"id{next(_numbers)}"} if "name" in metadata else {}
        self._happens(conversation, ago, event="bot", text=text, metadata={**by_staff, **metadata})

    def asks(self, text: str = "somebody here please", ago: float = 1, channel: str = "web") -> str:
        """Somebody wishes that staff join."""
        conversation = self.person(text, ago, channel)
        self.says(conversation, "The front desk can see it.", ago, request="chat")
        return conversation

    def is_told_that_nobody_came(self, conversation: str, ago: float = 0.5) -> None:
        self.says(conversation, "Nobody could join.", ago, presence="unattended", pushed=f"id{next(_numbers)}")

    def wants_call(self, conversation: str, name: str, phone: str, ago: float = 1) -> None:
        """A confirmed call-back."""
        self._run(
            "INSERT INTO callbacks (conversation, name, phone, status, created) VALUES (?, ?, ?, 'open', ?)",
            conversation, name, phone, time.time(),
        )  # fmt: skip
        self._happens(conversation, ago, event="slot", name="callback", value={"step": "confirmed"})

    def taken(self, conversation: str, account: str) -> None:
        self._happens(conversation, 0, event="pause", metadata={"account": account})

    def undelivered(self, conversation: str, message_id: str, why: str) -> None:
        """An app did not take what staff wrote."""
        self._happens(conversation, 0, event="undelivered", message_id=message_id, why=why)

    def erased(self, conversation: str) -> None:
        self.recorded()
        for table in TABLES:
            self._run(f"DELETE FROM {table} WHERE conversation = ?", conversation)

    def _happens(self, conversation: str, ago: float, **event: Any) -> None:
        event["timestamp"] = time.time() - ago * 60
        self._run("INSERT INTO streamed_events (conversation, data) VALUES (?, ?)", conversation, json.dumps(event))

    def recorded(self) -> None:
        """Wait until the desk has taken all."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self._run("SELECT count(*) FROM streamed_events")[0][0]:
            assert time.monotonic() < until, "the desk does not record"
            time.sleep(0.05)

    def _run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._servers.database, timeout=20)) as database, database:
            return database.execute(statement, values).fetchall()
