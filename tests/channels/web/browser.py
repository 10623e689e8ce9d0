"""A person's browser: its cookies, and tabs that each hold a conversation."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

import httpx

PATH = "/webhooks/web"


class Browser:
    """Keeps the session's cookie and opens tabs."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address + PATH, timeout=60)
        answer = self.client.post("/session", json={})
        assert answer.json() == {"session": "cookie"}

    def tab(self) -> Tab:
        return Tab(self.client)


class Tab:
    """One conversation."""

    def __init__(self, client: httpx.Client, **headers: str) -> None:
        self.client = client
        self.handle = str(uuid.uuid4())
        self.headers = {"X-Conversation": self.handle, **headers}

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.client.post(path, json=body, headers=self.headers)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path, headers=self.headers)

    def send(self, text: str, message_id: str | None = None) -> httpx.Response:
        return self.post("/messages", {"message_id": message_id or new_id(), "text": text})

    def say(self, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
        return messages_of(self.send(text, message_id))

    def tap(self, payload: str) -> list[dict[str, Any]]:
        return messages_of(self.post("/messages", {"message_id": new_id(), "payload": payload}))

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.get(f"/messages?after={after}")
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def last(self) -> int:
        return int(self.get("/messages?after=0").json()["last"])

    def said(self) -> list[str]:
        """What the person said, as the window shows it after a reload."""
        return [message["text"] for message in self.history() if message["from"] == "person"]


def new_id() -> str:
    return str(uuid.UUID(bytes=secrets.token_bytes(16)))


def messages_of(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    messages = answer.json()["messages"]
    assert messages, "silence"
    assert all(message["text"].strip() for message in messages)
    return list(messages)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def assert_words_for_people(answer: httpx.Response, clinic: dict[str, Any]) -> None:
    """A sentence, the clinic's contact and the emergency line, and nothing of our insides."""
    message = answer.json()["error"]["message"]
    assert message[0].isupper()
    assert message.endswith(".")
    for fact in (clinic["clinic"]["phone"], clinic["clinic"]["mail"], clinic["emergency"]["number"]):
        assert fact in message
    assert not any(inside in message for inside in ("Error", "Traceback", "Exception", ".py", "http", "None", "{"))
