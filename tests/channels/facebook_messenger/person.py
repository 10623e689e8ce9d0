"""A person with Messenger on their phone, and Meta's signed webhooks about them, after Meta's documentation."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Sequence
from typing import Any

import httpx

from tests.channels.facebook_messenger.graph import APP_SECRET, PAGE_ID, Chat, Graph

PATIENCE_SECONDS = 40.0
QUIET_SECONDS = 0.4

_numbers = itertools.count(int(time.time()) % 1_000_000 * 1000)

Event = dict[str, Any]
Seen = dict[str, Any]


def sign(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    """Meta signs twice: SHA-1 for the past, SHA-256."""
    return {
        "Content-Type": "application/json",
        "X-Hub-Signature": f"sha1={hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()}",
        "X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}",
    }


def escaped(update: Any) -> bytes:
    """JSON as Meta writes and signs it: other letters as \\u00e4, slashes as \\/."""
    return json.dumps(update).replace("/", "\\/").encode()


def batch(*entries: Sequence[Event]) -> dict[str, Any]:
    """A webhook with these entries, each with its events."""
    now = int(time.time() * 1000)
    return {"object": "page", "entry": [{"id": PAGE_ID, "time": now, "messaging": list(each)} for each in entries]}


class Person:
    """Writes to the page and waits for the answer."""

    def __init__(self, graph: Graph, webhook: str) -> None:
        self.graph, self.webhook = graph, webhook
        self.psid = str(7_000_000_000_000_000 + next(_numbers))
        graph.chats[self.psid] = self.screen = Chat(self.psid)
        self._read = 0

    # What Meta tells the assistant of this person

    def event(self, at: float | None = None, **content: Any) -> Event:
        """`at`: when it was done, in seconds since 1970; now by default."""
        done = time.time() if at is None else at
        self.screen.wrote = max(self.screen.wrote, done)
        return {"sender": {"id": self.psid}, "recipient": {"id": PAGE_ID}, "timestamp": int(done * 1000), **content}

    def message(self, text: str | None = None, at: float | None = None, **more: Any) -> Event:
        said = {"mid": f"m_AbC-{next(_numbers)}", **({} if text is None else {"text": text}), **more}
        return self.event(at, message=said)

    def tapped(self, title: str, payload: str) -> Event:
        return self.message(title, quick_reply={"payload": payload})

    def deliver(self, *events: Event) -> httpx.Response:
        return self.post(escaped(batch(events)))

    def post(self, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
        return httpx.post(self.webhook, content=body, headers=sign(body) if headers is None else headers, timeout=30)

    # What they do

    def say(self, text: str, answers: int = 1) -> list[Seen]:
        assert self.deliver(self.message(text)).status_code == 200
        return self.hear(answers)

    def tap(self, title: str, answers: int = 1) -> list[Seen]:
        """Tap the quick reply with this title; only those below the last message can be seen."""
        payload = dict(self.quick_replies())[title]
        assert self.deliver(self.tapped(title, payload)).status_code == 200
        return self.hear(answers)

    # What they see

    def hear(self, at_least: int = 1) -> list[Seen]:
        """What arrived since the last look, when nothing more comes for a moment."""
        until = time.monotonic() + PATIENCE_SECONDS
        while len(self.screen.messages) < self._read + at_least:
            assert time.monotonic() < until, "silence"
            time.sleep(0.05)
        seen = -1
        while seen != len(self.screen.messages):
            seen = len(self.screen.messages)
            time.sleep(QUIET_SECONDS)
        new, self._read = self.screen.messages[self._read : seen], seen
        return new

    def hears_nothing(self, seconds: float = 1.5) -> bool:
        time.sleep(seconds)
        return len(self.screen.messages) == self._read

    def quick_replies(self) -> list[tuple[str, str]]:
        """Titles and payloads: Messenger shows those of the last message only."""
        last = self.screen.messages[-1] if self.screen.messages else {}
        return [(reply["title"], reply["payload"]) for reply in last.get("quick_replies", [])]


def words(messages: Sequence[Seen]) -> str:
    return "\n".join(message.get("text", "") for message in messages)
