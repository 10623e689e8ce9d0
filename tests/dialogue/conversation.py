"""A person's side of a conversation over HTTP, and what tests ask about the answers."""

from __future__ import annotations

import secrets
from typing import Any

import httpx


class Assistant:
    """Talks to the running assistant as one person and keeps the last answer."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.sender = f"test-{secrets.token_hex(6)}"
        self.messages: list[dict[str, Any]] = []

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send words, as typed."""
        answer = httpx.post(
            f"{self._address}/webhooks/rest/webhook", json={"sender": self.sender, "message": text}, timeout=60
        )
        assert answer.status_code == 200, answer.text
        self.messages = answer.json()
        assert self.messages, f"silence after {text!r}"
        assert all(message.get("text") for message in self.messages), self.messages
        return self.messages

    def tap(self, title: str) -> list[dict[str, Any]]:
        """Tap a button of the last answer by its title."""
        found = [button for button in self.buttons if button["title"] == title]
        assert found, f"no button {title!r} among {[b['title'] for b in self.buttons]}"
        return self.say(found[0]["payload"])

    @property
    def text(self) -> str:
        """All words of the last answer."""
        return "\n\n".join(message["text"] for message in self.messages)

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.messages for button in message.get("buttons", [])]

    @property
    def topics(self) -> list[str]:
        return [message.get("topic", "") for message in self.messages]
