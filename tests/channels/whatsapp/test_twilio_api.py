"""Twilio on loopback against Twilio's own library: it is read as the real one, and refuses alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.channels.whatsapp.twilio_api import ACCOUNT, SENDER, TOKEN, Phone, Refusal, TwilioApi

PERSON = "whatsapp:+491701234567"


class ToLoopback(TwilioHttpClient):
    """Twilio's own HTTP client, with another server."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        return super().request(method, url.replace("https://api.twilio.com", self.address), *args, **kwargs)


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    api = TwilioApi()
    api.phones[PERSON] = Phone(PERSON)
    yield api
    api.stop()


def client(api: TwilioApi, token: str = TOKEN) -> Client:
    return Client(ACCOUNT, token, http_client=ToLoopback(api.address))


def test_a_message_arrives_with_its_looks(api: TwilioApi) -> None:
    sent = client(api).messages.create(from_=SENDER, to=PERSON, body="*1 < 2* + 3")
    assert (sent.status, sent.error_code, sent.sid[:2]) == ("queued", None, "SM")
    (message,) = api.phones[PERSON].messages
    assert (message.text, message.bold) == ("1 < 2 + 3", ["1 < 2"])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"body": "x" * 1601}, 21617),
        ({"body": "😀" * 801}, 21617),
        ({"body": ""}, 21602),
        ({"body": "a", "from_": "whatsapp:+12025550199"}, 63007),
        ({"body": "a", "to": "+491701234567"}, 21910),
        ({"body": "a", "media_url": ["picture.png"]}, 21620),
    ],
    ids=["long", "long in UTF-16", "empty", "other sender", "other channel", "no address"],
)
def test_it_refuses_what_twilio_refuses(api: TwilioApi, fields: dict[str, Any], code: int) -> None:
    with pytest.raises(TwilioRestException) as error:
        client(api).messages.create(**{"from_": SENDER, "to": PERSON, **fields})
    assert (error.value.status, error.value.code) == (400, code)
    assert api.phones[PERSON].messages == []


def test_it_knows_its_account_only(api: TwilioApi) -> None:
    assert client(api).api.accounts(ACCOUNT).fetch().friendly_name == "Clinic"
    with pytest.raises(TwilioRestException) as error:
        client(api, "0" * 32).messages.create(from_=SENDER, to=PERSON, body="a")
    assert (error.value.status, error.value.code) == (401, 20003)


def test_it_asks_to_wait(api: TwilioApi) -> None:
    def full(phone: Phone, picture: bool) -> None:
        raise Refusal(429, 20429, "Too Many Requests")

    api.fault = full
    with pytest.raises(TwilioRestException) as error:
        client(api).messages.create(from_=SENDER, to=PERSON, body="a")
    assert error.value.status == 429


@pytest.mark.parametrize("change", [{"in_session": False}, {"fetches_pictures": False}], ids=["session", "picture"])
def test_some_failures_come_later(api: TwilioApi, change: dict[str, bool]) -> None:
    vars(api.phones[PERSON]).update(change)
    sent = client(api).messages.create(from_=SENDER, to=PERSON, media_url=[f"{api.address}/none.png"])
    assert sent.status == "queued"
    assert api.phones[PERSON].messages == []


def test_who_opted_out_gets_nothing(api: TwilioApi) -> None:
    api.phones[PERSON].opted_out = True
    with pytest.raises(TwilioRestException) as error:
        client(api).messages.create(from_=SENDER, to=PERSON, body="a")
    assert error.value.code == 21610
