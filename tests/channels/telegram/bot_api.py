"""Telegram's side of the Bot API on loopback, after its documentation: it refuses what Telegram refuses."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx

from tests.channels.telegram.entities import BadHtml, read_html, units
from tests.channels.vendor import Vendor

TOKEN = "123456789:AAtests-of-the-clinic-assistant-0123456"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Livia", "username": "livia_of_tests_bot"}
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA = 4096, 1024, 64
SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")
PNG = b"\x89PNG\r\n\x1a\n"


class Refusal(Exception):
    """An answer with ok: false."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class Chat:
    """What a person sees."""

    id: int
    blocked: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


class BotApi(Vendor):
    """One bot's Telegram. Chats exist once a person wrote; `confirmed` are the taps that were answered."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.webhook: dict[str, Any] = {"url": ""}
        self.confirmed: list[str] = []
        self.open_taps: set[str] = set()
        self.calls: list[str] = []
        # Called before each sending method; may raise Refusal or sleep.
        self.fault: Callable[[str, Chat], None] | None = None
        self._lock = threading.RLock()
        self._number = 1000
        super().__init__()

    def answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], dict[str, Any]]:
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", path.partition("?")[0])
        try:
            if match is None:
                raise Refusal(404, "Not Found")
            if match[1] != TOKEN:
                raise Refusal(401, "Unauthorized")
            called = getattr(self, f"_{match[2]}", None) if match[2] in METHODS else None
            if called is None:
                raise Refusal(404, "Not Found: method not found")
            with self._lock:
                self.calls.append(match[2])
            return 200, {}, {"ok": True, "result": called(_fields(headers.get("content-type", ""), body))}
        except Refusal as refusal:
            answer = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            return refusal.code, {}, {**answer, "parameters": refusal.parameters} if refusal.parameters else answer

    # Methods

    def _getMe(self, fields: dict[str, Any]) -> dict[str, Any]:
        return BOT

    def _setWebhook(self, fields: dict[str, Any]) -> bool:
        if not str(fields.get("url", "")).startswith(("https://", "http://127.0.0.1:")):  # the latter for tests only
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not SECRET_TOKEN.fullmatch(str(fields.get("secret_token", "x"))):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = dict(fields)
        return True

    def _getWebhookInfo(self, fields: dict[str, Any]) -> dict[str, Any]:
        shown = {key: value for key, value in self.webhook.items() if key in ("url", "allowed_updates")}
        return {"has_custom_certificate": False, "pending_update_count": 0, **shown}

    def _deleteWebhook(self, fields: dict[str, Any]) -> bool:
        self.webhook = {"url": ""}
        return True

    def _sendChatAction(self, fields: dict[str, Any]) -> bool:
        self._chat(fields, "sendChatAction").actions.append(fields["action"])
        return True

    def _answerCallbackQuery(self, fields: dict[str, Any]) -> bool:
        query = str(fields["callback_query_id"])
        with self._lock:
            if query not in self.open_taps:
                raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
            self.open_taps.remove(query)
            self.confirmed.append(query)
        return True

    def _sendMessage(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(fields, "sendMessage")
        text, entities = _parsed(fields, str(fields.get("text", "")))
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if units(text) > LONGEST_TEXT:
            raise Refusal(400, "Bad Request: message is too long")
        return self._shown(chat, fields, {"text": text, "entities": entities})

    def _sendPhoto(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(fields, "sendPhoto")
        caption, entities = _parsed(fields, str(fields.get("caption", "")))
        if units(caption) > LONGEST_CAPTION:
            raise Refusal(400, "Bad Request: message caption is too long")
        fetched = httpx.get(str(fields["photo"]), timeout=20)
        if fetched.status_code != 200 or not fetched.content.startswith(PNG):
            raise Refusal(400, "Bad Request: failed to get HTTP URL content")
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 800, "height": 600}]
        shown = self._shown(chat, fields, {"caption": caption, "caption_entities": entities, "photo": photo})
        chat.pictures.append(fetched.content)
        return shown

    def _chat(self, fields: dict[str, Any], method: str) -> Chat:
        chat = self.chats.get(int(fields["chat_id"]))
        if chat is None:
            raise Refusal(400, "Bad Request: chat not found")
        if self.fault is not None:
            self.fault(method, chat)
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def _shown(self, chat: Chat, fields: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        markup = _json(fields.get("reply_markup") or {})
        for row in markup.get("inline_keyboard", []):
            for button in row:
                if not button.get("text"):
                    raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
                if not 1 <= len(button.get("callback_data", "").encode()) <= LONGEST_DATA:
                    raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        with self._lock:
            self._number += 1
            message = {
                "message_id": self._number,
                "date": int(time.time()),
                "chat": {"id": chat.id, "type": "private", "first_name": "Ana"},
                "from": BOT,
                **{key: value for key, value in content.items() if value},
            }
            if markup:
                message["reply_markup"] = markup
            chat.messages.append(message)
        return message


METHODS = frozenset({
    "getMe", "setWebhook", "getWebhookInfo", "deleteWebhook", "sendChatAction", "answerCallbackQuery", "sendMessage",
    "sendPhoto",
})  # fmt: skip


def _parsed(fields: dict[str, Any], text: str) -> tuple[str, list[dict[str, Any]]]:
    mode = fields.get("parse_mode")
    if mode is None:
        return text.strip(), []
    if mode != "HTML":
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    try:
        return read_html(text)
    except BadHtml as error:
        raise Refusal(400, f"Bad Request: can't parse entities: {error}") from error


def _fields(content_type: str, body: bytes) -> dict[str, Any]:
    """As JSON, or as a form with JSON in its fields, as the Bot API takes both."""
    if content_type.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    return {key: _json(value) for key, value in parse_qsl(body.decode())}


def _json(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "{[" else value
    except ValueError:
        return value
