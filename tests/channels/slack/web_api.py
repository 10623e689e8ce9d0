"""Slack's side of the Web API on loopback, after its documentation: it refuses what Slack refuses."""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.channels.slack.block_schema import BadBlocks, check_blocks
from tests.channels.vendor import Vendor

TOKEN = "xoxb-1234567890-1234567890123-testsOfTheClinicAssist"
SIGNING_SECRET = "8f742231b10e8888abcd9911122285a5"
TEAM, APP, BOT_USER, BOT = "T0TESTS00", "A0TESTS00", "U0LIVIA00", "B0LIVIA00"
SCOPES = ("app_mentions:read", "chat:write", "im:history")
LONGEST_TEXT = 40_000
TIME = re.compile(r"\d{10}\.\d{6}")

_numbers = itertools.count(1)


class Refusal(Exception):
    """An answer with ok: false."""

    def __init__(self, error: str, status: int = 200, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(error)
        self.error, self.status, self.headers, self.more = error, status, dict(headers or {}), more


@dataclass
class Conversation:
    """What a person sees in a direct message or a channel. `times`: of all messages, which threads hang on."""

    id: str
    archived: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)
    times: set[str] = field(default_factory=set)
    pictures: list[bytes] = field(default_factory=list)


class WebApi(Vendor):
    """One workspace with one app. `removed`: the app was taken out of it."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.scopes = list(SCOPES)
        self.removed = self.revoked = False
        self.calls: list[str] = []
        # Called before each message; may raise Refusal or sleep.
        self.fault: Callable[[dict[str, Any], Conversation], None] | None = None
        self._lock = threading.RLock()
        super().__init__()

    @property
    def base(self) -> str:
        return f"{self.address}/api"

    def answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], dict[str, Any]]:
        name = path.partition("?")[0].removeprefix("/api/")
        with self._lock:
            self.calls.append(name)
        content_type = headers.get("content-type", "")
        try:
            fields = _fields(content_type, body)
            self._authorize(headers, fields)
            called = {"auth.test": self._auth_test, "chat.postMessage": self._post_message}.get(name)
            if called is None:
                raise Refusal("unknown_method", req_method=name)
            answer = {"ok": True, **called(fields)}
            if content_type == "application/json":
                answer["warning"] = "missing_charset"
            return 200, {"x-oauth-scopes": ",".join(self.scopes)}, answer
        except Refusal as refusal:
            return refusal.status, refusal.headers, {"ok": False, "error": refusal.error, **refusal.more}

    def _authorize(self, headers: Mapping[str, str], fields: Mapping[str, Any]) -> None:
        given = headers.get("authorization", "").removeprefix("Bearer ") or fields.get("token")
        if not given:
            raise Refusal("not_authed")
        if given != TOKEN:
            raise Refusal("invalid_auth")
        if self.removed:
            raise Refusal("account_inactive")
        if self.revoked:
            raise Refusal("token_revoked")

    # Methods

    def _auth_test(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": "https://tests.slack.example/", "team": "The Tests", "user": "livia", "team_id": TEAM,
            "user_id": BOT_USER, "bot_id": BOT, "is_enterprise_install": False,
        }  # fmt: skip

    def _post_message(self, fields: dict[str, Any]) -> dict[str, Any]:
        if "chat:write" not in self.scopes:
            raise Refusal("missing_scope", needed="chat:write", provided=",".join(self.scopes))
        if "as_user" in fields:
            raise Refusal("as_user_not_supported")
        conversation = self.conversations.get(str(fields.get("channel")))
        if conversation is None:
            raise Refusal("channel_not_found")
        if self.fault is not None:
            self.fault(fields, conversation)
        if conversation.archived:
            raise Refusal("is_archived")
        text = fields.get("text") or ""
        if not text and not fields.get("blocks"):
            raise Refusal("no_text")
        if len(text) > LONGEST_TEXT:
            raise Refusal("msg_too_long")
        try:
            pictures = check_blocks(fields.get("blocks"))
        except BadBlocks as bad:
            messages = [f"[ERROR] {problem}" for problem in bad.problems]
            more = {"errors": bad.problems, "response_metadata": {"messages": messages}} if bad.problems else {}
            raise Refusal(bad.error, **more) from bad
        thread = fields.get("thread_ts")
        if thread is not None:
            if not isinstance(thread, str) or not TIME.fullmatch(thread):
                raise Refusal("invalid_thread_ts")
            if thread not in conversation.times:
                raise Refusal("thread_not_found")
        at = now()
        message = {
            "type": "message", "user": BOT_USER, "bot_id": BOT, "app_id": APP, "team": TEAM, "ts": at, "text": text,
            "blocks": fields.get("blocks") or [], **({"thread_ts": thread} if thread else {}),
        }  # fmt: skip
        with self._lock:
            conversation.times.add(at)
            conversation.pictures += pictures
            conversation.messages.append({**message, "unfurl_links": fields.get("unfurl_links", True)})
        return {"channel": conversation.id, "ts": at, "message": message}


def now() -> str:
    """A time that no other message has."""
    return f"{int(time.time())}.{next(_numbers) % 1_000_000:06}"


def _fields(content_type: str, body: bytes) -> dict[str, Any]:
    """As JSON, or as a form with JSON in its fields, as the Web API takes both."""
    if content_type.startswith("application/json"):
        try:
            data = json.loads(body or b"{}")
        except ValueError as error:
            raise Refusal("invalid_json") from error
        if not isinstance(data, dict):
            raise Refusal("json_not_object")
        return data
    if not content_type.startswith("application/x-www-form-urlencoded"):
        raise Refusal("invalid_post_type" if body else "missing_post_type")
    fields: dict[str, Any] = dict(parse_qsl(body.decode()))
    if "blocks" in fields:
        fields["blocks"] = json.loads(fields["blocks"])
    return fields
