"""A person with WhatsApp on their phone."""

from __future__ import annotations

import itertools
import time
import uuid
from collections.abc import Sequence

import httpx

from tests.channels.whatsapp.twilio_api import ACCOUNT, SENDER, Message, Phone, TwilioApi, request

PATIENCE_SECONDS = 40.0
QUIET_SECONDS = 0.4

_numbers = itertools.count(int(time.time()) % 100_000 * 10_000)

Fields = dict[str, str]


class Person:
    """Writes to the clinic's number and waits for the answer."""

    def __init__(self, api: TwilioApi, webhook: str) -> None:
        self.api, self.webhook = api, webhook
        self.digits = f"491{next(_numbers):010d}"
        self.address = f"whatsapp:+{self.digits}"
        api.phones[self.address] = self.phone = Phone(self.address)
        self._read = 0

    # What Twilio tells the assistant of this person

    def message(self, text: str = "", **fields: str) -> Fields:
        sid = "SM" + uuid.uuid4().hex
        return {
            "SmsMessageSid": sid, "NumMedia": "0", "ProfileName": "Ana Ruiz", "MessageType": "text", "SmsSid": sid,
            "WaId": self.digits, "SmsStatus": "received", "Body": text, "To": SENDER, "NumSegments": "1",
            "ReferralNumMedia": "0", "MessageSid": sid, "AccountSid": ACCOUNT, "From": self.address,
            "ApiVersion": "2010-04-01", "ChannelMetadata": '{"type":"whatsapp","data":{}}', **fields,
        }  # fmt: skip

    def media(self, kind: str = "image", text: str = "", content_type: str = "image/jpeg") -> Fields:
        address = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM/Media/ME"
        return self.message(text, MessageType=kind, NumMedia="1", MediaContentType0=content_type, MediaUrl0=address)

    def deliver(self, fields: Fields, signature: str | None = None) -> httpx.Response:
        return request(self.webhook, fields, signature)

    # What they do

    def say(self, text: str, answers: int = 1) -> list[Message]:
        assert self.deliver(self.message(text)).status_code == 200
        return self.hear(answers)

    # What they see

    def hear(self, at_least: int = 1) -> list[Message]:
        """What arrived since the last look, when nothing more comes for a moment."""
        until = time.monotonic() + PATIENCE_SECONDS
        while len(self.phone.messages) < self._read + at_least:
            assert time.monotonic() < until, "silence"
            time.sleep(0.05)
        seen = -1
        while seen != len(self.phone.messages):
            seen = len(self.phone.messages)
            time.sleep(QUIET_SECONDS)
        new, self._read = self.phone.messages[self._read : seen], seen
        return new

    def hears_nothing(self, seconds: float = 1.5) -> bool:
        time.sleep(seconds)
        return len(self.phone.messages) == self._read


def words(messages: Sequence[Message]) -> str:
    return "\n".join(message.text for message in messages)
