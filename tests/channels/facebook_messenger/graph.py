"""Meta's side on loopback, after the documentation of the Graph API: it refuses what Meta refuses."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.channels.vendor import Vendor

TOKEN = "EAABtestsOfTheClinicAssistant0123456789ZDZD"
APP_ID, APP_SECRET = "1234567890123456", "0123456789abcdef0123456789abcdef"
PAGE_ID, PAGE_NAME = "104000000000001", "The Example Liver Clinic"
VERSION = "v25.0"
# A version that Meta has retired is answered by the oldest one that it still keeps.
OLDEST, KNOWN_VERSIONS = "v22.0", {"v22.0", "v23.0", "v24.0", "v25.0", "v26.0"}
LONGEST_TEXT, MOST_QUICK_REPLIES, LONGEST_TITLE, LONGEST_PAYLOAD, LONGEST_GREETING = 2000, 13, 20, 1000, 160
WINDOW_SECONDS = 24 * 3600
FIELDS = {"messages", "messaging_postbacks", "message_edits", "message_reads", "message_deliveries", "messaging_optins"}
PNG = b"\x89PNG\r\n\x1a\n"


class Refusal(Exception):
    """An answer with an error."""

    def __init__(self, code: int, message: str, subcode: int = 0, status: int = 400, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.error: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "Abc"}
        if subcode:
            self.error["error_subcode"] = subcode


@dataclass
class Chat:
    """What a person sees. `wrote`: when they wrote last, in seconds since 1970."""

    psid: str
    wrote: float = 0.0
    blocked: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


class Graph(Vendor):
    """One page and one app. Chats exist once a person wrote."""

    def __init__(self) -> None:
        self.chats: dict[str, Chat] = {}
        self.subscription: dict[str, Any] | None = None
        self.page_fields: list[str] = []
        self.profile: dict[str, Any] = {}
        self.token_ends = 0
        # Called before a message is taken; may raise Refusal or sleep.
        self.fault: Callable[[dict[str, Any], Chat], None] | None = None
        self._lock = threading.RLock()
        self._number = 1000
        super().__init__()

    @property
    def root(self) -> str:
        return f"{self.address}/{VERSION}"

    def answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], dict[str, Any]]:
        split = urlsplit(path)
        _, version, what = [*split.path.split("/", 2), "", ""][:3]
        answered = {"facebook-api-version": version if version in KNOWN_VERSIONS else OLDEST}
        try:
            if not re.fullmatch(r"v\d+\.\d", version) or float(version[1:]) > 26:
                raise Refusal(2500, f"Unknown path components: {split.path}")
            fields = dict(parse_qsl(split.query, keep_blank_values=True))
            fields.update(_fields(headers.get("content-type", ""), body))
            return 200, answered, self._called(method, what, fields)
        except Refusal as refusal:
            return refusal.status, {**answered, **refusal.headers}, {"error": refusal.error}

    def _called(self, method: str, what: str, fields: dict[str, Any]) -> dict[str, Any]:
        token = str(fields.get("access_token", ""))
        if token not in (TOKEN, f"{APP_ID}|{APP_SECRET}"):
            raise Refusal(190, "Error validating access token: Session has expired.", 463, status=401)
        if fields.get("appsecret_proof") != hmac.new(APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest():
            raise Refusal(100, "Invalid appsecret_proof provided in the API argument")
        calls: dict[tuple[str, str], Callable[[dict[str, Any]], dict[str, Any]]] = {
            ("GET", "me"): lambda _: {"id": PAGE_ID, "name": PAGE_NAME},
            ("POST", "me/messages"): self._send,
            ("POST", "me/messenger_profile"): self._set_profile,
            ("DELETE", "me/messenger_profile"): self._delete_profile,
            ("POST", f"{PAGE_ID}/subscribed_apps"): self._subscribe_page,
            ("GET", f"{PAGE_ID}/subscribed_apps"): self._page_subscriptions,
            ("DELETE", f"{PAGE_ID}/subscribed_apps"): self._unsubscribe_page,
        }
        app_calls: dict[tuple[str, str], Callable[[dict[str, Any]], dict[str, Any]]] = {
            ("POST", f"{APP_ID}/subscriptions"): self._subscribe,
            ("GET", f"{APP_ID}/subscriptions"): lambda _: {"data": [self.subscription] if self.subscription else []},
            ("DELETE", f"{APP_ID}/subscriptions"): self._unsubscribe,
            ("GET", "debug_token"): self._debug_token,
        }
        if (method, what) not in {**calls, **app_calls}:
            raise Refusal(100, f"Unsupported {method.lower()} request.", 33)
        if ((method, what) in app_calls) != (token != TOKEN):
            raise Refusal(15 if token == TOKEN else 210, "This method must be called with another access token.")
        return {**calls, **app_calls}[method, what](fields)

    # Sending

    def _send(self, fields: dict[str, Any]) -> dict[str, Any]:
        recipient = fields.get("recipient")
        chat = self.chats.get(str(recipient.get("id"))) if isinstance(recipient, dict) else None
        if chat is None:
            raise Refusal(100, "(#100) No matching user found", 2018001)
        if self.fault is not None:
            self.fault(fields, chat)
        if chat.blocked:
            raise Refusal(551, "(#551) This person isn't available right now.", 1545041)
        if time.time() - chat.wrote > WINDOW_SECONDS:
            raise Refusal(10, "(#10) This message is sent outside of allowed window.", 2018278)
        if "sender_action" in fields:
            if "message" in fields or fields["sender_action"] not in ("mark_seen", "typing_on", "typing_off"):
                raise Refusal(100, "(#100) Cannot send both message and state at the same time.", 2018100)
            chat.actions.append(fields["sender_action"])
            return {"recipient_id": chat.psid}
        if fields.get("messaging_type") not in ("RESPONSE", "UPDATE", "MESSAGE_TAG"):
            raise Refusal(100, "(#100) Param messaging_type must be one of RESPONSE, UPDATE, MESSAGE_TAG")
        message = fields.get("message") or {}
        if ("text" in message) == ("attachment" in message):
            raise Refusal(100, "(#100) Must have text or attachment", 2018034)
        picture = _picture(message["attachment"]) if "attachment" in message else None
        if "text" in message:
            _check_text(message)
        with self._lock:
            self._number += 1
            mid = f"m_{self._number}"
            chat.messages.append({"mid": mid, **message})
            if picture is not None:
                chat.pictures.append(picture)
        return {"recipient_id": chat.psid, "message_id": mid}

    # Registration

    def _subscribe(self, fields: dict[str, Any]) -> dict[str, Any]:
        if fields.get("object") != "page" or not set(str(fields.get("fields", "")).split(",")) <= FIELDS:
            raise Refusal(100, "(#100) Param fields must be one of the page's fields")
        url = str(fields.get("callback_url", ""))
        asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": fields["verify_token"]}
        try:
            found = httpx.get(url, params=asked, timeout=10)
            good, why = (
                found.status_code == 200 and found.text == "1158201444",
                f"HTTP Status Code = {found.status_code}",
            )
        except httpx.HTTPError as error:
            good, why = False, type(error).__name__
        if not good:
            raise Refusal(2200, f"(#2200) Callback verification failed with the following errors: {why}")
        names = [{"name": name, "version": VERSION} for name in str(fields["fields"]).split(",")]
        self.subscription = {"object": "page", "callback_url": url, "active": True, "fields": names}
        return {"success": True}

    def _unsubscribe(self, fields: dict[str, Any]) -> dict[str, Any]:
        self.subscription = None
        return {"success": True}

    def _subscribe_page(self, fields: dict[str, Any]) -> dict[str, Any]:
        wanted = str(fields.get("subscribed_fields", "")).split(",")
        if not set(wanted) <= FIELDS:
            raise Refusal(100, "(#100) Param subscribed_fields must be one of the page's fields")
        self.page_fields = wanted
        return {"success": True}

    def _page_subscriptions(self, fields: dict[str, Any]) -> dict[str, Any]:
        app = {"id": APP_ID, "name": "Livia", "subscribed_fields": self.page_fields}
        return {"data": [app] if self.page_fields else []}

    def _unsubscribe_page(self, fields: dict[str, Any]) -> dict[str, Any]:
        self.page_fields = []
        return {"success": True}

    def _set_profile(self, fields: dict[str, Any]) -> dict[str, Any]:
        for greeting in fields.get("greeting", []):
            if len(greeting["text"]) > LONGEST_GREETING:
                raise Refusal(100, "(#100) param greeting[0][text] must be at most 160 characters long.")
        self.profile.update({key: fields[key] for key in ("get_started", "greeting") if key in fields})
        return {"result": "success"}

    def _delete_profile(self, fields: dict[str, Any]) -> dict[str, Any]:
        for name in fields["fields"]:
            self.profile.pop(name, None)
        return {"result": "success"}

    def _debug_token(self, fields: dict[str, Any]) -> dict[str, Any]:
        scopes = ["pages_messaging", "pages_manage_metadata", "pages_show_list"]
        return {"data": {"app_id": APP_ID, "type": "PAGE", "expires_at": self.token_ends, "scopes": scopes}}


def _check_text(message: dict[str, Any]) -> None:
    text, replies = message["text"], message.get("quick_replies", [])
    # Meta does not say what it counts. In bytes a text is never shorter than in anything else.
    if len(text.encode()) > LONGEST_TEXT:
        raise Refusal(100, "(#100) Length of param message[text] must be less than or equal to 2000")
    if not text.strip():
        raise Refusal(100, "(#100) Message cannot be empty, must provide valid attachment or text", 2018034)
    if len(replies) > MOST_QUICK_REPLIES or ("quick_replies" in message and not replies):
        raise Refusal(100, "(#100) param message[quick_replies] must have 1 to 13 elements")
    for reply in replies:
        title, payload = reply.get("title", ""), reply.get("payload", "")
        if reply.get("content_type") != "text" or not title or not payload:
            raise Refusal(100, "(#100) quick reply needs content_type, title and payload")
        if len(title) > LONGEST_TITLE or len(payload) > LONGEST_PAYLOAD:
            raise Refusal(100, "(#100) Length of param title or payload of a quick reply is too long")


def _picture(attachment: dict[str, Any]) -> bytes:
    if attachment.get("type") != "image" or not attachment.get("payload", {}).get("url"):
        raise Refusal(100, "(#100) Incomplete Element Data: payload", 2018021)
    unfetched = Refusal(100, "(#100) Failed to fetch the file from the url", 2018008)
    try:
        fetched = httpx.get(attachment["payload"]["url"], timeout=20)
    except httpx.HTTPError:
        raise unfetched from None
    if fetched.status_code != 200 or not fetched.content.startswith(PNG):
        raise unfetched
    return fetched.content


def _fields(content_type: str, body: bytes) -> dict[str, Any]:
    """As JSON or as a form, as the Graph API takes both."""
    if content_type.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    return dict(parse_qsl(body.decode()))
