"""A person with Slack, whose requests slack_sdk signs; what arrives is read as Slack shows it."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.models.blocks import Block
from slack_sdk.signature import SignatureVerifier

from tests.channels.slack.mrkdwn_reader import as_meant, read_mrkdwn
from tests.channels.slack.web_api import APP, BOT, BOT_USER, SIGNING_SECRET, TEAM, Conversation, WebApi, now

PATIENCE_SECONDS = 40.0
QUIET_SECONDS = 0.4
SIGNATURE, TIME = "X-Slack-Signature", "X-Slack-Request-Timestamp"

_numbers = itertools.count(int(time.time()) % 1_000_000 * 1000)

Body = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A message on the screen. `buttons`: title and value; `pictures`: address and the words for who can't see it."""

    text: str
    bold: list[str]
    links: list[tuple[str, str]]
    buttons: list[tuple[str, str]]
    pictures: list[tuple[str, str]]
    thread: str | None
    at: str


class Person:
    """Writes to the bot directly and waits for the answer."""

    def __init__(self, api: WebApi, webhook: str) -> None:
        self.api, self.webhook = api, webhook
        number = next(_numbers)
        self.id, self.direct = f"U0ANA{number}", f"D0ANA{number}"
        self.screen = self.joins(self.direct)
        self._read = 0

    def joins(self, channel: str) -> Conversation:
        return self.api.conversations.setdefault(channel, Conversation(channel))

    # What Slack tells the assistant of this person

    def event(self, event: Body, **changes: Any) -> Body:
        number = next(_numbers)
        return {
            "token": "not-used-any-more", "team_id": TEAM, "api_app_id": APP, "event": event, "type": "event_callback",
            "event_id": f"Ev0{number}", "event_time": int(time.time()), "is_ext_shared_channel": False,
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
            **changes,
        }  # fmt: skip

    def message(self, text: str, /, **fields: Any) -> Body:
        """Something typed: Slack's clients send it as rich text, and as mrkdwn for older ones."""
        at = fields.pop("ts", None) or now()
        self.screen.times.add(at)
        written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        return self.event({
            "type": "message", "user": self.id, "ts": at, "client_msg_id": f"c-{at}", "text": written, "team": TEAM,
            "blocks": [{"type": "rich_text", "block_id": "b", "elements": [section]}] if text else [],
            "channel": self.direct, "event_ts": at, "channel_type": "im", **fields,
        })  # fmt: skip

    def changed(self, before: Body, text: str, **fields: Any) -> Body:
        old = before["event"]
        new = {**self.message(text, ts=old["ts"])["event"], "edited": {"user": self.id, "ts": now()}, **fields}
        for name in ("channel", "channel_type", "event_ts"):
            new.pop(name)
        at = now()
        return self.event({
            "type": "message", "subtype": "message_changed", "hidden": True, "channel": self.direct, "ts": at,
            "event_ts": at, "channel_type": "im", "message": new, "previous_message": {**old},
        })  # fmt: skip

    def mention(self, text: str, channel: str, **fields: Any) -> Body:
        at = now()
        self.joins(channel).times.add(at)
        return self.event({
            "type": "app_mention", "user": self.id, "ts": at, "text": f"<@{BOT_USER}> {text}", "team": TEAM,
            "channel": channel, "event_ts": at, **fields,
        })  # fmt: skip

    def tapped(self, shown: Shown, value: str, **fields: Any) -> Body:
        """What Slack sends of a tap, before it goes into the form's field `payload`."""
        at = now()
        thread = {"thread_ts": shown.thread} if shown.thread else {}
        return {
            "type": "block_actions", "user": {"id": self.id, "username": "ana", "name": "ana", "team_id": TEAM},
            "api_app_id": APP, "token": "not-used-any-more", "trigger_id": f"{at}.x", "enterprise": None,
            "container": {"type": "message", "message_ts": shown.at, "channel_id": self.direct, "is_ephemeral": False},
            "team": {"id": TEAM, "domain": "tests"}, "channel": {"id": self.direct, "name": "directmessage"},
            "message": {"type": "message", "user": BOT_USER, "bot_id": BOT, "ts": shown.at, **thread},
            "state": {"values": {}}, "response_url": "https://hooks.slack.example/actions/T/1/x",
            "actions": [{
                "action_id": "choice_0", "block_id": "x", "type": "button", "value": value, "action_ts": at,
                "text": {"type": "plain_text", "text": "?", "emoji": False},
            }],
            **fields,
        }  # fmt: skip

    def deliver(self, update: Body, retry: int = 0, **changes: Any) -> httpx.Response:
        """As Slack delivers it: events as JSON, taps as a form."""
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        if update["type"] == "block_actions":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return self.post(urlencode({"payload": json.dumps(update)}).encode(), headers=headers, **changes)
        headers["Content-Type"] = "application/json"
        return self.post(json.dumps(update, ensure_ascii=False).encode(), headers=headers, **changes)

    def post(
        self, body: bytes, headers: dict[str, str] | None = None, secret: str = SIGNING_SECRET, age: float = 0
    ) -> httpx.Response:
        at = str(int(time.time() - age))
        signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body.decode("utf-8"))
        signed = {SIGNATURE: str(signature), TIME: at, **(headers or {"Content-Type": "application/json"})}
        return httpx.post(self.webhook, content=body, headers=signed, timeout=30)

    # What they do

    def say(self, text: str, /, answers: int = 1, **fields: Any) -> list[Shown]:
        assert self.deliver(self.message(text, **fields)).status_code == 200
        return self.hear(answers)

    def tap(self, title: str, answers: int = 1) -> list[Shown]:
        """Tap the button with this title, the latest one shown."""
        found = [(shown, value) for shown in self.shown() for name, value in shown.buttons if name == title]
        assert self.deliver(self.tapped(*found[-1])).status_code == 200
        return self.hear(answers)

    # What they see

    def shown(self) -> list[Shown]:
        return [read(message) for message in list(self.screen.messages)]

    def hear(self, at_least: int = 1) -> list[Shown]:
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
        return [read(message) for message in new]

    def hears_nothing(self, seconds: float = 1.5) -> bool:
        time.sleep(seconds)
        return len(self.screen.messages) == self._read

    def buttons(self) -> list[tuple[str, str]]:
        """Titles and values of all buttons on the screen, from above."""
        return [button for shown in self.shown() for button in shown.buttons]


def read(message: Body) -> Shown:
    """A message as it is shown; slack_sdk has to know its blocks, and nobody may be called by it."""
    blocks = message["blocks"]
    parsed = Block.parse_all(blocks)
    assert len(parsed) == len(blocks)
    for block in parsed:
        block.validate_json()
    sections = [block["text"] for block in blocks if block["type"] == "section"]
    assert all(section["type"] == "mrkdwn" and section["verbatim"] is True for section in sections)
    assert message["unfurl_links"] is False
    seen = read_mrkdwn("\n".join(section["text"] for section in sections))
    for each in (seen, read_mrkdwn(message["text"])):
        assert (each.calls, each.looks) == ([], [])
    return Shown(
        as_meant(seen.text),
        seen.bold,
        seen.links,
        [(e["text"]["text"], e["value"]) for b in blocks if b["type"] == "actions" for e in b["elements"]],
        [(block["image_url"], block["alt_text"]) for block in blocks if block["type"] == "image"],
        message.get("thread_ts"),
        message["ts"],
    )


def words(messages: Sequence[Shown]) -> str:
    return "\n".join(message.text for message in messages)
