"""Twilio on loopback, after its documentation: the REST API for messages and senders, and the requests it makes.

It refuses what Twilio refuses at once, and fails later, by a status callback, where Twilio does so. People have
WhatsApp on their phones, which fetches pictures and reads the markup.
"""

from __future__ import annotations

import base64
import json
import re
import threading
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from twilio.request_validator import RequestValidator

from tests.channels.vendor import Vendor
from tests.channels.whatsapp.markup import read_markup

ACCOUNT, TOKEN = "AC" + "0123456789abcdef" * 2, "fedcba9876543210" * 2
NUMBER = "+12025550143"
SENDER, SENDER_SID = f"whatsapp:{NUMBER}", "XE" + "a1" * 16
LONGEST_BODY, LONGEST_CAPTION = 1600, 1024
PNG = b"\x89PNG\r\n\x1a\n"
FORM = "application/x-www-form-urlencoded"
SIGNATURE = "X-Twilio-Signature"
WEBHOOK_FIELDS = {
    f"{name}_{what}" for name in ("callback", "fallback", "status_callback") for what in ("url", "method")
}


class Refusal(Exception):
    """An error of the REST API."""

    def __init__(self, status: int, code: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers


@dataclass
class Message:
    """What a person sees: the text without its markup, bold words, a picture."""

    body: str
    text: str
    looks: dict[str, list[str]]
    picture: bytes | None = None

    @property
    def bold(self) -> list[str]:
        return self.looks.get("bold", [])


@dataclass
class Phone:
    """A person's WhatsApp. `in_session`: they wrote in the last 24 hours."""

    address: str
    in_session: bool = True
    opted_out: bool = False
    fetches_pictures: bool = True
    messages: list[Message] = field(default_factory=list)


class TwilioApi(Vendor):
    """One account with one WhatsApp number."""

    def __init__(self) -> None:
        self.phones: dict[str, Phone] = {}
        self.sender: dict[str, Any] = {"sid": SENDER_SID, "sender_id": SENDER, "status": "ONLINE", "webhook": None}
        self.more_senders: list[dict[str, Any]] = []
        self.keeps_webhooks = False
        self.sent: list[dict[str, str]] = []
        # Called before each message, with whether it has a picture; may raise Refusal or sleep.
        self.fault: Callable[[Phone, bool], None] | None = None
        self._lock = threading.Lock()
        super().__init__()

    # What Twilio is asked

    def answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], dict[str, Any]]:
        try:
            _check_credentials(headers)
            return self._asked(method, urlsplit(path).path, urlsplit(path).query, headers, body)
        except Refusal as refusal:
            more = f"https://www.twilio.com/docs/errors/{refusal.code}"
            told = {"code": refusal.code, "message": refusal.message, "more_info": more, "status": refusal.status}
            return refusal.status, dict(refusal.headers), told

    def _asked(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], dict[str, Any]]:
        content_type = headers.get("content-type", "").partition(";")[0]
        account = f"/2010-04-01/Accounts/{ACCOUNT}"
        match method, path:
            case "POST", _ if path == f"{account}/Messages.json":
                # Twilio reads no JSON here: it finds no parameters.
                fields = dict(parse_qsl(body.decode(), keep_blank_values=True)) if content_type == FORM else {}
                return 201, {}, self._message(fields)
            case "GET", _ if path == f"{account}.json":
                return 200, {}, {"sid": ACCOUNT, "friendly_name": "Clinic", "status": "active", "type": "Full"}
            case "GET", "/v2/Channels/Senders":
                return 200, {}, self._senders(dict(parse_qsl(query)))
            case "GET", _ if path == f"/v2/Channels/Senders/{SENDER_SID}":
                return 200, {}, self.sender
            case "POST", _ if path == f"/v2/Channels/Senders/{SENDER_SID}":
                return 202, {}, self._change(json.loads(body) if content_type == "application/json" else {})
        raise Refusal(404, 20404, f"The requested resource {path} was not found")

    def _senders(self, asked: dict[str, str]) -> dict[str, Any]:
        if asked.get("Channel") != "whatsapp":
            raise Refusal(400, 63100, "Invalid query parameter: Channel")
        if asked.get("Page") == "1":
            return {"senders": [_listed(self.sender)], "meta": {"next_page_url": None}}
        if self.more_senders:
            following = f"{self.address}/v2/Channels/Senders?Channel=whatsapp&PageSize=50&Page=1"
            return {"senders": self.more_senders, "meta": {"next_page_url": following}}
        return {"senders": [_listed(self.sender)], "meta": {"next_page_url": None}}

    def _change(self, data: dict[str, Any]) -> dict[str, Any]:
        webhook = data.get("webhook")
        if not isinstance(webhook, dict) or not set(webhook) <= WEBHOOK_FIELDS:
            raise Refusal(400, 63100, "Invalid request body")
        if not self.keeps_webhooks:
            self.sender["webhook"] = webhook
        return {**self.sender, "status": "ONLINE:UPDATING"}

    def _message(self, fields: dict[str, str]) -> dict[str, Any]:
        to, body, media = fields.get("To", ""), fields.get("Body", ""), fields.get("MediaUrl", "")
        if not to:
            raise Refusal(400, 21604, "A 'To' phone number is required.")
        if fields.get("From") != SENDER:
            raise Refusal(400, 63007, "Twilio could not find a Channel with the specified From address")
        if not to.startswith("whatsapp:"):
            raise Refusal(400, 21910, "Invalid From and To pair. From and To should be of the same channel")
        phone = self.phones.get(to)
        if self.fault is not None and phone is not None:
            self.fault(phone, bool(media))
        if not body and not media:
            raise Refusal(400, 21602, "Message body is required.")
        if _units(body) > LONGEST_BODY:
            raise Refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit")
        if media and not re.match(r"https?://", media):
            raise Refusal(400, 21620, "Invalid media URL(s)")
        if phone is not None and phone.opted_out:
            raise Refusal(400, 21610, f"Attempt to send to unsubscribed recipient {to}")
        sid = ("MM" if media else "SM") + uuid.uuid4().hex
        with self._lock:
            self.sent.append(fields)
            code = self._deliver(phone, body, media)
        self._tell_status(fields, sid, to, code)
        return {
            "sid": sid, "account_sid": ACCOUNT, "status": "queued", "error_code": None, "error_message": None,
            "from": SENDER, "to": to, "body": body, "direction": "outbound-api", "num_media": str(int(bool(media))),
            "api_version": "2010-04-01", "date_created": "Mon, 30 Nov 2026 21:08:00 +0000", "date_sent": None,
            "date_updated": "Mon, 30 Nov 2026 21:08:00 +0000", "num_segments": "1", "price": None, "price_unit": None,
            "messaging_service_sid": None, "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json",
            "subresource_uris": {},
        }  # fmt: skip

    def _deliver(self, phone: Phone | None, body: str, media: str) -> int:
        """Twilio's error code; 0 when the person has it."""
        if phone is None:
            return 63024
        if not phone.in_session:
            return 63016
        picture = None
        if media:
            fetched = httpx.get(media, timeout=20) if phone.fetches_pictures else None
            if fetched is None or fetched.status_code != 200 or not fetched.content.startswith(PNG):
                return 63019
            if _units(body) > LONGEST_CAPTION:
                return 63013
            picture = fetched.content
        phone.messages.append(Message(body, *read_markup(body), picture))
        return 0

    # What Twilio asks

    def _tell_status(self, fields: Mapping[str, str], sid: str, to: str, code: int) -> None:
        if address := fields.get("StatusCallback"):
            for status in ("sent", "failed" if code else "delivered"):
                told = {
                    "ApiVersion": "2010-04-01", "AccountSid": ACCOUNT, "From": SENDER, "To": to, "MessageSid": sid,
                    "SmsSid": sid, "MessageStatus": status, "SmsStatus": status, "ChannelPrefix": "whatsapp",
                }  # fmt: skip
                if status == "failed":
                    told |= {"ErrorCode": str(code), "ChannelStatusMessage": "Sorry."}
                threading.Thread(target=_tell, args=(address, told), daemon=True).start()


def request(
    address: str, fields: Mapping[str, str], signature: str | None = None, known_as: str | None = None
) -> httpx.Response:
    """A request as Twilio makes and signs it, with Twilio's own library. `known_as`: the address that Twilio knows."""
    signature = signature or RequestValidator(TOKEN).compute_signature(known_as or address, dict(fields))
    headers = {"Content-Type": f"{FORM}; charset=UTF-8", SIGNATURE: signature, "User-Agent": "TwilioProxy/1.1"}
    return httpx.post(address, content=urlencode(dict(fields)), headers=headers, timeout=30)


def _tell(address: str, told: Mapping[str, str]) -> None:
    with suppress(httpx.HTTPError):  # whoever is not there is not told
        request(address, told)


def _check_credentials(headers: Mapping[str, str]) -> None:
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme != "Basic" or base64.b64decode(given).decode() != f"{ACCOUNT}:{TOKEN}":
        raise Refusal(401, 20003, "Authenticate")


def _listed(sender: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sender.items() if name != "webhook"}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
